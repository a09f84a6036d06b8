"""An office of two units with everything a store can hold, and what a person there may ask of it.

Unit 131001 has projects A, B and C, unit 131002 has project D. Whatever speaks of D, of its name
or of its unit is strange to whoever is bound to 131001.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from monitor.access.scope import list_scope
from monitor.domain.judged import IndicatorMonth
from monitor.domain.month import Month
from monitor.domain.roles import Permission
from monitor.follow_up.alerts.changes import list_alerts
from monitor.follow_up.attachments import attach, fetch_attachment, list_attachments
from monitor.follow_up.causes import NewNote, add_note, list_notes
from monitor.follow_up.indicator_decisions import Override, choose_feed, set_override, set_reading
from monitor.follow_up.measures import (
    NewFollowUp,
    add_follow_up,
    change_follow_up,
    follow_up_history,
    list_follow_ups,
)
from monitor.follow_up.snoozes import list_snoozes, snooze, wake
from monitor.intake.batches import list_batches, preview_event, restore, withdraw
from monitor.intake.commit import commit_import, preview_import
from monitor.intake.mappings import list_mappings, remove_mapping
from monitor.intake.plans.revision import target_history
from monitor.month_close.exceptions import end_exception, grant_exception, list_exceptions
from monitor.month_close.steps import (
    certify,
    give_back,
    list_missing,
    list_states,
    list_steps,
    submit,
)
from monitor.outputs.documents import Issue, write_document
from monitor.outputs.forms.fill import write_forms
from monitor.outputs.lists.flagged import flagged_csv, flagged_workbook, footer
from monitor.outputs.lists.missing import chase_csv, chase_workbook
from monitor.outputs.templates.fill import write_template
from monitor.policies.rules import Draft, list_policies, policy_in_force, save_policy
from monitor.policies.track_record import track_record
from monitor.policies.trial import try_policy
from monitor.review.flags import list_flagged
from monitor.review.history import compare_month, spending_history
from monitor.review.missing_reports import list_unreported, write_messages
from monitor.review.months import review_indicators, review_month, review_units, review_year
from monitor.review.plan import load_plan, plan_findings_kept
from monitor.review.scores import evaluate
from monitor.upkeep.setup import Store
from tests.services.desk import NAMES, YEAR, A, D, Desk, results, spending

OWN, OTHER = "131001", "131002"
MARCH, APRIL, MAY = (Month(YEAR, number) for number in (3, 4, 5))
TODAY = datetime.now(UTC).date()
SOON = TODAY + timedelta(days=2)
STRANGE = (D, NAMES[D], OTHER)


def furnish(desk: Desk) -> None:
    """Let both units report, explain, follow up and close their months."""
    store = desk.store
    desk.commit("spending", spending({"A": 90, "B": 400}), 3)
    desk.commit("spending", spending({"D": 7}), 3)
    desk.commit("spending", spending({"A": 95, "D": 8}), 4)
    desk.commit("results", results("| 数量指标 | 调研次数 | 2次 |"), 4)
    for code in (D, A):  # the other unit's numbers come first
        add_note(store, NewNote(code, "", APRIL, explanation=f"为何 {code}"), actor="li")
        kept = add_follow_up(
            store, NewFollowUp(code, APRIL, f"措施 {code}"), actor="li", today=TODAY
        )
        attach(store, desk.files, kept.follow_up_id, f"{code}.txt", code.encode(), actor="li")
        snooze(store, APRIL, code, MAY, f"等 {code}", actor="wang")
    for unit in (OTHER, OWN):
        submit(store, MARCH, unit, f"说明 {unit}", actor="li")
        certify(store, MARCH, unit, actor="wang")
        grant_exception(store, MARCH, unit, f"人 {unit}", f"因 {unit}", SOON, actor="wang")


@dataclass(frozen=True)
class Asked:
    """Who asks: the store as lent to them, and where files are kept."""

    store: Store
    desk: Desk

    @property
    def files(self) -> Path:
        return self.desk.files


Read = Callable[[Asked], object]
Write = Callable[[Asked], object]


def _flagged(asked: Asked) -> list[bytes]:
    view = review_month(asked.store, APRIL)
    rows = list_flagged(view, review_indicators(asked.store, APRIL), "zh")
    return [flagged_workbook(view, rows), flagged_csv(view, rows)]


def _chased(asked: Asked) -> list[object]:
    view = review_month(asked.store, MAY)
    rows = list_unreported(asked.store, MAY)
    note = footer(view)
    return [chase_workbook(MAY, rows, note), chase_csv(rows, note), write_messages(rows, "zh")]


def _draft(asked: Asked) -> Draft:
    rules = policy_in_force(list_policies(asked.store), APRIL).rules
    figures = replace(rules.figures, mode="gap")
    return Draft(APRIL, replace(rules, figures=figures))


def _document(name: str, unit: str | None = None) -> Read:
    return lambda asked: write_document(asked.store, Issue(name, APRIL, unit_code=unit))


def _form(name: str) -> Read:
    return lambda asked: write_forms(asked.store, name, APRIL)


def _template(kind: str) -> Read:
    return lambda asked: write_template(asked.store, kind, APRIL)


# What everybody may read, each of their own units.
READS: dict[str, Read] = {
    "scope": lambda asked: list_scope(asked.store),
    "month": lambda asked: review_month(asked.store, APRIL),
    "month known on a day": lambda asked: review_month(asked.store, APRIL, known_on=TODAY),
    "year": lambda asked: review_year(asked.store, APRIL),
    "units": lambda asked: review_units(asked.store, APRIL),
    "indicators": lambda asked: review_indicators(asked.store, APRIL),
    "imports": lambda asked: list_batches(asked.store),
    "unreported": lambda asked: list_unreported(asked.store, MAY, with_results=True),
    "notes": lambda asked: list_notes(asked.store, APRIL),
    "follow-ups": lambda asked: list_follow_ups(asked.store, YEAR),
    "history of follow-ups": lambda asked: [follow_up_history(asked.store, n) for n in (1, 2)],
    "attachments": lambda asked: [list_attachments(asked.store, n) for n in (1, 2)],
    "snoozes": lambda asked: list_snoozes(asked.store, APRIL),
    "alerts": lambda asked: list_alerts(asked.store),
    "mappings": lambda asked: list_mappings(asked.store),
    "history": lambda asked: [spending_history(asked.store, YEAR, code) for code in (A, D)],
    "targets": lambda asked: [target_history(asked.store, YEAR, code) for code in (A, D)],
    "comparison": lambda asked: compare_month(asked.store, APRIL, date(YEAR, 1, 1)),
    "scores": lambda asked: evaluate(asked.store, APRIL),
    "plan": lambda asked: [load_plan(asked.store, YEAR, unit) for unit in (None, OWN, OTHER)],
    "findings of the plan": lambda asked: plan_findings_kept(asked.store, YEAR, None),
    "record": lambda asked: track_record(asked.store, APRIL),
    "states": lambda asked: list_states(asked.store, YEAR),
    "steps": lambda asked: [list_steps(asked.store, MARCH, unit) for unit in (OWN, OTHER)],
    "exceptions": lambda asked: list_exceptions(asked.store, YEAR),
    "missing": lambda asked: list_missing(asked.store, MAY, OWN),
}
# What everybody may take away.
EXPORTS: dict[str, Read] = {
    "flagged list": _flagged,
    "chase list": _chased,
    "monitoring form": _form("monitoring-form"),
    "self-evaluation": _form("self-evaluation"),
    "notice": _document("notice", OWN),
    "report": _document("report", OWN),
    "pack": _document("pack"),
    "template for spending": _template("spending"),
    "template for results": _template("results"),
    "template for adjustments": _template("adjustments"),
}


def _import(letter: str) -> Write:
    def call(asked: Asked) -> object:
        request = asked.desk.request("spending", spending({letter: 11}), 5)
        return commit_import(asked.store, request, asked.files)

    return call


def _preview(asked: Asked) -> object:
    return preview_import(asked.store, asked.desk.request("spending", spending({"A": 12}), 5))


def _indicator(asked: Asked, place: int = 0) -> IndicatorMonth:
    return review_indicators(asked.store, APRIL, project_code=A)[place]


def _read(asked: Asked) -> None:
    set_reading(asked.store, _indicator(asked), "≥8次", "口径", actor="x")


def _override(asked: Asked) -> None:
    rule = Override("lower", why="口径")
    set_override(asked.store, _indicator(asked, 1), rule, actor="x")


def _feed(asked: Asked) -> None:
    choose_feed(asked.store, [_indicator(asked)], is_fed=False, actor="x")


# What changes something of the own unit, in an order in which each can be done, and what it takes.
WRITES: dict[str, tuple[Permission, Write]] = {
    "preview a file": ("import", _preview),
    "import a file": ("import", _import("A")),
    "preview a withdrawal": (
        "withdraw",
        lambda asked: preview_event(asked.store, 6, "withdrawn", actor="x"),
    ),
    "withdraw": ("withdraw", lambda asked: withdraw(asked.store, 6, actor="x")),
    "restore": ("withdraw", lambda asked: restore(asked.store, 6, actor="x")),
    "state a cause": (
        "note",
        lambda asked: add_note(asked.store, NewNote(A, "", MAY, explanation="因"), actor="x"),
    ),
    "open a follow-up": (
        "follow_up",
        lambda asked: add_follow_up(
            asked.store, NewFollowUp(A, APRIL, "再议"), actor="x", today=TODAY
        ),
    ),
    "change a follow-up": (
        "follow_up",
        lambda asked: change_follow_up(asked.store, 2, actor="x", today=TODAY, state="done"),
    ),
    "attach a file": (
        "follow_up",
        lambda asked: attach(asked.store, asked.files, 2, "新.txt", b"more", actor="x"),
    ),
    "let a flag wait": (
        "snooze",
        lambda asked: snooze(asked.store, APRIL, A, MAY, "再等", actor="x"),
    ),
    "let a flag speak": ("snooze", lambda asked: wake(asked.store, APRIL, A, "好了", actor="x")),
    "hand a month in": (
        "submit",
        lambda asked: submit(asked.store, APRIL, OWN, "说明", actor="x"),
    ),
    "give a month back": (
        "certify",
        lambda asked: give_back(asked.store, APRIL, OWN, "再报", actor="x"),
    ),
    "grant an exception": (
        "certify",
        lambda asked: grant_exception(
            asked.store, MARCH, OWN, "somebody", "补", SOON, actor="somebody"
        ),
    ),
    "read a target": ("judge", _read),
    "rule an indicator": ("judge", _override),
    "choose a feed": ("judge", _feed),
    "remove a mapping": ("judge", lambda asked: remove_mapping(asked.store, "月报", actor="x")),
    "end an exception": (
        "certify",
        lambda asked: end_exception(asked.store, MARCH, OWN, "somebody", actor="x"),
    ),
    "try a policy": ("policy", lambda asked: try_policy(asked.store, _draft(asked), APRIL)),
    "set a policy": (
        "policy",
        lambda asked: save_policy(asked.store, _draft(asked), "通知", actor="x"),
    ),
}
# What would change something of the other unit.
TRESPASSES: dict[str, Write] = {
    "import a file": _import("D"),
    "withdraw": lambda asked: withdraw(asked.store, 4, actor="x"),
    "withdraw a shared import": lambda asked: withdraw(asked.store, 5, actor="x"),
    "state a cause": lambda asked: add_note(
        asked.store, NewNote(D, "", MAY, explanation="因"), actor="x"
    ),
    "open a follow-up": lambda asked: add_follow_up(
        asked.store, NewFollowUp(D, APRIL, "再议"), actor="x", today=TODAY
    ),
    "change a follow-up": lambda asked: change_follow_up(
        asked.store, 1, actor="x", today=TODAY, state="done"
    ),
    "leave a follow-up as it is": lambda asked: change_follow_up(
        asked.store, 1, actor="x", today=TODAY
    ),
    "attach a file": lambda asked: attach(
        asked.store, asked.files, 1, f"{D}.txt", D.encode(), actor="x"
    ),
    "take an attachment": lambda asked: fetch_attachment(asked.store, asked.files, 1),
    "let a flag wait": lambda asked: snooze(asked.store, APRIL, D, MAY, "再等", actor="x"),
    "hand a month in": lambda asked: submit(asked.store, APRIL, OTHER, "说明", actor="x"),
    "certify a month": lambda asked: certify(asked.store, APRIL, OTHER, actor="x"),
    "grant an exception": lambda asked: grant_exception(
        asked.store, MARCH, OTHER, "某人", "补", SOON, actor="某人"
    ),
    "see what is missing": lambda asked: list_missing(asked.store, MAY, OTHER),
    "notice": _document("notice", OTHER),
    "report": _document("report", OTHER),
    "look at its month": lambda asked: review_month(asked.store, APRIL, unit_code=OTHER),
}
