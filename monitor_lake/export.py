"""Lay a store's facts into a lake: all of a fiscal year, at once, in place of what was there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.access.audit import record_export
from monitor.access.scope import UnitScope, list_scope
from monitor.domain.errors import WrongUse
from monitor.store.database import Store
from monitor.store.schema import newest_migration
from monitor_lake.addresses import Place, find_place
from monitor_lake.facts import fact_names, read_facts, rules_digest, view_shapes
from monitor_lake.manifests import (
    Exported,
    now,
    put_manifest,
    read_exported,
    read_years,
    stamp,
    store_folder,
)
from monitor_lake.parquet import write_table

if TYPE_CHECKING:
    from monitor.store.reading import Reading


_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class LakeStore:
    """A store's export of a year, as a list shows it; ``exported_at`` is UTC, as text."""

    store: str
    fiscal_year: int
    units: tuple[str, ...]
    projects: int
    facts: int
    exported_at: str
    data_version: str


def export_facts(
    store: Store, address: str, *, name: str = "", year: int | None = None, actor: str = ""
) -> list[LakeStore]:
    """Write the facts of a year, or of every year there is, and return what was written.

    ``name`` says whose they are: by itself the code of the only unit. Raises ``WrongUse`` where
    there is no such year, the lake cannot be written, or another store has one of the units.
    """
    years = sorted({row.fiscal_year for row in list_scope(store)})
    chosen = years if year is None else [each for each in years if each == year]
    if not chosen:
        raise WrongUse("no_plan_for_year", year=year or "")
    lake = find_place(address)
    units = {each: list_units(store, each) for each in chosen}
    with store.reading() as reading:
        if reading.origin() is not None:
            raise WrongUse("lake_of_lake")
        with reading.snapshot():
            done = [_export_year(reading, lake, units[each], name, each) for each in chosen]
    record_export(store, address, actor=actor, years=chosen)
    return [describe(each) for each in done]


def list_units(store: Store, year: int) -> dict[str, str]:
    """Return the names of a year's units by their codes."""
    scope: list[UnitScope] = list_scope(store)
    return {row.unit_code: row.unit_name for row in scope if row.fiscal_year == year}


def list_lake(address: str) -> list[LakeStore]:
    """Return what every store has laid into a lake, by year and store."""
    lake = find_place(address)
    return [describe(each) for year in read_years(lake) for each in read_exported(lake, year)]


def describe(exported: Exported) -> LakeStore:
    """Return what a list shows of an export."""
    return LakeStore(
        exported.store,
        exported.fiscal_year,
        tuple(exported.units),
        exported.tables["projects"].rows,
        sum(table.rows for table in exported.tables.values()),
        exported.exported_at,
        exported.data_version,
    )


def shared_units(exported: Sequence[Exported]) -> dict[str, list[str]]:
    """Return the units that more than one store has, each with those stores."""
    found: dict[str, list[str]] = {}
    for each in exported:
        for unit in each.units:
            found.setdefault(unit, []).append(each.store)
    return {unit: stores for unit, stores in found.items() if len(stores) > 1}


def _export_year(
    reading: Reading, lake: Place, units: dict[str, str], asked: str, year: int
) -> Exported:
    name = _name(asked, units)
    _refuse_shared(lake, name, units, year)
    moment = now()
    folder = store_folder(lake, name, year)
    version = stamp(moment)
    (folder / version).make_folder()
    shapes = view_shapes()
    tables = {
        table: write_table(
            folder / version, table, *read_facts(reading, table, year), shapes[table]
        )
        for table in fact_names()
    }
    exported = Exported(
        store=name,
        fiscal_year=year,
        version=version,
        exported_at=moment.isoformat(timespec="seconds"),
        data_version=str(reading.ask_value("data_version")),
        schema=newest_migration(),
        rules=rules_digest(reading, year),
        units=units,
        tables=tables,
    )
    put_manifest(folder, exported)
    return exported


def _name(asked: str, units: dict[str, str]) -> str:
    name = asked or (next(iter(units)) if len(units) == 1 else "")
    if not name:
        raise WrongUse("lake_store_unnamed", count=len(units))
    if _NAME.fullmatch(name) is None:
        raise WrongUse("lake_store_name_wrong", found=name)
    return name


def _refuse_shared(lake: Place, name: str, units: dict[str, str], year: int) -> None:
    for other in read_exported(lake, year):
        both = [unit for unit in other.units if unit in units]
        if other.store != name and both:
            shown = "、".join(both[:_SHOWN])
            raise WrongUse("lake_unit_twice", units=shown, stores=f"{other.store}、{name}")
