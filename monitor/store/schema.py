"""Bring a database to the shape this version works with: migrations once, views when changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from monitor.domain.errors import StoreUnusable
from monitor.store.materialised import MATERIALISED, NAMED, count_parts, refresh_materialised
from monitor.store.origin import refuse_other_version
from monitor.store.ownership import MAKE as BATCH_UNITS
from monitor.store.unit_scope import build_scoped, scoping_text
from monitor.store.views import PERCENT_OF, ordered_views, read_folder, view_texts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


Tell = Callable[[int, int], None]

# divide_rounded rounds half away from zero, and each engine defines it in its own words.
_MACROS = f"""
create or replace macro divide_rounded(numerator, denominator) as
    cast(sign(numerator) as hugeint)
    * ((2 * abs(cast(numerator as hugeint)) + cast(denominator as hugeint))
    // (2 * cast(denominator as hugeint)));
create or replace macro percent_of(part, whole) as {PERCENT_OF};
"""

# Counted on where months have to be materialised anew though no view changed. 1: DuckDB 2.0.0 left
# sums out of those of very many projects.
_MATERIALISING = 1


@cache
def _views_signature() -> str:
    """Identify the text of all views and macros."""
    text = "\n".join(
        [
            _MACROS,
            str(_MATERIALISING),
            scoping_text(),
            *(f"{name}:{body}" for name, body in view_texts().items()),
        ]
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
    connection: DuckDBPyConnection,
    back_up: Callable[[DuckDBPyConnection, int], None],
    tell: Tell = lambda _done, _parts: None,
) -> None:
    """Apply what is missing, all or nothing; an older database is backed up first.

    ``tell`` hears how many parts of the months are worked out anew, and how many there are.
    Raises ``StoreUnusable`` for a database that a newer version has written.
    """
    have, want = current_migration(connection), newest_migration()
    if have > want:
        raise StoreUnusable("store_newer", found=have, expected=want)
    if have == want and _stored_signature(connection) == _views_signature():
        return
    refuse_other_version(connection)
    if 0 < have < want:
        back_up(connection, have)
    connection.execute("begin transaction")
    try:
        _apply_migrations(connection, have)
        _replace_views(connection, tell)
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


def fiscal_years(connection: DuckDBPyConnection) -> list[int]:
    """Return the years that have a plan."""
    rows = connection.execute("select distinct fiscal_year from plan_projects order by 1")
    return [int(year) for (year,) in rows.fetchall()]


def _refresh_all(connection: DuckDBPyConnection, tell: Tell) -> None:
    years = fiscal_years(connection)
    parts, done = sum(count_parts(connection, year) for year in years), count(1)
    for year in years:
        refresh_materialised(connection, year, after_part=lambda: tell(next(done), parts))


def _unknown_views(connection: DuckDBPyConnection) -> list[str]:
    """Return the views that an older version made and this one has not."""
    rows = connection.execute(
        "select view_name from duckdb_views()"
        " where database_name = current_database() and schema_name = 'main' and not internal"
    ).fetchall()
    return sorted({str(name) for (name,) in rows} - view_texts().keys())


def _replace_views(connection: DuckDBPyConnection, tell: Tell) -> None:
    connection.execute(_MACROS)
    for name, text in ordered_views():
        connection.execute(f"create or replace view {name} as\n{text}")
    for name in _unknown_views(connection):
        connection.execute(f"drop view main.{name}")
    connection.execute("drop schema if exists kept cascade")  # the months of an older version
    connection.execute("create schema if not exists materialised")
    for name in (*MATERIALISED, *NAMED):
        connection.execute(
            f"create or replace table materialised.{name} as from main.{name} limit 0"
        )
    connection.execute(BATCH_UNITS)
    _refresh_all(connection, tell)
    build_scoped(connection, ordered_views(), (*MATERIALISED, *NAMED))
    connection.execute("delete from view_signature")
    connection.execute("insert into view_signature values (?)", [_views_signature()])
