"""A plan as rows by table, its targets read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.domain.findings import Finding, Level
from monitor.domain.plan import Indicator, Plan, Project
from monitor.domain.targets.pairs import judge_pair
from monitor.domain.targets.parse import parse_target
from monitor.domain.targets.target import Kind, Target, direction
from monitor.intake.plans.findings import place_of

Row = dict[str, object]


def plan_rows(plan: Plan, fiscal_year: int, started: Mapping[str, int]) -> dict[str, list[Row]]:
    """Return the rows of every plan table, without their batch; ``started`` are start months."""
    projects = list(enumerate(plan.projects, start=1))
    return {
        "plan_projects": [
            _project_row(plan, project, position, fiscal_year)
            | {"start_month": started[project.project_code]}
            for position, project in projects
        ],
        "plan_funds": [
            {
                "fiscal_year": fiscal_year,
                "project_code": project.project_code,
                "position": position,
                "fund_name": fund.name,
                "amount": fund.amount,
            }
            for _, project in projects
            for position, fund in enumerate(project.funds, start=1)
        ],
        "plan_milestones": [
            {
                "fiscal_year": fiscal_year,
                "project_code": project.project_code,
                "month": milestone.month,
                "planned_pct": milestone.planned_pct,
            }
            for _, project in projects
            for milestone in project.milestones
        ],
        "plan_indicators": [
            row for _, project in projects for row in _indicator_rows(project, fiscal_year)
        ],
        "plan_texts": _text_rows(plan, fiscal_year),
    }


def plan_findings(plan: Plan) -> Iterator[Finding]:
    """Yield what wants a look: unreadable targets, and names at odds with their values."""
    for project in plan.projects:
        place = place_of(project)
        for indicator in project.indicators:
            target = read_target(indicator, plan.fiscal_year)
            values = {
                "project": project.project_name,
                "name": indicator.level3,
                "target": indicator.target_text,
            }
            if target.kind is Kind.UNREADABLE:
                yield Finding(f"target_{target.reason}", Level.WARNING, *place, values)
            yield from (
                Finding(f"target_{suspicion}", Level.WARNING, *place, values)
                for suspicion in suspicions(indicator, target)
            )


def read_target(indicator: Indicator, fiscal_year: int | None) -> Target:
    """Read an indicator's target as written."""
    return parse_target(
        indicator.target_text,
        level2=indicator.level2 or indicator.level1,
        name=indicator.level3,
        description=indicator.description,
        fiscal_year=fiscal_year,
    )


def read_spelling(spelling: str, level2: str, fiscal_year: int | None) -> Target:
    """Read a target as a person spelled it out; it stands for itself, whatever its name says."""
    return parse_target(spelling, level2=level2, fiscal_year=fiscal_year)


def suspicions(indicator: Indicator, target: Target) -> tuple[str, ...]:
    """Return the codes of what makes the reading of a target doubtful."""
    level2 = indicator.level2 or indicator.level1
    pair = judge_pair(indicator.level3, indicator.description, level2, target)
    own = (str(target.suspicion),) if target.suspicion else ()
    return tuple(dict.fromkeys((*own, *map(str, pair))))


def name_key(level2: str, level3: str) -> str:
    """Return what identifies an indicator within its project: its names without their blanks."""
    return f"{''.join(level2.split())}/{''.join(level3.split())}"


def _project_row(plan: Plan, project: Project, position: int, fiscal_year: int) -> Row:
    return {
        "fiscal_year": fiscal_year,
        "unit_code": plan.unit_code,
        "unit_name": plan.unit_name,
        "project_code": project.project_code,
        "position": position,
        "project_name": project.project_name,
        "office": project.office,
        "original_budget": project.original_budget,
        "purpose": project.purpose,
        "goal": project.goal,
        "place": project.place,
    }


def _indicator_rows(project: Project, fiscal_year: int) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    for position, indicator in enumerate(project.indicators, start=1):
        key = name_key(indicator.level2, indicator.level3)
        seen[key] += 1
        target = read_target(indicator, fiscal_year)
        yield {
            "fiscal_year": fiscal_year,
            "project_code": project.project_code,
            "indicator_key": key if seen[key] == 1 else f"{key}#{seen[key]}",
            "position": position,
            "level1": indicator.level1,
            "level2": indicator.level2,
            "level3": indicator.level3,
            "description": indicator.description,
            "target_text": indicator.target_text,
            "basis": indicator.basis,
            "points": indicator.points,
            "operator": target.operator,
            "number": target.number,
            "upper_number": target.upper,
            "unit": target.unit,
            "kind": target.kind.value,
            "direction": direction(target, indicator.level2 or indicator.level1).value,
            "due": target.due,
            "wanted": target.wanted,
            "reason": str(target.reason),
            "suspicion": " ".join(suspicions(indicator, target)),
        }


def _text_rows(plan: Plan, fiscal_year: int) -> list[Row]:
    sections = (
        *(("goal", goal.title, goal.text, "") for goal in plan.goals),
        *(("sub_goal", sub.title, sub.target, sub.indicator_text) for sub in plan.sub_goals),
        *(("measure", measure.title, measure.text, "") for measure in plan.measures),
    )
    return [
        {
            "fiscal_year": fiscal_year,
            "unit_code": plan.unit_code,
            "section": section,
            "position": position,
            "title": title,
            "body": body,
            "indicator_text": indicator_text,
        }
        for position, (section, title, body, indicator_text) in enumerate(sections, start=1)
    ]


@dataclass(frozen=True, slots=True)
class PlannedIndicator:
    """What a check needs to know of an indicator of the plan."""

    fiscal_year: int
    project_code: str
    indicator_key: str
    level1: str
    level2: str
    level3: str
    description: str
    target_text: str
    read_as: str = ""
