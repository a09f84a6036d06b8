"""The plan workbook to a plan: unit, projects with their money and indicators, goals, measures."""

from __future__ import annotations

from collections.abc import Callable
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
from monitor.intake.files.grid import Sheet, Workbook
from monitor.intake.plans.workbooks.forms import read_plan_forms
from monitor.intake.plans.workbooks.list_rows import fill_down, is_list
from monitor.intake.plans.workbooks.milestones import (
    check_milestones,
    holds_shares,
    in_order,
    read_milestones,
)
from monitor.intake.plans.workbooks.rows import (
    Owned,
    check_funds,
    read_funds,
    read_indicators,
    read_projects,
    read_texts,
)
from monitor.intake.plans.workbooks.unit import PlanUnit, unit_of_list, unit_of_sheet
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
from monitor.intake.sheets.header import Header, Overrides, ReadRequest, find_header
from monitor.intake.sheets.header_words import first_word
from monitor.intake.sheets.sheet_choice import note_asides, note_hidden_sheet, note_wrong_workbook
from monitor.intake.sheets.table import Table, open_table
from monitor.intake.sheets.totals import compare_totals

_PLANNED = ("planned_pct", "level3", "target_text")
Part = TypeVar("Part")
Piece = TypeVar("Piece", bound=FundSource | Milestone | Indicator)


@dataclass(slots=True)
class _Sections:
    """The sheets of the plan as they are read one after another.

    A workbook that is laid out by the template has a sheet for every section; in any other the
    sheet of projects may hold their shares and indicators too. ``projects`` is that sheet's table.
    """

    workbook: Workbook
    findings: list[Finding] = field(default_factory=list)
    understood: list[SheetUnderstood] = field(default_factory=list)
    projects: Table | None = None

    @property
    def is_template(self) -> bool:
        """Say whether the workbook is laid out by the template."""
        return any(sheet.name == PLAN_UNIT_SHEET for sheet in self.workbook.sheets)

    def read(self, contract: Contract, read: Callable[[Table], list[Part]]) -> list[Part]:
        """Read the section's sheet, a finding where the template has one and the file none."""
        table = self._open(contract)
        if table is None:
            if self.is_template:
                notes = Notes()
                notes.add("sheet_absent", expected=contract.sheet)
                self.findings += notes.found
            return []
        self.projects = table if contract is PLAN_PROJECTS else self.projects
        if table.sheet.name != contract.sheet:
            fill_down(table)
        parts = read(table)
        table.rows_taken = table.rows_taken or len(parts)
        money = tuple(column for column in table.values if column.index in table.sums)
        compare_totals(table, money)
        table.note_unit(money)
        if (
            self.projects is None
            or table is self.projects
            or table.sheet is not self.projects.sheet
        ):
            note_asides(table)
        self.findings += table.notes.found
        self.understood.append(table.understood(table.header.fields))
        return parts

    def is_read(self, sheet: Sheet) -> bool:
        """Say whether a sheet has been read for another section before."""
        return any(one.sheet == sheet.name for one in self.understood)

    def _open(self, contract: Contract) -> Table | None:
        """Open the sheet of the section's name, else one with project codes that holds it."""
        named = [sheet for sheet in self.workbook.sheets if sheet.name == contract.sheet]
        has_codes = any(one.name == "project_code" for one in contract.fields)
        others = [sheet for sheet in self.workbook.sheets if has_codes and not sheet.hidden]
        if contract is PLAN_FUNDS and not self.is_template:
            others = []  # where money comes from stands in a column of the list, without amounts
        for sheet in named + others:
            header = _header_of(sheet, contract)
            if header is not None:
                return open_table(sheet, header, contract, ReadRequest())
        return None


def read_plan_workbook(workbook: Workbook) -> Reading[Plan]:
    """Read a plan from the template's workbook, from a list, or from forms; blank cells stay blank.

    A workbook that holds none of these gives no plan and one finding.
    """
    forms = read_plan_forms(workbook)
    if forms is not None:
        return forms
    if not _is_plan(workbook):
        return Reading((), tuple(_why_no_plan(workbook)))
    sections = _Sections(workbook)
    for sheet in workbook.sheets:
        if sheet.hidden and not sections.is_template:
            is_alike = is_list(sheet) or _header_of(sheet, PLAN_PROJECTS) is not None
            note_hidden_sheet(sheet, Notes("", sections.findings), is_alike=is_alike)
    stated = unit_of_sheet(workbook, sections.findings) if sections.is_template else None
    projects = _with_parts(sections, sections.read(PLAN_PROJECTS, read_projects))
    unit = stated or _unit_around(sections, projects)
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


def _unit_around(sections: _Sections, projects: list[Project]) -> PlanUnit:
    if sections.projects is None:
        return PlanUnit("", "", None)
    return unit_of_list(sections.projects, projects, sections.findings)


def _is_plan(workbook: Workbook) -> bool:
    """Say whether there are projects, on their named sheet or beside another part of a plan."""
    named = any(sheet.name == PLAN_PROJECTS.sheet for sheet in workbook.sheets)
    parts = (PLAN_FUNDS, PLAN_MILESTONES, PLAN_INDICATORS)
    return _holds(workbook, PLAN_PROJECTS) and (named or any(_holds(workbook, p) for p in parts))


def _why_no_plan(workbook: Workbook) -> list[Finding]:
    """Say what a workbook lacks to be a plan: columns of projects, or else all that is planned."""
    notes = Notes()
    note_wrong_workbook(workbook, PLAN_PROJECTS, Overrides(), notes)
    missing = "、".join(map(first_word, _PLANNED))
    return [
        replace(found, values={**found.values, "missing": found.values["missing"] or missing})
        for found in notes.found
    ]


def _holds(workbook: Workbook, contract: Contract) -> bool:
    return any(_header_of(sheet, contract) for sheet in workbook.sheets)


def _header_of(sheet: Sheet, contract: Contract) -> Header | None:
    """Find the header of a section; amounts by month are no shares of a budget."""
    header = find_header(sheet, contract, Overrides())
    if header is not None and contract is PLAN_MILESTONES and not holds_shares(sheet, header):
        return None
    return header


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
