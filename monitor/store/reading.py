"""Ask about a few of very many projects: first where their rows lie, then about these rows alone.

Of a table it joins, DuckDB reads whole rows before it knows which are wanted; of rows asked for by
their numbers it reads those. A million projects need it: the indicators of 50 of them take a sixth
of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from monitor.store.materialised import NAMED, OF_PROJECTS
from monitor.store.origin import refuse_looking_back
from monitor.store.unit_scope import work_out
from monitor.store.views import does_read, read_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyConnection

    from monitor.store.views import Subset


Record = TypeVar("Record")


def fetch(
    cursor: DuckDBPyConnection, query: str, record: type[Record], **parameters: object
) -> list[Record]:
    """Return a record per row; the query's columns must cover the record's fields by name."""
    return records_of(cursor, read_folder("queries")[query], record, parameters)


def fetch_of_subset(
    cursor: DuckDBPyConnection,
    query: str,
    record: type[Record],
    narrowing: Subset,
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


_FEW = 500  # projects; more are found sooner by reading everything once


@contextmanager
def one_snapshot(cursor: DuckDBPyConnection) -> Iterator[None]:
    """Let everything that is read within see the store at the same moment."""
    cursor.execute("begin transaction")
    try:
        yield
    finally:
        cursor.execute("rollback")


def fetch_page(
    cursor: DuckDBPyConnection,
    query: str,
    record: type[Record],
    *,
    fiscal_year: int,
    months: tuple[int, int],
    project_codes: Sequence[str],
    **parameters: object,
) -> list[Record]:
    """Return what ``fetch`` does, of a query that wants the projects named in some months alone.

    ``months`` are the first and the last. The cursor must be inside a transaction: the number of
    a row is good for no longer. Who is bound to units, looks back, or asks for very many is
    answered by the query as it is.
    """
    asked = {"fiscal_year": fiscal_year, "project_codes": list(project_codes)}
    if len(project_codes) > _FEW or not _sees_kept(cursor):
        return fetch(cursor, query, record, **asked, **parameters)
    text = read_folder("queries")[query]
    steps = [
        f"{name} as materialized (select * from kept.{name} where rowid in ({numbers}))"  # noqa: S608 - names and numbers
        for name in OF_PROJECTS
        if does_read(text, name)
        for numbers in [_numbers_of(cursor, name, asked, months)]
    ]
    narrowed = f"with {', '.join(steps)} select * from ({text})"  # noqa: S608 - text from code
    return records_of(cursor, narrowed, record, {**asked, **parameters})


def _sees_kept(cursor: DuckDBPyConnection) -> bool:
    return cursor.execute("select current_schema()").fetchall() == [("kept",)]


def _numbers_of(
    cursor: DuckDBPyConnection, name: str, asked: dict[str, object], months: tuple[int, int]
) -> str:
    """Return the numbers of the rows of a kept table, with commas between; none is a row never."""
    between = "" if name in NAMED else f" and month between {months[0]:d} and {months[1]:d}"
    rows = cursor.execute(
        f"select rowid from kept.{name} where fiscal_year = $fiscal_year{between}"  # noqa: S608 - names from code
        " and project_code in (select unnest(cast($project_codes as varchar[])))",
        asked,
    ).fetchall()
    return ", ".join(str(number) for (number,) in rows) or "-1"
