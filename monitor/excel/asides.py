"""What stands in a file out of sight or beside the data: hidden rows and sheets, broken cells."""

from __future__ import annotations

from monitor.excel.catalogue import Notes
from monitor.excel.cells import is_blank
from monitor.excel.grid import Sheet
from monitor.excel.places import cell_name
from monitor.excel.tables import Table


def note_asides(table: Table) -> None:
    """Note hidden rows that were read, and broken cells that no taken row rests on."""
    rows = range(table.header.bottom + 1, len(table.sheet.rows))
    note_hidden_rows(table.sheet, rows, table.notes)
    _note_unusable(table)


def note_hidden_sheet(sheet: Sheet, notes: Notes, *, is_alike: bool) -> None:
    """Note a hidden sheet that was not read: a look-alike, or one that holds figures."""
    if is_alike:
        notes.add("hidden_sheet", hidden=sheet.name)
    elif any(isinstance(value, int | float) for row in sheet.rows for value in row):
        notes.add("hidden_sheet_aside", hidden=sheet.name)


def note_hidden_rows(sheet: Sheet, rows: range, notes: Notes) -> None:
    """Note the hidden rows among those read, counted from 0, neighbours together."""
    hidden = sorted(
        number
        for number in sheet.hidden_rows
        if number in rows and not all(map(is_blank, sheet.rows[number]))
    )
    first = last = -2
    for number in [*hidden, -2]:
        if number == last + 1:
            last = number
            continue
        if first >= 0:
            notes.add_at("hidden_rows", first, 0, first=first + 1, last=last + 1)
        first = last = number


def _note_unusable(table: Table) -> None:
    sheet, top = table.sheet, table.header.bottom
    left = [
        at for at in (*sheet.errors, *sheet.uncalculated) if at[0] > top and at not in table.noted
    ]
    if left:
        first = min(left)
        found = table.trouble(first)
        table.notes.add("cells_unusable", cell_name(first), count=len(left), found=found)
