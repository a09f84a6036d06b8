"""Tell from its content which kind of file this is, as nobody is there to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.domain.errors import UnreadableFile
from monitor.domain.findings import Finding, Level
from monitor.intake.adjustments import read_adjustments
from monitor.intake.facts import SheetUnderstood
from monitor.intake.files.grid import Workbook
from monitor.intake.files.process import read_workbook
from monitor.intake.mappings import SavedMapping, mapped_kinds
from monitor.intake.plans.text import read_plan_text
from monitor.intake.plans.workbooks.read import read_plan_workbook
from monitor.intake.results import read_results
from monitor.intake.spending import read_spending

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DOCX_PART = b"word/document.xml"
_WRONG = "wrong_workbook"
Read = tuple[tuple[Finding, ...], tuple[SheetUnderstood, ...]]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The kind a file is, blank when that cannot be told; then ``findings`` say why."""

    kind: str
    findings: tuple[Finding, ...] = ()


def recognise(data: bytes, saved: Sequence[SavedMapping] = ()) -> Recognised:
    """Try a file as a plan document and as each kind of workbook.

    A workbook with a header that a saved mapping is for is of that mapping's kind.
    """
    is_docx = data.startswith(_ZIP) and _DOCX_PART in data
    try:
        if is_docx:
            # docx and lxml take long to load, and few files need them
            from monitor.intake.plans.docx import read_plan_docx  # noqa: PLC0415 - see above

            read_plan_docx(data)
            return Recognised("plan")
        if not data.startswith((_ZIP, _OLE)) and _is_plan_text(data):
            return Recognised("plan")
        book = read_workbook(data)
        mapped = mapped_kinds(book, saved)
        return Recognised(next(iter(mapped))) if len(mapped) == 1 else _recognise_workbook(book)
    except UnreadableFile as refusal:
        return _unknown(Finding(refusal.code, Level.BLOCKER, values=refusal.values))


def _is_plan_text(data: bytes) -> bool:
    try:
        read_plan_text(data)
    except UnreadableFile:
        return False
    return True


def _recognise_workbook(book: Workbook) -> Recognised:
    read = {kind: reader(book) for kind, reader in _READERS.items()}
    fitting = {
        kind: {sheet.sheet for sheet in understood}
        for kind, (findings, understood) in read.items()
        if not any(finding.code == _WRONG for finding in findings)
    }
    if fitting.get("plan", set()) & fitting.get("spending", set()):
        del fitting["spending"]  # columns of months that hold shares of the budget
    if fitting.get("spending", set()) & fitting.get("adjustments", set()):
        del fitting["adjustments"]  # a report of spending that repeats the year's adjustments
    if len(fitting) == 1:
        return Recognised(next(iter(fitting)))
    if fitting:
        return _unknown(
            Finding("watch_several_kinds", Level.BLOCKER, values={"found": "、".join(fitting)})
        )
    wrong = [each for kind in _LIKELY for each in read[kind][0] if each.code == _WRONG]
    nearest = min(
        (finding.values for finding in wrong),
        key=lambda values: len(values["missing"].split("、")),
    )
    values = {"nearest": nearest.get("expected", ""), "missing": nearest.get("missing", "")}
    return _unknown(Finding("watch_kind_unknown", Level.BLOCKER, values=values))


def _unknown(finding: Finding) -> Recognised:
    return Recognised("", (finding,))


def _read_plan(book: Workbook) -> Read:
    reading = read_plan_workbook(book)
    return reading.findings, reading.understood


def _read_spending(book: Workbook) -> Read:
    reading = read_spending(book, fiscal_year=None, month=None)
    return reading.findings, reading.understood


def _read_results(book: Workbook) -> Read:
    reading = read_results(book, fiscal_year=None, month=None)
    return reading.findings, reading.understood


def _read_adjustments(book: Workbook) -> Read:
    reading = read_adjustments(book, fiscal_year=None, month=None)
    return reading.findings, reading.understood


_READERS: dict[str, Callable[[Workbook], Read]] = {
    "plan": _read_plan,
    "adjustments": _read_adjustments,
    "spending": _read_spending,
    "results": _read_results,
}

_LIKELY = ("spending", "results", "adjustments", "plan")
KINDS_IN_ORDER = tuple(_READERS)  # a plan comes before what is held against it
