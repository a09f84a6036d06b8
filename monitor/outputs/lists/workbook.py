"""Lists that go out as xlsx or csv: the rows of the page they come from, nothing added."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import chain, islice

from monitor.domain.list_columns import Kind, ListColumn
from monitor.domain.text import neutralise
from monitor.outputs.lists.columns import (
    Row,
    RowWriter,
    Shown,
    flagged_columns,
    flagged_title,
    money_unit,
    value_shown,
)
from monitor.words.catalogue import paper
from monitor.workbooks.writing import (
    SUBTITLE,
    TITLE,
    Book,
    Page,
    decimals_needed,
    write_explanation,
)

LISTS = paper("lists")
UNIT_LINE = paper("workbook")["unit_line"]

__all__ = [
    "Kind",
    "ListColumn",
    "flagged_columns",
    "flagged_title",
    "write_list",
    "write_list_csv",
]

Footer = Sequence[tuple[str, str]]
SHEET_ROWS = 1_000_000  # a sheet holds 1,048,576; further rows go on to the next one
_IN_MEMORY = 5000
_HEADER_ROW = 2
_FIRST_ROW = 3
_MOST_FROZEN = 5

_WIDTHS: Mapping[str, float] = {
    "text": 20,
    "code": 24,
    "money_wan": 14,
    "money_yuan": 18,
    "percent": 11,
    "points": 11,
    "integer": 8,
    "flag": 9,
    "badge": 11,
    "date": 12,
}


@dataclass(frozen=True, slots=True)
class _Layout:
    """What all sheets of one list share."""

    title: str
    columns: tuple[ListColumn, ...]
    places: Mapping[str, int]


def write_list(
    title: str,
    columns: Sequence[ListColumn],
    rows: Iterable[Row],
    footer: Footer,
    *,
    sheet_rows: int = SHEET_ROWS,
    more: Callable[[Book], None] | None = None,
) -> bytes:
    """Write a list as xlsx: title, unit, header, the rows, and a sheet 说明 with the footer.

    ``more`` adds sheets between the list and the last one.
    Columns up to the project's name stay in view where they stand among the first five. Beyond
    5,000 rows the workbook is written row by row to a temporary file.
    """
    remaining = iter(rows)
    known = list(islice(remaining, _IN_MEMORY + 1))
    book = Book(title, constant_memory=len(known) > _IN_MEMORY)
    layout = _Layout(title, tuple(columns), _places(columns, known))
    unit = money_unit(layout.columns)
    everything = chain(known, remaining)
    number = 1
    while _write_sheet(book, layout, unit, number, islice(everything, sheet_rows)) == sheet_rows:
        following = next(everything, None)
        if following is None:
            break
        everything = chain([following], everything)
        number += 1
    if more is not None:
        more(book)
    write_explanation(book, title, [*footer, *_standing_lines(unit, footer)])
    return book.close()


def write_list_csv(
    columns: Sequence[ListColumn], rows: Iterable[Row], footer: Footer = ()
) -> bytes:
    """Write a list as csv: UTF-8 with a byte order mark, CRLF, formulas made harmless.

    The footer, if any, follows after a blank line.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutralise(column.header) for column in columns])
    for row in rows:
        writer.writerow([_csv_text(column, value_shown(column, row), row) for column in columns])
    if footer:
        writer.writerow([])
        writer.writerows([neutralise(word), neutralise(text)] for word, text in footer)
    return out.getvalue().encode("utf-8-sig")


def _write_sheet(book: Book, layout: _Layout, unit: str, number: int, rows: Iterator[Row]) -> int:
    """Write one sheet and say how many rows it took."""
    name = layout.title.split("（")[0]
    if number > 1:
        name = LISTS["continued"].format(sheet=name[:24], number=number)
    widths = [column.width or _WIDTHS[column.kind] for column in layout.columns]
    page = book.add_page(name, widths)
    writer = RowWriter(page, layout.columns, widths, layout.places)
    page.text(0, 0, layout.title, TITLE)
    count = 0
    first = next(rows, None)
    notes = [UNIT_LINE.format(unit=unit)] if unit else []
    notes += [] if first is not None else [LISTS["nothing"]]
    page.text(1, 0, "　".join(notes), SUBTITLE)
    page.header(_HEADER_ROW, [column.header for column in layout.columns])
    if first is not None:
        for count, row in enumerate(chain([first], rows), start=1):
            writer.write(_HEADER_ROW + count, row)
    _finish_sheet(page, layout, _HEADER_ROW + count)
    return count


def _finish_sheet(page: Page, layout: _Layout, last_row: int) -> None:
    last = len(layout.columns) - 1
    page.finish()
    page.sheet.freeze_panes(_FIRST_ROW, _frozen(layout.columns))
    page.sheet.autofilter(_HEADER_ROW, 0, last_row, last)
    page.print_on_a4(_HEADER_ROW)
    page.calm(last_row, last)


def _frozen(columns: Sequence[ListColumn]) -> int:
    keys = [column.key for column in columns[:_MOST_FROZEN]]
    return keys.index("project_name") + 1 if "project_name" in keys else 0


def _places(columns: Sequence[ListColumn], rows: Sequence[Row]) -> dict[str, int]:
    """Say per column of money how many decimals its amounts need."""
    return {
        column.key: decimals_needed(
            value
            for value in (value_shown(column, row) for row in rows)
            if isinstance(value, Decimal)
        )
        for column in columns
        if column.kind.startswith("money")
    }


def _standing_lines(unit: str, footer: Footer) -> list[tuple[str, str]]:
    """Explain unit and blanks, unless the footer already does."""
    lines = [(LISTS["money"], unit)] if unit else []
    lines.append((LISTS["blank"], LISTS["blank_means"]))
    said = {word for word, _ in footer}
    return [(word, text) for word, text in lines if word not in said]


def _csv_text(column: ListColumn, value: Shown, row: Row) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.{decimals_needed([value], 0 if column.kind == 'integer' else 2)}f}"
    if isinstance(value, date):
        return value.isoformat()
    # The text as it came decides: a leading carriage return is already a line feed in value.
    raw = row.get(column.key)
    return neutralise(raw if column.kind in {"text", "code"} else value)
