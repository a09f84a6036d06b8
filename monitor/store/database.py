"""One database file, opened while it is used and given back when idle.

Only one process may hold a DuckDB file for writing. So the dashboard and the terminal each keep
it on a lease: a waiting process leaves a ticket beside the file, and the holder lets go as soon
as its running queries are done.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from monitor.domain.errors import StoreBusy, StoreUnusable
from monitor.domain.month_close import ClosedMonth
from monitor.domain.roles import OWNER, Actor, Permission
from monitor.store.audit import record, record_news
from monitor.store.backup_file import SETTINGS, write_backup
from monitor.store.closed_months import barred_months, refuse_closed
from monitor.store.lease import (
    _CHANGES,
    _MARKS,
    _RETRY_SECONDS,
    IDLE_SECONDS,
    TICKET_LIFE_SECONDS,
    Traces,
    _holder,
    _identity,
    _traces,
)
from monitor.store.materialised import Affected, codes_of, refresh_materialised
from monitor.store.origin import refuse_writing
from monitor.store.reading import MATERIALISED_MONTHS, WORKED_OUT, Reading, Sight, look
from monitor.store.rows import Row, append_rows, next_number
from monitor.store.schema import migrate
from monitor.store.unit_scope import VisibleIds

Cursor = Reading  # what callers not yet converted name it

_NO_WRITING = re.compile("Permission denied|Read-only file system")

_NO_ROOM = re.compile("No space left|File too large|Disk quota|Could not write all")

_MEMORY = re.compile(r"\d{1,6}(\.\d+)? ?[MGT]i?B")

BACKUPS = "backups"  # the folder beside the database


class Transaction:
    """Reads and writes inside one transaction; without ``keep`` it only shows what would be, if.

    ``everything`` sees all units and ``own`` what the person may see, both with the months worked
    out from the facts as they are now, this transaction's included; ``committed`` sees the
    person's months as they were materialised before it.
    """

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, actor: Actor = OWNER, *, is_own: bool = False
    ) -> None:
        """Begin as one that leaves no trace; the cursor is inside a transaction."""
        self._cursor = cursor
        self.actor = actor
        self.is_kept = False
        self.everything = Reading(cursor, WORKED_OUT, is_one_moment=True)
        self.own = self._reading(Sight(is_own=is_own, is_worked_out=True))
        self.committed = self._reading(Sight(is_own=is_own))
        self.cursor = self.everything  # for callers not yet converted

    def _reading(self, sight: Sight) -> Reading:
        return Reading(self._cursor, sight, WORKED_OUT, is_one_moment=True)

    def append(self, table: str, rows: Sequence[Row], **common: object) -> None:
        """Append rows, matched by column name; ``common`` are columns that say the same in each.

        Raises ``NotAllowed`` for rows about units that are not the person's.
        """
        append_rows(self._cursor, table, rows, **common)

    def next_number(self, table: str, column: str) -> int:
        """Return one more than the highest number in use, also past what the person sees."""
        return next_number(self._cursor, table, column)

    def record(
        self,
        event: str,
        *,
        actor: str,
        subject: str = "",
        details: Mapping[str, object] | None = None,
    ) -> None:
        """Add an entry to the log of what happened, as ``audit.record`` has it."""
        record(self.everything, event, actor=actor, subject=subject, details=details)

    def rework(self, fiscal_year: int, affected: Affected = None) -> Reading:
        """Materialise a year's months as they are now, and return them as the person sees them.

        ``affected`` says of which projects, None of all. The end of the transaction takes them
        back unless it is kept.
        """
        refresh_materialised(self._cursor, fiscal_year, affected)
        return self.committed

    def barred(self, fiscal_year: int, name: str, affected: Affected = None) -> list[ClosedMonth]:
        """Return the closed months that this changes and its person must not; ``name`` says who.

        On one's own machine the role has no name; signed in, it is the role's that counts.
        ``affected`` is as ``keep`` takes it.
        """
        codes = codes_of(self._cursor, affected)
        return barred_months(self.everything, fiscal_year, self.actor, name, codes)

    def refuse_closed(self, fiscal_year: int, name: str, affected: Affected = None) -> None:
        """Raise ``NotAllowed`` where ``barred`` returns anything."""
        codes = codes_of(self._cursor, affected)
        refuse_closed(self.everything, fiscal_year, self.actor, name, codes)

    def keep(
        self,
        fiscal_year: int | None = None,
        *,
        affected: Affected = None,
        name: str = "",
    ) -> None:
        """Let what was done stay done; the year named is one whose months it may change.

        ``affected`` says of which projects, None of all; ``name`` says who did it. Raises
        ``NotAllowed`` where it changes a closed month.
        """
        if fiscal_year is not None:
            self.refuse_closed(fiscal_year, name, affected)
            self.rework(fiscal_year, affected)
        self.is_kept = True


class Store:
    """The database at ``path``; create one per process and pass it in.

    ``wait_seconds`` is how long a request waits for another process; ``on_wait`` is called once
    with the holder's process id (blank when unknown) when a wait begins; ``on_upgrade`` with the
    percentage done while the months of many projects are worked out anew for a changed version;
    ``after_commit`` after every commit, when the transaction is over. ``memory`` is what the
    database may take, as DuckDB writes it (1GB): what needs more goes by way of the disk.
    """

    def __init__(
        self,
        path: Path,
        *,
        wait_seconds: float = 20.0,
        on_wait: Callable[[str], None] | None = None,
        on_upgrade: Callable[[int], None] | None = None,
        after_commit: Callable[[], None] | None = None,
        idle_seconds: float = IDLE_SECONDS,
        memory: str = "800MB",
    ) -> None:
        """Remember where the database is; nothing is opened yet."""
        self.path = path
        self.actor = OWNER
        self.visible_ids: dict[tuple[str, ...], tuple[int, VisibleIds]] = {}  # of units, at a mark
        self._wait_seconds = wait_seconds
        self._on_wait = on_wait
        self._on_upgrade = on_upgrade
        self.upgraded_pct: int | None = None  # while months are worked out anew, part by part
        self._after_commit = after_commit
        self._idle_seconds = idle_seconds
        self._memory = memory
        self._ticket = path.with_name(path.name + ".waiting")
        self._state = threading.Condition()
        self._writing = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._users = 0
        self._opened: tuple[int, int] | None = None  # which file it was, when last opened
        self._left: Traces | None = None  # what the file was like when given back; None: unknown
        self._is_broken = False
        self._timer: threading.Timer | None = None

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give a reading of the months as materialised.

        Raises ``StoreBusy`` when another process does not give the file back in time, and
        ``StoreUnusable`` when it cannot be opened at all.
        """
        with self._borrowed() as cursor:
            look(cursor, MATERIALISED_MONTHS)
            yield Reading(cursor, MATERIALISED_MONTHS)

    @contextmanager
    def _borrowed(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Hold the file open for a cursor of its own."""
        cursor = self._acquire()
        try:
            yield cursor
        except duckdb.FatalException:
            self._is_broken = True
            raise
        finally:
            cursor.close()
            self._release()

    @property
    def root(self) -> Store:
        """Return the store as the file's owner has it, for what no role decides on."""
        return self

    @contextmanager
    def transaction(self, permission: Permission | None = None) -> Iterator[Transaction]:
        """Give a transaction: rolled back at the end unless it is told to ``keep``.

        ``permission`` is what the work takes; the owner of the file has every one.
        """
        with self._writing_as(OWNER, permission, lambda _cursor: None) as transaction:
            yield transaction

    @contextmanager
    def _writing_as(
        self,
        actor: Actor,
        permission: Permission | None,
        bind: Callable[[duckdb.DuckDBPyConnection], None],
    ) -> Iterator[Transaction]:
        """Give a person's transaction; ``bind`` binds its cursor to their units."""
        with self._writing, self._borrowed() as cursor:
            refuse_writing(cursor, permission)
            look(cursor, WORKED_OUT)
            cursor.execute("begin transaction")
            bind(cursor)
            transaction = Transaction(cursor, actor, is_own=bool(actor.units))
            try:
                yield transaction
                self._end(transaction, cursor)
            except duckdb.Error as trouble:
                self._take_back(cursor)
                if _NO_WRITING.search(str(trouble)) or _NO_ROOM.search(str(trouble)):
                    raise self._unusable(trouble) from trouble
                raise
            except BaseException:
                self._take_back(cursor)
                raise
        if transaction.is_kept and self._after_commit is not None:
            self._after_commit()

    @contextmanager
    def held(self) -> Iterator[duckdb.DuckDBPyConnection | None]:
        """Lend the database as it is to the one who replaces its file; nobody else has it open.

        None where there is no file, or none that can be read. Raises ``StoreBusy`` as
        ``reading`` does.
        """
        with self._writing, self._state:
            self._state.wait_for(lambda: self._users == 0, timeout=self._wait_seconds)
            self._close_if_unused()
            connection = None
            if self.path.exists():
                try:
                    connection = self._open(self._connect_plainly)
                except StoreUnusable as refusal:
                    if refusal.code != "store_damaged":
                        raise
            try:
                yield connection
            finally:
                if connection is not None:
                    connection.close()

    def _end(self, transaction: Transaction, cursor: duckdb.DuckDBPyConnection) -> None:
        if not transaction.is_kept:
            cursor.execute("rollback")
            return
        if self._is_file_gone():
            raise StoreUnusable("store_gone", path=self.path)
        record_news(transaction.everything)
        cursor.execute("commit")
        self._note_change()

    def _take_back(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Roll back; a connection that cannot even do that is not used again."""
        try:
            cursor.execute("rollback")
        except duckdb.Error:
            self._is_broken = True

    def _is_file_gone(self) -> bool:
        """Say whether the file that is open was removed, or another stands in its place."""
        return self._opened is not None and _identity(self.path) != self._opened

    def mark(self) -> int | None:
        """Return what stays the same as long as nothing can have changed; None when unknown.

        While this process has the file open no other can write to it; once it was given back,
        whoever wrote to it has left its size or its times other than they were. No lock is taken:
        every page asks at every click, and would wait behind the one who opens the file.
        """
        if self._connection is None:
            is_sure = self._left is not None and self._left == _traces(self.path)
        else:
            is_sure = not (self._is_broken or self._is_file_gone() or self._someone_waits())
        return _CHANGES.get(self.path) if is_sure else None

    def _note_change(self) -> None:
        """Note that the file was or may have been changed, for all its stores in this process."""
        _CHANGES[self.path] = next(_MARKS)

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
            if self._connection is not None and (self._is_broken or self._is_file_gone()):
                self._state.wait_for(lambda: self._users == 0, timeout=self._wait_seconds)
                self._close_if_unused()
            if self._connection is not None and self._someone_waits():
                self._let_others_pass()
            if self._connection is None:
                self._connection = self._open(self._connect)
                self._opened = _identity(self.path)
                self._is_broken = False
                if self._left is None or self._left != _traces(self.path):
                    self._note_change()
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
        if self._is_broken or self._is_file_gone():
            return None
        try:
            connection.execute("checkpoint")
        except duckdb.Error:  # no room, or another store of this process is at it
            return None
        return _traces(self.path)

    def _someone_waits(self) -> bool:
        """Say whether another process has asked for the file within the last moments."""
        try:
            return time.time() - self._ticket.stat().st_mtime < TICKET_LIFE_SECONDS
        except OSError:
            return False

    def _let_others_pass(self) -> None:
        """Hold new requests back until the running ones end and the one who waits had a turn."""
        self._state.wait_for(lambda: self._users == 0, timeout=self._wait_seconds)
        self._close_if_unused()
        deadline = time.monotonic() + TICKET_LIFE_SECONDS
        while self._connection is None and self._someone_waits() and time.monotonic() < deadline:
            time.sleep(_RETRY_SECONDS)

    def _open(self, connect: Callable[[], duckdb.DuckDBPyConnection]) -> duckdb.DuckDBPyConnection:
        deadline = time.monotonic() + self._wait_seconds
        waited = False
        while True:
            try:
                return connect()
            except duckdb.IOException as trouble:
                holder = _holder(str(trouble))
                if holder is None:
                    raise self._unusable(trouble) from trouble
                if time.monotonic() > deadline:
                    raise StoreBusy(path=self.path.name, holder=holder or "?") from trouble
                if not waited and self._on_wait is not None:
                    self._on_wait(holder)
                waited = True
                self._leave_ticket()
                time.sleep(_RETRY_SECONDS)

    def _connect_plainly(self) -> duckdb.DuckDBPyConnection:
        try:
            return duckdb.connect(str(self.path), config=SETTINGS)
        except duckdb.IOException:
            raise  # perhaps somebody holds the file: the caller knows
        except (OSError, duckdb.Error) as trouble:
            raise self._unusable(trouble) from trouble

    def _connect(self) -> duckdb.DuckDBPyConnection:
        if self._opened is not None and not self.path.exists():
            raise StoreUnusable("store_gone", path=self.path)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            raise self._unusable(trouble) from trouble
        connection = self._connect_plainly()
        try:
            self._limit_memory(connection)
            try:
                migrate(connection, self._back_up_first, self._tell_upgrade)
            finally:
                self.upgraded_pct = None
            connection.execute("set lock_configuration = true")
        except BaseException as trouble:
            connection.close()
            if isinstance(trouble, duckdb.Error) and "Corrupt" in str(trouble):
                raise self._unusable(trouble) from trouble
            raise
        self._ticket.unlink(missing_ok=True)
        return connection

    def _tell_upgrade(self, done: int, parts: int) -> None:
        if parts > 1:
            self.upgraded_pct = min(100 * done // parts, 100)
            if self._on_upgrade is not None:
                self._on_upgrade(self.upgraded_pct)

    def _limit_memory(self, connection: duckdb.DuckDBPyConnection) -> None:
        if not _MEMORY.fullmatch(self._memory):
            raise StoreUnusable("memory_unreadable", found=self._memory)
        connection.execute(f"set memory_limit = '{self._memory}'")

    def _back_up_first(self, connection: duckdb.DuckDBPyConnection, have: int) -> None:
        """Keep a backup of an older database before its tables are changed."""
        name = f"before-schema-{have}-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.zip"
        try:
            write_backup(Reading(connection, WORKED_OUT), self.path.parent / BACKUPS / name)
        except StoreUnusable as refusal:
            trouble = refusal.values["trouble"]
            raise StoreUnusable(
                "migration_not_backed_up", path=self.path, found=have, trouble=trouble
            ) from refusal

    def _leave_ticket(self) -> None:
        try:
            self._ticket.touch()
        except OSError as trouble:
            raise self._unusable(trouble) from trouble

    def _unusable(self, trouble: Exception) -> StoreUnusable:
        """Name what stands in the way of opening the file or of writing to it."""
        if _NO_ROOM.search(str(trouble)):
            return StoreUnusable("store_full", path=self.path.parent)
        if self.path.exists() and not os.access(self.path, os.W_OK):
            return StoreUnusable("store_read_only", path=self.path)
        is_barred = isinstance(trouble, OSError) or _NO_WRITING.search(str(trouble))
        if is_barred or not os.access(self.path.parent, os.W_OK):
            return StoreUnusable("store_read_only", path=self.path.parent)
        return StoreUnusable("store_damaged", path=self.path, trouble=_first_line(trouble))


def _first_line(trouble: Exception) -> str:
    return str(trouble).partition("\n")[0]
