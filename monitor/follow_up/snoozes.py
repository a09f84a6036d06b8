"""Let a flag wait until a month's end, with a reason; it stays on the list and speaks again."""

from __future__ import annotations

from datetime import date

from monitor.domain.errors import WrongUse
from monitor.domain.follow_ups import LONGEST_TEXT, Snooze
from monitor.domain.judged import ProjectMonth
from monitor.domain.month import Month, end_of
from monitor.domain.text import make_legible
from monitor.store.database import Store
from monitor.store.reading import Reading
from monitor.store.rows import now_utc
from monitor.store.transaction import Transaction

_LAST = 12  # a flag is of a fiscal year, and so is its waiting


def snooze(
    store: Store, month: Month, project_code: str, until: Month, reason: str, *, actor: str
) -> None:
    """Let a project's flag wait from a month until the end of another, both included.

    Raises ``WrongUse`` without a reason, for an end that is over before it begins or lies in
    another fiscal year, an unknown project, and one that is not flagged in the month.
    """
    said = _said(reason)
    if until.year != month.year or until < month:
        raise WrongUse("snooze_end_wrong", found=until, month=month, last=Month(month.year, _LAST))
    with store.reading() as reading:
        if not _project(reading, month, project_code).is_flagged:
            raise WrongUse("snooze_not_flagged", month=month, code=project_code)
    with store.transaction("snooze") as transaction:
        row = {"until_month": until.number, "is_ended": False, "reason": said}
        _append(transaction, month, project_code, row, actor)
        transaction.keep()  # a flag that waits is a flag all the same


def wake(store: Store, month: Month, project_code: str, reason: str, *, actor: str) -> None:
    """Let a flag speak again from a month on; ``WrongUse`` without a reason, or if it does."""
    said = _said(reason)
    with store.reading() as reading:
        _project(reading, month, project_code)
    with store.transaction("snooze") as transaction:
        if project_code not in _snoozes(transaction.everything, month):
            raise WrongUse("snooze_missing", month=month, code=project_code)
        row = {"until_month": _LAST, "is_ended": True, "reason": said}
        _append(transaction, month, project_code, row, actor)
        transaction.keep()


def list_snoozes(store: Store, month: Month, *, known_on: date | None = None) -> dict[str, Snooze]:
    """Return the flags that wait in a month, by project code."""
    with store.reading(end_of(known_on)) as reading:
        return _snoozes(reading, month)


def _snoozes(reading: Reading, month: Month) -> dict[str, Snooze]:
    rows = reading.ask("snoozes", Snooze, fiscal_year=month.year, month=month.number)
    return {each.project_code: each for each in rows}


def _said(reason: str) -> str:
    said = make_legible(reason).strip()
    if not said:
        raise WrongUse("reason_missing")
    if len(said) > LONGEST_TEXT:
        raise WrongUse("follow_up_too_long", found=len(said), limit=LONGEST_TEXT)
    return said


def _project(reading: Reading, month: Month, code: str) -> ProjectMonth:
    found = reading.ask(
        "project_months",
        ProjectMonth,
        fiscal_year=month.year,
        first_month=month.number,
        last_month=month.number,
        unit_code=None,
        project_code=code,
    )
    if not found:
        raise WrongUse("project_not_found", year=month.year, code=code)
    return found[0]


def _append(
    transaction: Transaction, month: Month, code: str, row: dict[str, object], actor: str
) -> None:
    kept = row | {
        "snooze_id": transaction.next_number("flag_snoozes", "snooze_id"),
        "fiscal_year": month.year,
        "project_code": code,
        "month": month.number,
        "actor": actor,
        "set_at": now_utc(),
    }
    transaction.append("flag_snoozes", [kept])
