"""What becomes of the data when a process dies, the disk is full, or the file goes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

import duckdb
import pytest

from monitor.config import Settings
from monitor.domain.errors import StoreUnusable
from monitor.intake.batches import list_batches
from monitor.store.backup_file import unpack_backup
from monitor.store.database import Store
from monitor.store.rows import now_utc
from monitor.store.views import read_folder
from monitor.upkeep.backups import back_up
from monitor.upkeep.doctor import Health, examine, examine_place, is_healthy
from tests.services.clerks import FILL_THE_DISK, IMPORT_ON, clerk, heard
from tests.services.desk import Desk, desk_at
from tests.sizes import sized

ROUNDS = int(os.environ.get("SURVIVE_ROUNDS", sized(10, 200)))
SEED = int(os.environ.get("SURVIVE_SEED", "2023"))


@pytest.fixture
def database(tmp_path: Path, planned_database: Path) -> Path:
    return Path(shutil.copy(planned_database, tmp_path / "monitor.duckdb"))


def what_is_ill(database: Path) -> dict[str, tuple[str, ...]]:
    """Examine what a test left, without the files of the plans, which the copy has not."""
    store = Store(database)
    found = examine(store, Settings(database, "clerk", backups="off"))
    store.close()
    return {
        each.name: each.found
        for each in found
        if each.health is Health.ILL and each.name != "files_gone"
    }


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="no signal ends a process there so suddenly")
def test_whatever_moment_a_process_dies_every_batch_told_of_is_whole(database: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the moments of dying need no secrecy
    told = 2  # the plans
    for _ in range(ROUNDS):
        with clerk(IMPORT_ON, database, first=told * 100) as process:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == "open"
            wait = chance.uniform(0.05, 1.5)
            threading.Timer(wait, process.kill).start()
            numbers = [int(line) for line in heard(process)]
        assert process.returncode == -signal.SIGKILL
        assert numbers == list(range(told + 1, told + 1 + len(numbers)))
        store = Store(database)
        there = [batch.batch_id for batch in list_batches(store)]
        store.close()
        assert what_is_ill(database) == {}
        newest = max([told, *numbers])
        assert there[::-1] in (list(range(1, newest + 1)), list(range(1, newest + 2)))
        told = there[0]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes there")
def test_a_full_disk_is_named_and_what_was_committed_stays(database: Path) -> None:
    with clerk(FILL_THE_DISK, database) as process:
        code, batch_id = heard(process)
    assert process.wait() == 0
    assert code == "store_full"
    with desk_at(database) as desk:
        assert list_batches(desk.store)[0].batch_id == int(batch_id)
    assert what_is_ill(database) == {}


def test_a_file_that_is_removed_under_way_is_named_and_nothing_is_told_as_done(
    database: Path,
) -> None:
    with desk_at(database) as desk:
        desk.report(1, A=100)
        away = database.rename(database.with_name("away.duckdb"))
        with pytest.raises(StoreUnusable) as refused:
            desk.report(2, A=200)
        assert (refused.value.code, refused.value.values) == ("store_gone", {"path": str(database)})
        with pytest.raises(StoreUnusable, match="store_gone"):
            list_batches(desk.store)
        assert not database.exists()  # no fresh one in its place
        away.rename(database)
        assert [batch.batch_id for batch in list_batches(desk.store)] == [3, 2, 1]
        assert desk.report(2, A=200) == 4


def test_a_file_that_goes_while_a_file_comes_in_commits_nothing(database: Path) -> None:
    def import_meanwhile(desk: Desk) -> None:
        with desk.store.transaction() as transaction:
            database.unlink()
            transaction.keep()

    with desk_at(database) as desk, pytest.raises(StoreUnusable, match="store_gone"):
        import_meanwhile(desk)


@contextmanager
def as_a_guest() -> Iterator[None]:
    """Root may write anywhere, so a test of permissions steps down meanwhile."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such permissions")
def test_a_folder_that_may_only_be_read_refuses_a_backup_by_name(planned_database: Path) -> None:
    shelf = Path(mkdtemp())
    path = Path(shutil.copy(planned_database, shelf / "monitor.duckdb"))
    path.chmod(0o666)
    with desk_at(path) as desk, desk.store.reading():
        shelf.chmod(0o555)
        with as_a_guest(), pytest.raises(StoreUnusable, match="backup_failed"):
            back_up(desk.store, desk.files, shelf / "backup.zip")
    shelf.chmod(0o700)
    shutil.rmtree(shelf)


def test_the_order_of_imports_does_not_hang_on_the_clock(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk_at(database) as desk:
        desk.report(1, A=100)
        set_back = now_utc() - timedelta(days=400)
        monkeypatch.setattr("monitor.store.batches.now_utc", lambda: set_back)
        desk.report(1, A=300)
        assert desk.spent(1)[0] == 300
        assert [batch.batch_id for batch in list_batches(desk.store)] == [4, 3, 2, 1]
        found = examine(desk.store, Settings(database, "clerk", backups="off"))
    assert {each.name: each.found for each in found if each.health is Health.NOTE} == {
        "clock": ("batch 4",),
        "backup": ("MONITOR_BACKUPS=off",),
    }
    assert is_healthy([each for each in found if each.name != "files_gone"])


def older_database(path: Path) -> None:
    """Write a database as the first version left it, with one fact."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table migrations (number integer primary key, name varchar)")
        connection.execute("create table view_signature (signature varchar)")
        connection.execute(read_folder("tables")["0001_plans_and_facts"])
        connection.execute("insert into migrations values (1, '0001_plans_and_facts')")
        connection.execute(
            "insert into adjustment_facts values (1, 2023, 'A', 5, 10, 0, 'why', '', 'C3')"
        )


def test_an_older_database_is_backed_up_before_it_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "monitor.duckdb"
    older_database(path)
    store = Store(path)
    assert list_batches(store) == []
    store.close()
    (backup,) = (tmp_path / "backups").iterdir()
    assert backup.name.startswith("before-schema-1-")
    manifest = unpack_backup(backup, tmp_path / "unpacked")
    assert (manifest.contents.schema, manifest.contents.rows["adjustment_facts"]) == (1, 1)
    with duckdb.connect(str(tmp_path / "unpacked" / "monitor.duckdb")) as copy:
        assert copy.execute("select reason from adjustment_facts").fetchall() == [("why",)]
        assert copy.execute("select max(number) from migrations").fetchall() == [(1,)]


def test_an_older_database_that_cannot_be_backed_up_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "monitor.duckdb"
    older_database(path)
    (tmp_path / "backups").touch()  # a file where the folder should be
    with pytest.raises(StoreUnusable) as refused, Store(path).reading():
        pass
    assert (refused.value.code, refused.value.values["found"]) == ("migration_not_backed_up", "1")
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("select max(number) from migrations").fetchall() == [(1,)]


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such permissions")
def test_a_backups_folder_that_may_only_be_read_is_named() -> None:
    place = Path(mkdtemp())
    place.chmod(0o777)
    backups = place / "backups"
    backups.mkdir()
    backups.chmod(0o555)
    with as_a_guest():
        found = examine_place(Settings(place / "monitor.duckdb", "clerk"))
    shutil.rmtree(place)
    (writable,) = (each for each in found if each.name == "writable")
    assert writable.health is Health.ILL
    assert [each.startswith(str(backups)) for each in writable.found] == [True]
