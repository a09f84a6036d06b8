"""Which projects and imports belong to a unit.

Who is bound to units sees the imports that state anything of their projects. To find that out
anew means to look at every fact there is; what an import states never changes, and whose a project
is only where two units plan it. So the units of every import are worked out once and materialised
beside the months.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitor.store.views import read_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


MAKE = (
    "create or replace table materialised.batch_units (batch_id bigint not null, unit_code varchar)"
)

_OF_TWO_UNITS = """
    select 1 from main.plan_projects
    where fiscal_year = $year and project_code in (select project_code from temp.affected_projects)
    group by project_code having count(distinct unit_code) > 1 limit 1
"""

_PLANNED = "select distinct fiscal_year, project_code from plan_projects where {of_them}"
_OF_THEM = "list_contains(cast($units as varchar[]), unit_code)"
_STATED = "select distinct fiscal_year, project_code from stated"

# A project has one unit or none, an import that states nothing of a project none.
_BATCH_UNITS = """
    select distinct batch_id, unit_code
    from (select unnest(cast($batch_ids as bigint[])) as batch_id)
    left join stated using (batch_id)
    left join project_units using (fiscal_year, project_code)
"""

_JUDGED = """
    with pairs as (from materialised.batch_units union all from ({found}))
    select batch_id, bool_and(coalesce({of_them}, false)) from pairs
    where batch_id in (select batch_id from pairs where {of_them})
    group by batch_id order by batch_id
"""


def projects_of(cursor: DuckDBPyConnection, units: Sequence[str]) -> list[tuple[int, str]]:
    """Return the projects of these units, each as its fiscal year and code.

    The cursor must look at schema main; what its transaction has appended is seen too.
    """
    text = _with_units(
        _PLANNED.format(of_them=_OF_THEM),
        f"select fiscal_year, project_code from project_units where {_OF_THEM} order by all",  # noqa: S608 - text from code
    )
    return cursor.execute(text, {"units": list(units)}).fetchall()


def batches_of(cursor: DuckDBPyConnection, units: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the imports that state anything of these units' projects, and those of no other's.

    The cursor is as for ``projects_of``.
    """
    text = _JUDGED.format(found=batch_units_query(), of_them=_OF_THEM)
    given = {"units": list(units), "batch_ids": _unknown(cursor)}
    judged = cursor.execute(text, given).fetchall()
    return [number for number, _ in judged], [number for number, is_whole in judged if is_whole]


def record_batch_units(connection: DuckDBPyConnection, fiscal_year: int, *, is_anew: bool) -> None:
    """Record the units of every import not known yet, inside the caller's transaction.

    All are worked out anew when asked for, or when an affected project may have another unit.
    """
    if is_anew or connection.execute(_OF_TWO_UNITS, {"year": fiscal_year}).fetchall():
        connection.execute("delete from materialised.batch_units")
    given = {"batch_ids": _unknown(connection)}
    connection.execute(f"insert into materialised.batch_units {batch_units_query()}", given)


def is_differing(cursor: DuckDBPyConnection) -> bool:
    """Say whether the recorded units of an import are not what its facts state now."""
    rows = cursor.execute("select batch_id from main.batches").fetchall()
    every = {"batch_ids": [number for (number,) in rows]}
    stored, found = "select * from materialised.batch_units", batch_units_query()
    return any(
        cursor.execute(f"(({one}) except all ({other})) limit 1", every).fetchall()
        for one, other in ((stored, found), (found, stored))
    )


def batch_units_query() -> str:
    """Return the query for the units of the imports of $batch_ids, as they are recorded."""
    stated = read_folder("scopes")["stated_by_batches"]
    units = _with_units(_STATED, _BATCH_UNITS)
    return f"with stated as materialized ({stated}) select * from ({units})"  # noqa: S608 - text from code


def _with_units(asked: str, query: str) -> str:
    """Return a query that reads project_units, which holds the projects asked for."""
    units = read_folder("scopes")["project_units"]
    return f"with asked_projects as ({asked}), project_units as ({units}) {query}"


def _unknown(cursor: DuckDBPyConnection) -> list[int]:
    text = (
        "select batch_id from main.batches"
        " where batch_id not in (select batch_id from materialised.batch_units) order by batch_id"
    )
    return [int(number) for (number,) in cursor.execute(text).fetchall()]
