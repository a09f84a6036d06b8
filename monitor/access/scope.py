"""Look at a month: its projects, indicators and totals, as they stand or as they were known."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from monitor.domain.month import Month
from monitor.store.database import Store


@dataclass(frozen=True, slots=True)
class UnitScope:
    """A unit with a plan for a fiscal year; ``newest_month`` is the last one reported for."""

    fiscal_year: int
    unit_code: str
    unit_name: str
    projects_count: int
    newest_month: int | None
    is_sample: bool


def list_scope(store: Store) -> list[UnitScope]:
    """Return the fiscal years and units there are, the newest year first."""
    with store.reading() as reading:
        return reading.ask("scope", UnitScope)


def newest_month(scope: list[UnitScope]) -> Month | None:
    """Return the month to look at first: the newest one anything was reported for."""
    reported = [Month(row.fiscal_year, row.newest_month) for row in scope if row.newest_month]
    if reported:
        return max(reported)
    return Month(scope[0].fiscal_year, 1) if scope else None


def current_version(store: Store) -> str:
    """Return a text that changes whenever anything a page shows may have changed.

    The store is asked only when something can have happened since it was asked last.
    """
    known = _VERSIONS.setdefault(store.root, {})
    mark = store.root.mark()
    asked_at, version = known.get(store.actor.units, (None, ""))
    if mark is not None and mark == asked_at:
        return version
    with store.reading() as reading:
        mark = store.root.mark()
        version = str(reading.ask_value("data_version"))
        if mark is not None and mark == store.root.mark():
            known[store.actor.units] = (mark, version)
    return version


_VERSIONS: WeakKeyDictionary[Store, dict[tuple[str, ...], tuple[int, str]]] = WeakKeyDictionary()
