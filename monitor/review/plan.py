"""The plan as it speaks now, put together again from its tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from monitor.domain.findings import Finding
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
from monitor.store.batches import fetch_findings
from monitor.store.database import Store
from monitor.store.reading import Reading


@dataclass(frozen=True, slots=True)
class _ProjectRow:
    unit_code: str
    unit_name: str
    project_code: str
    project_name: str
    office: str
    original_budget: Decimal | None
    purpose: str
    goal: str
    batch_id: int


@dataclass(frozen=True, slots=True)
class _FundRow:
    project_code: str
    fund_name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class _MilestoneRow:
    project_code: str
    month: int
    planned_pct: Decimal


@dataclass(frozen=True, slots=True)
class _IndicatorRow:
    project_code: str
    level1: str
    level2: str
    level3: str
    description: str
    target_text: str
    basis: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class _TextRow:
    section: str
    title: str
    body: str
    indicator_text: str


def load_plan(store: Store, fiscal_year: int, unit_code: str | None = None) -> Plan | None:
    """Return a unit's plan, the first unit's when none is named; None when there is none."""
    with store.reading() as reading:
        scope: dict[str, object] = {"fiscal_year": fiscal_year, "unit_code": unit_code}
        if unit_code is None:
            scope["unit_code"] = reading.ask_value("first_unit", fiscal_year=fiscal_year)
        projects = reading.ask("plan_projects", _ProjectRow, **scope)
        if not projects:
            return None
        return _assemble(reading, scope, fiscal_year, projects)


def plan_findings_kept(store: Store, fiscal_year: int, unit_code: str | None) -> list[Finding]:
    """Return what was found in the plan files of active plans."""
    with store.reading() as reading:
        rows = reading.ask(
            "plan_projects", _ProjectRow, fiscal_year=fiscal_year, unit_code=unit_code
        )
        batches = sorted({row.batch_id for row in rows})
        return [finding for batch in batches for finding in fetch_findings(reading, batch)]


def _assemble(
    reading: Reading,
    scope: dict[str, object],
    fiscal_year: int,
    projects: list[_ProjectRow],
) -> Plan:
    funds, milestones, indicators = _parts(reading, scope)
    texts = reading.ask("plan_texts", _TextRow, **scope)
    unit = projects[0].unit_code
    return Plan(
        unit_code=unit,
        unit_name=projects[0].unit_name,
        fiscal_year=fiscal_year,
        projects=tuple(
            Project(
                project_code=row.project_code,
                project_name=row.project_name,
                original_budget=row.original_budget,
                purpose=row.purpose,
                goal=row.goal,
                office=row.office,
                funds=tuple(funds[row.project_code]),
                milestones=tuple(milestones[row.project_code]),
                indicators=tuple(indicators[row.project_code]),
            )
            for row in projects
            if row.unit_code == unit
        ),
        goals=tuple(Goal(text.title, text.body) for text in texts if text.section == "goal"),
        sub_goals=tuple(
            SubGoal(text.title, text.body, text.indicator_text)
            for text in texts
            if text.section == "sub_goal"
        ),
        measures=tuple(
            Measure(text.title, text.body) for text in texts if text.section == "measure"
        ),
    )


def _parts(
    reading: Reading, scope: dict[str, object]
) -> tuple[dict[str, list[FundSource]], dict[str, list[Milestone]], dict[str, list[Indicator]]]:
    funds: dict[str, list[FundSource]] = defaultdict(list)
    for fund in reading.ask("plan_funds", _FundRow, **scope):
        funds[fund.project_code].append(FundSource(fund.fund_name, fund.amount))
    milestones: dict[str, list[Milestone]] = defaultdict(list)
    for due in reading.ask("plan_milestones", _MilestoneRow, **scope):
        milestones[due.project_code].append(Milestone(due.month, due.planned_pct))
    indicators: dict[str, list[Indicator]] = defaultdict(list)
    for row in reading.ask("plan_indicators", _IndicatorRow, **scope):
        indicators[row.project_code].append(
            Indicator(
                row.level1,
                row.level2,
                row.level3,
                row.description,
                row.target_text,
                row.basis,
                row.points,
            )
        )
    return funds, milestones, indicators
