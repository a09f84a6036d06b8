"""The sentence a person reads beside a project: figures, rule, since when, what is needed, date."""

from __future__ import annotations

from decimal import Decimal

from monitor.domain.judged import Policy, ProjectMonth
from monitor.words.catalogue import Language, say, section
from monitor.words.figures import (
    MoneyUnit,
    plain_number,
    write_money,
    write_month,
    write_months,
    write_percent,
    write_points,
)
from monitor.words.phrases import say_list


def write_flag(
    project: ProjectMonth, policy: Policy, language: Language, unit: MoneyUnit = "万元"
) -> str:
    """Return one sentence on the project's month; also for a project that is not flagged."""
    words = section(language, "flags")
    parts = [
        *_figures(project, language, unit),
        *_incomplete(project, language),
        *_rule(project, policy, language),
        *_milestone(project, language, unit),
        *_results(project, language),
        *_history(project, language, unit),
        *_date(project, language),
    ]
    sentence = words["flag.separator"].join(parts) + words["flag.end"]
    return sentence[0].upper() + sentence[1:]


def _incomplete(project: ProjectMonth, language: Language) -> list[str]:
    """Name the months that the running total lacks."""
    if not project.incomplete:
        return []
    months = say_list(language, project.incomplete.split())
    return [section(language, "flags")["flag.incomplete"].format(months=months)]


def _figures(project: ProjectMonth, language: Language, unit: MoneyUnit) -> list[str]:
    words = section(language, "flags")
    month = write_month(project.month, language)
    if project.is_overspent and project.spent is not None:
        return [_overspent(project, project.spent, language, unit)]
    if project.state == "not_reported":
        if project.last_reported_month is None:
            return [words["flag.never_reported"].format(month=month)]
        last = words["flag.last_report"].format(
            month=write_month(project.last_reported_month, language),
            spent=write_money(project.last_spent, language, unit),
        )
        said = [words["flag.not_reported"].format(month=month), last]
        if project.badge == "overspent" and project.last_spent is not None:
            said.append(_overspent(project, project.last_spent, language, unit))
        return said
    if project.state != "reported":
        return [words[f"flag.{project.state}"]]
    figures = words["flag.figures"].format(
        month=month,
        spent=write_money(project.spent, language, unit),
        rate=write_percent(project.execution_rate),
        planned=write_percent(project.planned_pct),
        gap=_gap(project, language, unit),
    )
    return [figures + (words["flag.unchanged"] if project.stated == "unchanged" else "")]


def _overspent(project: ProjectMonth, spent: Decimal, language: Language, unit: MoneyUnit) -> str:
    budget = project.revised_budget or Decimal(0)
    return say(
        language,
        "flag.overspent",
        spent=write_money(spent, language, unit),
        budget=write_money(budget, language, unit),
        amount=write_money(spent - budget, language, unit),
    )


def _gap(project: ProjectMonth, language: Language, unit: MoneyUnit) -> str:
    words = section(language, "flags")
    gap, amount = project.gap_pp or Decimal(0), project.gap_amount or Decimal(0)
    if amount == 0:
        return words["flag.on_plan"]
    key = "flag.behind" if amount < 0 else "flag.ahead"
    return words[key].format(
        points=write_points(abs(gap), sign=False), amount=write_money(abs(amount), language, unit)
    )


def _rule(project: ProjectMonth, policy: Policy, language: Language) -> list[str]:
    """Say which line the spending fell under, None of it for green, blue and overspent."""
    light = project.spending_light
    if light not in ("red", "yellow") or project.is_overspent or project.execution_rate is None:
        return []
    sentence = section(language, "flags")[f"flag.{policy.mode}_{light}"]
    if policy.mode == "floor":
        return [sentence.format(threshold=write_percent(policy.minimum_rate, 0))]
    if policy.mode == "gap":
        line = policy.gap_red if light == "red" else policy.gap_yellow
        return [sentence.format(threshold=plain_number(abs(line)))]
    due = project.elapsed_pct if policy.mode == "elapsed" else project.planned_pct
    line = policy.ratio_red if light == "red" else policy.ratio_yellow
    ratio = project.execution_rate / due * 100 if due else Decimal(0)
    return [sentence.format(ratio=write_percent(ratio), threshold=write_percent(line * 100, 0))]


def _milestone(project: ProjectMonth, language: Language, unit: MoneyUnit) -> list[str]:
    if not project.milestone_missed:
        return []
    return [
        section(language, "flags")["flag.milestone"].format(
            month=write_month(project.milestone_month, language),
            pct=f"{plain_number(project.milestone_pct)}%",
            due=write_money(project.milestone_amount, language, unit),
            spent=write_money(project.milestone_spent, language, unit),
        )
    ]


def _results(project: ProjectMonth, language: Language) -> list[str]:
    words, parts = section(language, "flags"), []
    if project.lagging_count:
        key = "flag.indicators_one" if project.lagging_count == 1 else "flag.indicators"
        parts.append(words[key].format(count=project.lagging_count))
    if project.mismatch and project.execution_rate is not None and project.completion is not None:
        parts.append(
            words[f"flag.{project.mismatch}"].format(
                rate=write_percent(project.execution_rate),
                completion=write_percent(project.completion),
                points=write_points(abs(project.execution_rate - project.completion), sign=False),
            )
        )
    return parts


def _history(project: ProjectMonth, language: Language, unit: MoneyUnit) -> list[str]:
    words, parts = section(language, "flags"), []
    if project.days_behind:
        key = "flag.days_behind_one" if project.days_behind == 1 else "flag.days_behind"
        parts.append(words[key].format(count=project.days_behind))
    if project.months_flagged > 1:
        parts.append(
            words["flag.since"].format(
                month=write_month(project.flagged_since, language),
                months=write_months(project.months_flagged, language),
                change=words.get(f"flag.change.{project.change}", ""),
            )
        )
    elif project.is_flagged:
        parts.append(words["flag.new"])
    elif project.change == "cleared":
        parts.append(words["flag.cleared"])
    is_behind = project.gap_amount is not None and project.gap_amount < 0
    if project.is_flagged and is_behind and project.needed_per_month:
        needed, best = project.needed_per_month, project.best_pace or Decimal(0)
        key = "flag.needed_too_fast" if needed > best else "flag.needed"
        parts.append(
            words[key].format(
                amount=write_money(needed, language, unit), best=write_money(best, language, unit)
            )
        )
    return parts


def _date(project: ProjectMonth, language: Language) -> list[str]:
    """Say how old the figures are; a project that never reported has none to date."""
    is_silent = project.state == "not_reported"
    month = project.last_reported_month if is_silent else project.month
    if month is None:
        return []
    date = {"month": write_month(month, language), "year": project.fiscal_year}
    return [section(language, "flags")["flag.date"].format(**date)]
