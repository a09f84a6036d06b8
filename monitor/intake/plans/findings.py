"""The findings a plan document can give: their codes, their levels, and where they are noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.domain import plan
from monitor.domain.findings import Finding, Level
from monitor.domain.plan import Plan, Project
from monitor.intake.files.grid import cell_name

_BLOCKERS = (
    "plan_text_cut",
    "plan_row_broken",
    "plan_table_missing",
    "plan_unit_missing",
    "plan_unit_absent",
    "plan_units_several",
    "plan_year_unknown",
    "plan_code_missing",
    "plan_code_twice",
    "plan_money_unit_unknown",
    "plan_amount_unreadable",
    "plan_amount_out_of_range",
    "plan_month_unreadable",
    "plan_percent_unreadable",
    "plan_milestones_count",
    "plan_indicator_columns",
)

_WARNINGS = (
    "plan_section_missing",
    "plan_sub_goal_incomplete",
    "plan_sub_goal_unmatched",
    "plan_year_differs",
    "plan_name_missing",
    "plan_money_unit_unstated",
    "plan_budget_missing",
    "plan_milestones_missing",
    "plan_indicators_missing",
    "plan_level_missing",
    "plan_level1_absent",
    "plan_indicator_name_missing",
    "plan_target_missing",
    "plan_points_unreadable",
    "plan_indicator_twice",
)

_NOTES = (
    "plan_table_skipped",
    "plan_unit_name_differs",
    "plan_code_other_year",
    "plan_heading_name_differs",
    "plan_purpose_name_differs",
    "plan_sub_goal_name_differs",
    "plan_project_unmatched",
    "plan_indicator_stars",
)

LEVELS = {
    **dict.fromkeys(_BLOCKERS, Level.BLOCKER),
    **dict.fromkeys(_WARNINGS, Level.WARNING),
    **dict.fromkeys(_NOTES, Level.NOTE),
    **plan.LEVELS,
}


@dataclass(frozen=True, slots=True)
class Notes:
    """Findings as they are met in one table; ``sheet`` is its heading or number, or its sheet.

    ``is_sheet`` is set for the rows of a sheet, whose cells have names of their own.
    """

    sheet: str = ""
    found: list[Finding] = field(default_factory=list)
    is_sheet: bool = False

    def add(self, code: str, cell: str = "", **values: object) -> None:
        """Note a finding of the catalogue at a cell of this table."""
        texts = {name: str(value) for name, value in values.items()}
        self.found.append(Finding(code, LEVELS[code], self.sheet, cell, texts))

    def place(self, row: int, column: int | None = None) -> str:
        """Write a place: R5 or R5C3 from a table's first row, C5 in a sheet; rows are from 1."""
        if self.is_sheet:
            return cell_name((row - 1, column or 0))
        return f"R{row}" if column is None else f"R{row}C{column + 1}"


def check_plan(plan: Plan) -> Iterator[Finding]:
    """Yield the projects without milestones or budget, and the budgets below nothing."""
    for project in plan.projects:
        budget = project.original_budget
        if not project.milestones:
            yield _finding("plan_milestones_missing", project)
        if budget is None:
            yield _finding("plan_budget_missing", project, project_name=project.project_name)
        elif budget < 0:
            values = {"label": "年初预算数", "found": f"{budget:f}", "unit": "元"}
            yield _finding("plan_amount_out_of_range", project, **values)


def place_of(project: Project) -> tuple[str, str]:
    """Return the sheet and cell where a project stands, the cell blank for a document's table."""
    sheet, mark, cell = project.place.rpartition("!")
    return (sheet, cell) if mark else (project.place, "")


def _finding(code: str, project: Project, **values: str) -> Finding:
    return Finding(code, LEVELS[code], *place_of(project), values)
