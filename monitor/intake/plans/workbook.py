"""The plan workbook to a plan: unit, projects with their money and indicators, goals, measures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from monitor.domain.findings import Finding, has_blocker
from monitor.domain.plan import (
    FundSource,
    Goal,
    Indicator,
    Measure,
    Milestone,
    Plan,
    Project,
    SubGoal,
)
from monitor.intake.facts import Reading, SheetUnderstood
from monitor.intake.files.grid import Sheet, Value, Workbook, cell_name
from monitor.intake.plans.workbook_rows import (
    Owned,
    check_funds,
    check_milestones,
    in_order,
    read_funds,
    read_indicators,
    read_milestones,
    read_projects,
    read_texts,
)
from monitor.intake.sheets.cells import as_text, fold, is_code_number, read_code
from monitor.intake.sheets.fields import (
    PLAN_FUNDS,
    PLAN_GOALS,
    PLAN_INDICATORS,
    PLAN_MEASURES,
    PLAN_MILESTONES,
    PLAN_PROJECTS,
    PLAN_SUB_GOALS,
    PLAN_UNIT_SHEET,
    Contract,
)
from monitor.intake.sheets.findings import Notes
from monitor.intake.sheets.header import Overrides, ReadRequest, find_header
from monitor.intake.sheets.sheet_choice import note_asides, note_wrong_workbook
from monitor.intake.sheets.table import Table, open_table
from monitor.intake.sheets.totals import compare_totals

_UNIT_CODE = frozenset({"预算单位编码", "单位编码", "单位代码", "预算单位代码"})
_UNIT_NAME = frozenset({"预算单位名称", "单位名称", "预算单位", "预算部门"})
_FISCAL_YEAR = frozenset({"财政年度", "预算年度", "年度"})
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0|年度?)?", re.ASCII)
Part = TypeVar("Part")
Piece = TypeVar("Piece", bound=FundSource | Milestone | Indicator)


@dataclass(slots=True)
class _Sections:
    """The sheets of the plan as they are read one after another."""

    workbook: Workbook
    findings: list[Finding] = field(default_factory=list)
    understood: list[SheetUnderstood] = field(default_factory=list)

    def read(self, contract: Contract, read: Callable[[Table], list[Part]]) -> list[Part]:
        """Read the section's sheet, noting where there is none."""
        table = self._open(contract)
        if table is None:
            notes = Notes()
            notes.add("sheet_absent", expected=contract.sheet)
            self.findings += notes.found
            return []
        parts = read(table)
        table.rows_taken = table.rows_taken or len(parts)
        money = tuple(column for column in table.values if column.index in table.sums)
        compare_totals(table, money)
        table.note_unit(money)
        note_asides(table)
        self.findings += table.notes.found
        self.understood.append(table.understood(table.header.fields))
        return parts

    def _open(self, contract: Contract) -> Table | None:
        """Open the sheet of the section's name, else one with project codes that holds it."""
        named = [sheet for sheet in self.workbook.sheets if sheet.name == contract.sheet]
        has_codes = any(one.name == "project_code" for one in contract.fields)
        others = [sheet for sheet in self.workbook.sheets if has_codes and not sheet.hidden]
        for sheet in named + others:
            header = find_header(sheet, contract, Overrides())
            if header is not None:
                return open_table(sheet, header, contract, ReadRequest())
        return None


def read_plan_workbook(workbook: Workbook) -> Reading[Plan]:
    """Read a plan from the workbook laid out by the plan template; blank cells stay blank.

    A workbook without a sheet of projects gives no plan and one finding.
    """
    if not _is_plan(workbook):
        notes = Notes()
        note_wrong_workbook(workbook, PLAN_PROJECTS, Overrides(), notes)
        return Reading((), tuple(notes.found))
    sections = _Sections(workbook)
    unit = _read_unit(workbook, sections.findings)
    projects = _with_parts(sections, sections.read(PLAN_PROJECTS, read_projects))
    plan = Plan(
        unit.code,
        unit.name,
        unit.year,
        tuple(projects),
        tuple(Goal(*texts) for texts in sections.read(PLAN_GOALS, read_texts)),
        tuple(SubGoal(*texts) for texts in sections.read(PLAN_SUB_GOALS, read_texts)),
        tuple(Measure(*texts) for texts in sections.read(PLAN_MEASURES, read_texts)),
    )
    return Reading((plan,), tuple(sections.findings), tuple(sections.understood))


def _is_plan(workbook: Workbook) -> bool:
    """Say whether there are projects, on their named sheet or beside another part of a plan."""
    named = any(sheet.name == PLAN_PROJECTS.sheet for sheet in workbook.sheets)
    parts = (PLAN_FUNDS, PLAN_MILESTONES, PLAN_INDICATORS)
    return _holds(workbook, PLAN_PROJECTS) and (named or any(_holds(workbook, p) for p in parts))


def _holds(workbook: Workbook, contract: Contract) -> bool:
    return any(find_header(sheet, contract, Overrides()) for sheet in workbook.sheets)


def _with_parts(sections: _Sections, projects: list[Project]) -> list[Project]:
    """Give each project its funds, milestones and indicators; parts of others are findings."""
    codes = {project.project_code for project in projects}
    funds = _by_project(sections, PLAN_FUNDS, read_funds, codes)
    milestones = _by_project(sections, PLAN_MILESTONES, read_milestones, codes, check_milestones)
    indicators = _by_project(sections, PLAN_INDICATORS, read_indicators, codes)
    whole = [
        replace(
            project,
            funds=tuple(funds.get(project.project_code, ())),
            milestones=in_order(milestones.get(project.project_code, ())),
            indicators=tuple(indicators.get(project.project_code, ())),
        )
        for project in projects
    ]
    if not _has_doubtful_money(sections.findings):
        sections.findings += check_funds(whole)
    return whole


def _has_doubtful_money(findings: list[Finding]) -> bool:
    """Say whether sums mean nothing yet: a cell is to be mended, or a unit was assumed."""
    return has_blocker(findings) or any(found.code == "unit_unstated" for found in findings)


def _by_project(
    sections: _Sections,
    contract: Contract,
    read: Callable[[Table], list[Owned[Piece]]],
    codes: set[str],
    check: Callable[[Table, list[Owned[Piece]]], None] | None = None,
) -> dict[str, list[Piece]]:
    """Read a sheet's parts by project; what misses a row is checked once that is mended."""
    parts: dict[str, list[Piece]] = {}

    def read_known(table: Table) -> list[Owned[Piece]]:
        owned = read(table)
        strange = {one.project_code: one.cell for one in reversed(owned)}
        for code, cell in strange.items():
            if code not in codes:
                table.notes.add("project_not_in_plan", cell, found=code)
        if check is not None and not has_blocker(table.notes.found):
            check(table, owned)
        return owned

    for one in sections.read(contract, read_known):
        parts.setdefault(one.project_code, []).append(one.part)
    return parts


@dataclass(frozen=True, slots=True)
class _Unit:
    code: str
    name: str
    year: int | None


def _read_unit(workbook: Workbook, findings: list[Finding]) -> _Unit:
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
    findings += notes.found
    return _Unit(split, name, int(stated[1]) if stated else None)


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
