"""Open a judged month of a lake as a database to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from monitor.domain.errors import StoreUnusable, WrongUse
from monitor.domain.month import Month
from monitor.store.backup_file import draft_folder
from monitor.store.database import Store
from monitor.store.origin import Origin
from monitor.upkeep.setup import origin_of
from monitor_lake.addresses import Place, find_place
from monitor_lake.database import build_from_lake
from monitor_lake.facts import RESULTS, fact_names, view_shapes
from monitor_lake.manifests import (
    MANIFEST,
    Judged,
    month_folder,
    read_judged,
    read_months,
    store_folder,
)
from monitor_lake.parquet import read_table

_COMMON = ("calendar", "policy_months")
_FIRST = "projects"  # by which the others are narrowed to units


@dataclass(frozen=True, slots=True)
class Opened:
    """What was brought in: rows by table."""

    month: Month
    origin: Origin
    rows: dict[str, int]


def open_results(
    address: str,
    database: Path,
    *,
    month: Month | None = None,
    units: Sequence[str] = (),
    lake: str = "",
    actor: str = "",
) -> Opened:
    """Write a database that shows the newest month judged, or the one named, read-only.

    ``units`` bring in those units alone; ``lake`` says where the facts are now, if they were
    moved since. Raises ``WrongUse`` where there are no such results, and where the file holds
    anything but what an earlier call has made.
    """
    results = find_place(address)
    chosen = month or max(read_months(results), default=None)
    if chosen is None:
        raise WrongUse("lake_no_results", path=results.address, month="")
    judged = read_judged(results, chosen)
    _refuse_other_columns(judged)
    _refuse_own_data(database)
    origin = _origin(judged, chosen, results)
    tables = _tables(month_folder(results, chosen), find_place(lake or judged.lake), judged)
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        with draft_folder(database.parent) as drafts:
            draft = drafts / database.name
            rows = build_from_lake(draft, origin, tables, units, actor)
            if units and not rows[_FIRST]:
                raise WrongUse("unit_unknown", year=chosen.year, unit="、".join(units))
            draft.replace(database)
    except OSError as trouble:
        raise StoreUnusable("store_read_only", path=database.parent) from trouble
    return Opened(chosen, origin, dict(rows))


def _refuse_other_columns(judged: Judged) -> None:
    shapes = view_shapes()
    if any(judged.tables[name].columns != shapes[name] for name in RESULTS):
        raise WrongUse("lake_results_of_other_version")


def _refuse_own_data(database: Path) -> None:
    """Refuse to write over a database that people work with."""
    if not database.exists():
        return
    store = Store(database)
    try:
        is_ours = origin_of(store) is not None
    except StoreUnusable as refusal:
        is_ours = refusal.code == "lake_database_of_other_version"
    finally:
        store.close()
    if not is_ours:
        raise WrongUse("lake_would_replace", path=database)


def _origin(judged: Judged, month: Month, results: Place) -> Origin:
    exports = [_moment(str(store["exported_at"])) for store in judged.stores]
    return Origin(
        month.year,
        month.number,
        _moment(judged.judged_at),
        results.address,
        len(judged.stores),
        min(exports),
    )


def _tables(
    folder: Place, lake: Place, judged: Judged
) -> Iterator[tuple[str, list[pa.RecordBatchReader]]]:
    """Give the facts of every store, projects first, and the results."""
    names = sorted(fact_names(), key=lambda name: name != _FIRST)
    for name in names:
        stores = [
            store
            for store in judged.stores
            if name not in _COMMON or store["store"] == judged.rules_of
        ]
        yield name, [_facts(lake, store, name) for store in stores]
    for name in RESULTS:
        yield name, [read_table(folder / judged.version / name)]


def _facts(lake: Place, store: dict[str, object], name: str) -> pa.RecordBatchReader:
    key, year = str(store["store"]), int(str(store["fiscal_year"]))
    folder = store_folder(lake, key, year)
    file = folder / str(store["version"]) / f"{name}.parquet"
    if not file.exists():
        raise WrongUse("lake_facts_gone", store=key, path=(folder / MANIFEST).address)
    return read_table(file)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
