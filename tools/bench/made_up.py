"""Made-up stores to measure with, each made once and kept."""

from __future__ import annotations

from pathlib import Path

from monitor.store.database import Store
from tools.made_up.batches import generate
from tools.made_up.country import CountryRequest

YEAR = 2025
_PROJECTS_OF_A_UNIT = 333


def made_up(size: int, data: Path) -> Store:
    """Return a store of so many projects, made now where the folder has none.

    One that was measured before holds the uploads of that time beside; it is taken as it is.
    """
    folder = data / str(size)
    database = folder / "monitor.duckdb"
    is_there = database.exists()
    store = Store(database)
    if not is_there:
        asked = CountryRequest(size, max(size // _PROJECTS_OF_A_UNIT, 1), year=YEAR)
        generate(store, asked, folder / "files")
    return store
