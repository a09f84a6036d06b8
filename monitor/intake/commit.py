"""Take a file in: see what it would change, then change exactly that, in one transaction.

Preview and commit run the same code; a preview's transaction is rolled back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.access.audit import record_blocked
from monitor.domain.errors import Outdated
from monitor.domain.findings import Finding, Level, has_blocker
from monitor.domain.month_close import find_closed
from monitor.intake.budget_changes import budget_findings
from monitor.intake.control_total import total_findings
from monitor.intake.mappings import list_mappings, save_mapping
from monitor.intake.match import Row
from monitor.intake.prepare import Prepared, prepare
from monitor.intake.read_file import Progress, ReadFile, ReadingAsked, read_file
from monitor.intake.request import Committed, ImportRequest, MonthTotal, Preview, _silent
from monitor.store.batches import (
    MonthSum,
    append_batch,
    append_findings,
    comparing,
)
from monitor.store.database import Store
from monitor.store.files import file_digest, keep_file
from monitor.store.reading import ProjectsOf
from monitor.store.rows import now_utc

if TYPE_CHECKING:
    from monitor.store.reading import Reading
    from monitor.store.transaction import Transaction


_MOST_CODES = 5
_LEAST_UNMOVED = 3  # figures that all stand as they stood a month before


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
        if expected_version not in (None, transaction.everything.ask_value("data_version")):
            raise Outdated
        batch_id, preview = _apply(transaction, request, reading, digest, on_progress)
        if not preview.is_blocked and not preview.changes_nothing:
            if mapping_name:
                _save_mapping(transaction, mapping_name, request, reading)
            keep_file(files_folder, request.data)
            transaction.keep(preview.fiscal_year, affected=batch_id, name=request.actor)
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
        request.month,
        request.overrides,
        tuple(list_mappings(store)),
        request.mapping,
        request.file_name,
    )
    return read_file(request.kind, request.data, asked, on_progress=on_progress)


def _save_mapping(
    transaction: Transaction, name: str, request: ImportRequest, reading: ReadFile
) -> None:
    overrides = reading.choice.overrides
    save_mapping(
        transaction, name, request.kind, overrides, reading.understood, actor=request.actor
    )


@dataclass(frozen=True, slots=True)
class _Unplanned:
    project_code: str
    month: int
    spent: Decimal


def _without_plan(everything: Reading, fiscal_year: int) -> Iterator[Finding]:
    """Name the projects with spending that no plan names any more; none of it is in a total."""
    found = everything.ask("spending_without_plan", _Unplanned, fiscal_year=fiscal_year)
    if found:
        values = {
            "year": str(fiscal_year),
            "count": str(len(found)),
            "found": f"{sum(each.spent for each in found):f}",
            "codes": "、".join(each.project_code for each in found[:_MOST_CODES]),
        }
        yield Finding("spending_without_plan", Level.WARNING, values=values)


def _nothing_moved(totals: Sequence[MonthTotal]) -> Iterator[Finding]:
    """Warn where a month comes in new with the very total of the month before it."""
    for total in totals:
        if total.spent and total.spent_before is None and total.spent == total.previous_spent:
            values = {"month": str(total.month), "found": f"{total.spent:f}"}
            yield Finding("nothing_moved", Level.WARNING, values=values)


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
    everything = transaction.everything
    version = str(everything.ask_value("data_version"))
    on_progress("comparing", 0.4)
    prepared = prepare(transaction.own, request, reading)
    findings = (*reading.findings, *prepared.findings, *_total_findings(request, prepared))
    if has_blocker(findings) or prepared.fiscal_year is None:
        return 0, _blocked(request, reading, prepared, findings, version)
    on_progress("changing", 0.65)
    with comparing(
        everything, request.kind, prepared.fiscal_year, prepared.project_codes
    ) as comparison:
        before = _spent_by_month(transaction.committed, prepared)
        batch_id = _append(transaction, request, reading, prepared, digest)
        changes = comparison.changes(batch_id)
        if request.kind == "spending":
            changes += comparison.missing()
        added = comparison.affected_by_month() if request.kind == "spending" else {}
    if request.kind in ("plan", "spending"):
        findings += tuple(_without_plan(everything, prepared.fiscal_year))
    if request.kind == "adjustments":
        projects = ProjectsOf(prepared.fiscal_year, prepared.project_codes)
        rows = prepared.rows["adjustment_facts"]
        findings += tuple(budget_findings(everything, projects, rows))
    totals = _totals(prepared.months, before, added)
    if prepared.facts_count >= _LEAST_UNMOVED:
        findings += tuple(_nothing_moved(totals))
    append_findings(transaction, batch_id, findings)
    closed = find_closed(transaction.barred(prepared.fiscal_year, request.actor, batch_id))
    return batch_id, Preview(
        kind=request.kind,
        fiscal_year=prepared.fiscal_year,
        months=prepared.months,
        understood=reading.understood,
        findings=(*closed, *findings),
        changes=tuple(changes),
        totals=totals,
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
    transaction: Transaction,
    request: ImportRequest,
    reading: ReadFile,
    prepared: Prepared,
    digest: str,
) -> int:
    batch_id = append_batch(
        transaction,
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
        numbered = _numbered(transaction, table, rows, request)
        transaction.append(table, numbered, batch_id=batch_id)
    return batch_id


def _numbered(
    transaction: Transaction, table: str, rows: Sequence[Row], request: ImportRequest
) -> Sequence[Row]:
    """Give notes what a note entered on a page has too: a number, who and when."""
    if table != "deviation_notes" or not rows:
        return rows
    first = transaction.next_number(table, "note_id")
    said = {"actor": request.actor, "noted_at": now_utc()}
    return [{**row, **said, "note_id": first + place} for place, row in enumerate(rows)]


def _spent_by_month(committed: Reading, prepared: Prepared) -> dict[int, Decimal]:
    sums = committed.ask(
        "spent_by_month",
        MonthSum,
        fiscal_year=prepared.fiscal_year,
        unit_code=prepared.unit_code,
    )
    return {each.month: each.spent for each in sums}


def _totals(
    months: Sequence[int], before: dict[int, Decimal], added: dict[int, Decimal]
) -> tuple[MonthTotal, ...]:
    after = {month: before.get(month, Decimal(0)) + amount for month, amount in added.items()}
    after = before | after
    return tuple(
        MonthTotal(month, after.get(month), before.get(month), after.get(month - 1))
        for month in months
    )
