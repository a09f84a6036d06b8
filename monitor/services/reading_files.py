"""Read a file handed in as the kind it should be; what cannot be read becomes a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from monitor.documents.plan_docx import read_plan_docx
from monitor.documents.plan_text import read_plan_text
from monitor.domain.errors import UnreadableFile
from monitor.domain.facts import AdjustmentFact, ResultFact, SpendingFact
from monitor.domain.findings import Finding, Level
from monitor.domain.plan import Plan
from monitor.domain.reading import Reading, SheetUnderstood
from monitor.excel.adjustments import read_adjustments
from monitor.excel.form_reading import IndicatorJudged
from monitor.excel.plans import read_plan_workbook
from monitor.excel.reading import read_workbook
from monitor.excel.reading_monitoring_form import (
    holds_monitoring_forms,
    read_monitoring_forms,
)
from monitor.excel.results import read_results
from monitor.excel.spending import read_spending
from monitor.excel.understanding import Overrides
from monitor.services.checking_plans import check_plan

if TYPE_CHECKING:
    from monitor.domain.month import Month

Progress = Callable[[str, float], None]
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DOCX_PART = b"word/document.xml"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file says, of whichever kind, before it is held against the plan."""

    plan: Plan | None = None
    spending: tuple[SpendingFact, ...] = ()
    results: tuple[ResultFact, ...] = ()
    adjustments: tuple[AdjustmentFact, ...] = ()
    judgements: tuple[IndicatorJudged, ...] = ()
    findings: tuple[Finding, ...] = ()
    understood: tuple[SheetUnderstood, ...] = ()


def read_file(
    kind: str,
    data: bytes,
    *,
    month: Month | None = None,
    overrides: Overrides | None = None,
    on_progress: Progress,
) -> ReadFile:
    """Read the bytes as a plan, spending, results or adjustments file."""
    on_progress("reading", 0.1)
    try:
        return _READERS[kind](data, month, overrides)
    except UnreadableFile as refusal:
        return ReadFile(findings=(Finding(refusal.code, Level.BLOCKER, values=refusal.values),))


def _read_plan(data: bytes, _month: Month | None, _overrides: Overrides | None) -> ReadFile:
    reading = _plan_reading(data)
    plan = reading.facts[0] if reading.facts else None
    return ReadFile(plan=plan, findings=reading.findings, understood=reading.understood)


def _plan_reading(data: bytes) -> Reading[Plan]:
    if not data:
        raise UnreadableFile("empty_file")
    if data.startswith(_ZIP) and _DOCX_PART in data:
        return read_plan_docx(data)
    if data.startswith((_ZIP, _OLE)):
        return _plan_from_workbook(data)
    return read_plan_text(data)


def _plan_from_workbook(data: bytes) -> Reading[Plan]:
    try:
        reading = read_plan_workbook(read_workbook(data))
    except UnreadableFile as refusal:
        if refusal.code == "word_file":  # for a plan the way out is a docx, not a workbook
            raise UnreadableFile("docx_old_or_encrypted") from refusal
        raise
    checked = [finding for plan in reading.facts for finding in check_plan(plan)]
    return replace(reading, findings=(*reading.findings, *checked))


def _read_spending(data: bytes, month: Month | None, overrides: Overrides | None) -> ReadFile:
    reading = read_spending(read_workbook(data), fiscal_year=None, month=month, overrides=overrides)
    return ReadFile(
        spending=reading.facts, findings=reading.findings, understood=reading.understood
    )


def _read_results(data: bytes, month: Month | None, overrides: Overrides | None) -> ReadFile:
    workbook = read_workbook(data)
    if holds_monitoring_forms(workbook):
        forms = read_monitoring_forms(workbook, month=month, fiscal_year=None)
        return ReadFile(
            results=forms.results,
            judgements=forms.judgements,
            findings=forms.findings,
            understood=forms.understood,
        )
    reading = read_results(workbook, fiscal_year=None, month=month, overrides=overrides)
    return ReadFile(results=reading.facts, findings=reading.findings, understood=reading.understood)


def _read_adjustments(data: bytes, month: Month | None, overrides: Overrides | None) -> ReadFile:
    reading = read_adjustments(
        read_workbook(data), fiscal_year=None, month=month, overrides=overrides
    )
    return ReadFile(
        adjustments=reading.facts, findings=reading.findings, understood=reading.understood
    )


_READERS = {
    "plan": _read_plan,
    "spending": _read_spending,
    "results": _read_results,
    "adjustments": _read_adjustments,
}
