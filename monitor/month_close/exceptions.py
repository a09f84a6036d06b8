"""Exceptions from a certified month: who may change it, why, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from monitor.access.accounts import find_account
from monitor.domain.errors import WrongUse
from monitor.domain.month import Month, end_of
from monitor.domain.roles import name_key
from monitor.month_close.steps import spell, spell_reason, state_of
from monitor.store.rows import now_utc

if TYPE_CHECKING:
    from monitor.store.database import Store
    from monitor.store.reading import Reading
    from monitor.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class MonthException:
    """A person who may change a unit's certified month until a moment; UTC."""

    fiscal_year: int
    month: int
    unit_code: str
    person: str
    person_key: str
    reason: str
    until: datetime
    actor: str
    set_at: datetime


def list_exceptions(
    store: Store, year: int, *, unit_code: str | None = None
) -> list[MonthException]:
    """Return the exceptions of a fiscal year that are in force now, by unit and month."""
    with store.reading() as reading:
        return _in_force(reading, year, unit_code)


def grant_exception(
    store: Store, month: Month, unit_code: str, person: str, reason: str, until: date, *, actor: str
) -> None:
    """Let a person change a unit's certified month until the end of a local day.

    A new exception of the same person takes the place of the one before. Raises ``WrongUse`` for a
    month that is not certified, a day that is past, no reason, and a person who cannot change it.
    """
    name, said, end = spell(person), spell_reason(reason), end_of(until)
    if not name:
        raise WrongUse("exception_person_missing")
    with store.transaction("certify") as transaction:
        if state_of(transaction, month, unit_code).state != "certified":
            raise WrongUse("month_not_certified", unit=unit_code, month=month)
        if end is None or end <= now_utc():
            raise WrongUse("exception_until_past", until=until)
        shown = _person(transaction.everything, name, unit_code, actor)
        row = {"person": shown, "reason": said, "until": end, "is_ended": False}
        _append(transaction, month, unit_code, row, actor)
        transaction.keep()


def end_exception(
    store: Store, month: Month, unit_code: str, person: str, reason: str = "", *, actor: str
) -> None:
    """End a person's exception early; raises ``WrongUse`` where none is in force."""
    key, said = name_key(person), spell(reason)
    with store.transaction("certify") as transaction:
        state_of(transaction, month, unit_code)
        found = [
            each
            for each in _in_force(transaction.everything, month.year, unit_code)
            if (each.month, each.person_key) == (month.number, key)
        ]
        if not found:
            raise WrongUse("exception_missing", person=person, unit=unit_code, month=month)
        row = {"person": found[0].person, "reason": said, "until": found[0].until}
        _append(transaction, month, unit_code, {**row, "is_ended": True}, actor)
        transaction.keep()


def _in_force(reading: Reading, year: int, unit_code: str | None) -> list[MonthException]:
    return reading.ask(
        "exceptions",
        MonthException,
        fiscal_year=year,
        unit_code=unit_code,
        now=now_utc(),
    )


def _person(reading: Reading, name: str, unit_code: str, actor: str) -> str:
    """Return the name as its account has it; without accounts, and for oneself, as it is typed."""
    found = find_account(reading, name)
    if found is None or found.is_disabled:
        if name_key(name) == name_key(actor) or not reading.ask_value("has_accounts"):
            return name
        raise WrongUse("exception_person_unknown", person=name)
    account = found.actor
    if not account.may("import") or (account.units and unit_code not in account.units):
        raise WrongUse("exception_person_barred", person=found.name, unit=unit_code)
    return found.name


def _append(
    transaction: Transaction, month: Month, unit_code: str, row: dict[str, object], actor: str
) -> None:
    kept = row | {
        "exception_id": transaction.next_number("month_exceptions", "exception_id"),
        "fiscal_year": month.year,
        "month": month.number,
        "unit_code": unit_code,
        "person_key": name_key(str(row["person"])),
        "actor": actor,
        "set_at": now_utc(),
    }
    transaction.append("month_exceptions", [kept])
