"""The store's side of a lake: facts as rows of Arrow, and a month's results brought in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import duckdb

from monitor.store.materialised import MATERIALISED
from monitor.store.schema import migrate
from monitor.store.views import ordered_views, read_folder

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from monitor.store.reading import Reading


RESULTS = MATERIALISED
_ROWS_AT_A_TIME = 100_000


def mart_texts() -> dict[str, str]:
    """Return the text of every mart, each after those it reads."""
    marts = read_folder("marts")
    return {name: text for name, text in ordered_views() if name in marts}


@cache
def view_shapes() -> dict[str, dict[str, str]]:
    """Return the columns of every view with their types, as this version has them."""
    with duckdb.connect() as connection:
        migrate(connection, lambda _connection, _have: None)
        return {name: _shape(connection, name) for name, _ in ordered_views()}


def fact_names() -> list[str]:
    """Return the views that say what stands of a fiscal year, before anything is judged."""
    staging = read_folder("staging")
    return [
        name
        for name, _ in ordered_views()
        if name in staging and "fiscal_year" in view_shapes()[name]
    ]


def read_facts(
    reading: Reading, name: str, fiscal_year: int
) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """Return a year's rows of a view, as Arrow has them."""
    reader = reading.cursor.sql(
        f"select * from main.{name} where fiscal_year = {int(fiscal_year)}"  # noqa: S608 - names from code
    ).to_arrow_reader(_ROWS_AT_A_TIME)
    return reader.schema, reader


def rules_digest(reading: Reading, fiscal_year: int) -> str:
    """Identify what a year's months are judged by; the number of a policy is the store's own."""
    rows = reading.cursor.execute(
        "select * exclude (policy_id) from policy_months where fiscal_year = $year order by month",
        {"year": fiscal_year},
    ).fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _shape(connection: DuckDBPyConnection, name: str) -> dict[str, str]:
    rows = connection.execute(f"describe {name}").fetchall()
    return {row[0]: row[1] for row in rows}
