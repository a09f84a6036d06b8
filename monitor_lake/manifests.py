"""What a store's export and a judged month say of themselves; a manifest stands when all is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor_lake.addresses import Place

FORMAT = 1
MANIFEST = "manifest.json"
STORES = "stores"
Shape = Mapping[str, str]  # the columns of a table with their types, in DuckDB's words


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was written.

    ``sums`` are the sums of its decimal columns, as text; ``files`` the SHA-256 of each file by
    its name, empty where Spark wrote them.
    """

    rows: int
    columns: dict[str, str]
    sums: dict[str, str]
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exported:
    """One store's facts of a fiscal year.

    ``version`` names the folder that holds them, ``rules`` identifies what the store's months
    are judged by, ``units`` gives the names of its units by code, ``schema`` is its newest
    migration.
    """

    store: str
    fiscal_year: int
    version: str
    exported_at: str
    data_version: str
    schema: int
    rules: str
    units: dict[str, str]
    tables: dict[str, Table]


@dataclass(frozen=True, slots=True)
class Judged:
    """A month of all stores together.

    ``lake`` is the address of the facts, ``stores`` the exports it was judged from, without their
    tables; ``rules_of`` is the store whose rules held.
    """

    month: str
    version: str
    judged_at: str
    lake: str
    rules_of: str
    stores: list[dict[str, Any]]
    tables: dict[str, Table]


def stamp(moment: datetime) -> str:
    """Write a moment so that it can name a folder."""
    return f"{moment:%Y%m%dT%H%M%S%fZ}"


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def store_folder(lake: Place, store: str, fiscal_year: int) -> Place:
    """Return where a store's facts of a year lie."""
    return lake / STORES / store / str(fiscal_year)


def month_folder(results: Place, month: Month) -> Place:
    """Return where the results of a month lie."""
    return results / str(month)


def put_manifest(folder: Place, manifest: Exported | Judged) -> None:
    """Let what was written be what the folder holds, from one moment to the next.

    What was there before stays until the next time, for whoever is reading it; older goes.
    """
    before = folder_version(folder)
    (folder / MANIFEST).write_record({"format": FORMAT} | asdict(manifest))
    for found in folder.folders():
        if found.name not in (manifest.version, before):
            found.remove_folder()


def folder_version(folder: Place) -> str:
    """Return the version a folder holds, blank where it holds none yet."""
    said = (folder / MANIFEST).read_record()
    return str(said["version"]) if said else ""


def read_exported(lake: Place, fiscal_year: int) -> list[Exported]:
    """Return what every store has exported of a year, by the names of the stores."""
    folders = (store / str(fiscal_year) for store in (lake / STORES).folders())
    return [_exported(folder, said) for folder in folders if (said := _read(folder))]


def read_years(lake: Place) -> list[int]:
    """Return the years that any store has exported."""
    found = {year.name for store in (lake / STORES).folders() for year in store.folders()}
    return sorted(int(name) for name in found if name.isdecimal())


def read_months(results: Place) -> list[Month]:
    """Return the months that were judged, the earliest first."""
    found = []
    for folder in results.folders():
        try:
            month = Month.parse(folder.name)
        except ValueError:
            continue
        if folder_version(folder):
            found.append(month)
    return sorted(found)


def read_judged(results: Place, month: Month) -> Judged:
    """Return what the results of a month say; raises ``WrongUse`` where there are none."""
    folder = month_folder(results, month)
    said = _read(folder)
    if said is None:
        raise WrongUse("lake_no_results", path=results.address, month=month)
    try:
        return Judged(**said | {"tables": _tables(said)})
    except (KeyError, TypeError) as trouble:
        raise WrongUse("lake_manifest_unreadable", path=folder.address) from trouble


def differing_columns(shape: Shape, other: Shape) -> list[str]:
    """Name the columns in which two tables are not of one shape."""
    names = shape.keys() | other.keys()
    return sorted(name for name in names if shape.get(name) != other.get(name))


def describe_stores(exported: Sequence[Exported]) -> list[dict[str, Any]]:
    """Return what results say of the exports they were judged from."""
    found = [asdict(each) for each in exported]
    return [{name: value for name, value in each.items() if name != "tables"} for each in found]


def _read(folder: Place) -> dict[str, Any] | None:
    said = (folder / MANIFEST).read_record()
    if said is not None and said.pop("format", None) != FORMAT:
        raise WrongUse("lake_manifest_unreadable", path=folder.address)
    return said


def _exported(folder: Place, said: dict[str, Any]) -> Exported:
    try:
        return Exported(**said | {"tables": _tables(said)})
    except (KeyError, TypeError) as trouble:
        raise WrongUse("lake_manifest_unreadable", path=folder.address) from trouble


def _tables(said: dict[str, Any]) -> dict[str, Table]:
    return {name: Table(**table) for name, table in said["tables"].items()}
