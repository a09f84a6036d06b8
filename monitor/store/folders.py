"""The SQL files of the store, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_SQL = files("monitor.store") / "sql"


@cache
def read_folder(folder: str) -> dict[str, str]:
    """Return the SQL files of a folder by stem, in the order of their names."""
    found = sorted((_SQL / folder).iterdir(), key=lambda path: path.name)
    return {
        path.name.removesuffix(".sql"): path.read_text(encoding="utf-8")
        for path in found
        if path.name.endswith(".sql")
    }
