"""The close of a month by unit: hand it in, certify it, give it back, and exceptions from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from monitor.access.scope import current_version
from monitor.domain.errors import Outdated, WrongUse
from monitor.domain.follow_ups import LONGEST_TEXT
from monitor.domain.month import Month, end_of
from monitor.domain.month_close import State
from monitor.domain.text import make_legible
from monitor.review.missing_reports import Unreported, list_unreported
from monitor.store.rows import now_utc

if TYPE_CHECKING:
    from monitor.store.database import Store
    from monitor.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit's month: its state and the newest step, blank where there is none; UTC.

    What was missing and the version of the data are as of that step.
    """

    fiscal_year: int
    month: int
    unit_code: str
    unit_name: str
    state: State
    event: str
    remark: str
    missing_projects: int
    missing_results: int
    data_version: str
    actor: str
    happened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to a unit's month, or to an exception from it; UTC.

    ``event`` is submitted, certified, returned, excepted or exception_ended; ``person`` and
    ``until`` are an exception's.
    """

    event: str
    person: str
    reason: str
    until: datetime | None
    missing_projects: int
    missing_results: int
    data_version: str
    actor: str
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class Missing:
    """What a unit has not reported of a month."""

    rows: tuple[Unreported, ...]

    @property
    def projects(self) -> int:
        """Count the projects without spending."""
        return sum(row.state == "not_reported" for row in self.rows)

    @property
    def results(self) -> int:
        """Count the results owed."""
        return sum(row.missing_results for row in self.rows)

    def __bool__(self) -> bool:
        """Say whether anything is missing."""
        return bool(self.rows)


def list_states(
    store: Store,
    year: int,
    *,
    month: int | None = None,
    unit_code: str | None = None,
    known_on: date | None = None,
) -> list[UnitState]:
    """Return every unit's month of a fiscal year, by unit and month; of one month, of one unit."""
    with store.reading(end_of(known_on)) as reading:
        return reading.ask(
            "closed_months",
            UnitState,
            fiscal_year=year,
            month=month,
            unit_code=unit_code,
        )


def list_steps(store: Store, month: Month, unit_code: str) -> list[Step]:
    """Return what happened to a unit's month, the newest first."""
    with store.reading() as reading:
        return reading.ask(
            "month_events",
            Step,
            fiscal_year=month.year,
            month=month.number,
            unit_code=unit_code,
        )


def list_missing(store: Store, month: Month, unit_code: str) -> Missing:
    """Return what a unit has not reported of a month; raises ``WrongUse`` for an unknown unit."""
    states = list_states(store, month.year, month=month.number, unit_code=unit_code)
    _state(states, month, unit_code)
    return Missing(tuple(list_unreported(store, month, unit_code=unit_code, with_results=True)))


def submit(store: Store, month: Month, unit_code: str, remark: str = "", *, actor: str) -> None:
    """Hand a unit's month in, for finance to certify.

    Raises ``WrongUse`` where something is missing and no remark says why, and for a month that is
    not open.
    """
    said = spell(remark)
    version = current_version(store)
    missing = list_missing(store, month, unit_code)
    with store.transaction("submit") as transaction:
        now = state_of(transaction, month, unit_code)
        if now.state != "open":
            raise WrongUse("month_not_open", unit=unit_code, month=month)
        if missing and not said:
            counts = {"projects": missing.projects, "results": missing.results}
            raise WrongUse("month_remark_missing", unit=unit_code, month=month, **counts)
        if version != _version(transaction):
            raise Outdated("data_moving")
        counted = {"missing_projects": missing.projects, "missing_results": missing.results}
        _append(transaction, now, "submitted", {"remark": said, **counted}, actor)
        transaction.keep()  # figures stay as they are


def certify(store: Store, month: Month, unit_code: str, remark: str = "", *, actor: str) -> None:
    """Certify a month that was handed in; from then on it changes by a named exception only."""
    _answer(store, month, unit_code, "certified", spell(remark), actor)


def give_back(store: Store, month: Month, unit_code: str, reason: str, *, actor: str) -> None:
    """Give a month that was handed in back to its unit; ``WrongUse`` without a reason."""
    _answer(store, month, unit_code, "returned", spell_reason(reason), actor)


def _answer(store: Store, month: Month, unit_code: str, event: str, said: str, actor: str) -> None:
    with store.transaction("certify") as transaction:
        now = state_of(transaction, month, unit_code)
        if now.state != "submitted":
            code = "month_not_submitted" if now.state == "open" else "month_certified_already"
            raise WrongUse(code, unit=unit_code, month=month)
        counted = {
            "missing_projects": now.missing_projects,
            "missing_results": now.missing_results,
        }
        _append(transaction, now, event, {"remark": said, **counted}, actor)
        transaction.keep()


def state_of(transaction: Transaction, month: Month, unit_code: str) -> UnitState:
    """Return a unit's month as it is now; ``WrongUse`` for a unit the person does not see."""
    found = transaction.own.ask(
        "closed_months",
        UnitState,
        fiscal_year=month.year,
        month=month.number,
        unit_code=unit_code,
    )
    return _state(found, month, unit_code)


def _state(found: list[UnitState], month: Month, unit_code: str) -> UnitState:
    if not found:
        raise WrongUse("month_unit_unknown", year=month.year, unit=unit_code)
    return found[0]


def spell(text: str) -> str:
    """Return a text that people wrote as it is kept; ``WrongUse`` for one too long."""
    said = make_legible(text).strip()
    if len(said) > LONGEST_TEXT:
        raise WrongUse("follow_up_too_long", found=len(said), limit=LONGEST_TEXT)
    return said


def spell_reason(text: str) -> str:
    """Do the same for a reason, which has to be given."""
    said = spell(text)
    if not said:
        raise WrongUse("reason_missing")
    return said


def _append(
    transaction: Transaction, now: UnitState, event: str, said: dict[str, object], actor: str
) -> None:
    row = {
        "event_id": transaction.next_number("month_events", "event_id"),
        "fiscal_year": now.fiscal_year,
        "month": now.month,
        "unit_code": now.unit_code,
        "event": event,
        **said,
        "data_version": _version(transaction),
        "actor": actor,
        "happened_at": now_utc(),
    }
    transaction.append("month_events", [row])


def _version(transaction: Transaction) -> str:
    return str(transaction.own.ask_value("data_version"))
