"""The store as one person may use it: what they see, and what they may change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.domain.errors import NotAllowed
from monitor.domain.roles import Actor, Permission
from monitor.store.database import Store
from monitor.store.reading import WORKED_OUT, Reading, begin_reading, look
from monitor.store.transaction import Transaction
from monitor.store.unit_scope import bind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class ActingStore(Store):
    """The same database for a person; every question sees their units and nothing else."""

    def __init__(self, store: Store, actor: Actor) -> None:
        """Share a store's file and its lease."""
        super().__init__(store.path)
        self._root = store
        self.actor = actor

    @property
    def root(self) -> Store:
        """Return the store as the file's owner has it."""
        return self._root

    @contextmanager
    def reading(self, known_on: datetime | None = None) -> Iterator[Reading]:
        """Give a reading of the person's units."""
        if not self.actor.units:
            with self._root.reading(known_on) as reading:
                yield reading
            return
        with self._root.reading() as reading:
            look(reading.cursor, WORKED_OUT)
            self._bind(reading.cursor, self.actor.units)
            yield begin_reading(reading.cursor, is_own=True, known_on=known_on)

    def _bind(self, cursor: DuckDBPyConnection, units: tuple[str, ...]) -> None:
        """Bind a cursor; what is the person's own is found out once for as long as nothing changes.

        The mark is taken first: what changes meanwhile makes it stale.
        """
        mark, known_ids = self._root.mark(), self._root.visible_ids
        known, visible = known_ids.get(units, (None, None))
        if mark is None or known != mark:
            visible = None
        visible = bind(cursor, units, visible)
        if mark is not None:
            known_ids[units] = (mark, visible)

    @contextmanager
    def transaction(self, permission: Permission | None = None) -> Iterator[Transaction]:
        """Give a transaction for what the role allows; what is appended must be of the units.

        Raises ``NotAllowed``.
        """
        check(self.actor, permission)
        bound = self._bind_writing if self.actor.units else None
        with self._root.transaction_of(self.actor, permission, bound) as transaction:
            yield transaction

    def _bind_writing(self, cursor: DuckDBPyConnection) -> None:
        bind(cursor, self.actor.units)

    def close(self) -> None:
        """Give the file back."""
        self._root.close()


def check(actor: Actor, permission: Permission | None) -> None:
    """Refuse what a role does not allow: ``NotAllowed`` says who may."""
    if not actor.may(permission):
        code = f"not_allowed_{permission or 'admin'}"
        raise NotAllowed(code, name=actor.name)
