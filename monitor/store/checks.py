"""Look for what should never be: rows of sql/checks, and kept months unlike those worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.store.kept import KEPT, working_out
from monitor.store.lake_origin import is_from_lake
from monitor.store.schema import fiscal_years, read_folder

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
    """Name each kept table and fiscal year that is not what the views make of the facts now."""
    if is_from_lake(cursor):
        return []  # they were worked out elsewhere
    cursor.execute("use main")
    found = []
    for year in fiscal_years(cursor):
        with working_out(cursor, year):
            found += [f"{name} {year}" for name in KEPT if _differs(cursor, name, year)]
    return found


def _differs(cursor: DuckDBPyConnection, name: str, year: int) -> bool:
    kept = f"select * from kept.{name} where fiscal_year = {year}"  # noqa: S608 - names from code
    made = f"select * from temp.{name}"  # noqa: S608 - names from code
    return any(
        cursor.execute(f"({one} except all {other}) limit 1").fetchall()
        for one, other in ((kept, made), (made, kept))
    )
