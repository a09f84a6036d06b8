"""Which units an import speaks of: worked out once and kept beside the months.

Who is bound to units sees the imports that speak of their projects. To find that out anew means
to look at every fact there is; what an import says never changes, and whose a project is only
where two units plan it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitor.store.folders import read_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAKE = "create or replace table kept.batch_units (batch_id bigint not null, unit_code varchar)"
_OF_TWO_UNITS = """
    select 1 from main.plan_projects
    where fiscal_year = $year and project_code in (select project_code from temp.moved_projects)
    group by project_code having count(distinct unit_code) > 1 limit 1
"""
_JUDGED = """
    with pairs as (from kept.batch_units union all from ({found}))
    select batch_id, bool_and(coalesce(list_contains($units, unit_code), false)) from pairs
    where batch_id in (select batch_id from pairs where list_contains($units, unit_code))
    group by batch_id order by batch_id
"""


def keep_batch_units(connection: DuckDBPyConnection, fiscal_year: int, *, is_anew: bool) -> None:
    """Note the units of every import that is not known yet, inside the caller's transaction.

    All are worked out anew when asked for, or when a project that moved may have changed hands.
    """
    if is_anew or connection.execute(_OF_TWO_UNITS, {"year": fiscal_year}).fetchall():
        connection.execute("delete from kept.batch_units")
    text = f"insert into kept.batch_units {read_folder('scopes')['batch_units']}"
    connection.execute(text, {"batch_ids": _unknown(connection)})


def is_differing(cursor: DuckDBPyConnection) -> bool:
    """Say whether what is kept of an import is not what its facts say of units now."""
    found = read_folder("scopes")["batch_units"]
    every = [number for (number,) in cursor.execute("select batch_id from main.batches").fetchall()]
    kept = "select * from kept.batch_units"
    return any(
        cursor.execute(f"(({one}) except all ({other})) limit 1", {"batch_ids": every}).fetchall()
        for one, other in ((kept, found), (found, kept))
    )


def batches_of(cursor: DuckDBPyConnection, units: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the imports that speak of projects of these units, and those of no other's.

    The cursor must look at schema main; what its transaction has appended is seen too.
    """
    text = _JUDGED.format(found=read_folder("scopes")["batch_units"])
    given = {"units": list(units), "batch_ids": _unknown(cursor)}
    judged = cursor.execute(text, given).fetchall()
    return [number for number, _ in judged], [number for number, is_whole in judged if is_whole]


def _unknown(cursor: DuckDBPyConnection) -> list[int]:
    text = (
        "select batch_id from main.batches"
        " where batch_id not in (select batch_id from kept.batch_units) order by batch_id"
    )
    return [int(number) for (number,) in cursor.execute(text).fetchall()]
