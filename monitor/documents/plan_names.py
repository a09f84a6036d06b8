"""Names of projects differ between the parts of one document: who is who, and what differs.

Projects keep the 项目名称 of their table; a differing name elsewhere is a note, never a repair.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import chain

from monitor.documents.plan_findings import Notes
from monitor.documents.plan_words import fold, name_in_title, without_ordinal
from monitor.domain.plan import Project, SubGoal

_ALIKE = 0.7
_LONGEST_NAME = 60


def check_names_in_table(project: Project, heading: str, notes: Notes) -> None:
    """Compare a project's name with its table's heading and with its purpose."""
    name, titled = project.project_name, name_in_title(heading)
    if titled and fold(titled) != fold(name):
        notes.add("plan_heading_name_differs", heading_name=titled, project_name=name)
    if _is_nearly(project.purpose, name):
        notes.add("plan_purpose_name_differs", purpose=project.purpose, project_name=name)


def check_names_in_parts(
    projects: tuple[Project, ...], sub_goals: tuple[SubGoal, ...], notes: Notes
) -> None:
    """Compare the sub-goals' titles with the projects' names.

    A title that is no project's name belongs to the project with the very same goal.
    """
    if not projects or not sub_goals:
        return
    names = {fold(project.project_name) for project in projects}
    titles = {fold(sub_goal.title) for sub_goal in sub_goals}
    by_goal: dict[str, list[Project]] = {}
    for project in projects:
        if fold(project.project_name) not in titles:
            by_goal.setdefault(_goal_key(project.goal), []).append(project)
    for sub_goal in sub_goals:
        if fold(sub_goal.title) not in names:
            _match(sub_goal, by_goal, notes)
    for project in chain.from_iterable(by_goal.values()):
        notes.add("plan_project_unmatched", project_name=project.project_name)


def _match(sub_goal: SubGoal, by_goal: dict[str, list[Project]], notes: Notes) -> None:
    goal = _goal_key(sub_goal.target)
    candidates = by_goal.get(goal, []) if goal else []
    if candidates:
        found = {"title": sub_goal.title, "project_name": candidates.pop().project_name}
        notes.add("plan_sub_goal_name_differs", **found)
    else:
        notes.add("plan_sub_goal_unmatched", title=sub_goal.title)


def _goal_key(goal: str) -> str:
    """Reduce a goal to what it says: 1.保证… and 保证…。 say the same."""
    return fold(without_ordinal(goal)).rstrip("。.;")


def _is_nearly(text: str, name: str) -> bool:
    """Say whether a text reads like a name and yet differs from it."""
    if fold(text) == fold(name) or max(len(text), len(name)) > _LONGEST_NAME:
        return False
    return SequenceMatcher(None, text, name, autojunk=False).ratio() >= _ALIKE
