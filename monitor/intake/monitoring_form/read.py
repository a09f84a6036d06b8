"""项目支出绩效目标执行监控表, in: results, causes and likelihoods of the forms in a workbook."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from monitor.domain.findings import Finding
from monitor.domain.month import Month
from monitor.domain.scores import Cause, Likelihood
from monitor.intake.facts import ResultFact, SheetUnderstood
from monitor.intake.files.grid import Sheet, Workbook, cell_name
from monitor.intake.monitoring_form.cells import FormCells
from monitor.intake.monitoring_form.head import (
    FormPart,
    decide_month,
    find_head,
    find_parts,
    read_project,
    title_of,
)
from monitor.intake.monitoring_form.header import FormHeader, FormNotes, one_result
from monitor.intake.monitoring_form.rows import IndicatorRow, Rows, read_rows
from monitor.intake.sheets.fields import EXPLAINING_SHEETS
from monitor.intake.sheets.header import ReadRequest
from monitor.intake.sheets.header_words import signature_word
from monitor.intake.sheets.sheet_choice import note_hidden_rows, note_hidden_sheet


@dataclass(frozen=True, slots=True)
class FormFound:
    """One form of a file: its project as it is written there, and the cell that names it.

    ``project_code`` is blank where the form has none; ``month`` is None where nothing says it.
    """

    project_code: str
    project_name: str
    sheet: str
    cell: str
    month: Month | None
    rows_taken: int = 0


@dataclass(frozen=True, slots=True)
class IndicatorJudged:
    """What a form says of one indicator beside its result; texts as written, blank for none.

    ``cell`` is where the indicator's name stands.
    """

    project_code: str
    fiscal_year: int
    month: int
    level1: str
    level2: str
    level3: str
    target_text: str
    causes: tuple[Cause, ...] = ()
    explanation: str = ""
    likelihood: Likelihood | None = None
    expected: str = ""
    remark: str = ""
    project_name: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class FormsRead:
    """All forms of a file: results reported, judgements made, and what is wrong or strange."""

    results: tuple[ResultFact, ...] = ()
    judgements: tuple[IndicatorJudged, ...] = ()
    forms: tuple[FormFound, ...] = ()
    findings: tuple[Finding, ...] = ()
    understood: tuple[SheetUnderstood, ...] = ()


_MOST_NAMES = 8


@dataclass(slots=True)
class _Found:
    """What has been read so far, of all sheets."""

    results: list[ResultFact] = field(default_factory=list)
    judgements: list[IndicatorJudged] = field(default_factory=list)
    forms: list[FormFound] = field(default_factory=list)
    understood: list[SheetUnderstood] = field(default_factory=list)
    first: dict[tuple[str, Month | None], str] = field(default_factory=dict)


def holds_monitoring_forms(workbook: Workbook) -> bool:
    """Say whether some visible sheet holds a monitoring form of a project."""
    return any(find_parts(sheet) for sheet in workbook.sheets if not sheet.hidden)


def read_monitoring_forms(
    workbook: Workbook, *, month: Month | None, fiscal_year: int | None
) -> FormsRead:
    """Read every monitoring form of a workbook, several to a sheet or a sheet each.

    ``month`` is the one asked for; without it each form's own counts, in ``fiscal_year`` where it
    states no year. A blank result is not reported and gives no fact. Sheets that hold no such
    form are left out and noted. Where a form has no project code, its facts carry the name alone.
    """
    asked, found, notes = ReadRequest(fiscal_year, month), _Found(), FormNotes()
    for sheet in workbook.sheets:
        own = FormNotes(sheet.name, notes.found)
        parts = find_parts(sheet)
        if sheet.hidden:
            note_hidden_sheet(sheet, notes, is_alike=bool(parts))
        elif parts:
            for part in parts:
                _read_part(sheet, part, asked, own, found)
        elif sheet.name.strip() not in EXPLAINING_SHEETS and sheet.rows:
            own.add("form_sheet_skipped", found=title_of(sheet))
    if not found.forms and not any(one.code == "form_project_missing" for one in notes.found):
        names = [sheet.name for sheet in workbook.sheets]
        more = "……" if len(names) > _MOST_NAMES else ""
        notes.add("form_not_found", found="、".join(names[:_MOST_NAMES]) + more)
    return FormsRead(
        tuple(found.results),
        tuple(found.judgements),
        tuple(found.forms),
        tuple(notes.found),
        tuple(found.understood),
    )


def _read_part(
    sheet: Sheet, part: FormPart, asked: ReadRequest, notes: FormNotes, found: _Found
) -> None:
    head = find_head(sheet, part.header, part.first_row)
    header = one_result(part.header, asked.last, notes)
    cells = FormCells(sheet, header, part.merges, notes)
    rows = read_rows(cells, part.headers[1:], part.stop)
    cell = cell_name(head.place or head.code_place or (header.top, 0))
    if head.is_blank:
        is_filled = any(row.is_filled for row in rows.taken)
        notes.add("form_project_missing" if is_filled else "form_unfilled", cell)
        return
    note_hidden_rows(sheet, range(header.bottom + 1, part.stop), notes)
    code, name = read_project(head, notes)
    month = decide_month(sheet, header, head, asked, notes)
    where = f"{sheet.name}!{cell}"
    before = found.first.setdefault((code or name, month), where)
    if before != where:
        notes.add("form_twice", cell, found=code or name, first=before)
        return
    reported = [row for row in rows.taken if row.result]
    form = FormFound(code, name, sheet.name, cell, month, len(reported) if month else 0)
    found.forms.append(form)
    found.understood.append(_understood(form, header, rows))
    if month is not None:
        found.results += [_result(form, month, row) for row in reported]
        found.judgements += [_judged(form, month, row) for row in rows.taken if _is_judged(row)]


def _result(form: FormFound, month: Month, row: IndicatorRow) -> ResultFact:
    return ResultFact(
        form.project_code,
        month.year,
        month.number,
        row.level2,
        row.level3,
        row.result,
        project_name=form.project_name,
        sheet=form.sheet,
        cell=row.result_cell,
    )


def _judged(form: FormFound, month: Month, row: IndicatorRow) -> IndicatorJudged:
    return IndicatorJudged(
        form.project_code,
        month.year,
        month.number,
        row.level1,
        row.level2,
        row.level3,
        row.target_text,
        causes=row.causes,
        explanation=row.explanation,
        likelihood=row.likelihood,
        expected=row.expected,
        remark=row.remark,
        project_name=form.project_name,
        sheet=form.sheet,
        cell=row.cell,
    )


def _is_judged(row: IndicatorRow) -> bool:
    texts = (row.explanation, row.expected, row.remark)
    return bool(row.causes or row.likelihood or any(texts))


def _understood(form: FormFound, header: FormHeader, rows: Rows) -> SheetUnderstood:
    words = "|".join(signature_word(column.header) for column in header.columns)
    return SheetUnderstood(
        form.sheet,
        header.bottom + 1,
        header.columns_read,
        signature=hashlib.sha256(words.encode()).hexdigest()[:16],
        month=str(form.month) if form.month else "",
        rows_taken=form.rows_taken,
        rows_skipped=tuple(rows.skipped),
    )
