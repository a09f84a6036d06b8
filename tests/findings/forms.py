"""Filled monitoring forms: the official form with one thing wrong for every rule."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from openpyxl.worksheet.worksheet import Worksheet

from monitor.domain.month import Month
from monitor.intake.files.grid import Sheet, Workbook
from monitor.intake.monitoring_form.read import read_monitoring_forms
from monitor.outputs.forms.monitoring import write_monitoring_forms
from tests.excel.filled_forms import CODE, FOOTER, MONITORED, CellValue, official, saved
from tests.excel.reading_samples import read_here
from tests.findings.pair import Pair

JUNE = Month(2023, 6)
ROW: dict[str, CellValue] = {
    "B": "产出指标",
    "C": "数量指标",
    "D": "调研次数",
    "E": "≥11次",
    "F": "6次",
    "H": "√",
    "O": "√",
}


def read(book: Workbook) -> set[str]:
    reading = read_monitoring_forms(book, month=JUNE, fiscal_year=2023)
    return {finding.code for finding in reading.findings}


def form(code: CellValue = CODE, **cells: CellValue) -> Workbook:
    """Fill the official form in; ``cells`` are those of its one indicator, by column."""
    book = official([ROW | cells])
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    sheet.unmerge_cells("C4:Q4")
    if code is not None:
        sheet["G4"], sheet["J4"] = "项目编码", code
    return saved(book)


def blank_project() -> Workbook:
    return saved(official([ROW], project=None))


def beside(other: Workbook, name: str) -> Workbook:
    """Put another workbook's first sheet beside a good form."""
    good = form()
    return Workbook("xlsx", [*good.sheets, Sheet(name, other.sheets[0].rows)])


def unfilled() -> Workbook:
    return beside(saved(official([{"B": "产出指标", "D": "指标1："}], project=None)), "样表")


def other_sheet() -> Workbook:
    return beside(Workbook("xlsx", [Sheet("清单", [["项目支出绩效自评表"]])]), "自评表")


def without_form() -> Workbook:
    return Workbook("xlsx", [Sheet("清单", [["项目名称", "三级指标"], ["调研费", "调研次数"]])])


def written(times: int) -> Workbook:
    return read_here(write_monitoring_forms([MONITORED] * times, month=JUNE, footer=FOOTER))


def of(made: Callable[[], Workbook]) -> set[str]:
    return read(made())


def pair(made: Callable[[], Workbook], good: Callable[[], Workbook] = form) -> Pair:
    return Pair(partial(of, made), partial(of, good))


PAIRS = {
    "form_not_found": pair(without_form),
    "form_project_missing": pair(blank_project),
    "form_code_unreadable": pair(partial(form, "见附件")),
    "form_twice": pair(partial(written, 2), partial(written, 1)),
    "form_likelihood_twice": pair(partial(form, N="√")),
    "form_name_only": pair(partial(form, None)),
    "form_tick_unknown": pair(partial(form, L="疫情影响")),
    "form_sheet_skipped": pair(other_sheet),
    "form_unfilled": pair(unfilled),
}
