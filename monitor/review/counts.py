"""A month counted and summed by the database; ``listing`` lists its projects."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from monitor.charts.records import ForecastPoint
from monitor.domain.month import Month
from monitor.store.database import Store

DENSITY_WIDTH, DENSITY_LAST = 5, 29  # points; what lies beyond 145 % is in the last bin


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many projects of a month share badge, severity, change and reasons."""

    badge: str
    severity: int
    change: str
    reasons: str
    projects_count: int


@dataclass(frozen=True, slots=True)
class DensityBin:
    """A bin of completion and of execution rate, both counted from 0, with its projects."""

    completion_bin: int
    rate_bin: int
    projects_count: int
    revised_budget: Decimal | None


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """A month to come: planned on today's budgets, and where spending is heading, in yuan.

    ``shaped`` goes on as the plans do, ``running`` as spending went lately.
    """

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


@dataclass(frozen=True, slots=True)
class CurveSums:
    """What a portfolio's curve needs beside its totals: the months to come, and the milestones."""

    ahead: tuple[ForecastMonth, ...]
    milestone_months: frozenset[int]


def count_statuses(store: Store, month: Month, unit_code: str | None) -> list[StatusCount]:
    """Return how many projects of a month have which badge, severity and change."""
    with store.reading() as reading:
        return reading.ask("count_projects", StatusCount, **scope_of(month, unit_code))


def review_curve(store: Store, month: Month, unit_code: str | None) -> CurveSums:
    """Return the months after the one in view, and which months are a milestone of any project."""
    year: dict[str, object] = {"fiscal_year": month.year, "unit_code": unit_code}
    with store.reading() as reading:
        ahead = reading.ask("forecast", ForecastMonth, **scope_of(month, unit_code))
        milestones = reading.ask("milestone_months", _Month, **year)
    return CurveSums(tuple(ahead), frozenset(row.month for row in milestones))


def review_density(store: Store, month: Month, unit_code: str | None) -> list[DensityBin]:
    """Return how many projects lie in which bin of money against results."""
    with store.reading() as reading:
        return reading.ask(
            "density",
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
class ScoreCount:
    """How many projects a month has, how many scores are complete, and what they sum to."""

    projects_count: int
    complete_count: int
    score: Decimal | None


def count_scores(store: Store, month: Month, unit_code: str | None) -> ScoreCount:
    """Return how many self-evaluations of a month are complete."""
    with store.reading() as reading:
        return reading.ask("count_scores", ScoreCount, **scope_of(month, unit_code))[0]
