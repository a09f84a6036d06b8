"""Plan forms in a workbook: the published table or the 申报表, a sheet each or below each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from monitor.domain.plan import Plan
from monitor.intake.facts import Reading
from monitor.intake.files.grid import Sheet, Workbook, cell_name
from monitor.intake.plans.assemble import understand
from monitor.intake.plans.blocks import PlanDocument, Row, gather, is_plan_form
from monitor.intake.plans.findings import Notes
from monitor.intake.plans.labels import naming_labels
from monitor.intake.plans.words import clean
from monitor.intake.sheets import findings
from monitor.intake.sheets.cells import as_text, column_letter
from monitor.intake.sheets.fields import EXPLAINING_SHEETS
from monitor.intake.sheets.sheet_choice import note_hidden_rows, note_hidden_sheet

_FIRST_ROWS = 40


def read_plan_forms(workbook: Workbook) -> Reading[Plan] | None:
    """Read the plan that a workbook states in forms, None for one that holds no such form."""
    notes = findings.Notes()
    documents = list(_documents(workbook, notes))
    if not documents:
        return None
    whole = PlanDocument(
        (),
        tuple(table for document in documents for table in document.tables),
        tuple(found for document in documents for found in document.findings),
    )
    reading = understand(whole, Notes())
    is_sound = not any(found.code == "cell_error" for found in notes.found)
    return replace(
        reading,
        facts=reading.facts if is_sound else (),
        findings=(*notes.found, *reading.findings),
    )


def _documents(workbook: Workbook, notes: findings.Notes) -> Iterator[PlanDocument]:
    """Take the sheets with forms apart; what is hidden or broken in them goes to ``notes``."""
    for sheet in workbook.sheets:
        if sheet.name.strip() in EXPLAINING_SHEETS:
            continue
        if not _begins_form(sheet):
            continue
        document = gather(_rows(sheet), sheet.name)
        if not any(is_plan_form(table.rows) for table in document.tables):
            continue
        if sheet.hidden:
            note_hidden_sheet(sheet, notes, is_alike=True)
            continue
        own = findings.Notes(sheet.name, notes.found)
        note_hidden_rows(sheet, range(len(sheet.rows)), own)
        for at, found in sorted(sheet.errors.items()):
            own.add("cell_error", cell_name(at), found=found, column=column_letter(at[1]))
        yield document


def _begins_form(sheet: Sheet) -> bool:
    """Say whether a project is named by its label near the top; other sheets are not gone over."""
    return any(naming_labels(row.cells) for row in islice(_rows(sheet), _FIRST_ROWS))


def _rows(sheet: Sheet) -> Iterator[Row]:
    """Yield the rows that hold anything, their cells as a clerk sees them."""
    for number, values in enumerate(sheet.rows):
        cells = tuple(
            clean(as_text(value, shown_as_percent=(number, column) in sheet.percent))
            for column, value in enumerate(values)
        )
        if any(cells):
            yield Row(cells, number=number + 1)
