"""The store as one person may use it: what they see, and what they may change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from monitor.domain.errors import NotAllowed
from monitor.domain.roles import Actor, Permission
from monitor.store.database import Store, Transaction
from monitor.store.reading import Reading, Sight, look
from monitor.store.unit_scope import bind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


_OWN = Sight(is_own=True)


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
    def reading(self) -> Iterator[Reading]:
        """Give a reading of the person's units."""
        with self._root.reading() as reading:
            if not self.actor.units:
                yield reading
                return
            self._bind(reading.cursor, self.actor.units)
            look(reading.cursor, _OWN)
            yield Reading(reading.cursor, _OWN)

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
        with self._root._writing_as(self.actor, permission, self._bind_writing) as transaction:  # noqa: SLF001 - its own store
            yield transaction

    def _bind_writing(self, cursor: DuckDBPyConnection) -> None:
        if self.actor.units:
            bind(cursor, self.actor.units)

    def close(self) -> None:
        """Give the file back."""
        self._root.close()


def check(actor: Actor, permission: Permission | None) -> None:
    """Refuse what a role does not allow: ``NotAllowed`` says who may."""
    if not actor.may(permission):
        code = f"not_allowed_{permission or 'admin'}"
        raise NotAllowed(code, name=actor.name)
