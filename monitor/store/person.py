"""The store as one person may use it: what they see, and what they may change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from monitor.domain.errors import NotAllowed
from monitor.domain.roles import Actor, Permission
from monitor.store.database import Store, Transaction
from monitor.store.unit_scope import bind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class ActingStore(Store):
    """The same database, lent to a person; every cursor sees their units and nothing else."""

    def __init__(self, store: Store, actor: Actor) -> None:
        """Stand before a store; both share its file and its lease."""
        super().__init__(store.path)
        self._root = store
        self.actor = actor

    @property
    def root(self) -> Store:
        """Return the store as the file's owner has it."""
        return self._root

    @contextmanager
    def reading(self) -> Iterator[DuckDBPyConnection]:
        """Lend a cursor bound to the person's units."""
        with self._root.reading() as cursor:
            if self.actor.units:
                self._bind(cursor, self.actor.units)
            yield cursor

    def _bind(self, cursor: DuckDBPyConnection, units: tuple[str, ...]) -> None:
        """Bind a cursor; what is the person's own is found out once for as long as nothing changes.

        The mark is taken first: what changes meanwhile makes it stale.
        """
        mark, stocks = self._root.mark(), self._root.stocks
        known, stock = stocks.get(units, (None, None))
        if mark is None or known != mark:
            stock = None
        stock = bind(cursor, units, stock)
        if mark is not None:
            stocks[units] = (mark, stock)

    @contextmanager
    def transaction(self, permission: Permission | None = None) -> Iterator[Transaction]:
        """Lend a transaction for what the role allows.

        Its cursor sees everything, so that checks hold for the whole; what is appended is held
        against the units. Raises ``NotAllowed``.
        """
        check(self.actor, permission)
        with self._root.transaction(permission) as transaction:
            transaction.actor = self.actor
            if self.actor.units:
                bind(transaction.cursor, self.actor.units)
                transaction.cursor.execute("use main")
            yield transaction

    def close(self) -> None:
        """Give the file back."""
        self._root.close()


def check(actor: Actor, permission: Permission | None) -> None:
    """Refuse what a role does not allow: ``NotAllowed`` says who may."""
    if not actor.may(permission):
        code = f"not_allowed_{permission or 'admin'}"
        raise NotAllowed(code, name=actor.name)
