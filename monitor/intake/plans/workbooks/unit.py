"""Whose plan a workbook states, for which year: on the sheet 单位, else around and in the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.domain.findings import Finding
from monitor.domain.plan import Project
from monitor.intake.files.grid import Sheet, Value, Workbook, cell_name
from monitor.intake.plans import findings
from monitor.intake.plans.assemble import read_fiscal_year, read_unit
from monitor.intake.plans.labels import UNIT, UNIT_CODE, label_in
from monitor.intake.sheets.cells import as_text, fold, is_blank, is_code_number, read_code
from monitor.intake.sheets.fields import PLAN_UNIT_SHEET
from monitor.intake.sheets.findings import Notes
from monitor.intake.sheets.rows import walk
from monitor.intake.sheets.table import Table

_UNIT_CODE = frozenset({"预算单位编码", "单位编码", "单位代码", "预算单位代码"})
_UNIT_NAME = frozenset({"预算单位名称", "单位名称", "预算单位", "预算部门"})
_FISCAL_YEAR = frozenset({"财政年度", "预算年度", "年度"})
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0|年度?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PlanUnit:
    """Code and name of a unit and its fiscal year; blank and None where nothing says them."""

    code: str
    name: str
    year: int | None


def unit_of_list(table: Table, projects: Sequence[Project], found: list[Finding]) -> PlanUnit:
    """Read the unit from the columns or the lines above a list, the year from codes and titles."""
    notes = findings.Notes(table.sheet.name, found, is_sheet=True)
    titles = list(_titles(table))
    code, name = read_unit([*_units_in_rows(table)] or [*_units_in_titles(titles)], notes)
    return PlanUnit(code, name, read_fiscal_year(tuple(projects), titles, notes))


def _titles(table: Table) -> Iterator[str]:
    for number in table.header.title_rows:
        yield from (as_text(value) for value in table.sheet.rows[number] if not is_blank(value))
    yield table.sheet.name


def _units_in_rows(table: Table) -> Iterator[str]:
    """Yield the units that the rows of a list name: code and name, or one of them."""
    columns = [table.header.column(name) for name in ("unit_code", "unit_name")]
    if columns != [None, None]:
        for number, row, _, _ in walk(table):
            texts = [table.text(number, row, column).strip() for column in columns]
            yield "-".join(filter(None, texts))


def _units_in_titles(titles: Sequence[str]) -> Iterator[str]:
    """Yield the texts above a list that name a unit: with a code, or behind a label."""
    for title in titles:
        label = label_in(title)
        if label in UNIT | UNIT_CODE and re.search("[:：]", title):
            yield re.split("[:：]", title, maxsplit=1)[1].strip()
        elif read_code(title)[0] and read_code(title)[1]:
            yield title.strip()


def unit_of_sheet(workbook: Workbook, found: list[Finding]) -> PlanUnit:
    """Read code, name and fiscal year, which stand beside their words."""
    sheet = next((one for one in workbook.sheets if one.name == PLAN_UNIT_SHEET), None)
    notes = Notes(PLAN_UNIT_SHEET)
    beside = _beside(sheet) if sheet else {}
    code, cell = _pick(beside, _UNIT_CODE)
    if code is not None and is_code_number(code):
        notes.add("code_not_text", cell, found=as_text(code))
    named, _ = _pick(beside, _UNIT_NAME)
    year, year_cell = _pick(beside, _FISCAL_YEAR)
    stated = _YEAR.fullmatch(fold(as_text(year)))
    if stated is None:
        notes.add("year_unknown", year_cell, found=as_text(year))
    split, glued = read_code(as_text(code)) if code is not None else ("", "")
    if not split and not glued:
        split, glued = read_code(as_text(named))
    name = glued if named is None or (glued and code is None) else as_text(named)
    if not split:
        notes.add("unit_missing", cell)
    found += notes.found
    return PlanUnit(split, name, int(stated[1]) if stated else None)


def _beside(sheet: Sheet) -> dict[str, tuple[Value, str]]:
    """Lay out what stands to the right of each text, with its cell."""
    beside: dict[str, tuple[Value, str]] = {}
    for number, row in enumerate(sheet.rows):
        for index, value in enumerate(row[:-1]):
            if isinstance(value, str) and value.strip() and row[index + 1] is not None:
                word = fold(value).rstrip(":")
                beside.setdefault(word, (row[index + 1], cell_name((number, index + 1))))
    return beside


def _pick(beside: Mapping[str, tuple[Value, str]], words: frozenset[str]) -> tuple[Value, str]:
    return next((beside[word] for word in beside if word in words), (None, ""))
