"""Take a file in: see what it would change, then change exactly that, in one transaction.

Preview and commit run the same code; a preview's transaction is rolled back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.domain.closing import find_closed
from monitor.domain.errors import Outdated
from monitor.domain.findings import Finding, Level, has_blocker
from monitor.domain.month import Month
from monitor.domain.reading import SheetUnderstood
from monitor.excel.shapes import CUMULATIVE, MONTHLY, PAYMENTS
from monitor.excel.understanding import Overrides as Overrides  # noqa: PLC0414 - for faces
from monitor.services.auditing import record_blocked
from monitor.services.mappings import list_mappings, save_mapping
from monitor.services.preparing import Prepared, prepare
from monitor.services.reading_files import Progress as Progress  # noqa: PLC0414 - for faces
from monitor.services.reading_files import ReadFile, ReadingAsked, read_file
from monitor.services.resolving import NameMatch as NameMatch  # noqa: PLC0414 - for faces
from monitor.services.resolving import Row
from monitor.services.typed_total import total_findings
from monitor.store.batches import (
    append_batch,
    append_findings,
    append_rows,
    next_number,
    now_utc,
)
from monitor.store.changes import Change as Change  # noqa: PLC0414 - for faces
from monitor.store.changes import MonthSum, comparing
from monitor.store.connection import Store
from monitor.store.file_store import file_digest, keep_file
from monitor.store.queries import fetch, fetch_value
from monitor.store.scoping import seeing_kept, seeing_own

if TYPE_CHECKING:
    from monitor.store.connection import Cursor, Transaction

MONEY_UNITS = ("元", "万元")
BASES = (CUMULATIVE, MONTHLY, PAYMENTS)


def _silent(_step: str, _share: float) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A file handed in. ``kind`` is plan, spending, results or adjustments.

    ``month`` is what the person says; the file may say it itself. ``unlisted_unchanged`` is the
    person's statement that projects the file leaves out are unchanged since last month;
    ``by_name`` that projects without a code are meant by their exact name. ``mapping`` names the
    saved mapping to read by, is blank for the newest that fits, None for none. ``total`` is what
    the amounts of a spending file must add up to, in yuan.
    """

    kind: str
    file_name: str
    data: bytes = field(repr=False)
    actor: str
    month: Month | None = None
    unlisted_unchanged: bool = False
    by_name: bool = False
    overrides: Overrides | None = None
    mapping: str | None = None
    total: Decimal | None = None
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """The reported total of the file's units at a month's end beside last month's; yuan."""

    month: int
    spent: Decimal | None
    spent_before: Decimal | None
    previous_spent: Decimal | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. ``data_version`` is the state of the store it was seen against.

    ``mapping`` names the saved mapping it was read by, ``offered`` the one that fits its header;
    ``name_matches`` are the projects without a code that a name of the plan answers to.
    """

    kind: str
    fiscal_year: int | None
    months: tuple[int, ...]
    understood: tuple[SheetUnderstood, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    totals: tuple[MonthTotal, ...]
    facts_count: int
    data_version: str
    mapping: str = ""
    offered: str = ""
    name_matches: tuple[NameMatch, ...] = ()

    @property
    def is_blocked(self) -> bool:
        """Say whether a finding stops the import."""
        return has_blocker(self.findings)

    @property
    def changes_nothing(self) -> bool:
        """Say whether everything the file states is known already."""
        return self.moved == 0

    @property
    def moved(self) -> int:
        """Count the figures that the file states anew, or moves."""
        return self.count(*_MOVING)

    def count(self, *reasons: str) -> int:
        """Count the changes of the reasons named."""
        return sum(change.why in reasons for change in self.changes)


@dataclass(frozen=True, slots=True)
class Committed:
    """What was done; ``batch_id`` is None when the file changed nothing."""

    batch_id: int | None
    preview: Preview


# A figure restated on another basis is a fact: earlier months no longer move it.
_MOVING = ("new", "changed", "restated", "gone", "rebased")


def preview_import(
    store: Store, request: ImportRequest, on_progress: Progress = _silent
) -> Preview:
    """Return what the file says and what it would change; nothing is kept."""
    reading = _read(store, request, on_progress)
    digest = file_digest(request.data)
    with store.transaction("import") as transaction:
        return _apply(transaction, request, reading, digest, on_progress)[1]


def commit_import(
    store: Store,
    request: ImportRequest,
    files_folder: Path,
    *,
    expected_version: str | None = None,
    mapping_name: str = "",
    on_progress: Progress = _silent,
) -> Committed:
    """Import the file in one transaction and keep its bytes; a blocked file changes nothing.

    Under ``mapping_name`` the corrections it was read with are saved for the same header.
    Raises ``Outdated`` when the store has moved on since the version the person looked at.
    """
    reading = _read(store, request, on_progress)
    digest = file_digest(request.data)
    with store.transaction("import") as transaction:
        if expected_version not in (None, fetch_value(transaction.cursor, "data_version")):
            raise Outdated
        batch_id, preview = _apply(transaction, request, reading, digest, on_progress)
        if not preview.is_blocked and not preview.changes_nothing:
            if mapping_name:
                _save_mapping(transaction.cursor, mapping_name, request, reading)
            keep_file(files_folder, request.data)
            transaction.keep(preview.fiscal_year, moved=batch_id, name=request.actor)
            return Committed(batch_id, preview)
    if preview.is_blocked:
        _record_blocked(store, request, preview)
    return Committed(None, preview)


def _record_blocked(store: Store, request: ImportRequest, preview: Preview) -> None:
    codes = [each.code for each in preview.findings if each.level is Level.BLOCKER]
    record_blocked(
        store, request.file_name, request.data, codes, kind=request.kind, actor=request.actor
    )


def _read(store: Store, request: ImportRequest, on_progress: Progress) -> ReadFile:
    asked = ReadingAsked(
        request.month, request.overrides, tuple(list_mappings(store)), request.mapping
    )
    return read_file(request.kind, request.data, asked, on_progress=on_progress)


def _save_mapping(cursor: Cursor, name: str, request: ImportRequest, reading: ReadFile) -> None:
    overrides = reading.choice.overrides
    save_mapping(cursor, name, request.kind, overrides, reading.understood, actor=request.actor)


def _total_findings(request: ImportRequest, prepared: Prepared) -> Iterable[Finding]:
    return total_findings(request.total, prepared.rows.get("spending_facts", ()))


def _apply(
    transaction: Transaction,
    request: ImportRequest,
    reading: ReadFile,
    digest: str,
    on_progress: Progress,
) -> tuple[int, Preview]:
    """Append the file's batch inside the transaction and say what that changes."""
    cursor = transaction.cursor
    version = str(fetch_value(cursor, "data_version"))
    on_progress("comparing", 0.4)
    with seeing_own(cursor):
        prepared = prepare(
            cursor,
            request.kind,
            reading,
            unlisted_unchanged=request.unlisted_unchanged,
            by_name=request.by_name,
        )
    findings = (*reading.findings, *prepared.findings, *_total_findings(request, prepared))
    if has_blocker(findings) or prepared.fiscal_year is None:
        return 0, _blocked(request, reading, prepared, findings, version)
    on_progress("changing", 0.65)
    with comparing(
        cursor, request.kind, prepared.fiscal_year, prepared.project_codes
    ) as comparison:
        before = _spent_by_month(cursor, prepared)  # kept: they are of before the transaction
        batch_id = _append(cursor, request, reading, prepared, findings, digest)
        changes = comparison.changes(batch_id)
        if request.kind == "spending":
            changes += comparison.missing()
        moved = comparison.moved_by_month() if request.kind == "spending" else {}
    closed = find_closed(transaction.barred(prepared.fiscal_year, request.actor, batch_id))
    return batch_id, Preview(
        kind=request.kind,
        fiscal_year=prepared.fiscal_year,
        months=prepared.months,
        understood=reading.understood,
        findings=(*closed, *findings),
        changes=tuple(changes),
        totals=_totals(prepared.months, before, moved),
        facts_count=prepared.facts_count,
        data_version=version,
        mapping=reading.choice.applied,
        offered=reading.choice.offered,
        name_matches=prepared.name_matches,
    )


def _blocked(
    request: ImportRequest,
    reading: ReadFile,
    prepared: Prepared,
    findings: tuple[Finding, ...],
    version: str,
) -> Preview:
    return Preview(
        kind=request.kind,
        fiscal_year=prepared.fiscal_year,
        months=prepared.months,
        understood=reading.understood,
        findings=findings,
        changes=(),
        totals=(),
        facts_count=prepared.facts_count,
        data_version=version,
        mapping=reading.choice.applied,
        offered=reading.choice.offered,
        name_matches=prepared.name_matches,
    )


def _append(
    cursor: Cursor,
    request: ImportRequest,
    reading: ReadFile,
    prepared: Prepared,
    findings: Sequence[Finding],
    digest: str,
) -> int:
    batch_id = append_batch(
        cursor,
        {
            "kind": request.kind,
            "fiscal_year": prepared.fiscal_year,
            "month": max(prepared.months, default=None),
            "unit_code": prepared.unit_code,
            "file_name": request.file_name,
            "file_sha256": digest,
            "file_size": len(request.data),
            "facts_count": prepared.facts_count,
            "actor": request.actor,
            "understood": json.dumps(
                [asdict(sheet) for sheet in reading.understood], ensure_ascii=False, default=str
            ),
            "is_sample": request.is_sample,
        },
    )
    for table, rows in prepared.rows.items():
        numbered = _numbered(cursor, table, rows, request)
        append_rows(cursor, table, numbered, batch_id=batch_id)
    append_findings(cursor, batch_id, findings)
    return batch_id


def _numbered(
    cursor: Cursor, table: str, rows: Sequence[Row], request: ImportRequest
) -> Sequence[Row]:
    """Give notes what a note entered on a page has too: a number, who and when."""
    if table != "deviation_notes" or not rows:
        return rows
    first = next_number(cursor, table, "note_id")
    said = {"actor": request.actor, "noted_at": now_utc()}
    return [{**row, **said, "note_id": first + place} for place, row in enumerate(rows)]


def _spent_by_month(cursor: Cursor, prepared: Prepared) -> dict[int, Decimal]:
    with seeing_kept(cursor):
        sums = fetch(
            cursor,
            "spent_by_month",
            MonthSum,
            fiscal_year=prepared.fiscal_year,
            unit_code=prepared.unit_code,
        )
    return {each.month: each.spent for each in sums}


def _totals(
    months: Sequence[int], before: dict[int, Decimal], moved: dict[int, Decimal]
) -> tuple[MonthTotal, ...]:
    after = {month: before.get(month, Decimal(0)) + amount for month, amount in moved.items()}
    after = before | after
    return tuple(
        MonthTotal(month, after.get(month), before.get(month), after.get(month - 1))
        for month in months
    )
