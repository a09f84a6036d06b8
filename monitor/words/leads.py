"""The sentence on top of a page: what the month is about."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from monitor.domain.judged import UnitMonth
from monitor.domain.month import Month
from monitor.domain.scores import ScoredProject
from monitor.words.catalogue import Language, say
from monitor.words.figures import (
    MoneyUnit,
    round_half_up,
    write_money,
    write_percent,
    write_points,
    write_share,
)
from monitor.words.phrases import say_list, say_month


def lead_overview(month: Month, total: UnitMonth, language: Language, unit: MoneyUnit) -> str:
    """Say how many projects have which badge of those that need attention, and what is at stake."""
    name = say_month(language, month)
    if total.spent is None:
        return say(language, "overview.nothing", month=name)
    counts = {
        "overspent": total.overspent_count,
        "behind": total.red_count,
        "watch": total.yellow_count,
        "not_reported": total.not_reported_badge_count,
        "other_flags": total.otherwise_flagged_count,
    }
    parts = [_count(language, key, count) for key, count in counts.items() if count]
    said = say_list(language, parts or [say(language, "overview.none")])
    projects = total.projects_count
    key = "overview.lead_one" if projects == 1 else "overview.lead"
    lead = say(language, key, month=name, projects=projects, parts=said)
    return (
        lead[:-1]
        + say(language, "joint.semicolon")
        + _against_plan(total, language, unit)
        + lead[-1]
    )


def _count(language: Language, key: str, count: int) -> str:
    suffix = "_one" if count == 1 else ""
    return say(language, f"overview.{key}{suffix}", count=count)


def _against_plan(total: UnitMonth, language: Language, unit: MoneyUnit) -> str:
    if not total.gap_amount or total.gap_pp is None:
        return say(language, "overview.even")
    return say(
        language,
        "overview.amount",
        amount=write_money(abs(total.gap_amount), language, unit),
        points=write_points(abs(total.gap_pp), sign=False),
        direction=say(language, "overview.less" if total.gap_amount < 0 else "overview.more"),
    )


def lead_flagged(month: Month, total: UnitMonth, language: Language, unit: MoneyUnit) -> str:
    """Say how many projects are flagged and how much money they hold."""
    flagged, projects = total.flagged_count, total.projects_count
    name = say_month(language, month)
    if not flagged:
        return say(language, "flagged.none", month=name)
    suffix = "_one" if flagged == 1 else ""
    return say(
        language,
        f"flagged.lead{suffix}",
        month=name,
        count=flagged,
        projects=projects,
        share=write_share(flagged, projects),
        amount=write_money(total.flagged_budget or Decimal(0), language, unit),
    )


def lead_scores(
    month: Month, projects: int, complete: int, points: Decimal, language: Language
) -> str:
    """Say how many self-evaluations are complete and what their ``points`` average."""
    name = say_month(language, month)
    if not complete:
        return say(language, "scores.lead_none", month=name, projects=f"{projects:,}")
    return say(
        language,
        "scores.lead",
        month=name,
        projects=f"{projects:,}",
        complete=f"{complete:,}",
        mean=f"{round_half_up(points / complete, 2):.2f}",
    )


def say_spread(project: ScoredProject, language: Language) -> str:
    """Say whose points went to the other groups; blank where every group has indicators."""
    if not project.empty_groups:
        return ""
    return say(
        language,
        "scores.spread",
        groups=say_list(
            language, [say(language, f"group.{each}") for each in project.empty_groups]
        ),
        points=f"{round_half_up(project.spread_points, 2):.2f}",
    )


class Missing(Protocol):
    """A project that did not report, as far as the text speaks of it."""

    @property
    def unit_code(self) -> str:
        """The unit's code."""

    @property
    def unit_name(self) -> str:
        """The unit's name."""

    @property
    def project_code(self) -> str:
        """The project's code."""

    @property
    def project_name(self) -> str:
        """The project's name."""

    @property
    def revised_budget(self) -> Decimal:
        """The budget involved, in yuan."""

    @property
    def last_reported_month(self) -> int | None:
        """The last month reported, None when none was this year."""

    @property
    def missing_results(self) -> int:
        """How many indicator results are missing too."""


def lead_chase(month: Month, total: UnitMonth, language: Language, unit: MoneyUnit) -> str:
    """Say how many projects have not reported, and how much budget that is."""
    due = total.reported_count + total.not_reported_count
    name = say_month(language, month)
    if not total.not_reported_count:
        return say(language, "chase.all_in", month=name, projects=due)
    return say(
        language,
        "chase.lead",
        month=name,
        count=total.not_reported_count,
        projects=due,
        amount=write_money(total.not_reported_budget, language, unit),
        share=write_percent(total.reported_pct),
    )


def write_chase(month: Month, rows: Sequence[Missing], language: Language, unit: MoneyUnit) -> str:
    """Write the text to one unit: what is missing, since when, and what to do."""
    name = say_month(language, month)
    head = say(
        language,
        "chase.message",
        unit=f"{rows[0].unit_code} {rows[0].unit_name}".strip(),
        month=name,
        count=len(rows),
        amount=write_money(_budget(rows), language, unit),
    )
    lines = [
        _line(number, row, month.year, language, unit) for number, row in enumerate(rows, start=1)
    ]
    todo = [say(language, "chase.todo", month=name)]
    if any(row.missing_results for row in rows):
        todo.append(say(language, "chase.todo_results"))
    return "\n".join([head, *lines, *todo])


def _line(number: int, row: Missing, year: int, language: Language, unit: MoneyUnit) -> str:
    last = row.last_reported_month
    results = row.missing_results
    text = say(
        language,
        "chase.line",
        number=number,
        name=row.project_name,
        code=row.project_code,
        amount=write_money(row.revised_budget, language, unit),
        last=say_month(language, Month(year, last)) if last else say(language, "chase.never"),
        results=say(language, "chase.line_results", count=results) if results else "",
    )
    return text + say(language, "chase.line_end")


def _budget(rows: Sequence[Missing]) -> Decimal:
    return sum((row.revised_budget for row in rows), Decimal(0))
