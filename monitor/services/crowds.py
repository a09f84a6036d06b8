"""A month of more projects than a page holds: counted, sorted, searched and cut by the database.

Nothing here ever lists every project; a page shows the part that was asked for, and how many
there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from monitor.charts.records import ForecastPoint
from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.domain.scores import ScoredIndicator, ScoredProject
from monitor.services.flagging import FlagFilter
from monitor.services.reviewing import MonthView, UnitScope, YearSums, review_month_of
from monitor.services.scoring import Evaluation
from monitor.store.connection import Cursor, Store
from monitor.store.queries import fetch

MOST = 3000  # projects that pages list by themselves
PAGE = 50
FOUND = 60  # projects that a search offers
DENSITY_WIDTH, DENSITY_LAST = 5, 29  # points; what lies beyond 145 % stands in the last field


@dataclass(frozen=True, slots=True)
class Kind:
    """Projects of a month that stand alike."""

    state: str
    shown_light: str
    severity: int
    is_overspent: bool
    change: str
    projects_count: int
    revised_budget: Decimal | None
    elapsed_pct: Decimal


@dataclass(frozen=True, slots=True)
class Field:
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


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what was found: its keys in order, and how many were found in all."""

    keys: tuple[tuple[str, ...], ...] = ()
    found: int = 0

    @property
    def codes(self) -> list[str]:
        """Return the project codes of the part, each once, in their order."""
        return list(dict.fromkeys(key[0] for key in self.keys))


@dataclass(frozen=True, slots=True)
class Sought:
    """Which projects to find; the rules of a filter, asked of the database."""

    narrowed: FlagFilter = field(default_factory=FlagFilter)
    is_flagged: bool = False
    order_by: str = "code"  # urgency, gap or code
    page: int = 0
    page_size: int = PAGE


def is_crowd(scope: Iterable[UnitScope], year: int, unit_code: str | None) -> bool:
    """Say whether the units in view have more projects than pages list by themselves."""
    counts = (
        unit.projects_count
        for unit in scope
        if unit.fiscal_year == year and unit_code in (None, unit.unit_code)
    )
    return sum(counts) > MOST


def count_kinds(store: Store, month: Month, unit_code: str | None) -> list[Kind]:
    """Return how many projects of a month stand how."""
    with store.reading() as cursor:
        return fetch(cursor, "crowd_counts", Kind, **_scope(month, unit_code))


def find_projects(store: Store, month: Month, unit_code: str | None, sought: Sought) -> Part:
    """Return the codes of a page of the projects that answer."""
    chosen = sought.narrowed
    with store.reading() as cursor:
        rows = fetch(
            cursor,
            "crowd_codes",
            _Code,
            **_scope(month, unit_code),
            is_flagged=sought.is_flagged,
            lights=list(chosen.lights),
            reasons=[reason.value for reason in chosen.reasons],
            changes=list(chosen.changes),
            search=chosen.search.strip().lower(),
            order_by=sought.order_by,
            page_size=sought.page_size,
            skipped=sought.page * sought.page_size,
        )
    return Part(tuple((row.project_code,) for row in rows), rows[0].found if rows else 0)


def review_part(
    store: Store,
    month: Month,
    unit_code: str | None,
    codes: Sequence[str],
    sums: YearSums | None = None,
) -> MonthView:
    """Return a month with its totals and the projects named alone, in the order named.

    ``sums`` are the year's, where they are at hand.
    """
    with store.reading() as cursor:
        rows = {row.project_code: row for row in _rows(cursor, month, codes, is_year=False)}
        projects = [rows[code] for code in codes if code in rows]
        return review_month_of(cursor, month, projects, unit_code=unit_code, sums=sums)


def review_year_of(store: Store, month: Month, codes: Sequence[str]) -> list[ProjectMonth]:
    """Return every month of the year of the projects named."""
    with store.reading() as cursor:
        return _rows(cursor, month, codes, is_year=True)


def review_ahead(store: Store, month: Month, unit_code: str | None) -> list[Ahead]:
    """Return the months after the one in view."""
    with store.reading() as cursor:
        return fetch(cursor, "crowd_ahead", Ahead, **_scope(month, unit_code))


def milestone_months(store: Store, month: Month, unit_code: str | None) -> set[int]:
    """Return the months that are a milestone of any project."""
    with store.reading() as cursor:
        scope: dict[str, object] = {"fiscal_year": month.year, "unit_code": unit_code}
        return {row.month for row in fetch(cursor, "crowd_milestones", _Month, **scope)}


def review_density(store: Store, month: Month, unit_code: str | None) -> list[Field]:
    """Return how many projects lie where, of money against results."""
    with store.reading() as cursor:
        return fetch(
            cursor,
            "crowd_density",
            Field,
            **_scope(month, unit_code),
            width=DENSITY_WIDTH,
            last=DENSITY_LAST,
        )


def review_indicators_of(store: Store, month: Month, codes: Sequence[str]) -> list[IndicatorMonth]:
    """Return the indicators of the projects named in a month."""
    with store.reading() as cursor:
        return fetch(
            cursor,
            "crowd_indicators",
            IndicatorMonth,
            fiscal_year=month.year,
            month=month.number,
            project_codes=list(codes),
        )


def _rows(
    cursor: Cursor, month: Month, codes: Sequence[str], *, is_year: bool
) -> list[ProjectMonth]:
    return fetch(
        cursor,
        "crowd_projects",
        ProjectMonth,
        fiscal_year=month.year,
        first_month=1 if is_year else month.number,
        last_month=12 if is_year else month.number,
        project_codes=list(codes),
    )


def _scope(month: Month, unit_code: str | None) -> dict[str, object]:
    return {"fiscal_year": month.year, "month": month.number, "unit_code": unit_code}


@dataclass(frozen=True, slots=True)
class _Code:
    project_code: str
    found: int


@dataclass(frozen=True, slots=True)
class _Month:
    month: int


@dataclass(frozen=True, slots=True)
class IndicatorKind:
    """Indicators of a month under one light or state and one level."""

    shown_state: str
    level1: str
    indicators_count: int


def count_indicators(store: Store, month: Month, unit_code: str | None) -> list[IndicatorKind]:
    """Return how many indicators of a month stand how."""
    with store.reading() as cursor:
        return fetch(cursor, "crowd_indicator_counts", IndicatorKind, **_scope(month, unit_code))


def find_indicators(
    store: Store,
    month: Month,
    unit_code: str | None,
    *,
    states: Sequence[str] = (),
    levels: Sequence[str] = (),
    search: str = "",
    page: int = 0,
) -> Part:
    """Return a page of the indicators that answer, each as its project and its own key."""
    with store.reading() as cursor:
        rows = fetch(
            cursor,
            "crowd_indicator_keys",
            _Key,
            **_scope(month, unit_code),
            states=list(states),
            levels=list(levels),
            search=search.strip().lower(),
            page_size=PAGE,
            skipped=page * PAGE,
        )
    keys = tuple((row.project_code, row.indicator_key) for row in rows)
    return Part(keys, rows[0].found if rows else 0)


@dataclass(frozen=True, slots=True)
class _Key:
    project_code: str
    indicator_key: str
    found: int


def all_of(narrowed: FlagFilter, most: int) -> Sought:
    """Return what is sought for a list to take away: every flagged project, up to a number."""
    return replace(Sought(narrowed, is_flagged=True, order_by="urgency"), page_size=most)


@dataclass(frozen=True, slots=True)
class ScoreCount:
    """How many projects a month has, how many scores are complete, and what they sum to."""

    projects_count: int
    complete_count: int
    score: Decimal | None


def count_scores(store: Store, month: Month, unit_code: str | None) -> ScoreCount:
    """Return how many self-evaluations of a month are complete."""
    with store.reading() as cursor:
        return fetch(cursor, "crowd_score_counts", ScoreCount, **_scope(month, unit_code))[0]


def evaluate_part(store: Store, month: Month, codes: Sequence[str]) -> list[Evaluation]:
    """Return the self-evaluations of the projects named."""
    named: dict[str, object] = {
        "fiscal_year": month.year,
        "month": month.number,
        "project_codes": list(codes),
    }
    with store.reading() as cursor:
        projects = fetch(cursor, "crowd_scores", ScoredProject, **named)
        indicators = fetch(cursor, "crowd_scored_indicators", ScoredIndicator, **named)
    return [
        Evaluation(
            project,
            tuple(each for each in indicators if each.project_code == project.project_code),
        )
        for project in projects
    ]
