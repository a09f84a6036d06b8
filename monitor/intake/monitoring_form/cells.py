"""The cells under a form's header, by field: their texts, places, and what is broken in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from monitor.intake.files.grid import Sheet, Value, cell_name
from monitor.intake.monitoring_form.header import FormColumn, FormHeader, FormNotes
from monitor.intake.sheets.cells import as_text, is_blank

_JUDGED = ("result", "cause", "explanation", "likelihood")


class Merges:
    """Cells merged down over several rows: where they begin."""

    def __init__(self, sheet: Sheet) -> None:
        """Lay out the merged cells of a sheet by their left column."""
        self._ranges: dict[int, list[tuple[int, int]]] = {}
        for first, left, last, _ in sorted(sheet.merged):
            if last > first:
                self._ranges.setdefault(left, []).append((first, last))

    def first_row(self, row: int, column: int) -> int:
        """Give the row in which the cell at a place begins; both are counted from 0."""
        ranges = self._ranges.get(column, [])
        at = bisect_right(ranges, row, key=lambda one: one[0]) - 1
        return ranges[at][0] if at >= 0 and row <= ranges[at][1] else row


@dataclass(frozen=True, slots=True)
class FormCells:
    """The cells of one form; rows are counted from 0."""

    sheet: Sheet
    header: FormHeader
    merges: Merges
    notes: FormNotes

    def value(self, row: int, column: FormColumn) -> Value:
        """Give the value of the cell that a person sees in a row, merged or not."""
        cells = self.sheet.rows[self.merges.first_row(row, column.index)]
        return cells[column.index] if column.index < len(cells) else None

    def text(self, row: int, column: FormColumn) -> str:
        """Read the cell of a row itself as a clerk sees it."""
        cells = self.sheet.rows[row]
        value = cells[column.index] if column.index < len(cells) else None
        is_percent = (row, column.index) in self.sheet.percent
        return as_text(value, shown_as_percent=is_percent).strip()

    def text_of(self, row: int, field: str, *, reaches_down: bool = False) -> str:
        """Read a field of a row, blank for the marks of a blank; merged ones may reach down."""
        column = self.header.column(field)
        if column is None:
            return ""
        text = self.text(self.merges.first_row(row, column.index) if reaches_down else row, column)
        return "" if is_blank(text) else text

    def stated(self, row: int) -> str:
        """Give the first thing a row states beside its names and target, blank for nothing."""
        columns = (column for field in _JUDGED for column in self.header.columns_of(field))
        texts = (self.text(row, column) for column in columns)
        return next((text for text in texts if not is_blank(text)), "")

    def begins(self, row: int, field: str) -> bool:
        """Say whether a field's cell begins in this row, and is not merged down from above."""
        column = self.header.column(field)
        return column is not None and self.merges.first_row(row, column.index) == row

    def place(self, row: int, column: FormColumn | None) -> str:
        """Name a cell as a person knows it."""
        return cell_name((row, column.index if column else 0))

    def place_of(self, row: int, field: str) -> str:
        """Name the cell of a field."""
        return self.place(row, self.header.column(field))

    def are_sound(self, row: int) -> bool:
        """Say whether a row rests on no error and no formula without a value; each is a finding."""
        fields = ("level3", "result", "cause", "likelihood")
        columns = [column for field in fields for column in self.header.columns_of(field)]
        return not [column for column in columns if self._is_bad(row, column)]

    def _is_bad(self, row: int, column: FormColumn) -> bool:
        at = (row, column.index)
        error = self.sheet.errors.get(at, "")
        if not error and at not in self.sheet.uncalculated:
            return False
        code = "cell_error" if error else "cell_uncalculated"
        self.notes.add_at(code, *at, found=error, column=column.header)
        return True
