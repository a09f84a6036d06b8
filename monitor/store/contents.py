"""What a database holds, and a copy of it made while others read and write.

Views and materialised months are left out: they are worked out anew wherever the copy is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from monitor.store.audit import Head, fetch_head
from monitor.store.reading import WORKED_OUT, Reading
from monitor.store.schema import current_migration, newest_migration

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}

_ROWS_AT_A_TIME = 100_000

_TABLES = """
    select table_name, sql
    from duckdb_tables()
    where database_name = current_database() and schema_name = 'main' and not temporary
    order by table_oid
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: enough to tell whether two of them hold the same.

    ``schema`` is the newest migration, ``rows`` counts per table, ``imports`` identifies the
    batches in their order, the last two the newest entry of the log of what happened.
    ``data_version`` is blank for a database of an older version.
    """

    schema: int
    data_version: str
    imports: str
    rows: Mapping[str, int]
    audit_sequence: int = 0
    audit_hash: str = ""

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was ever imported."""
        return not self.rows.get("batches")


def describe(cursor: DuckDBPyConnection) -> Contents:
    """Return what the database holds; raises ``StoreUnusable`` for another program's."""
    schema = current_migration(cursor)
    names = [name for name, _ in cursor.execute(_TABLES).fetchall()]
    rows = {name: _count(cursor, name) for name in names if name != "view_signature"}
    is_present = schema == newest_migration()
    reading = Reading(cursor, WORKED_OUT)
    version = str(reading.ask_value("data_version")) if is_present else ""
    imports = _imports(cursor) if schema else ""
    head = fetch_head(reading) if "audit_head" in rows else Head(0, "")
    return Contents(schema, version, imports, rows, head.sequence, head.hash)


def copy_database(cursor: DuckDBPyConnection, target: Path) -> Contents:
    """Copy the database as of this moment into a new file and return what it holds.

    Raises ``duckdb.Error`` or ``OSError`` when the file cannot be written.
    """
    source = cursor.cursor()
    try:
        source.execute("use main")
        source.execute("begin transaction")
        with duckdb.connect(str(target), config=SETTINGS) as copy:
            copy.execute("begin transaction")
            for name, statement in source.execute(_TABLES).fetchall():
                copy.execute(statement)
                if name != "view_signature":
                    _copy_rows(source, copy, name)
            copy.execute("commit")
        return describe(source)
    finally:
        source.close()


def describe_file(path: Path) -> Contents:
    """Open a database for reading alone and return what it holds; raises ``duckdb.Error``."""
    with duckdb.connect(str(path), read_only=True, config=SETTINGS) as connection:
        return describe(connection)


def _copy_rows(source: DuckDBPyConnection, copy: DuckDBPyConnection, name: str) -> None:
    import pyarrow as pa  # noqa: PLC0415 - it takes long to load, and reading does without it

    reader = source.sql(f'select * from "{name}"').to_arrow_reader(_ROWS_AT_A_TIME)  # noqa: S608 - the table's own name
    for batch in reader:
        # Not registered under a name: a transaction keeps every name it had, with all its rows.
        copy.from_arrow(pa.Table.from_batches([batch])).insert_into(name)


def _count(cursor: DuckDBPyConnection, name: str) -> int:
    return int(cursor.execute(f'select count(*) from "{name}"').fetchall()[0][0])  # noqa: S608 - the table's own name


def _imports(cursor: DuckDBPyConnection) -> str:
    digest = hashlib.sha256()
    rows = cursor.execute(
        "select batch_id, file_sha256, committed_at from batches order by batch_id"
    )
    while some := rows.fetchmany(_ROWS_AT_A_TIME):
        for number, file, moment in some:
            digest.update(f"{number} {file} {moment.isoformat()}\n".encode())
    return digest.hexdigest()
