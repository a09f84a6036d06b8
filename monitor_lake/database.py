"""A database made from a lake: facts and judged months as they were brought in, to be looked at.

Schema kept, which readers look at first, holds them under the names of their views; what a
reader is bound to, scope and projects among it, follows from the plan's own table as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from monitor.store.batches import append_batch
from monitor.store.contents import SETTINGS
from monitor.store.materialised import MATERIALISED
from monitor.store.origin import Origin
from monitor.store.rows import now_utc
from monitor.store.schema import migrate
from monitor.store.transaction import Transaction
from monitor.store.unit_scope import build_scoped
from monitor.store.views import ordered_views

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection


OPENED = "lake.opened"
_BATCH = 1  # the one import that stands for everything that was brought in
_HERE = ("closed_months",)  # small, and no part of the judgement

# Numbers that each store gave by itself, and what makes them one row of numbers again.
_NUMBERED = {"follow_ups": "follow_up_id", "snoozes": "snooze_id", "notes": "note_id"}
_LEFT_OUT = ("active_batches",)  # the imports of each store stay with it

_ORIGIN = """
    create table lake_origin (
        fiscal_year integer not null,
        month integer not null,
        judged_at timestamp not null,
        address varchar not null,
        stores integer not null,
        oldest_export timestamp not null
    )
"""


def build_from_lake(
    path: Path,
    origin: Origin,
    tables: Iterable[tuple[str, Sequence[pa.RecordBatchReader]]],
    units: Sequence[str],
    actor: str,
) -> Mapping[str, int]:
    """Write a new database from the tables of a lake and return their rows by name.

    ``tables`` must give projects first; ``units`` narrows everything to those units, none means
    all.
    """
    with duckdb.connect(str(path), config=SETTINGS) as connection:
        migrate(connection, lambda _connection, _have: None)
        connection.execute("begin transaction")
        brought: dict[str, int] = {
            name: sum(_bring(connection, name, rows, units) for rows in readers)
            for name, readers in tables
            if name not in _LEFT_OUT
        }
        for name in _NUMBERED.keys() & brought.keys():
            _number(connection, name)
        _stand_for_all(connection, origin, actor)
        brought |= _work_out(connection)
        build_scoped(connection, ordered_views(), list(dict.fromkeys([*MATERIALISED, *brought])))
        connection.execute(_ORIGIN)
        names = ", ".join(f"${name}" for name in Origin.__slots__)
        values = {name: getattr(origin, name) for name in Origin.__slots__}
        connection.execute(f"insert into lake_origin values ({names})", values)  # noqa: S608 - names from code
        Transaction(connection).record(OPENED, actor=actor, subject=origin.address)
        connection.execute("commit")
    return brought


def _bring(
    connection: DuckDBPyConnection, name: str, rows: pa.RecordBatchReader, units: Sequence[str]
) -> int:
    """Append the rows of a table to schema materialised, made there first where it is missing."""
    connection.execute(
        f"create table if not exists materialised.{name} as from main.{name} limit 0"
    )
    columns = {row[0] for row in connection.execute(f"describe materialised.{name}").fetchall()}
    condition, wanted = "true", {"units": list(units)}
    if units and "unit_code" in columns:
        condition = "list_contains($units, unit_code)"
    elif units and "project_code" in columns:
        condition = "project_code in (select project_code from materialised.projects)"
    batch = f"replace ({_BATCH} as batch_id)" if "batch_id" in columns else ""
    connection.register("incoming", rows)
    try:
        answer = connection.execute(
            f"insert into materialised.{name} by name"  # noqa: S608 - names from code
            f" select * {batch} from incoming where {condition}",
            wanted if "$units" in condition else {},
        )
        return int(answer.fetchall()[0][0])
    finally:
        connection.unregister("incoming")


def _work_out(connection: DuckDBPyConnection) -> dict[str, int]:
    """Work out from the facts brought in what Spark does not write; return the rows by name."""
    connection.execute("use materialised")
    rows = {}
    for name, text in ordered_views():
        if name in _HERE:
            answer = connection.execute(f"create table materialised.{name} as {text}")
            rows[name] = int(answer.fetchall()[0][0])
    connection.execute("use main")
    return rows


def _number(connection: DuckDBPyConnection, name: str) -> None:
    column = _NUMBERED[name]
    connection.execute(
        f"update materialised.{name} set {column} = numbered.place from ("  # noqa: S608 - names from code
        f" select rowid as place_of, row_number() over (order by rowid) as place"
        f" from materialised.{name}) as numbered where {name}.rowid = numbered.place_of"
    )


def _stand_for_all(connection: DuckDBPyConnection, origin: Origin, actor: str) -> None:
    """Let one import stand for what was brought in, and the plan's own table hold the projects."""
    connection.execute("insert into main.plan_projects by name from materialised.projects")
    rows = connection.execute("select count(*) from main.plan_projects").fetchall()
    append_batch(
        Transaction(connection),
        {
            "kind": "plan",
            "fiscal_year": origin.fiscal_year,
            "file_name": origin.address,
            "file_sha256": "",
            "file_size": 0,
            "facts_count": int(rows[0][0]),
            "actor": actor,
            "understood": "[]",
            "is_sample": False,
            "committed_at": now_utc(),
        },
    )
