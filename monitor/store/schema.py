"""Bring a database to the shape this version works with: migrations once, views when changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from monitor.domain.errors import StoreUnusable
from monitor.store.folders import read_folder as read_folder  # noqa: PLC0414 - asked for here
from monitor.store.scoping import build_scoped, scoping_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Rounds half away from zero. The one thing here each engine defines in its own words.
_MACRO = """
create or replace macro divide_rounded(numerator, denominator) as
    cast(sign(numerator) as hugeint)
    * ((2 * abs(cast(numerator as hugeint)) + cast(denominator as hugeint))
    // (2 * cast(denominator as hugeint)))
"""


@cache
def ordered_views() -> tuple[tuple[str, str], ...]:
    """Return every view with its text, each after the views it reads from."""
    texts = read_folder("staging") | read_folder("marts")
    reads = {
        name: {
            other
            for other in texts
            if other != name and re.search(rf"\b(?:from|join) {other}\b", text)
        }
        for name, text in texts.items()
    }
    return tuple((name, texts[name]) for name in TopologicalSorter(reads).static_order())


@cache
def _views_signature() -> str:
    """Identify the text of all views and macros."""
    text = "\n".join(
        [_MACRO, scoping_text(), *(f"{name}:{body}" for name, body in ordered_views())]
    )
    return hashlib.sha256(text.encode()).hexdigest()


def newest_migration() -> int:
    """Return the number of the newest migration this version knows."""
    return max(int(name[:4]) for name in read_folder("tables"))


def current_migration(connection: DuckDBPyConnection) -> int:
    """Return the number of the newest migration the database has, 0 for a fresh one.

    Raises ``StoreUnusable`` for a database that somebody else keeps their tables in.
    """
    rows = connection.execute("select table_name from information_schema.tables").fetchall()
    known = {row[0] for row in rows}
    if not known:
        return 0
    if not {"migrations", "view_signature"} <= known:
        raise StoreUnusable("store_foreign")
    newest = connection.execute("select coalesce(max(number), 0) from migrations").fetchall()
    return int(newest[0][0])


def migrate(
    connection: DuckDBPyConnection, back_up: Callable[[DuckDBPyConnection, int], None]
) -> None:
    """Apply what is missing, all or nothing; an older database is backed up first.

    Raises ``StoreUnusable`` for a database that a newer version has written.
    """
    have, want = current_migration(connection), newest_migration()
    if have > want:
        raise StoreUnusable("store_newer", found=have, expected=want)
    if have == want and _stored_signature(connection) == _views_signature():
        return
    if 0 < have < want:
        back_up(connection, have)
    connection.execute("begin transaction")
    try:
        _apply_migrations(connection, have)
        _replace_views(connection)
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _apply_migrations(connection: DuckDBPyConnection, have: int) -> None:
    connection.execute(
        "create table if not exists migrations (number integer primary key, name varchar not null)"
    )
    connection.execute("create table if not exists view_signature (signature varchar not null)")
    for name, text in read_folder("tables").items():
        if int(name[:4]) > have:
            connection.execute(text)
            connection.execute("insert into migrations values (?, ?)", [int(name[:4]), name])


def _stored_signature(connection: DuckDBPyConnection) -> str:
    rows = connection.execute("select signature from view_signature").fetchall()
    return str(rows[0][0]) if rows else ""


KEPT = (
    "project_months",
    "unit_months",
    "indicator_months",
    "scored_indicators",
    "scored_months",
)


def refresh_kept(connection: DuckDBPyConnection, fiscal_year: int) -> None:
    """Work the months of a fiscal year out anew and keep them as tables.

    The tables of schema kept carry the names of their views; a cursor that uses that schema
    reads what was kept, any other works it out.
    """
    with working_out(connection, fiscal_year):
        for name in KEPT:
            connection.execute(f"delete from kept.{name} where fiscal_year = {int(fiscal_year)}")  # noqa: S608 - names from code
            connection.execute(f"insert into kept.{name} from temp.{name}")


@contextmanager
def working_out(connection: DuckDBPyConnection, fiscal_year: int) -> Iterator[None]:
    """Lend every view of a fiscal year as a temporary table of its name.

    View by view into temporary tables, which stand before everything in the search path, so that
    each is worked out once: as one nested query the planning alone takes many times as long.
    """
    for name, text in ordered_views():
        connection.execute(
            f"create or replace temp table {name} as"  # noqa: S608 - names from code
            f" select * from ({text}) where fiscal_year = {int(fiscal_year)}"
        )
    yield
    for name, _ in reversed(ordered_views()):
        connection.execute(f"drop table temp.{name}")


def fiscal_years(connection: DuckDBPyConnection) -> list[int]:
    """Return the years that have a plan."""
    rows = connection.execute("select distinct fiscal_year from plan_projects order by 1")
    return [int(year) for (year,) in rows.fetchall()]


def _refresh_all(connection: DuckDBPyConnection) -> None:
    for year in fiscal_years(connection):
        refresh_kept(connection, year)


def _replace_views(connection: DuckDBPyConnection) -> None:
    connection.execute(_MACRO)
    for name, text in ordered_views():
        connection.execute(f"create or replace view {name} as\n{text}")
    connection.execute("create schema if not exists kept")
    for name in KEPT:
        connection.execute(f"create or replace table kept.{name} as from main.{name} limit 0")
    _refresh_all(connection)
    build_scoped(connection, ordered_views(), KEPT)
    connection.execute("delete from view_signature")
    connection.execute("insert into view_signature values (?)", [_views_signature()])
