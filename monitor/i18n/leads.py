"""The sentence on top of a page: what the month is about."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from monitor.domain.judged import ProjectMonth, UnitMonth
from monitor.domain.month import Month
from monitor.domain.scores import ScoredProject
from monitor.i18n import say
from monitor.i18n.figures import (
    Language,
    MoneyUnit,
    round_half_up,
    write_money,
    write_month,
    write_points,
    write_share,
)


def lead_overview(month: Month, total: UnitMonth, language: Language, unit: MoneyUnit) -> str:
    """Say how many projects have which badge of those that need attention, and what is at stake."""
    name = _month(month, language)
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
    said = _join(language, parts or [say(language, "overview.none")])
    projects = total.projects_count
    key = "overview.lead_one" if projects == 1 else "overview.lead"
    lead = say(language, key, month=name, projects=projects, parts=said)
    return lead[:-1] + _separator(language) + _against_plan(total, language, unit) + lead[-1]


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


def _month(month: Month, language: Language) -> str:
    name = write_month(month.number, language)
    return f"{month.year}年{name}" if language == "zh" else f"{name} {month.year}"


def _join(language: Language, parts: list[str]) -> str:
    if language == "zh":
        return "、".join(parts)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _separator(language: Language) -> str:
    return "；" if language == "zh" else "; "


def lead_flagged(
    month: Month, projects: tuple[ProjectMonth, ...], language: Language, unit: MoneyUnit
) -> str:
    """Say how many projects are flagged and how much money they hold."""
    flagged = [row for row in projects if row.is_flagged]
    amount = sum((row.revised_budget or Decimal(0) for row in flagged), Decimal(0))
    return lead_of_flagged(month, (len(flagged), len(projects)), amount, language, unit)


def lead_of_flagged(
    month: Month,
    counts: tuple[int, int],
    amount: Decimal,
    language: Language,
    unit: MoneyUnit,
) -> str:
    """Say the same of counts: the flagged projects and all of them; ``amount`` is the flagged's."""
    flagged, projects = counts
    name = _month(month, language)
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
        amount=write_money(amount, language, unit),
    )


def lead_scores(month: Month, evaluations: Sequence[Scored], language: Language) -> str:
    """Say how many self-evaluations are complete and what they average."""
    complete = [each.project.score for each in evaluations if each.project.score is not None]
    name = _month(month, language)
    if not complete:
        return say(language, "scores.lead_none", month=name, projects=len(evaluations))
    mean = sum(complete, Decimal(0)) / len(complete)
    return say(
        language,
        "scores.lead",
        month=name,
        projects=len(evaluations),
        complete=len(complete),
        mean=f"{round_half_up(mean, 2):.2f}",
    )


class Scored(Protocol):
    """Anything that carries a scored project."""

    @property
    def project(self) -> ScoredProject:
        """Return the project with its points."""
        ...
