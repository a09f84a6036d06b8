"""The lease of one database file: opened while it is used, given back when idle.

Only one process may hold a DuckDB file for writing. So the dashboard and the terminal each keep
it on a lease: a waiting process leaves a ticket beside the file, and the holder lets go as soon
as its running queries are done.
"""

from __future__ import annotations

import itertools
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from monitor.domain.errors import StoreBusy, StoreUnusable

Connect = Callable[[], duckdb.DuckDBPyConnection]
Trace = tuple[int, int, int, int] | None  # of a file: device, number, size, time; None: no file
Traces = tuple[Trace, Trace]
IDLE_SECONDS = 1.0
TICKET_LIFE_SECONDS = 2.0
_RETRY_SECONDS = 0.05
_LOCKED = re.compile("Could not set lock on file|being used by another process")
_NO_WRITING = re.compile("Permission denied|Read-only file system")
_NO_ROOM = re.compile("No space left|File too large|Disk quota|Could not write all")
_MARKS = itertools.count(1)
_CHANGES: dict[Path, int] = {}  # when a file was last changed, or found changed, by marks


class Lease:
    """Whether this process has the file, and who waits for it; ``connect`` opens it.

    ``wait_seconds`` is how long a request waits for another process; ``on_wait`` is called once
    with the holder's process id (blank when unknown) when a wait begins.
    """

    def __init__(
        self,
        path: Path,
        connect: Connect,
        *,
        wait_seconds: float,
        on_wait: Callable[[str], None] | None,
        idle_seconds: float,
    ) -> None:
        """Remember where the file is; nothing is opened yet."""
        self._path = path
        self._connect = connect
        self._wait_seconds = wait_seconds
        self._on_wait = on_wait
        self._idle_seconds = idle_seconds
        self._ticket = path.with_name(path.name + ".waiting")
        self._state = threading.Condition()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._users = 0
        self._opened: tuple[int, int] | None = None  # which file it was, when last opened
        self._left: Traces | None = None  # what the file was like when given back; None: unknown
        self._is_broken = False
        self._timer: threading.Timer | None = None

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Hold the file open for a cursor of its own.

        Raises ``StoreBusy`` when another process does not give the file back in time, and
        ``StoreUnusable`` when it cannot be opened at all.
        """
        cursor = self._acquire()
        try:
            yield cursor
        except duckdb.FatalException:
            self._is_broken = True
            raise
        finally:
            cursor.close()
            self._release()

    @contextmanager
    def alone(self, connect: Connect) -> Iterator[duckdb.DuckDBPyConnection | None]:
        """Hold the file as ``connect`` opens it, nobody else having it; None where there is none.

        None as well where the file is damaged. Raises ``StoreBusy`` as ``cursor`` does.
        """
        with self._state:
            self._state.wait_for(lambda: self._users == 0, timeout=self._wait_seconds)
            self._close_if_unused()
            connection = None
            if self._path.exists():
                try:
                    connection = self._open(connect)
                except StoreUnusable as refusal:
                    if refusal.code != "store_damaged":
                        raise
            try:
                yield connection
            finally:
                if connection is not None:
                    connection.close()

    def break_off(self) -> None:
        """Use the connection no more: it cannot even roll back."""
        self._is_broken = True

    def is_file_gone(self) -> bool:
        """Say whether the file that is open was removed, or another is in its place."""
        return self._opened is not None and _identity(self._path) != self._opened

    def mark(self) -> int | None:
        """Return what stays the same as long as nothing can have changed; None when unknown.

        While this process has the file open no other can write to it; once it was given back,
        whoever wrote to it has left its size or its times other than they were. No lock is taken:
        every page asks at every click, and would wait behind the one who opens the file.
        """
        if self._connection is None:
            is_sure = self._left is not None and self._left == _traces(self._path)
        else:
            is_sure = not (self._is_broken or self.is_file_gone() or self._someone_waits())
        return _CHANGES.get(self._path) if is_sure else None

    def note_change(self) -> None:
        """Note that the file was or may have been changed, for all its stores in this process."""
        _CHANGES[self._path] = next(_MARKS)

    def close(self) -> None:
        """Give the file back now, if nobody in this process is using it."""
        with self._state:
            timer, self._timer = self._timer, None
            self._close_if_unused()
        if timer is not None and timer is not threading.current_thread():
            timer.cancel()
            timer.join()

    def _acquire(self) -> duckdb.DuckDBPyConnection:
        with self._state:
            if self._connection is not None and (self._is_broken or self.is_file_gone()):
                self._state.wait_for(lambda: self._users == 0, timeout=self._wait_seconds)
                self._close_if_unused()
            if self._connection is not None and self._someone_waits():
                self._let_others_pass()
            if self._connection is None:
                self._connection = self._open(self._connect_known)
                self._opened = _identity(self._path)
                self._is_broken = False
                if self._left is None or self._left != _traces(self._path):
                    self.note_change()
            self._users += 1
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            return self._connection.cursor()

    def _release(self) -> None:
        with self._state:
            self._users -= 1
            if self._users == 0:
                if self._is_broken or self._someone_waits():
                    self._close_if_unused()
                else:
                    self._timer = threading.Timer(self._idle_seconds, self.close)
                    self._timer.daemon = True
                    self._timer.start()
            self._state.notify_all()

    def _close_if_unused(self) -> None:
        if self._users == 0 and self._connection is not None:
            self._left = self._traces_to_leave(self._connection)
            self._connection.close()
            self._connection = None

    def _traces_to_leave(self, connection: duckdb.DuckDBPyConnection) -> Traces | None:
        """Return what the file will be like when closed: nothing is left for closing to write.

        Looked at while nobody else can have it; afterwards another process might be first.
        """
        if self._is_broken or self.is_file_gone():
            return None
        try:
            connection.execute("checkpoint")
        except duckdb.Error:  # no room, or another store of this process is at it
            return None
        return _traces(self._path)

    def _someone_waits(self) -> bool:
        """Say whether another process has asked for the file within the last moments."""
        try:
            return time.time() - self._ticket.stat().st_mtime < TICKET_LIFE_SECONDS
        except OSError:
            return False

    def _let_others_pass(self) -> None:
        """Hold new requests back until the running ones end and the one who waits had the file."""
        self._state.wait_for(lambda: self._users == 0, timeout=self._wait_seconds)
        self._close_if_unused()
        deadline = time.monotonic() + TICKET_LIFE_SECONDS
        while self._connection is None and self._someone_waits() and time.monotonic() < deadline:
            time.sleep(_RETRY_SECONDS)

    def _connect_known(self) -> duckdb.DuckDBPyConnection:
        """Open the file; one that was open before and is gone now is not made anew."""
        if self._opened is not None and not self._path.exists():
            raise StoreUnusable("store_gone", path=self._path)
        connection = self._connect()
        self._ticket.unlink(missing_ok=True)
        return connection

    def _open(self, connect: Connect) -> duckdb.DuckDBPyConnection:
        deadline = time.monotonic() + self._wait_seconds
        waited = False
        while True:
            try:
                return connect()
            except duckdb.IOException as trouble:
                holder = _holder(str(trouble))
                if holder is None:
                    raise unusable(self._path, trouble) from trouble
                if time.monotonic() > deadline:
                    raise StoreBusy(path=self._path.name, holder=holder or "?") from trouble
                if not waited and self._on_wait is not None:
                    self._on_wait(holder)
                waited = True
                self._leave_ticket()
                time.sleep(_RETRY_SECONDS)

    def _leave_ticket(self) -> None:
        try:
            self._ticket.touch()
        except OSError as trouble:
            raise unusable(self._path, trouble) from trouble


def is_disk_trouble(trouble: Exception) -> bool:
    """Say whether a write failed because of the disk: no room, or no right to write."""
    return bool(_NO_WRITING.search(str(trouble)) or _NO_ROOM.search(str(trouble)))


def unusable(path: Path, trouble: Exception) -> StoreUnusable:
    """Name what keeps the file from being opened or written to."""
    if _NO_ROOM.search(str(trouble)):
        return StoreUnusable("store_full", path=path.parent)
    if path.exists() and not os.access(path, os.W_OK):
        return StoreUnusable("store_read_only", path=path)
    is_barred = isinstance(trouble, OSError) or _NO_WRITING.search(str(trouble))
    if is_barred or not os.access(path.parent, os.W_OK):
        return StoreUnusable("store_read_only", path=path.parent)
    return StoreUnusable("store_damaged", path=path, trouble=str(trouble).partition("\n")[0])


def _holder(message: str) -> str | None:
    """Return the process id that holds the lock, blank when unnamed; None: not a lock at all."""
    if not _LOCKED.search(message):
        return None
    named = re.search(r"PID (\d+)", message)
    return named[1] if named else ""


def _traces(path: Path) -> Traces:
    """Return what writing to a database changes: size and time of the file and of its log."""
    found: list[Trace] = []
    for each in (path, path.with_name(path.name + ".wal")):
        try:
            known = each.stat()
        except OSError:
            found.append(None)
        else:
            found.append((known.st_dev, known.st_ino, known.st_size, known.st_mtime_ns))
    return found[0], found[1]


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell files of the same name apart; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
