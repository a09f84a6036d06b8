"""A database is brought to the present shape: migrations once, views whenever they change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from monitor.store import materialised
from monitor.store.database import Store
from monitor.store.materialised import MATERIALISED
from monitor.store.schema import newest_migration
from monitor.store.views import ordered_views, read_folder

from .conftest import Office


@pytest.fixture
def database(tmp_path: Path, fresh_database: Path) -> Path:
    return Path(shutil.copy(fresh_database, tmp_path))


def open_once(path: Path) -> None:
    store = Store(path)
    with store.reading():
        pass
    store.close()


def ask(path: Path, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path)) as connection:
        return connection.execute(question).fetchall()


def old_database(path: Path, *, upto: int) -> None:
    """Write a database as the version with that newest migration left it."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table migrations (number integer primary key, name varchar)")
        connection.execute("create table view_signature (signature varchar)")
        for name, text in read_folder("tables").items():
            if int(name[:4]) <= upto:
                connection.execute(text)
                connection.execute("insert into migrations values (?, ?)", [int(name[:4]), name])


def test_a_fresh_database_has_every_migration_and_view(database: Path) -> None:
    assert ask(database, "select number from migrations order by number") == [
        (number,) for number in range(1, newest_migration() + 1)
    ]
    views = ask(
        database, "select view_name from duckdb_views() where not internal and schema_name = 'main'"
    )
    assert {name for (name,) in views} == {name for name, _ in ordered_views()}


def test_a_view_stands_after_the_views_it_reads() -> None:
    names = [name for name, _ in ordered_views()]
    assert names.index("projects") < names.index("money_months") < names.index("project_months")
    assert names.index("project_months") < names.index("unit_months")


def test_every_sql_file_says_what_one_row_of_it_is() -> None:
    files = [text for folder in ("staging", "marts") for text in read_folder(folder).values()]
    assert [text[:60] for text in files if not text.startswith("-- One row per ")] == []


def test_opening_again_changes_nothing(database: Path) -> None:
    before = database.read_bytes()
    open_once(database)
    assert database.read_bytes() == before


def test_a_view_that_was_changed_is_replaced(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("create or replace view active_batches as select 1 as nonsense")
        connection.execute("update view_signature set signature = 'of an older version'")
    open_once(database)
    columns = ask(database, "select column_name from (describe active_batches)")
    assert ("batch_id",) in columns
    assert ("nonsense",) not in columns


def test_what_an_older_version_made_and_this_one_does_not_know_is_gone(office: Office) -> None:
    office.plan()
    path = office.store.path
    office.store.close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("create view live_batches as from active_batches")
        connection.execute("create schema kept")
        connection.execute("create table kept.project_months as select 1 as nonsense")
        connection.execute("create view scoped.nonsense as from kept.project_months")
        connection.execute("update view_signature set signature = 'of an older version'")
    open_once(path)
    assert ask(path, "select 1 from duckdb_views() where view_name = 'live_batches'") == []
    assert ask(path, "select 1 from duckdb_tables() where schema_name = 'kept'") == []
    assert ask(path, "select count(*) from materialised.project_months") == [(12,)]


def test_the_materialised_months_follow_a_changed_view(office: Office) -> None:
    office.plan()
    path = office.store.path
    office.store.close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("update view_signature set signature = 'of an older version'")
    open_once(path)
    assert ask(path, "select count(*) from materialised.project_months") == [(12,)]
    assert ask(path, "select count(*) from materialised.unit_months") == [(12,)]


def test_it_is_told_how_far_months_of_many_are_worked_out_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in "ABC":
        office.plan(code)
    office.store.close()
    with duckdb.connect(str(office.store.path)) as connection:
        connection.execute("update view_signature set signature = 'of an older version'")
    monkeypatch.setattr(materialised, "_AT_ONCE", 1)
    told: list[tuple[int, int | None]] = []
    store = Store(
        office.store.path, on_upgrade=lambda share: told.append((share, store.upgraded_pct))
    )
    with store.reading():
        assert store.upgraded_pct is None
    store.close()
    assert told == [(33, 33), (66, 66), (100, 100)]


def test_an_older_database_is_brought_up_with_its_facts(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    old_database(path, upto=1)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into adjustment_facts values (1, 2023, 'A', 5, 10, 0, 'why', '', 'C3')"
        )
    open_once(path)
    assert ask(path, "select max(number) from migrations") == [(newest_migration(),)]
    assert ask(path, "select project_code, reason from adjustment_facts") == [("A", "why")]
    assert ask(path, "select mode from policies") == [("ratio",)]


def test_a_migration_that_fails_leaves_the_older_database_whole(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    old_database(path, upto=1)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table indicator_overrides (in_the_way integer)")
    before = ask(path, "show tables")
    with pytest.raises(duckdb.CatalogException):
        open_once(path)
    assert ask(path, "select number from migrations") == [(1,)]
    assert ask(path, "show tables") == before


def test_every_kept_table_has_the_columns_of_its_view(database: Path) -> None:
    for name in MATERIALISED:
        kept = ask(database, f"select column_name, column_type from (describe materialised.{name})")  # noqa: S608 - names from code
        view = ask(database, f"select column_name, column_type from (describe main.{name})")  # noqa: S608 - names from code
        assert kept == view


def test_every_process_knows_the_views_by_the_same_signature() -> None:
    told = {
        subprocess.run(
            [
                sys.executable,
                "-c",
                "from monitor.store import schema; print(schema.ordered_views())",
            ],
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(1, 6)
    }
    assert len(told) == 1
