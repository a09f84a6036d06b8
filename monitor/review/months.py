"""Look at a month: its projects, indicators and totals, as they stand or as they were known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - the name date is a field here
from typing import NoReturn

from monitor.domain.errors import WrongUse
from monitor.domain.judged import IndicatorMonth, Policy, ProjectMonth, UnitMonth
from monitor.domain.month import Month, end_of
from monitor.domain.month_close import CloseState, State, standing_of
from monitor.store.database import Store
from monitor.store.reading import Reading


@dataclass(frozen=True, slots=True)
class MonthView:
    """Everything a page or a list says about one month; ``months`` holds the year's totals.

    ``states`` says how far the month's close is, by unit.
    """

    month: Month
    unit_code: str | None
    known_on: Date | None
    policy: Policy
    projects: tuple[ProjectMonth, ...]
    months: tuple[UnitMonth, ...]
    data_version: str
    is_sample: bool
    states: Mapping[str, State] = field(default_factory=dict)

    @property
    def standing(self) -> CloseState:
        """Return how many of the units in view have handed the month in, or have it certified."""
        return standing_of(self.states.values())

    @property
    def total(self) -> UnitMonth:
        """Return the sums of the month in view."""
        return self.months[self.month.number - 1]

    @property
    def flagged(self) -> tuple[ProjectMonth, ...]:
        """Return the flagged projects, the most severe first, then by gap."""
        return tuple(sorted((row for row in self.projects if row.is_flagged), key=_urgency))


def _urgency(project: ProjectMonth) -> tuple[object, ...]:
    gap = project.gap_amount if project.gap_amount is not None else 0
    return (-project.severity, not project.is_overspent, gap, project.project_code)


@dataclass(frozen=True, slots=True)
class YearSums:
    """What the months of a fiscal year are seen by: totals and rules by month, states of closing.

    ``states`` says how far each month's close is, by month and unit.
    """

    policies: tuple[Policy, ...]
    months: tuple[UnitMonth, ...]
    data_version: str
    is_sample: bool
    states: Mapping[int, Mapping[str, State]]


def review_sums(store: Store, year: int, *, unit_code: str | None = None) -> YearSums:
    """Return what all months of a fiscal year are seen by, for who looks at several of them."""
    with store.reading() as reading:
        return sums_of(reading, year, unit_code)


def review_month(
    store: Store,
    month: Month,
    *,
    unit_code: str | None = None,
    known_on: Date | None = None,
    sums: YearSums | None = None,
) -> MonthView:
    """Return the month with its projects and totals.

    ``known_on`` asks for what was known at the end of that local day. ``sums`` is what
    ``review_sums`` returned of the same year, units and version of the data, where it is at hand.
    Raises ``WrongUse`` when there is no plan for the year, or none of that unit.
    """
    with store.reading(end_of(known_on)) as reading:
        seen = sums or sums_of(reading, month.year, unit_code, known_on)
        projects = _projects(reading, month, month.number, month.number, unit_code)
        return review_month_of(
            reading, month, projects, unit_code=unit_code, known_on=known_on, sums=seen
        )


def review_month_of(
    reading: Reading,
    month: Month,
    projects: Iterable[ProjectMonth],
    *,
    unit_code: str | None = None,
    known_on: Date | None = None,
    sums: YearSums | None = None,
) -> MonthView:
    """Return the month with its totals and the projects given, as the reading has it."""
    seen = sums or sums_of(reading, month.year, unit_code)
    return MonthView(
        month=month,
        unit_code=unit_code,
        known_on=known_on,
        policy=seen.policies[month.number - 1],
        projects=tuple(projects),
        months=seen.months,
        data_version=seen.data_version,
        is_sample=seen.is_sample,
        states=seen.states[month.number],
    )


@dataclass(frozen=True, slots=True)
class _UnitState:
    unit_code: str
    month: int
    state: State


def sums_of(
    reading: Reading, year: int, unit_code: str | None, known_on: Date | None = None
) -> YearSums:
    """Return what ``review_sums`` does, as the reading has it; ``known_on`` is for its words.

    Raises ``WrongUse`` when there is no plan for the year, or none of that unit.
    """
    asked: dict[str, object] = {"fiscal_year": year, "unit_code": unit_code}
    months = reading.ask("portfolio_months", UnitMonth, **asked)
    if not months:
        _refuse(reading, year, unit_code, known_on)
    states: dict[int, dict[str, State]] = {number: {} for number in range(1, 13)}
    for each in reading.ask("closed_months", _UnitState, **asked, month=None):
        states[each.month][each.unit_code] = each.state
    return YearSums(
        policies=tuple(reading.ask("policies_in_force", Policy, fiscal_year=year)),
        months=tuple(months),
        data_version=str(reading.ask_value("data_version")),
        is_sample=_is_sample(reading, year),
        states=states,
    )


def _refuse(reading: Reading, year: int, unit_code: str | None, known_on: Date | None) -> NoReturn:
    """Say that there is no plan: of the unit, on that day, or at all."""
    if unit_code is not None:
        everybody: dict[str, object] = {"fiscal_year": year, "unit_code": None}
        if reading.ask("portfolio_months", UnitMonth, **everybody):
            raise WrongUse("unit_unknown", year=year, unit=unit_code)
    if known_on is not None:
        raise WrongUse("no_plan_known_on", year=year, day=known_on.isoformat())
    raise WrongUse("no_plan_for_year", year=year)


def review_year(
    store: Store, month: Month, *, unit_code: str | None = None, project_code: str | None = None
) -> list[ProjectMonth]:
    """Return every month of the fiscal year, for one project or all of a unit."""
    with store.reading() as reading:
        return _projects(reading, month, 1, 12, unit_code, project_code)


@dataclass(frozen=True, slots=True)
class UnitRow(UnitMonth):
    """One unit's sums of a month, beside those of the others."""

    unit_code: str
    unit_name: str


def review_units(store: Store, month: Month) -> list[UnitRow]:
    """Return every unit's sums of a month, the furthest behind its plan first."""
    with store.reading() as reading:
        return reading.ask("unit_months", UnitRow, fiscal_year=month.year, month=month.number)


def review_indicators(
    store: Store,
    month: Month,
    *,
    unit_code: str | None = None,
    project_code: str | None = None,
    known_on: Date | None = None,
) -> list[IndicatorMonth]:
    """Return the indicators of a month in the order of the plan."""
    with store.reading(end_of(known_on)) as reading:
        return reading.ask(
            "indicator_months",
            IndicatorMonth,
            fiscal_year=month.year,
            month=month.number,
            unit_code=unit_code,
            project_code=project_code,
        )


def _projects(
    reading: Reading,
    month: Month,
    first_month: int,
    last_month: int,
    unit_code: str | None,
    project_code: str | None = None,
) -> list[ProjectMonth]:
    return reading.ask(
        "project_months",
        ProjectMonth,
        fiscal_year=month.year,
        first_month=first_month,
        last_month=last_month,
        unit_code=unit_code,
        project_code=project_code,
    )


def _is_sample(reading: Reading, fiscal_year: int) -> bool:
    return bool(reading.ask_value("is_sample", fiscal_year=fiscal_year))
