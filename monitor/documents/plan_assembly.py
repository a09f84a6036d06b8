"""From a document taken apart to the plan it states, with everything strange about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from string import ascii_uppercase

from monitor.documents.plan_blocks import NumberedRow, PlanDocument, ProjectTable
from monitor.documents.plan_checks import check_code, check_funds
from monitor.documents.plan_findings import Notes, place
from monitor.documents.plan_goals import read_first_part
from monitor.documents.plan_head import Head, read_head
from monitor.documents.plan_identity import read_fiscal_year, read_unit
from monitor.documents.plan_indicators import columns_of, find_header, read_indicators
from monitor.documents.plan_names import check_names_in_parts, check_names_in_table
from monitor.documents.plan_words import name_in_title
from monitor.domain.errors import UnreadableFile
from monitor.domain.findings import has_blocker
from monitor.domain.plan import Plan, Project
from monitor.domain.reading import ColumnRead, Reading, SheetUnderstood

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
    notes = Notes(table.sheet, document_notes.found)
    rows = list(enumerate(table.rows, start=1))
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
        place=table.sheet,
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
            notes.add("plan_row_broken", place(number), text=text, **counts)


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
