"""Whether a database was made from a lake, and what that keeps it from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.domain.errors import StoreUnusable, WrongUse
from monitor.domain.roles import Permission

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


_OWN: tuple[Permission | None, ...] = (None, "account")  # the log and who may look stay its own


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a database's months come from; times are UTC."""

    fiscal_year: int
    month: int
    judged_at: datetime
    address: str
    stores: int
    oldest_export: datetime


def is_from_lake(cursor: DuckDBPyConnection) -> bool:
    """Say whether the months were brought in instead of worked out here."""
    rows = cursor.execute(
        "select 1 from duckdb_tables() where database_name = current_database()"
        " and schema_name = 'main' and table_name = 'lake_origin'"
    ).fetchall()
    return bool(rows)


def fetch_origin(cursor: DuckDBPyConnection) -> Origin | None:
    """Return where the months come from, None for a database that works them out itself."""
    if not is_from_lake(cursor):
        return None
    names = ", ".join(Origin.__slots__)
    return Origin(*cursor.execute(f"select {names} from main.lake_origin").fetchall()[0])  # noqa: S608 - names from code


def refuse_writing(cursor: DuckDBPyConnection, permission: Permission | None) -> None:
    """Refuse what would change facts or rules in a database made from a lake."""
    if permission not in _OWN and is_from_lake(cursor):
        raise StoreUnusable("lake_read_only")


def refuse_looking_back(cursor: DuckDBPyConnection) -> None:
    """Refuse to say what a lake was known to hold earlier: it holds what is true now."""
    if is_from_lake(cursor):
        raise WrongUse("lake_no_history")


def refuse_other_version(cursor: DuckDBPyConnection) -> None:
    """Refuse to rebuild what another version brought in; raises ``StoreUnusable``."""
    if is_from_lake(cursor):
        raise StoreUnusable("lake_database_of_other_version")
