"""Keep closed months as they are: see which ones a transaction would change, and who may.

What is stated for a unit's month is sealed by two queries (``closed_money``, ``closed_results``),
once as it was committed and once as the transaction would leave it; so the rule holds for every
way there is of changing a month, and what says the same again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.domain.errors import NotAllowed
from monitor.domain.month_close import ClosedMonth, State, find_closed
from monitor.domain.roles import Actor, name_key
from monitor.store.batches import now_utc
from monitor.store.reading import fetch, fetch_of_subset
from monitor.store.views import restrict_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

    Seals = dict[tuple[str, int], list[int]]


@dataclass(frozen=True, slots=True)
class _Closing:
    month: int
    unit_code: str
    unit_name: str
    event: State


@dataclass(frozen=True, slots=True)
class _Sealed:
    unit_code: str
    month: int
    seal: int


@dataclass(frozen=True, slots=True)
class _Excepted:
    month: int
    unit_code: str
    person_key: str


def barred_months(
    cursor: DuckDBPyConnection,
    fiscal_year: int,
    role: Actor,
    name: str,
    moved: Sequence[str] | None = None,
) -> list[ClosedMonth]:
    """Return the closed months that a transaction changes and its person must not change.

    ``cursor`` is the transaction's; ``name`` says who, where the role has no name of its own;
    ``moved`` are the projects it changes anything of, None where that may be all.
    A certified month takes a named exception; finance may mend a submitted one.
    """
    closed = {
        (each.unit_code, each.month): each
        for each in fetch(cursor, "closings", _Closing, fiscal_year=fiscal_year)
    }
    if not closed:
        return []
    changed = _changed(cursor, fiscal_year, moved)
    free = _excepted(cursor, fiscal_year, role.name or name)
    return [
        ClosedMonth(fiscal_year, each.month, each.unit_code, each.unit_name, each.event)
        for key, each in closed.items()
        if key in changed
        and key not in free
        and not (each.event == "submitted" and role.may("certify"))
    ]


def refuse_closed(
    cursor: DuckDBPyConnection,
    fiscal_year: int,
    role: Actor,
    name: str,
    moved: Sequence[str] | None = None,
) -> None:
    """Refuse a transaction that changes closed months: ``NotAllowed`` names units and months."""
    for finding in find_closed(barred_months(cursor, fiscal_year, role, name, moved)):
        raise NotAllowed(finding.code, **finding.values)


def _changed(
    cursor: DuckDBPyConnection, fiscal_year: int, moved: Sequence[str] | None
) -> set[tuple[str, int]]:
    """Return the closed months that stand otherwise than they were committed."""
    after = _seals(cursor, fiscal_year, moved)
    with cursor.cursor() as committed:
        committed.execute("use main")
        before = _seals(committed, fiscal_year, moved)
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def _seals(cursor: DuckDBPyConnection, fiscal_year: int, moved: Sequence[str] | None) -> Seals:
    """Seal what is stated; what did not move would be sealed alike before and after."""
    seals: Seals = {}
    for query in ("closed_money", "closed_results"):
        if moved is None:
            found = fetch(cursor, query, _Sealed, fiscal_year=fiscal_year)
        else:
            narrowing = restrict_to(cursor, fiscal_year, moved)
            found = fetch_of_subset(cursor, query, _Sealed, narrowing, fiscal_year=fiscal_year)
        for each in found:
            seals.setdefault((each.unit_code, each.month), []).append(each.seal)
    return seals


def _excepted(cursor: DuckDBPyConnection, fiscal_year: int, name: str) -> set[tuple[str, int]]:
    """Return the months that a person may change all the same, at this moment."""
    live = fetch(
        cursor, "exceptions", _Excepted, fiscal_year=fiscal_year, unit_code=None, now=now_utc()
    )
    key = name_key(name)
    return {(each.unit_code, each.month) for each in live if key and each.person_key == key}
