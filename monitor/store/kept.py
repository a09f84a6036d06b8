"""The months as kept: tables filled from the views of their names, for the projects that moved.

A cursor that looks at schema kept reads what was kept, any other works it out. The views stay the
one place of every rule: here they only run over fewer facts, a part of the projects at a time,
so that memory stays bounded however many projects there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
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
_ALL = 2**40
NAMED = ("projects", "indicators")  # what the months speak of; kept beside them
_OF_UNITS = ("unit_months",)  # summed over projects, from what is kept of them
_OF_PROJECTS = (*(name for name in KEPT if name not in _OF_UNITS), *NAMED)
_AT_ONCE = 20_000  # projects; their indicators' months fill some hundred megabytes


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
        name: tuple(
            other
            for other in sorted(texts)
            if other != name and re.search(rf"\b(?:from|join) {other}\b", text)
        )
        for name, text in texts.items()
    }


def refresh_kept(connection: DuckDBPyConnection, fiscal_year: int, moved: Moved = None) -> None:
    """Work the months of a fiscal year out anew and keep them, inside the caller's transaction.

    ``moved`` says of which projects: those of a batch by its number, those named, None for all.
    """
    with _touched(connection, fiscal_year, moved, _AT_ONCE) as parts:
        for part in range(parts):
            with _working_out(connection, fiscal_year, _OF_PROJECTS, part):
                for name in _OF_PROJECTS:
                    _replace(connection, name, fiscal_year, "project_code", "part_projects")
        _refresh_units(connection, fiscal_year)


@contextmanager
def working_out(connection: DuckDBPyConnection, fiscal_year: int) -> Iterator[None]:
    """Lend what is kept of a fiscal year, worked out anew, as temporary tables of their names."""
    with (
        _touched(connection, fiscal_year, None, _ALL),
        _working_out(connection, fiscal_year, KEPT, 0),
    ):
        yield


@contextmanager
def _touched(
    connection: DuckDBPyConnection, fiscal_year: int, moved: Moved, at_once: int
) -> Iterator[int]:
    """Lay out the projects to work out in parts, and the units that they are and were in."""
    _lay_out_moved(connection, fiscal_year, moved)
    connection.execute(
        "create or replace temp table touched_projects as select project_code,"
        " (row_number() over (order by project_code) - 1) // $at_once as part"
        " from temp.moved_projects",
        {"at_once": at_once},
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
    newest = connection.execute("select coalesce(max(part), 0) from temp.touched_projects")
    parts = int(newest.fetchall()[0][0]) + 1
    yield parts
    _drop(connection, ("moved_projects", "touched_projects", "touched_units"))


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


@contextmanager
def _working_out(
    connection: DuckDBPyConnection, fiscal_year: int, wanted: Sequence[str], part: int
) -> Iterator[None]:
    """Lend views as temporary tables of their names, made from the facts of a part's projects.

    Temporary tables stand before everything in the search path, so that each view is worked out
    once: as one nested query the planning alone takes many times as long. What nothing needs any
    more goes at once.
    """
    made = ["part_projects"]
    connection.execute(
        "create or replace temp table part_projects as"  # noqa: S608 - a number
        f" select project_code from temp.touched_projects where part = {part}"
    )
    facts = [*_narrow_facts(connection, fiscal_year)]
    texts, last_readers = dict(ordered_views()), _last_readers(wanted)
    for name, done_with in last_readers:
        connection.execute(
            f"create or replace temp table {name} as"  # noqa: S608 - names from code
            f" select * from ({texts[name]}) where fiscal_year = {int(fiscal_year)}"
        )
        made.append(name)
        _drop(connection, done_with)
    yield
    _drop(connection, reversed(made))
    _drop(connection, facts, "view")


def _narrow_facts(connection: DuckDBPyConnection, fiscal_year: int) -> Iterator[str]:
    """Stand before each table of facts a view of its name with the part's rows alone."""
    rows = connection.execute(
        "select database_name, table_name from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'main'"
        " and table_name in (select table_name from duckdb_tables() where schema_name = 'main')"
        " and column_name in ('fiscal_year', 'project_code')"
        " group by all having count(*) = 2"
    ).fetchall()
    for database, table in rows:
        connection.execute(
            f'create or replace temp view {table} as select * from "{database}".main.{table}'  # noqa: S608 - names from the catalogue
            f" where fiscal_year = {int(fiscal_year)}"
            " and project_code in (select project_code from temp.part_projects)"
        )
        yield table


@cache
def _last_readers(wanted: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the views needed in their order, each with those that nothing reads after it."""
    needed = set(wanted)
    for name, _ in reversed(ordered_views()):
        if name in needed:
            needed.update(_reads()[name])
    order = [name for name, _ in ordered_views() if name in needed]
    last = {
        name: max((order.index(other) for other in order if name in _reads()[other]), default=-1)
        for name in order
        if name not in wanted
    }
    return tuple(
        (name, tuple(other for other, place in last.items() if place == number))
        for number, name in enumerate(order)
    )


def _refresh_units(connection: DuckDBPyConnection, fiscal_year: int) -> None:
    """Sum the units touched, over all of their projects as kept."""
    connection.execute(
        "create or replace temp view project_months as select * from kept.project_months"  # noqa: S608 - a number
        f" where fiscal_year = {int(fiscal_year)}"
        " and unit_code in (select unit_code from temp.touched_units)"
    )
    texts = dict(ordered_views())
    for name in _OF_UNITS:
        connection.execute(f"create or replace temp table {name} as {texts[name]}")
        _replace(connection, name, fiscal_year, "unit_code", "touched_units")
    _drop(connection, _OF_UNITS)
    _drop(connection, ("project_months",), "view")


def _replace(
    connection: DuckDBPyConnection, name: str, fiscal_year: int, key: str, touched: str
) -> None:
    connection.execute(
        f"delete from kept.{name} where fiscal_year = {int(fiscal_year)}"  # noqa: S608 - names from code
        f" and {key} in (select {key} from temp.{touched})"
    )
    connection.execute(f"insert into kept.{name} from temp.{name}")


def _drop(connection: DuckDBPyConnection, names: Iterable[str], kind: str = "table") -> None:
    for name in names:
        connection.execute(f"drop {kind} if exists temp.{name}")
