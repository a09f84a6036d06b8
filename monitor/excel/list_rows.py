"""Rows of a list written fast: what repeats from row to row is worked out once per column.

A long list is hundreds of thousands of cells, and each goes through here. What is rare (a text
that looks like a formula, a number no spreadsheet shows exactly) goes through ``Page`` as ever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from monitor.domain.badges import Marks
from monitor.excel.light_styles import badge_style
from monitor.excel.list_columns import ListColumn, way_shown
from monitor.excel.safe_text import MAX_UNITS, looks_like_formula
from monitor.excel.writing import (
    BODY,
    CENTRED,
    LINE_HEIGHT,
    RIGHT,
    Page,
    Style,
    decimals_needed,
    fits_a_number,
    lines_needed,
    money_format,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format

Row = Mapping[str, object]
_LEAST_PLACES: Mapping[str, int] = {"integer": 0, "percent": 3, "points": 3}  # with their sign
_FEW = 7  # decimals; numbers with as many digits before the point always fit


class RowWriter:
    """Writes the rows of one sheet; ``places`` says how many decimals a column of money needs."""

    def __init__(
        self,
        page: Page,
        columns: Sequence[ListColumn],
        widths: Sequence[float],
        places: Mapping[str, int],
    ) -> None:
        """Prepare every column of a page that was made with the ``widths``."""
        self._page = page
        self._cells = [
            _CellWriter(page, place, column, width, places.get(column.key, 0)).write
            for place, (column, width) in enumerate(zip(columns, widths, strict=True))
        ]

    def write(self, number: int, row: Row) -> None:
        """Write a row; the page is written from top to bottom."""
        highest = LINE_HEIGHT
        for write in self._cells:
            height = write(number, row)
            highest = max(highest, height)
        self._page.reach(number, highest)


class _CellWriter:
    """Writes one column's cells and says how high each is."""

    def __init__(
        self, page: Page, place: int, column: ListColumn, width: float, places: int
    ) -> None:
        self._page, self._sheet = page, page.sheet
        self._place, self._column, self._width, self._places = place, column, width, places
        self._key, self._show = column.key, way_shown(column.kind)
        self._is_badge, self._is_money = column.kind == "badge", column.kind.startswith("money")
        self._one_line = (width - 1.5) / 2 if column.wrap else MAX_UNITS
        self._least = _LEAST_PLACES.get(column.kind, 2)
        self._widest = 0
        self._looks: dict[object, Format] = {}  # by badge, or by decimals
        self._plain = page.book.style(self._style_of_text({}))

    def write(self, number: int, row: Row) -> float:
        """Write the row's cell and return its height."""
        value = row.get(self._key)
        if value is not None and value != "":
            value = self._show(value)
            if isinstance(value, Decimal):
                return self._write_number(number, value)
            if isinstance(value, str) and value:
                return self._write_text(number, value, row)
            if isinstance(value, date):
                self._page.day(number, self._place, value, self._style_of_text(row))
                return LINE_HEIGHT
        self._sheet.write_blank(number, self._place, None, self._plain)
        return LINE_HEIGHT

    def _write_text(self, number: int, text: str, row: Row) -> float:
        if looks_like_formula(text) or text.startswith("<r>"):
            self._page.text(number, self._place, text, self._style_of_text(row))
        else:
            look = self._format_of_badge(row) if self._is_badge else self._plain
            self._sheet.write_string(number, self._place, text, look)
        if len(text) <= self._one_line and "\n" not in text:
            return LINE_HEIGHT
        return LINE_HEIGHT * lines_needed(text, self._width) if self._column.wrap else LINE_HEIGHT

    def _write_number(self, number: int, value: Decimal) -> float:
        digits = max(value.adjusted(), 0) + 1
        places = self._places
        if self._is_money and value != round(value, places):
            places = decimals_needed([value], places)
        shown = max(places, self._least)
        width = digits + (digits - 1) // 3 + shown + (shown > 0) + value.is_signed() + 2
        if width > self._widest:
            self._widest = width
            self._page.widen(self._place, width)
        if (digits <= _FEW and places <= _FEW) or fits_a_number(value):
            look = self._looks.get(places) or self._keep(places, self._style_of_number(places))
            # A Decimal is printed with its own digits, a float with binary noise in the 16th.
            self._sheet.write_number(number, self._place, cast("float", value), look)
        else:
            self._page.number(number, self._place, value, self._style_of_number(places), shown)
        return LINE_HEIGHT

    def _format_of_badge(self, row: Row) -> Format:
        value = row.get(self._key)
        name = value.badge if isinstance(value, Marks) else str(value)
        return self._looks.get(name) or self._keep(name, self._style_of_text(row))

    def _keep(self, key: object, style: Style) -> Format:
        made = self._looks[key] = self._page.book.style(style)
        return made

    def _style_of_text(self, row: Row) -> Style:
        wrap: Style = {"text_wrap": self._column.wrap}
        if self._column.kind == "badge":
            return BODY | CENTRED | badge_style(row.get(self._column.key)) | wrap
        return BODY | (CENTRED if self._column.kind in {"flag", "date"} else {}) | wrap

    def _style_of_number(self, places: int) -> Style:
        if self._column.kind == "integer":
            return RIGHT | BODY | CENTRED | {"num_format": "0", "text_wrap": False}
        return RIGHT | BODY | {"num_format": self._number_format(places), "text_wrap": False}

    def _number_format(self, places: int) -> str:
        if self._column.kind == "percent":
            # Where the header does not say that it is percent, the cell does; 47.5 stays 47.5.
            return "0.00" if "%" in self._column.header else '0.00"%"'
        if self._column.kind == "points":
            return "+0.00;-0.00;0.00"
        return money_format(places)
