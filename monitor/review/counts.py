"""A month of more projects than a page holds: counted and summed by the database.

Nothing here lists projects; ``crowd_parts`` does, a part at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from monitor.access.scope import UnitScope
from monitor.charts.records import ForecastPoint
from monitor.domain.month import Month
from monitor.store.database import Store
from monitor.store.reading import fetch

MOST = 3000  # projects that pages list by themselves

DENSITY_WIDTH, DENSITY_LAST = 5, 29  # points; what lies beyond 145 % stands in the last field


@dataclass(frozen=True, slots=True)
class StatusCount:
    """Projects of a month that stand alike."""

    badge: str
    severity: int
    change: str
    projects_count: int
    revised_budget: Decimal | None
    elapsed_pct: Decimal


@dataclass(frozen=True, slots=True)
class DensityBin:
    """A field of money against results, counted from 0, with its projects."""

    completion_field: int
    rate_field: int
    projects_count: int
    revised_budget: Decimal | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A month to come: planned on the budgets as they stand, and where spending is heading."""

    month: int
    planned_amount: Decimal | None
    shaped: Decimal | None
    running: Decimal | None

    @property
    def point(self) -> ForecastPoint | None:
        """Return the forecast of the month, None where nothing is known."""
        if self.shaped is None or self.running is None:
            return None
        low, high = sorted((self.shaped, self.running))
        return ForecastPoint(self.month, self.shaped, low, high)


def is_crowd(scope: Iterable[UnitScope], year: int, unit_code: str | None) -> bool:
    """Say whether the units in view have more projects than pages list by themselves."""
    counts = (
        unit.projects_count
        for unit in scope
        if unit.fiscal_year == year and unit_code in (None, unit.unit_code)
    )
    return sum(counts) > MOST


def count_statuses(store: Store, month: Month, unit_code: str | None) -> list[StatusCount]:
    """Return how many projects of a month stand how."""
    with store.reading() as cursor:
        return fetch(cursor, "crowd_counts", StatusCount, **scope_of(month, unit_code))


def review_ahead(store: Store, month: Month, unit_code: str | None) -> list[Ahead]:
    """Return the months after the one in view."""
    with store.reading() as cursor:
        return fetch(cursor, "crowd_ahead", Ahead, **scope_of(month, unit_code))


def milestone_months(store: Store, month: Month, unit_code: str | None) -> set[int]:
    """Return the months that are a milestone of any project."""
    with store.reading() as cursor:
        scope: dict[str, object] = {"fiscal_year": month.year, "unit_code": unit_code}
        return {row.month for row in fetch(cursor, "crowd_milestones", _Month, **scope)}


def review_density(store: Store, month: Month, unit_code: str | None) -> list[DensityBin]:
    """Return how many projects lie where, of money against results."""
    with store.reading() as cursor:
        return fetch(
            cursor,
            "crowd_density",
            DensityBin,
            **scope_of(month, unit_code),
            width=DENSITY_WIDTH,
            last=DENSITY_LAST,
        )


def scope_of(month: Month, unit_code: str | None) -> dict[str, object]:
    """Return what every question about a month and the units in view is asked with."""
    return {"fiscal_year": month.year, "month": month.number, "unit_code": unit_code}


@dataclass(frozen=True, slots=True)
class _Month:
    month: int


@dataclass(frozen=True, slots=True)
class IndicatorCount:
    """Indicators of a month under one light or state and one level."""

    shown_state: str
    level1: str
    indicators_count: int


def count_indicators(store: Store, month: Month, unit_code: str | None) -> list[IndicatorCount]:
    """Return how many indicators of a month stand how."""
    with store.reading() as cursor:
        return fetch(cursor, "crowd_indicator_counts", IndicatorCount, **scope_of(month, unit_code))


@dataclass(frozen=True, slots=True)
class ScoreCount:
    """How many projects a month has, how many scores are complete, and what they sum to."""

    projects_count: int
    complete_count: int
    score: Decimal | None


def count_scores(store: Store, month: Month, unit_code: str | None) -> ScoreCount:
    """Return how many self-evaluations of a month are complete."""
    with store.reading() as cursor:
        return fetch(cursor, "crowd_score_counts", ScoreCount, **scope_of(month, unit_code))[0]
