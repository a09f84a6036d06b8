"""Findings marked on a workbook rebuilt from its neutral rows, for files that cannot be edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from math import isfinite

from monitor.domain.badges import BADGES
from monitor.domain.text import clean
from monitor.intake.files.grid import Place, Sheet, Value, Workbook
from monitor.intake.marked_copy.marks import (
    FILLS,
    MOST_COMMENTS,
    IndexRow,
    Judged,
    Mark,
    collect_marks,
    index_head,
    index_rows,
)
from monitor.words.catalogue import paper, paper_columns
from monitor.workbooks.cells import display_width, sheet_name
from monitor.workbooks.writing import BODY, CENTRED, HEADER, SUBTITLE, TITLE, Book, Page, Style

ANNOTATED = paper("marked_copy")
ANNOTATED_HEADER = paper_columns("marked_copy")
INDEX_WIDTHS = (7, 12, 20, 14, 88)
_IN_MEMORY_ROWS = 5000
_MOST_MERGED = 200_000  # cells
_SAMPLE = 200
_FIRST_YEAR, _LAST_YEAR = 1900, 9999
_Area = tuple[int, int, int, int]

_FORMATS: tuple[tuple[type, str], ...] = (
    (datetime, "yyyy-mm-dd hh:mm:ss"),
    (date, "yyyy-mm-dd"),
    (time, "hh:mm:ss"),
    (timedelta, "[h]:mm:ss"),
)


def annotate_grid(
    workbook: Workbook, findings: Judged, summary: Sequence[tuple[str, str]] = ()
) -> bytes:
    """Write the rows as an xlsx with the findings marked and the index in front.

    Every cell keeps its place and its value; formats other than dates and percent are gone.
    """
    sheets = [sheet for sheet in workbook.sheets if sheet.name != ANNOTATED["sheet"]]
    names = _names([sheet.name for sheet in sheets])
    long = any(len(sheet.rows) > _IN_MEMORY_ROWS for sheet in sheets)
    book = Book(ANNOTATED["title"], constant_memory=long)
    _write_index(book, names, findings, summary)
    marks = collect_marks(findings)
    commented = {(mark.sheet, mark.place) for mark in marks[:MOST_COMMENTS]}
    for sheet in sheets:
        own = {mark.place: mark for mark in marks if mark.sheet == sheet.name}
        with_words = {place for name, place in commented if name == sheet.name}
        page = book.add_page(names[sheet.name], list(_widths(sheet)))
        _write_sheet(page, sheet, own, with_words)
    return book.close()


def _names(names: Sequence[str]) -> dict[str, str]:
    """Give each sheet a legal name of its own, the same wherever it already is one."""
    given: dict[str, str] = {}
    taken = {ANNOTATED["sheet"]}
    for name in names:
        given[name] = sheet_name(name, taken)
        taken.add(given[name].lower())
    return given


def _write_index(
    book: Book, names: dict[str, str], findings: Judged, summary: Sequence[tuple[str, str]]
) -> None:
    page = book.add_page(ANNOTATED["sheet"], INDEX_WIDTHS)
    page.text(0, 0, ANNOTATED["title"], TITLE)
    head = index_head(findings, summary)
    for row, line in enumerate(head, start=1):
        page.text(row, 0, line, SUBTITLE)
    header = len(head) + 1
    page.header(header, ANNOTATED_HEADER)
    for row, listed in enumerate(index_rows(findings, names), start=header + 1):
        _write_index_row(page, row, listed, names)
    page.finish()
    page.print_on_a4(header)
    page.sheet.freeze_panes(header + 1, 0)
    page.sheet.hide_gridlines(2)
    page.sheet.set_tab_color(BADGES["red"].cell.fill)


def _write_index_row(page: Page, row: int, line: IndexRow, names: dict[str, str]) -> None:
    page.number(row, 0, line.number, BODY | CENTRED, places=0)
    page.text(row, 1, line.level_word, BODY | {"bg_color": f"#{FILLS[line.level]}"})
    page.text(row, 2, line.sheet)
    page.text(row, 4, line.sentence)
    if not line.target:
        page.text(row, 3, line.cell)
    else:
        own = "'" + names[line.sheet].replace("'", "''") + "'!"
        cell = line.target.rsplit("!", 1)[1]
        # The link comes first, for it writes its own text, and not with our care.
        page.sheet.write_url(row, 3, f"internal:{own}{cell}", None, cell)
        link: Style = {"font_color": BADGES["blue"].cell.text, "underline": 1}
        page.text(row, 3, line.cell, BODY | link)


def _write_sheet(
    page: Page, sheet: Sheet, marks: Mapping[Place, Mark], commented: AbstractSet[Place]
) -> None:
    widest: dict[int, int] = defaultdict(int)
    for place in marks:
        widest[place[0]] = max(widest[place[0]], place[1] + 1)
    for number in range(max([len(sheet.rows), *(row + 1 for row in widest)])):
        values = sheet.rows[number] if number < len(sheet.rows) else []
        if number in sheet.hidden_rows:
            page.hide_row(number)
        for column in range(max(len(values), widest.get(number, 0))):
            place = (number, column)
            value = values[column] if column < len(values) else None
            _write_value(page, place, _present(sheet, place, value), _style(sheet, marks, place))
            if place in commented:
                _comment(page, marks[place])
    page.finish()
    for area in _merged(sheet):
        # Added to the list itself: merge_range would overwrite the cells.
        page.sheet.merge.append(list(area))
    if sheet.hidden:
        page.sheet.hide()


def _present(sheet: Sheet, place: Place, value: Value) -> Value:
    """Give what stands in a cell; an error or an empty formula must not turn into a blank."""
    if place in sheet.errors:
        return sheet.errors[place]
    if value is None and place in sheet.uncalculated:
        return ANNOTATED["uncalculated"]
    return value


def _style(sheet: Sheet, marks: Mapping[Place, Mark], place: Place) -> Style:
    style: dict[str, object] = {"valign": "vcenter"}
    if place in sheet.percent:
        style["num_format"] = "0.00%"
    if place in marks:
        style |= HEADER | {"bold": False, "bg_color": f"#{FILLS[marks[place].level]}"}
        style["align"] = "left"
    return style


def _write_value(page: Page, place: Place, value: Value, style: Style) -> None:
    if isinstance(value, bool):
        page.sheet.write_boolean(*place, value, page.book.style(style))
    elif isinstance(value, int | float):
        _write_number(page, place, value, style)
    elif isinstance(value, datetime | date | time | timedelta):
        _write_moment(page, place, value, style)
    elif value is not None or "bg_color" in style:
        page.text(*place, value, style)


def _write_number(page: Page, place: Place, value: float, style: Style) -> None:
    """Write a number with the digits it was read with, not with those of its binary form."""
    if not isfinite(value):
        page.text(*place, ANNOTATED["no_value"], style)
        return
    page.widen(place[1], len(repr(value)) + 2)
    page.sheet.write_number(*place, Decimal(repr(value)), page.book.style(style))


def _write_moment(page: Page, place: Place, value: date | time | timedelta, style: Style) -> None:
    if isinstance(value, date) and not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        page.text(*place, value.isoformat(), style)
        return
    shape = next(shape for kind, shape in _FORMATS if isinstance(value, kind))
    if isinstance(value, datetime) and value.time() == time():
        shape = "yyyy-mm-dd"
    page.widen(place[1], len(shape) + 2)
    page.sheet.write_datetime(*place, value, page.book.style(style | {"num_format": shape}))


def _comment(page: Page, mark: Mark) -> None:
    text = clean(mark.comment)
    lines = sum(1 + display_width(line) // 46 for line in text.split("\n"))
    options = {
        "author": ANNOTATED["author"],
        "width": 360,
        "height": 20 * min(lines + 1, 20),
    }
    page.sheet.write_comment(*mark.place, text, options)


def _widths(sheet: Sheet) -> Iterator[float]:
    """Say how wide each column should be, by a sample of its texts."""
    sample = list(islice(sheet.rows, _SAMPLE))
    for column in range(max((len(row) for row in sample), default=0)):
        texts = (row[column] for row in sample if column < len(row))
        widest = max((display_width(text) for text in texts if isinstance(text, str)), default=0)
        yield min(max(widest + 2, 9), 48)


def _merged(sheet: Sheet) -> Iterator[_Area]:
    """Give the merged ranges that a spreadsheet program accepts: none inside another."""
    taken: set[Place] = set()
    for area in sheet.merged:
        top, left, bottom, right = area
        size = (bottom - top + 1) * (right - left + 1)
        if size <= 1 or len(taken) + size > _MOST_MERGED:
            continue
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if taken.isdisjoint(cells):
            taken |= cells
            yield area
