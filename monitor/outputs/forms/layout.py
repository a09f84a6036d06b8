"""Laying out a form: bands of merged cells, rows as high as their text, pages broken between them.

A spreadsheet finds no height for merged cells by itself, and a cell merged across the end of a
page is cut in two. So heights and pages are computed here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil

from monitor.words.figures import round_half_up
from monitor.workbooks.writing import (
    BODY,
    CENTRED,
    HEADER,
    SUBTITLE,
    TITLE,
    Book,
    Style,
    in_unit,
    lines_needed,
    money_format,
)

LABEL: Style = HEADER
TEXT: Style = BODY | {"indent": 1}
MONEY: Style = BODY | {"align": "right", "indent": 1}
TICKED: Style = BODY | CENTRED
NAMED: Style = TICKED  # indicator levels, centred over their rows
FORM_TITLE: Style = TITLE | CENTRED
FORM_SUBTITLE: Style = SUBTITLE | CENTRED
_LINE, _PADDING, _TITLE_HEIGHT, _HIGHEST = 15.5, 6, 30, 390  # points
_LEAST_LINES = 2
_CHARACTER, _CELL_EDGES = 5.8, 4.0  # points a half-width character takes, and a column besides
_PAPER = (595.0, 842.0)  # A4
_MARGINS_ACROSS, _MARGINS_ALONG = 58.0, 80.0
_SPARE = 0.97
_INDENT = 1.5  # half-width characters
Before = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell of a band, from its first to its last column: text, or a number shown exactly."""

    first: int
    last: int
    value: str | Decimal | None
    style: Style
    places: int = 2


def label(first: int, last: int, word: str) -> Piece:
    """Make a cell that names what stands beside or below it."""
    return Piece(first, last, word, LABEL)


def text(first: int, last: int, written: str, style: Style = TEXT) -> Piece:
    """Make a cell of text."""
    return Piece(first, last, written, style)


def wan(first: int, last: int, yuan: Decimal | None, places: int, indent: int = 1) -> Piece:
    """Make a cell of money in 万元, exactly, with a real number format."""
    style = MONEY | {"indent": indent} | {"num_format": money_format(places)}
    return Piece(first, last, in_unit(yuan, "万元"), style, places)


def percent(first: int, last: int, value: Decimal | None) -> Piece:
    """Make a cell of percent: 47.5 is shown as 47.50%."""
    rounded = None if value is None else round_half_up(value, 2)
    return Piece(first, last, rounded, BODY | CENTRED | {"num_format": '0.00"%"'})


def points(first: int, last: int, value: Decimal | None) -> Piece:
    """Make a cell of points, rounded half up to two decimals."""
    rounded = None if value is None else round_half_up(value, 2)
    return Piece(first, last, rounded, BODY | CENTRED | {"num_format": "0.00"})


class FormPage:
    """One sheet of forms, written from top to bottom; rows and columns are counted from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[float], *, landscape: bool) -> None:
        """Start a sheet; no column is narrower than its width, in half-width characters."""
        self._page = book.add_page(name, widths)
        self._book = book
        self._widths = widths
        self._landscape = landscape
        self._heights: list[float] = []
        self._breaks: list[int] = []
        self._used = 0.0
        self._repeated = 0.0
        down, across = _PAPER if landscape else _PAPER[::-1]
        wide = sum(width * _CHARACTER + _CELL_EDGES for width in widths)
        scale = min(1, (across - _MARGINS_ACROSS) / wide)
        self._room = (down - _MARGINS_ALONG) / scale * _SPARE

    @property
    def row(self) -> int:
        """The next row to be written."""
        return len(self._heights)

    def title(self, title: str, period: str) -> None:
        """Write a form's title and its period, centred over all columns."""
        last = len(self._widths) - 1
        self._write(self._grow([_TITLE_HEIGHT]), Piece(0, last, title, FORM_TITLE))
        self._write(self._grow([_LINE + _PADDING]), Piece(0, last, period, FORM_SUBTITLE))

    def band(
        self, pieces: Sequence[Piece], least: float = 0, before: Before | None = None
    ) -> range:
        """Write one band of cells and give its rows, more than one where the text is very long.

        ``least`` is a height in lines. A band that does not fit on the page begins the next one,
        after what ``before`` writes there.
        """
        lines = max(least, *map(self.lines, pieces))
        needed = lines * _LINE + _PADDING
        if self._used and self._used + needed > self._room:
            self.turn_page()
            if before is not None:
                before()
        parts = ceil(needed / _HIGHEST)
        rows = self._grow([needed / parts] * parts)
        for piece in pieces:
            self._write(rows, piece)
        return rows

    def lines(self, piece: Piece) -> float:
        """Say how many lines a piece takes across its columns; a number takes one."""
        if not isinstance(piece.value, str):
            return 1
        room = sum(self._widths[piece.first : piece.last + 1])
        return lines_needed(piece.value, room - _INDENT if "indent" in piece.style else room)

    def join(self, rows: Sequence[int], piece: Piece) -> None:
        """Merge a piece down over rows written; past a page's end or a header it stands again."""
        edges = [
            number
            for number in range(1, len(rows))
            if rows[number] != rows[number - 1] + 1 or rows[number] in self._breaks
        ]
        for start, stop in pairwise([0, *edges, len(rows)]):
            self._write(rows[start:stop], piece)

    def turn_page(self) -> None:
        """Begin a new page, unless nothing stands on this one."""
        if self._used and self.row:
            self._breaks.append(self.row)
            self._used = self._repeated

    def repeat(self, rows: range) -> None:
        """Take rows for the header that a program repeats on every following page."""
        self._repeated = sum(self._heights[rows.start : rows.stop])

    def offer(self, rows: range, first: int, last: int, choices: Sequence[str]) -> None:
        """Let cells be filled from a list; anything else may still be typed."""
        rule = {"validate": "list", "source": list(choices), "show_error": False}
        self._page.sheet.data_validation(rows.start, first, rows.stop - 1, last, rule)

    def finish(self, header: range | None, frozen: int) -> None:
        """Set widths, heights, pages and print set-up; ``frozen`` rows stay in view."""
        page, sheet = self._page, self._page.sheet
        page.finish()
        for row, height in enumerate(self._heights):
            sheet.set_row(row, height)
        sheet.freeze_panes(frozen, 0)
        if header is None:
            page.print_on_a4(None, landscape=self._landscape)
        else:
            page.print_on_a4(header[-1], first_row=header[0], landscape=self._landscape)
        if self._breaks:
            sheet.set_h_pagebreaks(self._breaks)
        page.calm(self.row - 1, len(self._widths) - 1)
        sheet.hide_gridlines(2)

    def _grow(self, heights: Sequence[float]) -> range:
        start = self.row
        self._heights.extend(heights)
        self._used += sum(heights)
        return range(start, self.row)

    def _write(self, rows: Sequence[int], piece: Piece) -> None:
        page, row, column = self._page, rows[0], piece.first
        if len(rows) > 1 or piece.last > column:
            style = self._book.style(piece.style)
            page.sheet.merge_range(row, column, rows[-1], piece.last, "", style)
        if isinstance(piece.value, Decimal):
            page.number(row, column, piece.value, piece.style, piece.places)
        else:
            page.text(row, column, piece.value, piece.style)


def level_runs(levels: Sequence[tuple[str, ...]], depth: int) -> list[range]:
    """Group rows that share their first ``depth`` levels and stand together."""
    starts = [
        number
        for number in range(len(levels))
        if number == 0 or levels[number][:depth] != levels[number - 1][:depth]
    ]
    return [range(*pair) for pair in pairwise([*starts, len(levels)])]


def write_levels(
    page: FormPage, levels: Sequence[tuple[str, str]], write: Callable[[int, float], range]
) -> range:
    """Write a band per indicator and join its first two levels over their rows.

    ``write`` makes the band of an indicator by its number, at least so many lines high, and
    gives its rows.
    """
    least = [float(_LEAST_LINES)] * len(levels)
    named = [
        (run, Piece(depth, depth, levels[run.start][depth], NAMED))
        for depth in (0, 1)
        for run in level_runs(levels, depth + 1)
    ]
    for run, piece in named:
        for number in run:
            least[number] = max(least[number], page.lines(piece) / len(run))
    start = page.row
    rows = [write(number, lines) for number, lines in enumerate(least)]
    for run, piece in named:
        page.join([row for number in run for row in rows[number]], piece)
    return range(start, page.row)
