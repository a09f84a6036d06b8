"""Templates to fill in, prefilled with the unit's own projects and indicators."""

from __future__ import annotations

from monitor.domain.errors import WrongUse
from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.outputs.templates.monthly import (
    TemplateIndicator,
    TemplateProject,
    write_adjustments_template,
    write_results_template,
    write_spending_template,
)
from monitor.outputs.templates.plan import write_plan_workbook
from monitor.review.months import review_indicators, review_month
from monitor.review.plan import load_plan
from monitor.store.database import Store

_ANSWERS = ("达成", "部分达成", "未达成")


def write_template(store: Store, kind: str, month: Month, *, unit_code: str | None = None) -> bytes:
    """Return a workbook for plan, spending, results or adjustments of a month.

    Raises ``WrongUse`` when there is no plan for the year; the plan's own template needs none.
    """
    if kind == "plan":
        return write_plan_workbook(load_plan(store, month.year, unit_code))
    view = review_month(store, month, unit_code=unit_code)
    unit_name = _unit_name(view.projects)
    if kind == "results":
        indicators = review_indicators(store, month, unit_code=unit_code)
        return write_results_template(
            [_indicator(row) for row in indicators], month=month, unit_name=unit_name
        )
    projects = [_project(row) for row in view.projects]
    if kind == "spending":
        return write_spending_template(projects, month=month, unit_name=unit_name)
    if kind == "adjustments":
        return write_adjustments_template(projects, month=month, unit_name=unit_name)
    raise WrongUse("kind_unknown", kind=kind)


def _unit_name(projects: tuple[ProjectMonth, ...]) -> str:
    names = dict.fromkeys(f"{project.unit_code}{project.unit_name}" for project in projects)
    return "、".join(names) if len(names) <= 3 else ""  # noqa: PLR2004 - more names than a line holds


def _project(row: ProjectMonth) -> TemplateProject:
    return TemplateProject(
        row.project_code,
        row.project_name,
        row.office,
        row.original_budget,
        row.revised_budget,
        row.last_spent,
        row.last_reported_month,
    )


def _indicator(row: IndicatorMonth) -> TemplateIndicator:
    return TemplateIndicator(
        row.project_code,
        row.project_name,
        row.level1,
        row.level2,
        row.level3,
        row.description,
        row.target_text,
        _ANSWERS if row.kind == "qualitative" else (),
    )
