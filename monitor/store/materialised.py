"""The months as kept: tables filled from the views of their names, for the projects that moved.

A cursor that looks at schema kept reads what was kept, any other works it out. The views stay the
one place of every rule: here they only run over fewer facts, a part of the projects at a time,
so that memory stays bounded however many projects there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from monitor.store.ownership import keep_batch_units
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
NAMED = ("projects", "indicators")  # what the months speak of; kept beside them
_OF_UNITS = ("unit_months", "ahead_months")  # summed over projects, from what is kept of them

# What is kept of each project, each after what it is made from.
OF_PROJECTS = tuple(
    name for name, _ in ordered_views() if name in {*MATERIALISED, *NAMED} - {*_OF_UNITS}
)

_AT_ONCE = 10_000  # projects; what is worked out of them fills some hundred megabytes
_TOUCHED = {"unit_code": "touched_units", "project_code": "touched_projects"}
_TEMPORARY = ("moved_projects", *_TOUCHED.values())


def count_parts(connection: DuckDBPyConnection, fiscal_year: int) -> int:
    """Return in how many parts a year is worked out anew."""
    text = "select count(distinct project_code) from main.plan_projects where fiscal_year = $year"
    (planned,) = connection.execute(text, {"year": fiscal_year}).fetchall()[0]
    return -(-int(planned) // _AT_ONCE)


def refresh_materialised(
    connection: DuckDBPyConnection,
    fiscal_year: int,
    moved: Affected = None,
    *,
    after_part: Callable[[], None] = lambda: None,
) -> None:
    """Work the months of a fiscal year out anew and keep them, inside the caller's transaction.

    ``moved`` says of which projects: those of a batch by its number, those named, None for all.
    Memory is that of a part of them, however many parts the transaction has. ``after_part`` is
    called after each.
    """
    with _touched(connection, fiscal_year, moved) as parts:
        for name in OF_PROJECTS:
            if moved is None:
                _begin_anew(connection, name, fiscal_year)
            else:
                _forget(connection, name, fiscal_year)
        for part in parts:
            for place, name in enumerate(OF_PROJECTS):
                made = _working_out(name, part, at_hand=OF_PROJECTS[:place])
                connection.execute(f"insert into kept.{name} {made} {_in_order(name)}", part.given)
            after_part()
        keep_batch_units(connection, fiscal_year, is_anew=moved is None)
        for name in _OF_UNITS:
            _forget(connection, name, fiscal_year)
            connection.execute(f"insert into kept.{name} {_summing_units(name, fiscal_year)}")


def _in_order(name: str) -> str:
    """Order what is kept so that whoever asks for a month, or for a unit, reads little else."""
    return f"order by {'' if name in NAMED else 'month, '}unit_code, project_code"


def differing_materialised(connection: DuckDBPyConnection, fiscal_year: int) -> list[str]:
    """Name each kept table that is not what the views make of the facts now.

    Nothing is changed; the cursor must look at schema main.
    """
    found: set[str] = set()
    with _touched(connection, fiscal_year, None) as parts:
        for part in parts:
            for name in set(OF_PROJECTS) - found:
                kept = f"with {part.step} {part.rows_of(f'kept.{name}')}"
                if _differs(connection, _working_out(name, part), kept, part.given):
                    found.add(name)
    for name in _OF_UNITS:
        kept = f"select * from kept.{name} where fiscal_year = {int(fiscal_year)}"  # noqa: S608 - names from code
        made = _summing_units(name, fiscal_year, of_touched=False)
        if _differs(connection, made, kept, {}):
            found.add(name)
    return [name for name in MATERIALISED if name in found]


def _differs(
    connection: DuckDBPyConnection, made: str, kept: str, given: Mapping[str, object]
) -> bool:
    return any(
        connection.execute(f"(({one}) except all ({other})) limit 1", given).fetchall()
        for one, other in ((kept, made), (made, kept))
    )


@contextmanager
def _touched(
    connection: DuckDBPyConnection, fiscal_year: int, moved: Affected
) -> Iterator[list[Subset]]:
    """Lay out the projects to work out in parts, and the units that they are and were in."""
    _lay_out_affected(connection, fiscal_year, moved)
    connection.execute(
        "create or replace temp table touched_projects as select project_code,"
        " (row_number() over (order by unit_code, project_code) - 1) // $at_once as part"
        " from temp.moved_projects left join (select project_code, max(unit_code) as unit_code"
        " from main.plan_projects where fiscal_year = $year group by project_code)"
        " using (project_code)",
        {"at_once": _AT_ONCE, "year": fiscal_year},
    )
    theirs = (
        "select unit_code from {} where fiscal_year = $year"
        " and project_code in (from temp.moved_projects)"
    )
    tables = ("main.plan_projects", "kept.project_months")
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


def codes_of(connection: DuckDBPyConnection, moved: Affected) -> list[str] | None:
    """Return the projects that moved, None for all."""
    if isinstance(moved, int):
        text = read_folder("queries")["batch_projects"]
        return [str(row[0]) for row in connection.execute(text, {"batch_id": moved}).fetchall()]
    return None if moved is None else list(moved)


def _lay_out_affected(connection: DuckDBPyConnection, fiscal_year: int, moved: Affected) -> None:
    """Make a table of the projects that moved, each once."""
    make = "create or replace temp table moved_projects as "
    if moved is None:
        planned = "select project_code from {} where fiscal_year = $year"
        tables = ("main.plan_projects", "kept.project_months")
        text = " union ".join(planned.format(table) for table in tables)
        connection.execute(make + text, {"year": fiscal_year})
    elif isinstance(moved, int):
        connection.execute(make + read_folder("queries")["batch_projects"], {"batch_id": moved})
    else:
        named = {"named": list(moved)}
        connection.execute(make + "select distinct unnest($named) as project_code", named)


def _working_out(name: str, part: Subset, at_hand: tuple[str, ...] = ()) -> str:
    """Return a query that works a view out for a part's projects, from the facts of these alone."""
    text = part.narrow(dict(ordered_views())[name], at_hand)
    return f"{text} where fiscal_year = {int(part.fiscal_year)}"


def _codes_of(part: int) -> str:
    return f"select project_code from temp.touched_projects where part = {int(part)}"  # noqa: S608 - a number


def _summing_units(name: str, fiscal_year: int, *, of_touched: bool = True) -> str:
    """Return a query that sums units over all of their projects as kept."""
    chosen = f"select * from kept.project_months where fiscal_year = {int(fiscal_year)}"  # noqa: S608 - a number
    if of_touched:
        chosen += " and unit_code in (select unit_code from temp.touched_units)"
    return f"with project_months as ({chosen})\nselect * from ({dict(ordered_views())[name]})"


def _begin_anew(connection: DuckDBPyConnection, name: str, fiscal_year: int) -> None:
    """Leave a year out of a table made anew; a transaction remembers every row it deletes."""
    connection.execute(
        f"create or replace table kept.{name} as"  # noqa: S608 - names from code
        f" select * from kept.{name} where fiscal_year <> {int(fiscal_year)}"
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
    connection.execute(f"delete from kept.{name} where {where}", given)  # noqa: S608 - the same
