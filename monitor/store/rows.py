"""Append rows to a table; rows are added, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import TYPE_CHECKING

from monitor.store.unit_scope import check_rows

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection


Row = Mapping[str, object]


def now_utc() -> datetime:
    """Return the present moment in UTC without a zone, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def next_number(cursor: DuckDBPyConnection, table: str, column: str) -> int:
    """Return one more than the highest number in use, also past what a bound person sees.

    Tables are this module's callers' own.
    """
    rows = cursor.execute(f"select coalesce(max({column}), 0) + 1 from main.{table}").fetchall()  # noqa: S608 - names come from code
    return int(rows[0][0])


def append_rows(
    cursor: DuckDBPyConnection, table: str, rows: Sequence[Row], **common: object
) -> None:
    """Append rows, matched by column name; columns a row lacks become null.

    ``common`` are columns that say the same in every row.
    """
    if not rows:
        return
    import pyarrow as pa  # noqa: PLC0415 - it takes long to load, and reading does without it

    check_rows(cursor, table, rows, common)
    columns = [
        pa.repeat(pa.scalar(common[field.name], field.type), len(rows))
        if field.name in common
        else pa.array(_column(rows, field.name), type=field.type)
        for field in shape_of(cursor, table)
    ]
    append_arrow(cursor, table, columns)


def shape_of(cursor: DuckDBPyConnection, table: str) -> pa.Schema:
    """Return the names and types of a table's columns, in their order, as Arrow has them."""
    return cursor.sql(f"select * from {table} limit 0").to_arrow_table().schema  # noqa: S608 - names come from code


def append_arrow(cursor: DuckDBPyConnection, table: str, columns: Sequence[pa.Array]) -> None:
    """Append rows that are laid out already, a column each in the order of ``shape_of``."""
    import pyarrow as pa  # noqa: PLC0415 - it takes long to load, and reading does without it

    names = shape_of(cursor, table).names
    # Not registered under a name: a transaction keeps every name it ever had, with all its rows.
    cursor.from_arrow(pa.table(list(columns), names=names)).insert_into(table)


def _column(rows: Sequence[Row], name: str) -> list[object]:
    try:
        return list(map(itemgetter(name), rows))
    except KeyError:  # some rows lack it
        return [row.get(name) for row in rows]
