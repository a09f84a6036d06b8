"""What a plan's workbook leaves open, told in the words a plan's document gets."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.documents.plan_findings import LEVELS
from monitor.domain.findings import Finding
from monitor.domain.plan import Plan, Project


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
