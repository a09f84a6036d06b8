"""One file and several processes: turns, waits, deaths, and files that cannot be opened."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import duckdb
import pytest

from monitor.domain.errors import StoreBusy, StoreUnusable
from monitor.store.database import Store
from monitor.store.transaction import Transaction

from .processes import (
    APPEND,
    COUNT,
    DIE_WHILE_WRITING,
    HOLD,
    READ_ON,
    WRITE_TEN,
    another,
    heard,
    stop,
)

NOBODY = 65534
Opening = Callable[..., Store]


@pytest.fixture
def database(tmp_path: Path, fresh_database: Path) -> Path:
    return Path(shutil.copy(fresh_database, tmp_path / "monitor.duckdb"))


@pytest.fixture
def opening(database: Path) -> Iterator[Opening]:
    """Open stores on the same file; each is given back at the end."""
    opened: list[Store] = []

    def open_another(path: Path = database, **given: object) -> Store:
        opened.append(Store(path, **given))  # type: ignore[arg-type]  # each test knows its own
        return opened[-1]

    yield open_another
    for store in opened:
        store.close()


def append(transaction: Transaction, name: str = "test") -> None:
    transaction.everything.cursor.execute(APPEND, {"name": name})


def names(store: Store) -> list[str]:
    with store.reading() as reading:
        cursor = reading.cursor
        rows = cursor.execute("select file_name from batches order by batch_id").fetchall()
    return [row[0] for row in rows]


# Transactions


def test_a_transaction_leaves_no_trace_unless_kept(opening: Opening) -> None:
    store = opening()
    with store.transaction() as transaction:
        append(transaction)
    assert names(store) == []
    with store.transaction() as transaction:
        append(transaction)
        transaction.keep()
    assert names(store) == ["test"]


def test_an_error_after_keeping_still_takes_everything_back(opening: Opening) -> None:
    store = opening()

    def append_and_stumble() -> None:
        with store.transaction() as transaction:
            append(transaction)
            transaction.keep()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        append_and_stumble()
    assert names(store) == []


def test_threads_read_beside_one_that_writes_and_see_whole_commits(opening: Opening) -> None:
    store = opening()
    seen: list[int] = []

    def read() -> None:
        seen.extend(len(names(store)) for _ in range(20))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(5):
        with store.transaction() as transaction:
            append(transaction)
            append(transaction)
            transaction.keep()
    for reader in readers:
        reader.join()
    assert len(seen) == 60
    assert set(seen) <= {0, 2, 4, 6, 8, 10}


# Several processes


def test_two_processes_write_in_turn_and_none_is_lost(database: Path, opening: Opening) -> None:
    with another(WRITE_TEN, database) as first, another(WRITE_TEN, database) as second:
        assert (heard(first), heard(second)) == ("wrote", "wrote")
        assert (stop(first), stop(second)) == (0, 0)
    assert names(opening()) == ["one of ten"] * 20


def test_a_process_gets_its_turn_while_another_keeps_reading(
    database: Path, opening: Opening
) -> None:
    store = opening(wait_seconds=20)
    with another(READ_ON, database) as other:
        assert heard(other) == "read"
        for _ in range(3):
            with store.transaction() as transaction:
                append(transaction)
                transaction.keep()
        store.close()
        assert heard(other) == "read"
        assert stop(other) == 0
    assert len(names(opening())) == 3


def test_the_file_is_given_back_when_idle(database: Path, opening: Opening) -> None:
    store = opening(idle_seconds=0.01)
    assert names(store) == []
    with another(COUNT, database) as other:
        assert heard(other) == "0"


def test_who_waits_in_vain_learns_who_holds_the_file(database: Path, opening: Opening) -> None:
    waited_for: list[str] = []
    store = opening(wait_seconds=0.3, on_wait=waited_for.append)
    with another(HOLD, database) as other:
        assert heard(other) == "holds"
        with pytest.raises(StoreBusy) as busy:
            names(store)
        assert waited_for == [str(other.pid)]
        assert stop(other) == 0
    assert busy.value.values == {"path": "monitor.duckdb", "holder": str(other.pid)}
    assert names(store) == []


def test_a_process_killed_while_writing_leaves_the_last_commit(
    database: Path, opening: Opening
) -> None:
    with another(DIE_WHILE_WRITING, database) as other:
        assert heard(other) == "writes"
        other.kill()
        other.wait()
    store = opening()
    assert names(store) == ["kept"]
    with store.transaction() as transaction:
        append(transaction, "next")
        transaction.keep()
    assert names(store) == ["kept", "next"]


# Files that cannot be opened


def refusal(store: Store) -> tuple[str, dict[str, str]]:
    with pytest.raises(StoreUnusable) as refused:
        names(store)
    return refused.value.code, refused.value.values


@pytest.mark.parametrize("folder", ["plain", "locked"])
def test_a_file_that_is_no_database_is_refused_at_once(
    tmp_path: Path, opening: Opening, folder: str
) -> None:
    """The word lock in a path is no lock: nobody waits for that."""
    path = tmp_path / folder / "letter.duckdb"
    path.parent.mkdir()
    path.write_bytes(b"Dear all, " * 1000)
    code, values = refusal(opening(path))
    assert (code, values["path"]) == ("store_damaged", str(path))
    assert path.read_bytes() == b"Dear all, " * 1000


@pytest.mark.parametrize("kept", [100, 5000, 200_000])
def test_a_database_cut_short_is_refused(database: Path, opening: Opening, kept: int) -> None:
    database.write_bytes(database.read_bytes()[:kept])
    assert refusal(opening())[0] == "store_damaged"


def test_a_damaged_database_is_refused(database: Path, opening: Opening) -> None:
    broken = bytearray(database.read_bytes())
    broken[4096:12288] = bytes(reversed(broken[4096:12288]))
    database.write_bytes(broken)
    assert refusal(opening())[0] == "store_damaged"


def test_a_database_from_a_newer_version_is_refused_and_left_alone(
    database: Path, opening: Opening
) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("insert into migrations values (9999, '9999_later')")
    before = database.read_bytes()
    code, values = refusal(opening())
    assert (code, values["found"]) == ("store_newer", "9999")
    assert database.read_bytes() == before


@pytest.mark.parametrize("table", ["projects", "migrations"])
def test_the_database_of_another_program_is_left_alone(
    tmp_path: Path, opening: Opening, table: str
) -> None:
    path = tmp_path / "theirs.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create table {table} (theirs integer)")
    assert refusal(opening(path)) == ("store_foreign", {})
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("show tables").fetchall() == [(table,)]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, opening: Opening) -> None:
    (tmp_path / "taken").touch()
    path = tmp_path / "taken" / "monitor.duckdb"
    assert refusal(opening(path)) == ("store_read_only", {"path": str(path.parent)})


# A folder that may only be read. Root may write anywhere, so the test steps down meanwhile.

needs_permissions = pytest.mark.skipif(
    not hasattr(os, "setresuid"), reason="this system has no such permissions"
)


@pytest.fixture
def shelf(database: Path) -> Iterator[Path]:
    """Give a folder with a database that anybody can reach, whoever runs the tests."""
    folder = Path(mkdtemp())
    shutil.copy(database, folder / "monitor.duckdb")
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@contextmanager
def as_a_guest() -> Iterator[None]:
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@needs_permissions
def test_a_folder_that_may_only_be_read_is_named(shelf: Path, opening: Opening) -> None:
    (shelf / "monitor.duckdb").unlink()
    shelf.chmod(0o555)
    with as_a_guest():
        found = refusal(opening(shelf / "monitor.duckdb"))
    assert found == ("store_read_only", {"path": str(shelf)})


@needs_permissions
def test_a_database_that_may_only_be_read_is_named(shelf: Path, opening: Opening) -> None:
    path = shelf / "monitor.duckdb"
    path.chmod(0o444)
    shelf.chmod(0o777)
    with as_a_guest():
        found = refusal(opening(path))
    assert found == ("store_read_only", {"path": str(path)})


@needs_permissions
def test_a_commit_into_a_folder_that_may_only_be_read_is_refused_whole(
    shelf: Path, opening: Opening
) -> None:
    path = shelf / "monitor.duckdb"
    path.chmod(0o666)
    shelf.chmod(0o555)
    store = opening(path)

    def commit() -> None:
        with store.transaction() as transaction:
            append(transaction)
            transaction.keep()

    with as_a_guest():
        with pytest.raises(StoreUnusable) as refused:
            commit()
        assert names(store) == []
        store.close()
    assert (refused.value.code, refused.value.values) == ("store_read_only", {"path": str(shelf)})


def test_the_mark_stays_while_nothing_is_written_though_the_file_is_given_back(
    opening: Opening,
) -> None:
    store = opening(idle_seconds=0.0)
    assert store.mark() is None  # never asked: nobody can be sure of anything
    names(store)
    store.close()
    mark = store.mark()
    names(store)
    store.close()
    assert mark is not None
    assert store.mark() == mark
    with store.transaction() as transaction:
        append(transaction)
    assert store.mark() == mark  # taken back at the end


def test_the_mark_changes_with_every_commit(opening: Opening) -> None:
    store = opening()
    names(store)
    marks = [store.mark()]
    for _ in range(3):
        with store.transaction() as transaction:
            append(transaction)
            transaction.keep()
        marks.append(store.mark())
        store.close()
        marks.append(store.mark())
    assert None not in marks
    assert [len(set(marks)), marks[1::2]] == [4, marks[2::2]]


def test_the_mark_does_not_outlast_what_another_process_wrote(
    database: Path, opening: Opening
) -> None:
    store = opening()
    names(store)
    store.close()
    before = store.mark()
    with another(WRITE_TEN, database) as writer:
        assert heard(writer) == "wrote"
        stop(writer)
    assert store.mark() is None
    names(store)
    assert store.mark() not in (None, before)


@pytest.mark.parametrize("memory", ["much", "1", "", "-1GB", "1GB'; --"])
def test_memory_that_cannot_be_understood_is_refused(opening: Opening, memory: str) -> None:
    with pytest.raises(StoreUnusable) as refused:
        names(opening(memory=memory))
    assert refused.value.code == "memory_unreadable"


def test_the_database_takes_no_more_memory_than_it_may(opening: Opening) -> None:
    with opening(memory="600MiB").reading() as reading:
        cursor = reading.cursor
        told = cursor.execute("select current_setting('memory_limit')").fetchall()
    assert told == [("600.0 MiB",)]
