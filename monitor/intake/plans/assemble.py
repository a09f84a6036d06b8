"""From a document taken apart to the plan it states, with everything strange about it.

Names of projects differ between the parts of one document: who is who, and what differs.

Projects keep the 项目名称 of their table; a differing name elsewhere is a note, never a repair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from string import ascii_uppercase

from monitor.domain.errors import UnreadableFile
from monitor.domain.findings import has_blocker
from monitor.domain.plan import Plan, Project, SubGoal, fiscal_year_of, split_code_name
from monitor.intake.facts import ColumnRead, Reading, SheetUnderstood
from monitor.intake.plans.blocks import NumberedRow, PlanDocument, ProjectTable
from monitor.intake.plans.findings import Notes
from monitor.intake.plans.goals import read_first_part
from monitor.intake.plans.head import Head, check_code, check_funds, read_head
from monitor.intake.plans.indicators import columns_of, find_header, read_indicators
from monitor.intake.plans.words import fold, name_in_title, without_ordinal

_YEAR = re.compile(r"(?<!\d)(20\d\d)年", re.ASCII)


def read_unit(texts: Iterable[str], notes: Notes) -> tuple[str, str]:
    """Read code and name of the one unit that all tables name; blank and noted otherwise."""
    written = list(dict.fromkeys(filter(None, texts)))
    units = [split_code_name(text) for text in written]
    codes = list(dict.fromkeys(code for code, _ in units if code))
    names = list(dict.fromkeys(name for _, name in units if name))
    if not codes:
        if written:
            notes.add("plan_unit_missing", found="、".join(written))
        else:
            notes.add("plan_unit_absent")
        return "", next(iter(names), "")
    if len(codes) > 1:
        notes.add("plan_units_several", units="、".join(written))
    elif len(names) > 1:
        notes.add("plan_unit_name_differs", names="、".join(names))
    return codes[0], next(iter(names), "")


def read_fiscal_year(
    projects: tuple[Project, ...], texts: Iterable[str], notes: Notes
) -> int | None:
    """Tell the fiscal year: digits 7 and 8 of most project codes, confirmed by the text.

    Projects may be older than the plan, so a code of another year is only noted. Where codes
    say nothing, or two years equally often, the year named most often in the text decides.
    """
    years = {each.project_code: fiscal_year_of(each.project_code) for each in projects}
    by_code = Counter(year for year in years.values() if year)
    in_text = Counter(int(year) for text in texts for year in _YEAR.findall(fold(text)))
    year = _leading(by_code, in_text) or _leading(in_text, Counter())
    if year is None:
        notes.add("plan_year_unknown")
        return None
    if in_text and year not in in_text:
        written = "、".join(map(str, sorted(in_text)))
        notes.add("plan_year_differs", code_year=year, text_years=written)
    for project in projects:
        if years[project.project_code] not in {year, None}:
            found = {"project_code": project.project_code, "fiscal_year": str(year)}
            sheet = Notes(project.place, notes.found)
            sheet.add("plan_code_other_year", code_year=years[project.project_code], **found)
    return year


def _leading(votes: Counter[int], second: Counter[int]) -> int | None:
    """Tell the year with most votes; the second votes decide between equals, or nobody does."""
    ranked = sorted(votes, key=lambda year: (votes[year], second[year]), reverse=True)
    if not ranked:
        return None
    first, *others = ranked
    if others and (votes[first], second[first]) == (votes[others[0]], second[others[0]]):
        return None
    return first


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


_BEGINNING = 40
_LETTERS = len(ascii_uppercase)


@dataclass(frozen=True, slots=True)
class _Read:
    """One project's table as read."""

    unit_text: str
    project: Project
    understood: SheetUnderstood


def understand(document: PlanDocument, notes: Notes) -> Reading[Plan]:
    """Read the plan of a document; no plan comes out while a blocker stands in ``notes``.

    Raises ``UnreadableFile`` where the document has no table of a project.
    """
    if not document.tables:
        beginning = " ".join(filter(None, document.paragraphs))[:_BEGINNING]
        raise UnreadableFile("not_a_plan_document", found=beginning)
    notes.found.extend(document.findings)
    part = read_first_part(document.paragraphs, notes)
    met: dict[str, str] = {}
    read = [_read_project(table, met, notes) for table in document.tables]
    projects = tuple(each.project for each in read)
    unit_code, unit_name = read_unit((each.unit_text for each in read), notes)
    year = read_fiscal_year(projects, _all_texts(document), notes)
    check_names_in_parts(projects, part.sub_goals, notes)
    plan = Plan(unit_code, unit_name, year, projects, part.goals, part.sub_goals, part.measures)
    return Reading(
        facts=() if has_blocker(notes.found) else (plan,),
        findings=tuple(notes.found),
        understood=tuple(each.understood for each in read),
    )


def _read_project(table: ProjectTable, met: dict[str, str], document_notes: Notes) -> _Read:
    """Read one project's table; ``met`` maps the codes of earlier tables to their headings."""
    notes = Notes(table.sheet, document_notes.found, is_sheet=bool(table.in_sheet))
    rows = table.numbered
    _note_broken(rows, notes)
    header = find_header(rows)
    split = len(rows) if header is None else header
    head = read_head(rows[:split], notes)
    project = Project(
        project_code=head.project_code,
        project_name=head.project_name or name_in_title(table.heading),
        original_budget=head.budget,
        purpose=head.purpose,
        goal=head.goal,
        funds=head.funds,
        milestones=head.milestones,
        indicators=read_indicators(rows[split:], notes),
        place=f"{table.sheet}!{head.code_place}" if table.in_sheet else table.sheet,
    )
    check_code(head, met, notes)
    check_funds(head, notes)
    if head.project_name:
        check_names_in_table(project, table.heading, notes)
    else:
        notes.add("plan_name_missing", taken=project.project_name)
    return _Read(head.unit_text, project, _understood(table, head, project, rows[split:]))


def _note_broken(rows: list[NumberedRow], notes: Notes) -> None:
    for number, row in rows:
        if row.is_broken:
            text = " | ".join(row.cells)[:_BEGINNING]
            counts = {"cells": len(row.cells), "expected": row.expected}
            notes.add("plan_row_broken", notes.place(number), text=text, **counts)


def _understood(
    table: ProjectTable, head: Head, project: Project, rows: list[NumberedRow]
) -> SheetUnderstood:
    """Say back how a table was read; columns are lettered as in a sheet."""
    number, header = rows[0] if rows else (0, None)
    columns = columns_of(header) if header else {}
    return SheetUnderstood(
        sheet=table.sheet,
        header_row=number,
        columns=tuple(
            ColumnRead(ascii_uppercase[at.start % _LETTERS], header.cells[at.start], name)
            for name, at in columns.items()
            if header
        ),
        unit=head.money_unit,
        unit_stated=head.money_unit_stated,
        rows_taken=len(project.indicators),
        rows_skipped=tuple(table.outside),
    )


def _all_texts(document: PlanDocument) -> Iterator[str]:
    headings = (table.heading for table in document.tables)
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return chain(document.paragraphs, headings, cells)
