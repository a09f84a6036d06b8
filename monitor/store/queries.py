"""Ask one question of the store: a file of sql/queries in, typed records out."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from monitor.store.lake_origin import refuse_looking_back
from monitor.store.schema import read_folder
from monitor.store.scoping import work_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyConnection

    from monitor.store.views import Narrowing

Record = TypeVar("Record")


def fetch(
    cursor: DuckDBPyConnection, query: str, record: type[Record], **parameters: object
) -> list[Record]:
    """Return a record per row; the query's columns must cover the record's fields by name."""
    return records_of(cursor, read_folder("queries")[query], record, parameters)


def fetch_narrowed(
    cursor: DuckDBPyConnection,
    query: str,
    record: type[Record],
    narrowing: Narrowing,
    **parameters: object,
) -> list[Record]:
    """Return what ``fetch`` does, asked of the facts of the projects of a narrowing alone."""
    text = narrowing.narrow(read_folder("queries")[query])
    return records_of(cursor, text, record, {**narrowing.given, **parameters})


def records_of(
    cursor: DuckDBPyConnection, text: str, record: type[Record], parameters: Mapping[str, object]
) -> list[Record]:
    """Return what ``fetch`` does for the text of a query."""
    answer = cursor.execute(text, dict(parameters))
    columns = [column[0] for column in answer.description or ()]
    wanted = [field.name for field in fields(record)]  # type: ignore[arg-type]  # any dataclass
    places = [columns.index(name) for name in wanted]
    return [record(*[row[place] for place in places]) for row in answer.fetchall()]


def fetch_value(cursor: DuckDBPyConnection, query: str, **parameters: object) -> Any:  # noqa: ANN401 - one cell of any type
    """Return the first cell of the first row, None when there is no row."""
    rows = cursor.execute(read_folder("queries")[query], parameters).fetchall()
    return rows[0][0] if rows else None


def set_known_on(cursor: DuckDBPyConnection, moment: datetime | None) -> None:
    """Let this cursor see the store as it was known at a moment (UTC, naive); None means now."""
    if moment is not None:
        refuse_looking_back(cursor)
        work_out(cursor)
        cursor.execute("set variable known_on = cast($moment as timestamp)", {"moment": moment})
