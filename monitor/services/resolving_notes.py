"""What a filled form states beside its results: a tick that only repeats ours states nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.domain.judged import IndicatorMonth
from monitor.domain.scores import Note, suggest_likelihood
from monitor.store.queries import fetch_narrowed
from monitor.store.views import Narrowing, narrow_to

if TYPE_CHECKING:
    from monitor.services.resolving import Row
    from monitor.store.connection import Cursor

_STATED = ("cause", "explanation", "likelihood", "expected", "remark")


@dataclass(frozen=True, slots=True)
class _Standing:
    """The likelihoods of a month before a form came in, by project and indicator."""

    stated: frozenset[tuple[str, str]]
    suggested: dict[tuple[str, str], str]


def stated_notes(cursor: Cursor, fiscal_year: int, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return what the rows state beyond the likelihoods we suggest; a row that adds none is left.

    The form is handed out with the suggested likelihood ticked. Left as it was, the tick is ours
    and may change with the next result; it speaks for a person only where it differs, or where a
    person has spoken before.
    """
    months = {int(str(row["month"])) for row in rows}
    codes = sorted({str(row["project_code"]) for row in rows})
    narrowing = narrow_to(cursor, fiscal_year, codes)
    standing = {month: _standing(cursor, narrowing, month) for month in months}
    kept = [_own_words(row, standing[int(str(row["month"]))]) for row in rows]
    return tuple(row for row in kept if any(row[name] for name in _STATED))


def _own_words(row: Row, standing: _Standing) -> Row:
    place = str(row["project_code"]), str(row["indicator_key"])
    if place in standing.stated or standing.suggested.get(place) != row["likelihood"]:
        return row
    return {**row, "likelihood": ""}


def _standing(cursor: Cursor, narrowing: Narrowing, month: int) -> _Standing:
    asked = {
        "fiscal_year": narrowing.fiscal_year,
        "month": month,
        "unit_code": None,
        "project_code": None,
    }
    notes = fetch_narrowed(cursor, "notes", Note, narrowing, **asked)
    indicators = fetch_narrowed(cursor, "indicator_months", IndicatorMonth, narrowing, **asked)
    suggestions = {
        (each.project_code, each.indicator_key): suggest_likelihood(each) for each in indicators
    }
    return _Standing(
        frozenset((note.project_code, note.indicator_key) for note in notes if note.likelihood),
        {place: said.value for place, said in suggestions.items() if said},
    )
