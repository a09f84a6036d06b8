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
from monitor.store.reading import WORKED_OUT, ProjectsOf, Reading, look
from monitor.store.rows import now_utc

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    reading: Reading,
    fiscal_year: int,
    role: Actor,
    name: str,
    affected: Sequence[str] | None = None,
) -> list[ClosedMonth]:
    """Return the closed months that a transaction changes and its person must not change.

    ``reading`` is the transaction's, of everything; ``name`` says who, where the role has no name
    of its own; ``affected`` are the projects it changes anything of, None where that may be all.
    A certified month takes a named exception; finance may mend a submitted one.
    """
    closed = {
        (each.unit_code, each.month): each
        for each in reading.ask("closings", _Closing, fiscal_year=fiscal_year)
    }
    if not closed:
        return []
    changed = _changed(reading, fiscal_year, affected)
    free = _excepted(reading, fiscal_year, role.name or name)
    return [
        ClosedMonth(fiscal_year, each.month, each.unit_code, each.unit_name, each.event)
        for key, each in closed.items()
        if key in changed
        and key not in free
        and not (each.event == "submitted" and role.may("certify"))
    ]


def refuse_closed(
    reading: Reading,
    fiscal_year: int,
    role: Actor,
    name: str,
    affected: Sequence[str] | None = None,
) -> None:
    """Refuse a transaction that changes closed months: ``NotAllowed`` names units and months."""
    for finding in find_closed(barred_months(reading, fiscal_year, role, name, affected)):
        raise NotAllowed(finding.code, **finding.values)


def _changed(
    reading: Reading, fiscal_year: int, affected: Sequence[str] | None
) -> set[tuple[str, int]]:
    """Return the closed months that are not as they were committed."""
    after = _seals(reading, fiscal_year, affected)
    with reading.cursor.cursor() as committed:
        look(committed, WORKED_OUT)
        before = _seals(Reading(committed, WORKED_OUT), fiscal_year, affected)
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def _seals(reading: Reading, fiscal_year: int, affected: Sequence[str] | None) -> Seals:
    """Seal what is stated; what is not affected would be sealed alike before and after."""
    projects = None if affected is None else ProjectsOf(fiscal_year, affected)
    seals: Seals = {}
    for query in ("closed_money", "closed_results"):
        for each in reading.ask(query, _Sealed, projects, fiscal_year=fiscal_year):
            seals.setdefault((each.unit_code, each.month), []).append(each.seal)
    return seals


def _excepted(reading: Reading, fiscal_year: int, name: str) -> set[tuple[str, int]]:
    """Return the months that a person may change all the same, at this moment."""
    valid = reading.ask(
        "exceptions", _Excepted, fiscal_year=fiscal_year, unit_code=None, now=now_utc()
    )
    key = name_key(name)
    return {(each.unit_code, each.month) for each in valid if key and each.person_key == key}
