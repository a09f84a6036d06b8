"""The forms of one sheet: where each begins and ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.excel.form_cells import Merges
from monitor.excel.form_headers import FormHeader, find_headers
from monitor.excel.form_heads import begins_form, find_head, is_of_whole_unit
from monitor.excel.grid import Sheet

_LONGEST_TITLE, _TITLE_ROWS = 40, 20


@dataclass(frozen=True, slots=True)
class FormPart:
    """One form of a sheet: where it may begin, its headers, and the row after its last.

    Every header but the first repeats it after a page break.
    """

    first_row: int
    headers: tuple[FormHeader, ...]
    stop: int
    merges: Merges

    @property
    def header(self) -> FormHeader:
        """The header over the form's first indicator."""
        return self.headers[0]


def find_parts(sheet: Sheet) -> list[FormPart]:
    """Part a sheet into its monitoring forms, leaving out those of a unit's whole spending."""
    parts: list[FormPart] = []
    merges = Merges(sheet)
    for header in find_headers(sheet):
        first = parts[-1].stop if parts else 0
        if header.top < first:
            parts[-1] = replace(parts[-1], headers=(*parts[-1].headers, header))
            continue
        rows = range(header.bottom + 1, len(sheet.rows))
        stop = next((row for row in rows if begins_form(sheet, row)), len(sheet.rows))
        parts.append(FormPart(first, (header,), stop, merges))
    return [part for part in parts if not _is_of_whole_unit(sheet, part)]


def _is_of_whole_unit(sheet: Sheet, part: FormPart) -> bool:
    head = find_head(sheet, part.header, part.first_row)
    return head.is_blank and is_of_whole_unit(sheet, part.header, part.first_row)


def title_of(sheet: Sheet) -> str:
    """Give the first words of a sheet, by which a person knows it."""
    texts = (
        value.strip()
        for row in sheet.rows[:_TITLE_ROWS]
        for value in row
        if isinstance(value, str) and value.strip()
    )
    return next(texts, sheet.name)[:_LONGEST_TITLE]
