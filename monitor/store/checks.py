"""Look for what should never be: rows of sql/checks, materialised months that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.store.materialised import differing_materialised
from monitor.store.origin import is_from_lake
from monitor.store.ownership import is_differing
from monitor.store.schema import fiscal_years
from monitor.store.views import read_folder

if TYPE_CHECKING:
    from monitor.store.reading import Reading


def find_offenders(reading: Reading) -> dict[str, list[str]]:
    """Return the rows that each check of sql/checks finds wrong; nothing means healthy.

    The reading is a transaction's, of everything.
    """
    return {
        name: [str(row[0]) for row in reading.cursor.execute(text).fetchall()]
        for name, text in read_folder("checks").items()
    }


def differing_months(reading: Reading) -> list[str]:
    """Name each materialised table, and its year, that is not what the facts make it now.

    The reading is a transaction's, of everything.
    """
    cursor = reading.cursor
    if is_from_lake(cursor):
        return []  # they were worked out elsewhere
    months = [
        f"{name} {year}"
        for year in fiscal_years(cursor)
        for name in differing_materialised(cursor, year)
    ]
    return months + ["batch_units"] * is_differing(cursor)
