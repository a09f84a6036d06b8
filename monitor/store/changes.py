"""What a batch, a withdrawal or a restoration would change, seen inside its own transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from monitor.store.folders import read_folder
from monitor.store.queries import fetch, fetch_narrowed
from monitor.store.views import narrow_to

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after, and why it is listed.

    ``why`` is new, changed, restated, gone, rebased (the figure that is known already, on the
    other basis), same or missing. ``month`` is 0 for what is not of a month; ``item`` names the
    indicator or part of the plan.
    """

    project_code: str
    project_name: str
    item: str
    month: int
    old_amount: Decimal | None
    new_amount: Decimal | None
    old_said: str | None
    new_said: str | None
    why: str


@dataclass(frozen=True, slots=True)
class MonthSum:
    """A sum of money of a month, in yuan."""

    month: int
    spent: Decimal


# Every project of the units that a file speaks of, as any plan of the year has them.
_OF_THEIR_UNITS = """
    select distinct project_code
    from main.plan_projects
    where unit_code in (
        select unit_code
        from main.plan_projects
        where project_code in (select project_code from temp.file_keys)
    )
"""


class Comparison:
    """The snapshot taken before, to be compared with what stands after.

    Only the facts of the projects named are looked at; a plan is compared with the whole plan.
    """

    def __init__(
        self,
        cursor: DuckDBPyConnection,
        kind: str,
        fiscal_year: int,
        project_codes: Sequence[str],
    ) -> None:
        """Take the snapshot of the projects named."""
        self._cursor = cursor
        self._kind = kind
        self._scope = {"fiscal_year": fiscal_year, "project_codes": list(project_codes)}
        self._narrowing = narrow_to(cursor, fiscal_year, project_codes)
        self._snapshot("before_it")

    def changes(self, batch_id: int) -> list[Change]:
        """Return what the batch states or moves."""
        self._snapshot("after_it")
        self._cursor.execute(
            f"create or replace temp table file_keys as {self._text(f'file_keys_{self._kind}')}",
            {"batch_id": batch_id},
        )
        year = self._scope["fiscal_year"]
        if self._kind == "plan":
            return fetch(self._cursor, "changes", Change, fiscal_year=year)
        return fetch_narrowed(self._cursor, "changes", Change, self._narrowing, fiscal_year=year)

    def missing(self) -> list[Change]:
        """Return the projects of the same units that the batch leaves out; after ``changes``."""
        year = self._scope["fiscal_year"]
        spoken = replace(self._narrowing, wanted=_OF_THEIR_UNITS, parameters={})
        return fetch_narrowed(self._cursor, "missing_from_file", Change, spoken, fiscal_year=year)

    def moved_by_month(self) -> dict[int, Decimal]:
        """Return by how much the amounts of each month moved in sum; after ``changes``."""
        moved = fetch(self._cursor, "moved_by_month", MonthSum)
        return {each.month: each.spent for each in moved}

    def _snapshot(self, name: str) -> None:
        text = self._text(f"snapshot_{self._kind}")
        if self._kind != "plan":
            text = self._narrowing.narrow(text)
        self._cursor.execute(f"create or replace temp table {name} as {text}", self._scope)

    def _text(self, query: str) -> str:
        return read_folder("queries")[query]


@contextmanager
def comparing(
    cursor: DuckDBPyConnection, kind: str, fiscal_year: int, project_codes: Sequence[str]
) -> Iterator[Comparison]:
    """Compare before and after within the block, leaving no temporary table behind."""
    try:
        yield Comparison(cursor, kind, fiscal_year, project_codes)
    finally:
        for name in ("before_it", "after_it", "file_keys"):
            cursor.execute(f"drop table if exists temp.{name}")
