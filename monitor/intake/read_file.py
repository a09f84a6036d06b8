"""Read a file handed in as the kind it should be; what cannot be read becomes a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from monitor.domain.errors import UnreadableFile, WrongUse
from monitor.domain.findings import Finding, Level
from monitor.domain.plan import Plan
from monitor.intake.adjustments import read_adjustments
from monitor.intake.facts import (
    AdjustmentFact,
    Reading,
    ResultFact,
    SheetUnderstood,
    SpendingFact,
    StatedBudget,
)
from monitor.intake.files.grid import Workbook
from monitor.intake.files.process import read_workbook
from monitor.intake.mappings import MappingChoice, SavedMapping, choose_mapping
from monitor.intake.monitoring_form.read import (
    IndicatorJudged,
    holds_monitoring_forms,
    read_monitoring_forms,
)
from monitor.intake.plans.findings import check_plan
from monitor.intake.plans.text import read_plan_text
from monitor.intake.plans.workbooks.read import read_plan_workbook
from monitor.intake.results import read_results
from monitor.intake.sheets.header import Overrides
from monitor.intake.spending import read_spending

if TYPE_CHECKING:
    from monitor.domain.month import Month


Progress = Callable[[str, float], None]
_OPENED, _READ = 0.1, 0.38  # shares of an import done when the file is open, and when it is read
_HALF_WAY_ROWS = 60_000
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
    budgets: tuple[StatedBudget, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    choice: MappingChoice = field(default_factory=MappingChoice)


@dataclass(frozen=True, slots=True)
class ReadingAsked:
    """How a file is to be read: the upload's month, corrections, and the mappings to choose from.

    ``mapping`` is as ``choose_mapping`` takes it.
    """

    month: Month | None = None
    overrides: Overrides | None = None
    saved: tuple[SavedMapping, ...] = ()
    mapping: str | None = None
    file_name: str = ""


def read_file(kind: str, data: bytes, asked: ReadingAsked, *, on_progress: Progress) -> ReadFile:
    """Read the bytes as a plan, spending, results or adjustments file.

    Raises ``WrongUse`` for a saved mapping that does not fit the file.
    """
    on_progress("reading", _OPENED)
    try:
        if kind == "plan":
            return _read_plan(data, asked, on_progress)
        workbook = _read_workbook(data, on_progress)
        if kind == "results" and not asked.mapping and holds_monitoring_forms(workbook):
            return _read_forms(workbook, asked)
        choice = choose_mapping(workbook, kind, asked.saved, asked.mapping, asked.overrides)
        return replace(_READERS[kind](workbook, asked, choice.overrides), choice=choice)
    except UnreadableFile as refusal:
        return ReadFile(findings=(Finding(refusal.code, Level.BLOCKER, values=refusal.values),))


def _read_workbook(data: bytes, on_progress: Progress) -> Workbook:
    """Read a workbook, telling how far: the rows to come are unknown, so each counts for less."""

    def tell(step: str) -> None:
        rows = int(step.removeprefix("rows:")) if step.startswith("rows:") else 0
        if rows:
            on_progress("reading", _OPENED + (_READ - _OPENED) * rows / (rows + _HALF_WAY_ROWS))

    return read_workbook(data, on_progress=tell)


def _read_plan(data: bytes, asked: ReadingAsked, on_progress: Progress) -> ReadFile:
    if asked.mapping:
        raise WrongUse("mapping_other_kind", name=asked.mapping)
    reading = _checked(_plan_reading(data, on_progress))
    plan = reading.facts[0] if reading.facts else None
    return ReadFile(plan=plan, findings=reading.findings, understood=reading.understood)


def _plan_reading(data: bytes, on_progress: Progress) -> Reading[Plan]:
    if not data:
        raise UnreadableFile("empty_file")
    if data.startswith(_ZIP) and _DOCX_PART in data:
        # docx and lxml take long to load, and few files need them
        from monitor.intake.plans.docx import read_plan_docx  # noqa: PLC0415 - see above

        return read_plan_docx(data)
    if data.startswith((_ZIP, _OLE)):
        return _plan_from_workbook(data, on_progress)
    return read_plan_text(data)


def _plan_from_workbook(data: bytes, on_progress: Progress) -> Reading[Plan]:
    try:
        return read_plan_workbook(_read_workbook(data, on_progress))
    except UnreadableFile as refusal:
        if refusal.code == "word_file":  # for a plan the way out is a docx, not a workbook
            if data.startswith(_ZIP):
                raise UnreadableFile("plan_file_format", found="ODT") from refusal
            raise UnreadableFile("docx_old_or_encrypted") from refusal
        raise


def _checked(reading: Reading[Plan]) -> Reading[Plan]:
    """Add what is missing from a plan, where its reader has not said so already."""
    said = {finding.code for finding in reading.findings}
    checked = [
        found for plan in reading.facts for found in check_plan(plan) if found.code not in said
    ]
    return replace(reading, findings=(*reading.findings, *checked))


def _read_forms(workbook: Workbook, asked: ReadingAsked) -> ReadFile:
    forms = read_monitoring_forms(workbook, month=asked.month, fiscal_year=None)
    return ReadFile(
        results=forms.results,
        judgements=forms.judgements,
        findings=forms.findings,
        understood=forms.understood,
    )


def _read_spending(
    workbook: Workbook, asked: ReadingAsked, overrides: Overrides | None
) -> ReadFile:
    reading = read_spending(
        workbook,
        fiscal_year=None,
        month=asked.month,
        overrides=overrides,
        file_name=asked.file_name,
    )
    return ReadFile(
        spending=reading.facts,
        findings=reading.findings,
        understood=reading.understood,
        budgets=reading.budgets,
        units=reading.units,
    )


def _read_results(workbook: Workbook, asked: ReadingAsked, overrides: Overrides | None) -> ReadFile:
    reading = read_results(workbook, fiscal_year=None, month=asked.month, overrides=overrides)
    return ReadFile(results=reading.facts, findings=reading.findings, understood=reading.understood)


def _read_adjustments(
    workbook: Workbook, asked: ReadingAsked, overrides: Overrides | None
) -> ReadFile:
    reading = read_adjustments(workbook, fiscal_year=None, month=asked.month, overrides=overrides)
    return ReadFile(
        adjustments=reading.facts, findings=reading.findings, understood=reading.understood
    )


_READERS = {
    "spending": _read_spending,
    "results": _read_results,
    "adjustments": _read_adjustments,
}
