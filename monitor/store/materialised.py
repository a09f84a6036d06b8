"""The materialised months: tables filled from the views of their names, for affected projects.

The views are the one place of every rule: here they only run over fewer facts, a part of the
projects at a time, so that memory is bounded however many projects there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from monitor.store.ownership import record_batch_units
from monitor.store.views import Subset, ordered_views, read_folder, tables_of_facts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


MATERIALISED = (
    "project_months",
    "unit_months",
    "ahead_months",
    "indicator_months",
    "scored_indicators",
    "scored_months",
)

Affected = int | Sequence[str] | None  # a batch, projects, or all of them
NAMED = ("projects", "indicators")  # what the months are of; materialised with them
_OF_UNITS = ("unit_months", "ahead_months")  # summed over projects, from their materialised months

OF_PROJECTS = frozenset({*MATERIALISED, *NAMED} - {*_OF_UNITS})

_AT_ONCE = 10_000  # projects; what is worked out of them fills some hundred megabytes
_TOUCHED = {"unit_code": "touched_units", "project_code": "touched_projects"}
_TEMPORARY = ("affected_projects", *_TOUCHED.values())


@cache
def _in_making_order() -> tuple[str, ...]:
    """Return what is materialised of each project, each after what it is made from."""
    return tuple(name for name, _ in ordered_views() if name in OF_PROJECTS)


def count_parts(connection: DuckDBPyConnection, fiscal_year: int) -> int:
    """Return in how many parts a year is worked out anew."""
    text = "select count(distinct project_code) from main.plan_projects where fiscal_year = $year"
    (planned,) = connection.execute(text, {"year": fiscal_year}).fetchall()[0]
    return -(-int(planned) // _AT_ONCE)


def refresh_materialised(
    connection: DuckDBPyConnection,
    fiscal_year: int,
    affected: Affected = None,
    *,
    after_part: Callable[[], None] = lambda: None,
) -> None:
    """Materialise the months of a fiscal year anew, inside the caller's transaction.

    ``affected`` says of which projects: those of a batch by its number, those named, None for all.
    Memory is that of a part of them, however many parts the transaction has. ``after_part`` is
    called after each.
    """
    with _touched(connection, fiscal_year, affected) as parts:
        names = _in_making_order()
        for name in names:
            if affected is None:
                _begin_anew(connection, name, fiscal_year)
            else:
                _forget(connection, name, fiscal_year)
        for part in parts:
            for place, name in enumerate(names):
                made = _working_out(name, part, at_hand=names[:place])
                connection.execute(
                    f"insert into materialised.{name} {made} {_in_order(name)}", part.given
                )
            after_part()
        record_batch_units(connection, fiscal_year, is_anew=affected is None)
        for name in _OF_UNITS:
            _forget(connection, name, fiscal_year)
            connection.execute(
                f"insert into materialised.{name} {_summing_units(name, fiscal_year)}"
            )


def _in_order(name: str) -> str:
    """Order the rows so that whoever asks for a month, or for a unit, reads little else."""
    return f"order by {'' if name in NAMED else 'month, '}unit_code, project_code"


def differing_materialised(connection: DuckDBPyConnection, fiscal_year: int) -> list[str]:
    """Name each materialised table that is not what the views make of the facts now.

    Nothing is changed; the cursor must look at schema main.
    """
    found: set[str] = set()
    with _touched(connection, fiscal_year, None) as parts:
        for part in parts:
            for name in OF_PROJECTS - found:
                stored = f"with {part.step} {part.rows_of(f'materialised.{name}')}"
                if _differs(connection, _working_out(name, part), stored, part.given):
                    found.add(name)
    for name in _OF_UNITS:
        stored = f"select * from materialised.{name} where fiscal_year = {int(fiscal_year)}"  # noqa: S608 - names from code
        made = _summing_units(name, fiscal_year, of_touched=False)
        if _differs(connection, made, stored, {}):
            found.add(name)
    return [name for name in MATERIALISED if name in found]


def _differs(
    connection: DuckDBPyConnection, made: str, stored: str, given: Mapping[str, object]
) -> bool:
    return any(
        connection.execute(f"(({one}) except all ({other})) limit 1", given).fetchall()
        for one, other in ((stored, made), (made, stored))
    )


@contextmanager
def _touched(
    connection: DuckDBPyConnection, fiscal_year: int, affected: Affected
) -> Iterator[list[Subset]]:
    """Lay out the projects to work out in parts, and the units that they are and were in."""
    _lay_out_affected(connection, fiscal_year, affected)
    connection.execute(
        "create or replace temp table touched_projects as select project_code,"
        " (row_number() over (order by unit_code, project_code) - 1) // $at_once as part"
        " from temp.affected_projects left join (select project_code, max(unit_code) as unit_code"
        " from main.plan_projects where fiscal_year = $year group by project_code)"
        " using (project_code)",
        {"at_once": _AT_ONCE, "year": fiscal_year},
    )
    theirs = (
        "select unit_code from {} where fiscal_year = $year"
        " and project_code in (from temp.affected_projects)"
    )
    tables = ("main.plan_projects", "materialised.project_months")
    connection.execute(
        "create or replace temp table touched_units as "
        + " union ".join(theirs.format(table) for table in tables),
        {"year": fiscal_year},
    )
    rows = connection.execute(
        "select part, min(project_code), max(project_code) from temp.touched_projects"
        " group by part order by part"
    ).fetchall()
    facts = tables_of_facts(connection)
    yield [
        Subset(fiscal_year, facts, _codes_of(part), bounds=(first, last))
        for part, first, last in rows
    ]
    for name in _TEMPORARY:
        connection.execute(f"drop table if exists temp.{name}")


def codes_of(connection: DuckDBPyConnection, affected: Affected) -> list[str] | None:
    """Return the affected projects, None for all."""
    if isinstance(affected, int):
        text = read_folder("queries")["batch_projects"]
        return [str(row[0]) for row in connection.execute(text, {"batch_id": affected}).fetchall()]
    return None if affected is None else list(affected)


def _lay_out_affected(connection: DuckDBPyConnection, fiscal_year: int, affected: Affected) -> None:
    """Make a table of the affected projects, each once."""
    make = "create or replace temp table affected_projects as "
    if affected is None:
        planned = "select project_code from {} where fiscal_year = $year"
        tables = ("main.plan_projects", "materialised.project_months")
        text = " union ".join(planned.format(table) for table in tables)
        connection.execute(make + text, {"year": fiscal_year})
    elif isinstance(affected, int):
        connection.execute(make + read_folder("queries")["batch_projects"], {"batch_id": affected})
    else:
        named = {"named": list(affected)}
        connection.execute(make + "select distinct unnest($named) as project_code", named)


def _working_out(name: str, part: Subset, at_hand: tuple[str, ...] = ()) -> str:
    """Return a query that works a view out for a part's projects, from the facts of these alone."""
    text = part.narrow(dict(ordered_views())[name], at_hand)
    return f"{text} where fiscal_year = {int(part.fiscal_year)}"


def _codes_of(part: int) -> str:
    return f"select project_code from temp.touched_projects where part = {int(part)}"  # noqa: S608 - a number


def _summing_units(name: str, fiscal_year: int, *, of_touched: bool = True) -> str:
    """Return a query that sums units over the materialised months of all their projects."""
    chosen = f"select * from materialised.project_months where fiscal_year = {int(fiscal_year)}"  # noqa: S608 - a number
    if of_touched:
        chosen += " and unit_code in (select unit_code from temp.touched_units)"
    return f"with project_months as ({chosen})\nselect * from ({dict(ordered_views())[name]})"


def _begin_anew(connection: DuckDBPyConnection, name: str, fiscal_year: int) -> None:
    """Leave a year out of a table made anew; a transaction remembers every row it deletes."""
    connection.execute(
        f"create or replace table materialised.{name} as"  # noqa: S608 - names from code
        f" select * from materialised.{name} where fiscal_year <> {int(fiscal_year)}"
    )


def _forget(connection: DuckDBPyConnection, name: str, fiscal_year: int) -> None:
    """Take what was touched out; its outermost units and codes spare most of a table a look."""
    keys = ["unit_code"] if name in _OF_UNITS else ["unit_code", "project_code"]
    conditions, given = [f"fiscal_year = {int(fiscal_year)}"], dict[str, object]()
    for key in keys:
        touched = f"select {key} from temp.{_TOUCHED[key]}"  # noqa: S608 - names from code
        outermost = f"select min({key}), max({key}) from ({touched})"  # noqa: S608 - the same
        conditions.append(f"{key} between $first_{key} and $last_{key} and {key} in ({touched})")
        (first, last), *_ = connection.execute(outermost).fetchall()
        given |= {f"first_{key}": first, f"last_{key}": last}
    where = " and ".join(conditions)
    connection.execute(f"delete from materialised.{name} where {where}", given)  # noqa: S608 - the same
