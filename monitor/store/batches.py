"""Write batches and what happens to them; rows are added, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from monitor.domain.findings import Finding, Level
from monitor.domain.judged import Change
from monitor.store.reading import ProjectsOf, Reading
from monitor.store.rows import Row, now_utc

if TYPE_CHECKING:
    from monitor.store.transaction import Transaction


def append_batch(transaction: Transaction, batch: Row) -> int:
    """Append a batch row and return its number."""
    batch_id = transaction.next_number("batches", "batch_id")
    transaction.append("batches", [{"batch_id": batch_id, "committed_at": now_utc(), **batch}])
    return batch_id


def append_event(
    transaction: Transaction, batch_id: int, event: str, *, actor: str, reason: str
) -> None:
    """Append that a batch was withdrawn or restored."""
    transaction.append(
        "batch_events",
        [
            {
                "event_id": transaction.next_number("batch_events", "event_id"),
                "batch_id": batch_id,
                "event": event,
                "actor": actor,
                "reason": reason,
                "happened_at": now_utc(),
            }
        ],
    )


def append_findings(transaction: Transaction, batch_id: int, findings: Sequence[Finding]) -> None:
    """Keep what was found in a file beside its batch."""
    transaction.append(
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


@dataclass(frozen=True, slots=True)
class _FindingRow:
    code: str
    level: str
    sheet: str
    cell: str
    details: str


def fetch_findings(reading: Reading, batch_id: int) -> list[Finding]:
    """Return the findings kept beside a batch, in their order."""
    rows = reading.ask("batch_findings", _FindingRow, batch_id=batch_id)
    return [
        Finding(row.code, Level(row.level), row.sheet, row.cell, json.loads(row.details))
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class MonthSum:
    """A sum of money of a month, in yuan."""

    month: int
    spent: Decimal


class Comparison:
    """The snapshot taken before, to be compared with what is there after.

    Only the facts of the projects named are looked at; a plan is compared with the whole plan.
    """

    def __init__(self, reading: Reading, kind: str, projects: ProjectsOf) -> None:
        """Take the snapshot of the projects named."""
        self._reading = reading
        self._kind = kind
        self._projects = projects
        self._snapshot("before_it")

    def changes(self, batch_id: int) -> list[Change]:
        """Return what the batch states, and what it affects."""
        self._snapshot("after_it")
        self._reading.lay_out("file_keys", f"file_keys_{self._kind}", batch_id=batch_id)
        if self._kind == "plan":
            year = self._projects.fiscal_year
            return self._reading.ask("changes", Change, fiscal_year=year)
        return self._reading.ask("changes", Change, self._projects)

    def missing(self) -> list[Change]:
        """Return the projects of the same units that the batch leaves out; after ``changes``."""
        year = self._projects.fiscal_year
        theirs = self._reading.ask("projects_of_their_units", _Code)
        projects = ProjectsOf(year, [each.project_code for each in theirs])
        return self._reading.ask("missing_from_file", Change, projects)

    def affected_by_month(self) -> dict[int, Decimal]:
        """Return by how much the amounts of each month change in sum; after ``changes``."""
        found = self._reading.ask("affected_by_month", MonthSum)
        return {each.month: each.spent for each in found}

    def _snapshot(self, name: str) -> None:
        query = f"snapshot_{self._kind}"
        if self._kind == "plan":
            self._reading.lay_out(
                name,
                query,
                fiscal_year=self._projects.fiscal_year,
                project_codes=list(self._projects.codes),
            )
        else:
            self._reading.lay_out(name, query, projects=self._projects)


@dataclass(frozen=True, slots=True)
class _Code:
    project_code: str


@contextmanager
def comparing(
    reading: Reading, kind: str, fiscal_year: int, project_codes: Sequence[str]
) -> Iterator[Comparison]:
    """Compare before and after within the block, leaving no temporary table behind."""
    try:
        yield Comparison(reading, kind, ProjectsOf(fiscal_year, project_codes))
    finally:
        for name in ("before_it", "after_it", "file_keys"):
            reading.cursor.execute(f"drop table if exists temp.{name}")
