"""Rows of a list written fast: what repeats from row to row is worked out once per column.

A long list is hundreds of thousands of cells, and each goes through here. What is rare (a text
that looks like a formula, a number no spreadsheet shows exactly) goes through ``Page`` as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, cast

from monitor.domain.badges import Marks
from monitor.domain.list_columns import FLAGGED_COLUMNS, Kind, ListColumn
from monitor.domain.month import Month
from monitor.domain.text import MAX_UNITS, clean, looks_like_formula
from monitor.words.catalogue import paper
from monitor.workbooks.light_styles import badge_style, badge_text
from monitor.workbooks.writing import (
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


FLAGGED = paper("flagged_list")
FLAGGED_TITLE = paper("titles")["flagged_list"]
YES_NO = {True: paper("workbook")["yes"], False: paper("workbook")["no"]}
Shown = str | Decimal | date | None
_CENT, _ZERO = Decimal("0.01"), Decimal(0)
_MONEY_UNITS: Mapping[str, str] = {"money_wan": "万元", "money_yuan": "元"}


def value_shown(column: ListColumn, row: Mapping[str, object]) -> Shown:
    """Give a row's value as it is written: a number, a date, clean text, or None for absent.

    Percentages and points are rounded to two decimals, half up; amounts stay exact.
    """
    value = row.get(column.key)
    return None if value is None or value == "" else way_shown(column.kind)(value)


def way_shown(kind: Kind) -> Callable[[object], Shown]:
    """Return how a kind's values are written, of which there are; blank and absent are not."""
    return _WAYS[kind]


def money_unit(columns: tuple[ListColumn, ...]) -> str:
    """Name the list's unit of money, blank where it has no amounts; 元 and 万元 may not mix.

    Raises ``ValueError`` for a list that mixes them.
    """
    units = {_MONEY_UNITS[column.kind] for column in columns if column.kind in _MONEY_UNITS}
    if len(units) > 1:
        message = "a list states amounts either in 元 or in 万元"
        raise ValueError(message)
    return "".join(units)


def flagged_title(month: Month) -> str:
    """Write the title of the flagged list."""
    return FLAGGED_TITLE.format(year=month.year, month=month.number)


def flagged_columns(month: Month) -> tuple[ListColumn, ...]:
    """Return the columns of the flagged list; the header of spending names the month."""
    return tuple(
        ListColumn(each.key, FLAGGED[each.key].format(month=month.number), each.kind, each.width)
        for each in FLAGGED_COLUMNS.values()
    )


def _badge(value: object) -> str:
    return clean(badge_text(value))


def _flag(value: object) -> str:
    return YES_NO[value] if isinstance(value, bool) else clean(value)


def _day(value: object) -> date | str:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else clean(value)


def _number(value: object) -> Decimal | str | None:
    """Read a number; what is none stays text, and a NaN is absent."""
    if isinstance(value, bool):
        return clean(value)
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return clean(value)
    return (number or _ZERO) if number.is_finite() else None


def _rounded(value: object) -> Decimal | str | None:
    number = _number(value)
    if isinstance(number, Decimal):
        return number.quantize(_CENT, ROUND_HALF_UP) or _ZERO
    return number


def _wan(value: object) -> Decimal | str | None:
    number = _number(value)
    return number.scaleb(-4) if isinstance(number, Decimal) and number else number


_WAYS: Mapping[Kind, Callable[[object], Shown]] = {
    "text": clean,
    "code": clean,
    "money_wan": _wan,
    "money_yuan": _number,
    "percent": _rounded,
    "points": _rounded,
    "integer": _number,
    "flag": _flag,
    "badge": _badge,
    "date": _day,
}


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
