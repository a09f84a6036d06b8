"""The rules of judgement in a terminal: seen, tried, set, taken back, and what they were worth."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from monitor.access.scope import list_scope, newest_month
from monitor.cli.context import Session
from monitor.cli.policy_rows import policy_records, rules_record, trial_record, trial_rows
from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.domain.policies import INTERPOLATIONS, MODES, Figures, Floor, Rules
from monitor.policies.rules import (
    Draft,
    list_policies,
    policy_in_force,
    save_policy,
    withdraw_policy,
)
from monitor.policies.track_record import outcome_records, record_record, say_record, track_record
from monitor.policies.trial import try_policy
from monitor.words.policies import describe_rules

# An option of several numbers, and the figures it sets, in order.
_GROUPS = {
    "ratio": ("ratio_red", "ratio_yellow", "ratio_blue"),
    "gap": ("gap_red", "gap_yellow", "gap_blue"),
    "points": ("points_execution", "points_output", "points_benefit", "points_satisfaction"),
    "points_with_cost": (
        "points_cost_with_cost",
        "points_output_with_cost",
        "points_benefit_with_cost",
        "points_satisfaction_with_cost",
    ),
    "grades": ("grade_excellent", "grade_good", "grade_fair"),
    "materiality": ("materiality",),
    "mismatch": ("mismatch_points",),
}

_HELP = {  # argparse formats these texts: a percent sign is written twice
    "ratio": "比率门槛（%%） · behind, watch and ahead in percent of what is due",
    "gap": "差距门槛（百分点） · behind, watch and ahead in points",
    "points": "自评分值：执行率 产出 效益 满意度 · points without cost indicators",
    "points_with_cost": "有成本指标时：成本 产出 效益 满意度 · points with cost indicators",
    "grades": "优 良 中 · grades from",
    "materiality": "差额起点（元） · the least gap that is flagged, in yuan",
    "mismatch": "支出与产出相差（百分点） · money and results apart, in points",
}

_MOST_DIGITS = 20
_LISTED = ("policy_id", "effective_month", "state", "mode", "actor", "set_at", "why")
_OUTCOMES = ("project_code", "project_name", "is_flagged", "december_rate", "missed")
_TRIED = ("project_code", "project_name", "outcome", "badge_today", "badge_then")


def add_policy(command: argparse.ArgumentParser) -> None:
    """Give the command its options."""
    command.add_argument("action", choices=tuple(_ACTIONS))
    command.add_argument("policy", nargs="?", type=int, metavar="ID")
    command.add_argument("--month", help="2023-06")
    text = "从哪个月起执行 · in force from; else the month"
    command.add_argument("--from", dest="effective", metavar="2023-07", help=text)
    command.add_argument("--unit", help="131001")
    command.add_argument("--mode", choices=MODES)
    command.add_argument("--interpolation", choices=INTERPOLATIONS)
    for name, figures in _GROUPS.items():
        option = f"--{name.replace('_', '-')}"
        command.add_argument(option, nargs=len(figures), metavar="N", help=_HELP[name])
    text = "每月最低执行率（%%） · minimum rates by month"
    command.add_argument("--floors", nargs="+", metavar="4=25", help=text)
    command.add_argument("--why", default="", metavar="TEXT")


def policy(session: Session) -> bool:
    """Do what is asked with the rules of judgement."""
    _ACTIONS[session.options.action](session)
    return False


def _list(session: Session) -> None:
    policies = list_policies(session.store)
    month = session.month or newest_month(list_scope(session.store))
    in_force = None if month is None else policy_in_force(policies, month)
    session.answer(policy_records(policies, in_force), _LISTED)


def _show(session: Session) -> None:
    month = session.required_month()
    found = policy_in_force(list_policies(session.store), month)
    if session.prints_data:
        record = {"month": str(month), "policy_id": found.policy_id, **rules_record(found.rules)}
        if session.options.json:
            session.answer_record(record)
        else:
            session.answer([record], tuple(record))
        return
    rules = describe_rules(found.rules, session.language, in_full=True)
    session.say("terminal.policy_rules", month=month, policy=found.policy_id, rules=rules)


def _preview(session: Session) -> None:
    month = session.required_month()
    trial = try_policy(session.store, _draft(session), month, unit_code=session.options.unit)
    if session.options.json:
        session.answer_record(trial_record(trial))
        return
    session.answer(trial_rows(trial), _TRIED)
    session.say(
        "settings.moved",
        month=trial.month,
        before=trial.flagged_today,
        after=trial.flagged_then,
        new=len(trial.having("new")),
        gone=len(trial.having("gone")),
        changed=len(trial.having("changed")),
        projects=len(trial.projects),
    )
    for later in trial.later[:1]:
        session.say("settings.later", month=later.effective, policy=later.policy_id)


def _set(session: Session) -> None:
    draft, options = _draft(session), session.options
    number = save_policy(session.store, draft, options.why, actor=session.settings.actor)
    if session.options.json:
        session.answer_record({"policy_id": number, "saved": number is not None})
        return
    key = "terminal.policy_same" if number is None else "terminal.policy_saved"
    session.say(key, policy=number, month=draft.effective)


def _withdraw(session: Session) -> None:
    options = session.options
    if options.policy is None:
        raise WrongUse("policy_number_missing")
    withdraw_policy(session.store, options.policy, options.why, actor=session.settings.actor)
    if options.json:
        session.answer_record({"policy_id": options.policy, "withdrawn": True})
    else:
        session.say("terminal.policy_withdrawn", policy=options.policy)


def _record(session: Session) -> None:
    month = session.required_month()
    record = track_record(session.store, month, unit_code=session.options.unit)
    if session.options.json:
        session.answer_record(record_record(record))
        return
    session.answer(outcome_records(record), _OUTCOMES)
    for line in say_record(record, session.language):
        session.tell(line)


_ACTIONS: dict[str, Callable[[Session], None]] = {
    "list": _list,
    "show": _show,
    "preview": _preview,
    "set": _set,
    "withdraw": _withdraw,
    "record": _record,
}


def _draft(session: Session) -> Draft:
    """Return the rules in force from the month on, changed as the options say."""
    options = session.options
    effective = _month(options.effective) if options.effective else session.required_month()
    rules = policy_in_force(list_policies(session.store), effective).rules
    changes: dict[str, object] = {
        name: getattr(options, name)
        for name in ("mode", "interpolation")
        if getattr(options, name) is not None
    }
    for name, figures in _GROUPS.items():
        given = getattr(options, name) or ()
        part = 100 if name == "ratio" else 1
        changes |= dict(zip(figures, (_number(text) / part for text in given), strict=False))
    changed: Figures = replace(rules.figures, **changes)  # type: ignore[arg-type]  # by name
    floors = rules.floors if options.floors is None else _floors(options.floors)
    return Draft(effective, Rules(changed, floors))


def _floors(given: Sequence[str]) -> tuple[Floor, ...]:
    floors = []
    for text in given:
        month, sign, rate = text.partition("=")
        if not (sign and month.isdecimal()):
            raise WrongUse("policy_floor_unreadable", found=text)
        floors.append(Floor(int(month), _number(rate)))
    return tuple(floors)


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.rstrip("%"))
    except InvalidOperation as trouble:
        raise WrongUse("policy_number_wrong", found=text) from trouble
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise WrongUse("policy_number_wrong", found=text)
    return number


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as trouble:
        raise WrongUse("month_wrong", found=text) from trouble
