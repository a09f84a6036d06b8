"""One transaction: what it reads, what it writes, and whether that stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from monitor.domain.errors import NotAllowed
from monitor.domain.month_close import ClosedMonth
from monitor.domain.roles import OWNER, Actor
from monitor.store.audit import record
from monitor.store.closed_months import barred_months, refuse_closed
from monitor.store.materialised import Affected, codes_of, refresh_materialised
from monitor.store.reading import WORKED_OUT, Reading, Sight
from monitor.store.rows import Row, append_arrow, append_rows, next_number, shape_of

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection


class Transaction:
    """Reads and writes inside one transaction; without ``keep`` it only shows what would be, if.

    ``everything`` sees all units and ``own`` what the person may see, both with the months worked
    out from the facts as they are now, this transaction's included; ``committed`` sees the
    person's months as they were materialised before it.
    """

    def __init__(
        self, cursor: DuckDBPyConnection, actor: Actor = OWNER, *, is_own: bool = False
    ) -> None:
        """Begin as one that leaves no trace; the cursor is inside a transaction."""
        self._cursor = cursor
        self.actor = actor
        self.is_kept = False
        self.everything = Reading(cursor, WORKED_OUT, is_one_moment=True)
        self.own = self._reading(Sight(is_own=is_own, is_worked_out=True))
        self.committed = self._reading(Sight(is_own=is_own))

    def _reading(self, sight: Sight) -> Reading:
        return Reading(self._cursor, sight, WORKED_OUT, is_one_moment=True)

    def append(self, table: str, rows: Sequence[Row], **common: object) -> None:
        """Append rows, matched by column name; ``common`` are columns that say the same in each.

        Raises ``NotAllowed`` for rows about units that are not the person's.
        """
        append_rows(self._cursor, table, rows, **common)

    def shape_of(self, table: str) -> pa.Schema:
        """Return the names and types of a table's columns, in their order, as Arrow has them."""
        return shape_of(self._cursor, table)

    def append_arrow(self, table: str, columns: Sequence[pa.Array]) -> None:
        """Append rows that are laid out already, a column each in the order of ``shape_of``.

        They are not held against units: ``NotAllowed`` for whoever is bound to some.
        """
        if self.actor.units:
            raise NotAllowed("not_allowed_admin", name=self.actor.name)
        append_arrow(self._cursor, table, columns)

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
