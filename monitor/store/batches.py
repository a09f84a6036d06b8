"""Write batches and what happens to them; rows are added, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING

import pyarrow as pa

from monitor.domain.findings import Finding, Level
from monitor.domain.judged import Change
from monitor.store.reading import fetch, fetch_of_subset
from monitor.store.unit_scope import check_rows
from monitor.store.views import read_folder, restrict_to

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


Row = Mapping[str, object]


def now_utc() -> datetime:
    """Return the present moment in UTC without a zone, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def next_number(cursor: DuckDBPyConnection, table: str, column: str) -> int:
    """Return one more than the highest number in use, also past what a bound person sees.

    Tables are this module's callers' own.
    """
    rows = cursor.execute(f"select coalesce(max({column}), 0) + 1 from main.{table}").fetchall()  # noqa: S608 - names come from code
    return int(rows[0][0])


def append_rows(
    cursor: DuckDBPyConnection, table: str, rows: Sequence[Row], **common: object
) -> None:
    """Append rows, matched by column name; columns a row lacks become null.

    ``common`` are columns that say the same in every row.
    """
    if not rows:
        return
    check_rows(cursor, table, rows, common)
    schema = cursor.sql(f"select * from {table} limit 0").to_arrow_table().schema  # noqa: S608 - names come from code
    columns = {
        field.name: pa.repeat(pa.scalar(common[field.name], field.type), len(rows))
        if field.name in common
        else pa.array(_column(rows, field.name), type=field.type)
        for field in schema
    }
    # Not registered under a name: a transaction keeps every name it ever had, with all its rows.
    cursor.from_arrow(pa.table(columns, schema=schema)).insert_into(table)


def _column(rows: Sequence[Row], name: str) -> list[object]:
    try:
        return list(map(itemgetter(name), rows))
    except KeyError:  # some rows lack it
        return [row.get(name) for row in rows]


def append_batch(cursor: DuckDBPyConnection, batch: Row) -> int:
    """Append a batch row and return its number."""
    batch_id = next_number(cursor, "batches", "batch_id")
    append_rows(cursor, "batches", [{"batch_id": batch_id, "committed_at": now_utc(), **batch}])
    return batch_id


def append_event(
    cursor: DuckDBPyConnection, batch_id: int, event: str, *, actor: str, reason: str
) -> None:
    """Append that a batch was withdrawn or restored."""
    append_rows(
        cursor,
        "batch_events",
        [
            {
                "event_id": next_number(cursor, "batch_events", "event_id"),
                "batch_id": batch_id,
                "event": event,
                "actor": actor,
                "reason": reason,
                "happened_at": now_utc(),
            }
        ],
    )


def append_findings(cursor: DuckDBPyConnection, batch_id: int, findings: Sequence[Finding]) -> None:
    """Keep what was found in a file beside its batch."""
    append_rows(
        cursor,
        "batch_findings",
        [
            {
                "batch_id": batch_id,
                "position": position,
                "code": finding.code,
                "level": finding.level.value,
                "sheet": finding.sheet,
                "cell": finding.cell,
                "details": json.dumps(dict(finding.values), ensure_ascii=False),
            }
            for position, finding in enumerate(findings)
        ],
    )


def fetch_findings(cursor: DuckDBPyConnection, batch_id: int) -> list[Finding]:
    """Return the findings kept beside a batch, in their order."""
    rows = cursor.execute(
        "select code, level, sheet, cell, details from batch_findings"
        " where batch_id = $batch_id order by position",
        {"batch_id": batch_id},
    ).fetchall()
    return [
        Finding(code, Level(level), sheet, cell, json.loads(details))
        for code, level, sheet, cell, details in rows
    ]


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
        self._narrowing = restrict_to(cursor, fiscal_year, project_codes)
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
        return fetch_of_subset(self._cursor, "changes", Change, self._narrowing, fiscal_year=year)

    def missing(self) -> list[Change]:
        """Return the projects of the same units that the batch leaves out; after ``changes``."""
        year = self._scope["fiscal_year"]
        spoken = replace(self._narrowing, wanted=_OF_THEIR_UNITS, parameters={})
        return fetch_of_subset(self._cursor, "missing_from_file", Change, spoken, fiscal_year=year)

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
