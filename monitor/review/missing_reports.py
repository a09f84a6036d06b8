"""Who has not reported a month, since when, and the words to send to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.store.database import Store
from monitor.words.catalogue import Language, paper
from monitor.words.figures import MoneyUnit
from monitor.words.leads import write_chase

CHASE_COLUMNS = paper("chase_list")
CHASE_TITLE = paper("titles")["chase_list"]


@dataclass(frozen=True, slots=True)
class Unreported:
    """A project with a plan and a budget that did not report spending for a month.

    ``last_reported_month`` is None when nothing was reported this year; ``months_missing`` counts
    the months since. ``missing_results`` counts the indicators whose result is owed too.
    """

    fiscal_year: int
    month: int
    state: str
    unit_code: str
    unit_name: str
    office: str
    project_code: str
    project_name: str
    revised_budget: Decimal
    last_reported_month: int | None
    last_spent: Decimal | None
    months_missing: int
    indicators_count: int
    missing_results: int
    last_result_month: int | None


@dataclass(frozen=True, slots=True)
class ChaseMessage:
    """What to send to one unit."""

    unit_code: str
    unit_name: str
    projects: tuple[Unreported, ...]
    text: str


def list_unreported(
    store: Store,
    month: Month,
    *,
    unit_code: str | None = None,
    with_results: bool = False,
    most: int | None = None,
    skipped: int = 0,
) -> list[Unreported]:
    """Return who has not reported the month, by unit in the order of the plan.

    ``with_results`` adds the projects that reported their spending and owe results alone; ``most``
    and ``skipped`` ask for a page of the list.
    Raises ``WrongUse`` when there is no plan for the year, or none of that unit.
    """
    scope: dict[str, object] = {"fiscal_year": month.year, "unit_code": unit_code}
    with store.reading() as reading:
        rows = reading.ask(
            "unreported",
            Unreported,
            month=month.number,
            with_results=with_results,
            most=most,
            skipped=skipped,
            **scope,
        )
        if not rows and not reading.ask("plan_projects", _Planned, **scope):
            raise WrongUse("no_plan_for_year", year=month.year)
        return rows


@dataclass(frozen=True, slots=True)
class _Planned:
    project_code: str


def write_messages(
    rows: Iterable[Unreported], language: Language, unit: MoneyUnit = "万元"
) -> list[ChaseMessage]:
    """Return a message per unit, ready to send."""
    by_unit: dict[str, list[Unreported]] = {}
    for row in rows:
        by_unit.setdefault(row.unit_code, []).append(row)
    return [
        ChaseMessage(
            code,
            members[0].unit_name,
            tuple(members),
            write_chase(Month(members[0].fiscal_year, members[0].month), members, language, unit),
        )
        for code, members in by_unit.items()
    ]
