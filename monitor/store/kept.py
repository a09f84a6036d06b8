"""The months as kept: tables filled from the views of their names, for the projects that moved.

A cursor that looks at schema kept reads what was kept, any other works it out. The views stay the
one place of every rule: here they only run over fewer facts, a part of the projects at a time,
so that memory stays bounded however many projects there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from monitor.store.folders import read_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEPT = (
    "project_months",
    "unit_months",
    "indicator_months",
    "scored_indicators",
    "scored_months",
)
Moved = int | Sequence[str] | None  # a batch, projects, or all of them
NAMED = ("projects", "indicators")  # what the months speak of; kept beside them
_OF_UNITS = "unit_months"  # summed over projects, from what is kept of them
_AT_ONCE = 10_000  # projects; what is worked out of them fills some hundred megabytes
_TEMPORARY = ("moved_projects", "touched_projects", "touched_units")


@dataclass(frozen=True, slots=True)
class _Part:
    """Projects that are worked out together; ``first`` and ``last`` are their outermost codes."""

    fiscal_year: int
    number: int
    first: str
    last: str

    @property
    def bounds(self) -> dict[str, str]:
        """Return the parameters of a query about the part."""
        return {"first": self.first, "last": self.last}

    def rows_of(self, table: str) -> str:
        """Return a query for the part's rows of a table; the bounds spare it most of the table."""
        return (
            f"select * from {table} where fiscal_year = {self.fiscal_year}"  # noqa: S608 - names from code
            " and project_code between $first and $last"
            " and project_code in (from part_projects)"
        )


@cache
def ordered_views() -> tuple[tuple[str, str], ...]:
    """Return every view with its text, each after the views it reads from."""
    texts = read_folder("staging") | read_folder("marts")
    return tuple((name, texts[name]) for name in TopologicalSorter(_reads()).static_order())


@cache
def _reads() -> dict[str, tuple[str, ...]]:
    """Return which views each view reads from, in the same order in every process."""
    texts = read_folder("staging") | read_folder("marts")
    return {
        name: tuple(other for other in sorted(texts) if other != name and _does_read(text, other))
        for name, text in texts.items()
    }


def _does_read(text: str, name: str) -> bool:
    return re.search(rf"\b(?:from|join) {name}\b", text) is not None


@cache
def _of_projects() -> tuple[str, ...]:
    """Return what is kept of each project, each after what it is made from."""
    wanted = {*KEPT, *NAMED} - {_OF_UNITS}
    return tuple(name for name, _ in ordered_views() if name in wanted)


def refresh_kept(connection: DuckDBPyConnection, fiscal_year: int, moved: Moved = None) -> None:
    """Work the months of a fiscal year out anew and keep them, inside the caller's transaction.

    ``moved`` says of which projects: those of a batch by its number, those named, None for all.
    """
    tables = _tables_of_facts(connection)
    with _touched(connection, fiscal_year, moved) as parts:
        for name in _of_projects():
            _forget(connection, name, fiscal_year, "project_code", "touched_projects")
        for part in parts:
            for place, name in enumerate(_of_projects()):
                made = _working_out(name, part, tables, at_hand=_of_projects()[:place])
                connection.execute(f"insert into kept.{name} {made}", part.bounds)
        _forget(connection, _OF_UNITS, fiscal_year, "unit_code", "touched_units")
        connection.execute(f"insert into kept.{_OF_UNITS} {_summing_units(fiscal_year)}")


def differing_kept(connection: DuckDBPyConnection, fiscal_year: int) -> list[str]:
    """Name each kept table that is not what the views make of the facts now.

    Nothing is changed; the cursor must look at schema main.
    """
    tables = _tables_of_facts(connection)
    found: set[str] = set()
    with _touched(connection, fiscal_year, None) as parts:
        for part in parts:
            for name in set(_of_projects()) - found:
                made = _working_out(name, part, tables)
                chosen = "with part_projects as materialized " + _codes_of(part)
                kept = f"{chosen} {part.rows_of(f'kept.{name}')}"
                if _differs(connection, made, kept, part.bounds):
                    found.add(name)
    kept = f"select * from kept.{_OF_UNITS} where fiscal_year = {int(fiscal_year)}"  # noqa: S608 - names from code
    made = _summing_units(fiscal_year, of_touched=False)
    if _differs(connection, made, kept, {}):
        found.add(_OF_UNITS)
    return [name for name in KEPT if name in found]


def _differs(connection: DuckDBPyConnection, made: str, kept: str, bounds: dict[str, str]) -> bool:
    return any(
        connection.execute(f"(({one}) except all ({other})) limit 1", bounds).fetchall()
        for one, other in ((kept, made), (made, kept))
    )


@contextmanager
def _touched(
    connection: DuckDBPyConnection, fiscal_year: int, moved: Moved
) -> Iterator[list[_Part]]:
    """Lay out the projects to work out in parts, and the units that they are and were in."""
    _lay_out_moved(connection, fiscal_year, moved)
    connection.execute(
        "create or replace temp table touched_projects as select project_code,"
        " (row_number() over (order by project_code) - 1) // $at_once as part"
        " from temp.moved_projects",
        {"at_once": _AT_ONCE},
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
    yield [_Part(int(fiscal_year), *row) for row in rows]
    for name in _TEMPORARY:
        connection.execute(f"drop table if exists temp.{name}")


def _lay_out_moved(connection: DuckDBPyConnection, fiscal_year: int, moved: Moved) -> None:
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


def _tables_of_facts(connection: DuckDBPyConnection) -> list[str]:
    """Return the tables that hold rows of projects of a fiscal year."""
    rows = connection.execute(
        "select table_name from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'main'"
        " and table_name in (select table_name from duckdb_tables() where schema_name = 'main')"
        " and column_name in ('fiscal_year', 'project_code')"
        " group by all having count(*) = 2 order by all"
    ).fetchall()
    return [str(name) for (name,) in rows]


def _working_out(
    name: str, part: _Part, tables: Iterable[str], at_hand: tuple[str, ...] = ()
) -> str:
    """Return a query that works a view out for a part's projects, from the facts of these alone.

    Every view it stands on is a step of the query, under its own name and worked out once: with
    views inside views the planning alone takes many times as long. What is ``at_hand`` is read as
    kept. A step is gone when the query has ended, so memory is that of one part, whatever is kept
    in the same transaction.
    """
    texts, needed = dict(ordered_views()), _needed(name, at_hand)
    steps = {"part_projects": _codes_of(part)}
    kept = {each: f"kept.{each}" for each in at_hand}
    facts = {each: f"main.{each}" for each in tables}
    for each, source in (facts | kept).items():
        if any(_does_read(texts[reader], each) for reader in needed):
            steps[each] = f"({part.rows_of(source)})"
    steps |= {each: f"({texts[each]})" for each in needed[:-1]}
    written = ",\n".join(f"{each} as materialized {text}" for each, text in steps.items())
    return f"with {written}\nselect * from ({texts[name]}) where fiscal_year = {part.fiscal_year}"


@cache
def _needed(name: str, at_hand: tuple[str, ...]) -> tuple[str, ...]:
    """Return the views that a view stands on and that are not at hand, in order, itself last."""
    needed = {name}
    for each, _ in reversed(ordered_views()):
        if each in needed:
            needed.update(set(_reads()[each]) - set(at_hand))
    return tuple(each for each, _ in ordered_views() if each in needed)


def _codes_of(part: _Part) -> str:
    return f"(select project_code from temp.touched_projects where part = {part.number})"  # noqa: S608 - a number


def _summing_units(fiscal_year: int, *, of_touched: bool = True) -> str:
    """Return a query that sums units over all of their projects as kept."""
    chosen = f"select * from kept.project_months where fiscal_year = {int(fiscal_year)}"  # noqa: S608 - a number
    if of_touched:
        chosen += " and unit_code in (select unit_code from temp.touched_units)"
    return f"with project_months as ({chosen})\nselect * from ({dict(ordered_views())[_OF_UNITS]})"


def _forget(
    connection: DuckDBPyConnection, name: str, fiscal_year: int, key: str, touched: str
) -> None:
    connection.execute(
        f"delete from kept.{name} where fiscal_year = {int(fiscal_year)}"  # noqa: S608 - names from code
        f" and {key} in (select {key} from temp.{touched})"
    )
