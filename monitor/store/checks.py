"""Look for what should never be: rows of sql/checks, and kept months unlike those worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.store.materialised import differing_materialised
from monitor.store.origin import is_from_lake
from monitor.store.ownership import is_differing
from monitor.store.schema import fiscal_years
from monitor.store.views import read_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def find_offenders(cursor: DuckDBPyConnection) -> dict[str, list[str]]:
    """Return what each check of sql/checks has to complain of; nothing means healthy."""
    cursor.execute("use main")
    return {
        name: [str(row[0]) for row in cursor.execute(text).fetchall()]
        for name, text in read_folder("checks").items()
    }


def differing_months(cursor: DuckDBPyConnection) -> list[str]:
    """Name each kept table, and its fiscal year, that is not what the facts make it now."""
    if is_from_lake(cursor):
        return []  # they were worked out elsewhere
    cursor.execute("use main")
    months = [
        f"{name} {year}"
        for year in fiscal_years(cursor)
        for name in differing_materialised(cursor, year)
    ]
    return months + ["batch_units"] * is_differing(cursor)
