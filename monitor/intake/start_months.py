"""From which month on a plan's projects run: as before, as said for new ones, else from January.

A project that is added once months of the year are reported would change what those months say, so
the person is asked from which month on it runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.domain.findings import Finding, Level
from monitor.intake.plans.findings import place_of
from monitor.store.reading import ProjectsOf

if TYPE_CHECKING:
    from monitor.domain.plan import Plan, Project
    from monitor.intake.match import PlannedProject
    from monitor.store.reading import Reading

_JANUARY = 1
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class StatedMonth:
    """A month of a project that spending says something of, reported or unchanged."""

    project_code: str
    month: int
    stated: str


@dataclass(frozen=True, slots=True)
class StartMonths:
    """The start months by project code, and what is wrong with them."""

    by_code: Mapping[str, int]
    findings: tuple[Finding, ...]


def settle_start_months(
    stored: Reading, plan: Plan, known: Sequence[PlannedProject], said: int | None
) -> StartMonths:
    """Return from which month on each project of the plan runs.

    ``known`` are the projects of the year's plan so far; ``said`` is the person's word for those
    that are added.
    """
    before = {project.project_code: project.start_month for project in known}
    theirs = [each.project_code for each in known if each.unit_code == plan.unit_code]
    added = [project for project in plan.projects if project.project_code not in before]
    stated = _stated_months(stored, plan, [*theirs, *(each.project_code for each in added)])
    started = {
        project.project_code: before.get(project.project_code) or said or _JANUARY
        for project in plan.projects
    }
    findings = list(_early_facts(plan.projects, started, stated))
    findings += _early_milestones(plan.projects, started)
    if said is None and any(code in stated for code in theirs):
        findings += _question(added)
    return StartMonths(started, tuple(findings))


def _stated_months(stored: Reading, plan: Plan, codes: Sequence[str]) -> dict[str, int]:
    """Return the first month with spending, by project."""
    if not codes:
        return {}
    projects = ProjectsOf(plan.fiscal_year or 0, codes)
    found = stored.ask("stated_months", StatedMonth, projects, fiscal_year=projects.fiscal_year)
    return {each.project_code: each.month for each in reversed(found)}


def _question(added: Sequence[Project]) -> Iterator[Finding]:
    if added:
        names = "、".join(project.project_name for project in added[:_MOST_NAMES])
        more = "…" if len(added) > _MOST_NAMES else ""
        values = {"count": str(len(added)), "names": names + more}
        yield Finding("start_month_unsaid", Level.BLOCKER, *place_of(added[0]), values=values)


def _early_facts(
    projects: Sequence[Project], started: Mapping[str, int], stated: Mapping[str, int]
) -> Iterator[Finding]:
    for project in projects:
        start = started[project.project_code]
        first = stated.get(project.project_code, start)
        if first < start:
            values = {"code": project.project_code, "found": str(first), "start": str(start)}
            yield Finding("start_after_spending", Level.BLOCKER, *place_of(project), values=values)


def _early_milestones(projects: Sequence[Project], started: Mapping[str, int]) -> Iterator[Finding]:
    for project in projects:
        start = started[project.project_code]
        early = [str(each.month) for each in project.milestones if each.month < start]
        if early:
            months = "、".join(early)
            values = {"code": project.project_code, "found": months, "start": str(start)}
            at = place_of(project)
            yield Finding("milestone_before_start", Level.WARNING, *at, values=values)
