"""One database: readings of it, one transaction at a time, and its opening."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from monitor.domain.errors import StoreUnusable
from monitor.domain.roles import OWNER, Actor, Permission
from monitor.store.audit import record_news
from monitor.store.backup_file import write_backup
from monitor.store.contents import SETTINGS, Contents, describe
from monitor.store.lease import IDLE_SECONDS, Lease, is_disk_trouble, unusable
from monitor.store.origin import refuse_writing
from monitor.store.reading import WORKED_OUT, Reading, begin_reading, look
from monitor.store.schema import migrate
from monitor.store.transaction import Transaction
from monitor.store.unit_scope import VisibleIds

_MEMORY = re.compile(r"\d{1,6}(\.\d+)? ?[MGT]i?B")
BACKUPS = "backups"  # the folder beside the database


@dataclass(frozen=True, slots=True)
class HeldDatabase:
    """The database while nobody else has it open, for the one who replaces its file."""

    _connection: duckdb.DuckDBPyConnection | None

    def contents(self) -> Contents | None:
        """Return what it holds, None where there is no file, or none that can be read."""
        return None if self._connection is None else describe(self._connection)

    def let_go(self) -> None:
        """Write everything to the file, so that it can be replaced."""
        if self._connection is not None:
            self._connection.execute("checkpoint")
            if os.name == "nt":  # an open file is not replaced there
                self._connection.close()


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
        self.upgraded_pct: int | None = None  # while months are worked out anew, part by part
        self._on_upgrade = on_upgrade
        self._after_commit = after_commit
        self._memory = memory
        self._writing = threading.Lock()
        self._lease = Lease(
            path,
            self._connect,
            wait_seconds=wait_seconds,
            on_wait=on_wait,
            idle_seconds=idle_seconds,
        )

    @property
    def root(self) -> Store:
        """Return the store as the file's owner has it, for what no role decides on."""
        return self

    @contextmanager
    def reading(self, known_on: datetime | None = None) -> Iterator[Reading]:
        """Give a reading of the months as materialised, or as known on a moment (UTC, naive).

        Raises ``StoreBusy`` when another process does not give the file back in time, and
        ``StoreUnusable`` when it cannot be opened at all.
        """
        with self._lease.cursor() as cursor:
            yield begin_reading(cursor, known_on=known_on)

    @contextmanager
    def transaction(self, permission: Permission | None = None) -> Iterator[Transaction]:
        """Give a transaction: rolled back at the end unless ``keep`` is called.

        ``permission`` is what the work takes; the owner of the file has every one.
        """
        with self.transaction_of(OWNER, permission) as transaction:
            yield transaction

    @contextmanager
    def transaction_of(
        self,
        actor: Actor,
        permission: Permission | None,
        bind: Callable[[duckdb.DuckDBPyConnection], None] | None = None,
    ) -> Iterator[Transaction]:
        """Give a person's transaction; ``bind`` binds its cursor to their units."""
        with self._writing, self._lease.cursor() as cursor:
            refuse_writing(cursor, permission)
            look(cursor, WORKED_OUT)
            cursor.execute("begin transaction")
            if bind is not None:
                bind(cursor)
            transaction = Transaction(cursor, actor, is_own=bind is not None)
            try:
                yield transaction
                self._end(transaction, cursor)
            except duckdb.Error as trouble:
                self._take_back(cursor)
                if is_disk_trouble(trouble):
                    raise unusable(self.path, trouble) from trouble
                raise
            except BaseException:
                self._take_back(cursor)
                raise
        if transaction.is_kept and self._after_commit is not None:
            self._after_commit()

    @contextmanager
    def held(self) -> Iterator[HeldDatabase]:
        """Give the database as it is to the one who replaces its file; nobody else has it open.

        Raises ``StoreBusy`` as ``reading`` does.
        """
        with self._writing, self._lease.alone(self._connect_plainly) as connection:
            yield HeldDatabase(connection)

    def mark(self) -> int | None:
        """Return what stays the same as long as nothing can have changed; None when unknown."""
        return self._lease.mark()

    def close(self) -> None:
        """Give the file back now, if nobody in this process is using it."""
        self._lease.close()

    def _end(self, transaction: Transaction, cursor: duckdb.DuckDBPyConnection) -> None:
        if not transaction.is_kept:
            cursor.execute("rollback")
            return
        if self._lease.is_file_gone():
            raise StoreUnusable("store_gone", path=self.path)
        record_news(transaction.everything)
        cursor.execute("commit")
        self._lease.note_change()

    def _take_back(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Roll back; a connection that cannot even do that is not used again."""
        try:
            cursor.execute("rollback")
        except duckdb.Error:
            self._lease.break_off()

    def _connect_plainly(self) -> duckdb.DuckDBPyConnection:
        try:
            return duckdb.connect(str(self.path), config=SETTINGS)
        except duckdb.IOException:
            raise  # perhaps somebody holds the file: the caller knows
        except (OSError, duckdb.Error) as trouble:
            raise unusable(self.path, trouble) from trouble

    def _connect(self) -> duckdb.DuckDBPyConnection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            raise unusable(self.path, trouble) from trouble
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
                raise unusable(self.path, trouble) from trouble
            raise
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
