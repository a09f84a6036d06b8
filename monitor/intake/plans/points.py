"""The points (分值) that a plan states, held against the points of their groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from monitor.domain.findings import Finding, Level
from monitor.domain.month import Month
from monitor.intake.plans.findings import place_of
from monitor.policies.rules import fetch_policies, policy_in_force

if TYPE_CHECKING:
    from monitor.domain.plan import Plan, Project
    from monitor.domain.policies import Figures
    from monitor.store.reading import Reading


_YEAR_END = 12  # the month whose policy the year is evaluated by
_STARTS = {"成本": "cost", "效益": "benefit", "满意度": "satisfaction"}


def points_findings(stored: Reading, plan: Plan, fiscal_year: int) -> Iterator[Finding]:
    """Yield the groups whose stated points do not add up to them and are scaled to them."""
    policy = policy_in_force(fetch_policies(stored), Month(fiscal_year, _YEAR_END))
    for project in plan.projects:
        for group, stated, points in _differing(project, policy.rules.figures):
            values = {
                "project": project.project_name,
                "group": group,
                "found": f"{stated.normalize():f}",
                "expected": f"{points.normalize():f}",
            }
            yield Finding("points_differ", Level.WARNING, *place_of(project), values=values)


def _differing(project: Project, figures: Figures) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yield level 1 as written, its stated points and those of its group, where they differ."""
    groups: dict[str, list[Decimal | None]] = {}
    written: dict[str, str] = {}
    for indicator in project.indicators:
        starts = (group for start, group in _STARTS.items() if indicator.level1.startswith(start))
        group = next(starts, "output")
        written.setdefault(group, indicator.level1)
        groups.setdefault(group, []).append(indicator.points)
    points = _group_points(figures, has_cost="cost" in groups)
    stated = {
        group: sum((each or Decimal(0) for each in given), Decimal(0))
        for group, given in groups.items()
    }
    is_all_stated = all(None not in given for given in groups.values())
    if is_all_stated and sum(stated.values()) == sum(points.values()):
        return
    for group, given in groups.items():
        is_over = stated[group] > points[group]
        if is_over or (None not in given and stated[group] != points[group]):
            yield written[group], stated[group], points[group]


def _group_points(figures: Figures, *, has_cost: bool) -> Mapping[str, Decimal]:
    if has_cost:
        return {
            "cost": figures.points_cost_with_cost,
            "output": figures.points_output_with_cost,
            "benefit": figures.points_benefit_with_cost,
            "satisfaction": figures.points_satisfaction_with_cost,
        }
    return {
        "output": figures.points_output,
        "benefit": figures.points_benefit,
        "satisfaction": figures.points_satisfaction,
    }
