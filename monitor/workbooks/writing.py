"""What every workbook that goes out has in common: styles, exact numbers, print set-up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, cast

from monitor.domain.text import clean, looks_like_formula
from monitor.words.catalogue import paper
from monitor.workbooks import cells
from monitor.workbooks.cells import display_width

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


EXPLAIN_SHEET = paper("workbook")["explain_sheet"]
PAGE_OF = paper("workbook")["page_of"]
Style = dict[str, object]  # properties of a cell format, in XlsxWriter's words; never changed
_EXACT_DIGITS = 15  # a spreadsheet shows no more
_FEW_DIGITS = 7  # so many on both sides of the point always fit
_MOST_PLACES = 8
_A4 = 9
_WIDEST = 120  # half-width characters
_USUAL_WIDTH = 8
LINE_HEIGHT, _PADDING, _HIGHEST = 15.5, 5, 409  # points
_BORDER: Style = {"border": 1, "border_color": "#B8BFC8", "valign": "vcenter"}
TITLE: Style = {"bold": True, "font_size": 16, "valign": "vcenter"}
SUBTITLE: Style = {"font_color": "#4A5361", "valign": "vcenter"}

HEADER: Style = _BORDER | {
    "bold": True,
    "bg_color": "#E3E9F0",
    "align": "center",
    "text_wrap": True,
}

BODY: Style = _BORDER | {"text_wrap": True}
LOCKED: Style = BODY | {"bg_color": "#EFEFEF", "font_color": "#3C3C3C"}
INPUT: Style = BODY | {"bg_color": "#FFFBE3", "locked": False}
CENTRED: Style = {"align": "center"}
RIGHT: Style = {"align": "right", "text_wrap": False}


class Book:
    """One workbook being written, in memory or, for long lists, row by row to a temporary file.

    The same content gives the same bytes: nothing of the clock is written.
    """

    def __init__(self, title: str, *, constant_memory: bool = False) -> None:
        """Start an empty workbook; ``title`` goes into its properties."""
        from xlsxwriter import Workbook  # noqa: PLC0415 - it takes long to load

        self._file = BytesIO()
        options = {
            "constant_memory": constant_memory,
            "in_memory": not constant_memory,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": "宋体", "font_size": 11},
        }
        self._book = Workbook(self._file, options)
        self._book.set_properties(
            {"title": clean(title)[:255], "created": datetime(2000, 1, 1, tzinfo=UTC)}
        )
        self._names: set[str] = set()
        self._styles: dict[tuple[tuple[str, object], ...], Format] = {}

    def add_page(self, name: str, widths: Sequence[float] = ()) -> Page:
        """Add a sheet under a legal form of ``name``, its columns at least ``widths`` wide."""
        legal = cells.sheet_name(name, self._names)
        self._names.add(legal.lower())
        return Page(self, self._book.add_worksheet(legal), widths)

    def style(self, style: Style) -> Format:
        """Make a cell format once and hand it out again."""
        key = tuple(style.items())
        if key not in self._styles:
            self._styles[key] = self._book.add_format(dict(style))
        return self._styles[key]

    def chart(self, kind: str) -> Chart:
        """Make a chart of the spreadsheet's own, still to be placed on a sheet."""
        return self._book.add_chart({"type": kind})

    def close(self) -> bytes:
        """Finish the workbook and hand over its bytes."""
        self._book.close()
        return self._file.getvalue()


class Page:
    """One sheet being written from top to bottom; rows and columns are counted from 0.

    Rows are as high as their wrapped text needs: not every program finds that out by itself.
    """

    def __init__(self, book: Book, sheet: Worksheet, widths: Sequence[float]) -> None:
        """Wrap a sheet; ``sheet`` stays open to what this class does not offer."""
        self.book = book
        self.sheet = sheet
        self._widths = dict(enumerate(widths))
        self._hidden: set[int] = set()
        self._row = 0
        self._height = 0.0

    def text(self, row: int, column: int, value: object, style: Style = BODY) -> None:
        """Write text, which never becomes a formula, a number or a link; None leaves it blank."""
        text = "" if value is None else clean(value)
        self.reach(row, self._height_of(column, text, style))
        if not text:
            self.sheet.write_blank(row, column, None, self.book.style(style))
            return
        if looks_like_formula(text):
            style = {**style, "quote_prefix": True}
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter would take it for ready-made markup and write it unescaped.
            plain = self.book.style({})
            self.sheet.write_rich_string(
                row, column, text[:1], plain, text[1:], self.book.style(style)
            )
            return
        self.sheet.write_string(row, column, text, self.book.style(style))

    def number(
        self, row: int, column: int, value: Decimal | int | None, style: Style, places: int = 2
    ) -> None:
        """Write a number digit by digit; what a spreadsheet cannot show exactly becomes text."""
        if value is None:
            self.text(row, column, None, style)
            return
        exact = Decimal(value)
        shown = f"{exact:,.{decimals_needed([exact], places)}f}"
        self.widen(column, len(shown) + 2)
        style = {**RIGHT, **style, "text_wrap": False}
        if not fits_a_number(exact):
            self.text(row, column, shown, style)
            return
        self.reach(row, LINE_HEIGHT)
        # A Decimal is printed with its own digits, a float with binary noise in the 16th.
        number = cast("float", exact or Decimal(0))
        self.sheet.write_number(row, column, number, self.book.style(style))

    def day(self, row: int, column: int, value: date, style: Style) -> None:
        """Write a date as 2023-06-30."""
        self.widen(column, 11)
        self.reach(row, LINE_HEIGHT)
        dated = {**style, **CENTRED, "num_format": "yyyy-mm-dd", "text_wrap": False}
        self.sheet.write_datetime(row, column, value, self.book.style(dated))

    def header(self, row: int, words: Sequence[str], style: Style = HEADER) -> None:
        """Write a header row, told apart from data by its style."""
        for column, word in enumerate(words):
            self.text(row, column, word, style)

    def widen(self, column: int, width: float) -> None:
        """Make sure that a column is at least this wide."""
        self._widths[column] = max(self._widths.get(column, 0), width)

    def hide_row(self, row: int) -> None:
        """Hide a row, before it is written."""
        self._hidden.add(row)
        self.reach(row, 0)

    def finish(self, styles: Mapping[int, Style] | None = None) -> None:
        """Set widths and the last row's height; ``styles`` are of the cells below the rows."""
        self.reach(self._row + 1, 0)
        for column, width in self._widths.items():
            style = styles.get(column) if styles else None
            below = self.book.style(style) if style else None
            self.sheet.set_column(column, column, min(width, _WIDEST), below)

    def reach(self, row: int, height: float) -> None:
        """Note that a row needs this height, and finish the one before."""
        if row != self._row:
            options = {"hidden": True} if self._row in self._hidden else {}
            if self._height or options:
                reached = min(self._height + _PADDING, _HIGHEST)
                self.sheet.set_row(self._row, reached, None, options)
            self._row, self._height = row, 0
        self._height = max(self._height, height)

    def _height_of(self, column: int, text: str, style: Style) -> float:
        if "font_size" in style:
            return 1.6 * cast("float", style["font_size"])
        if not style.get("text_wrap"):
            return LINE_HEIGHT
        return LINE_HEIGHT * lines_needed(text, self._widths.get(column, _USUAL_WIDTH))

    def print_on_a4(
        self, header_row: int | None, *, first_row: int = 0, landscape: bool = True
    ) -> None:
        """Set up A4, one page wide, page numbers, and header rows repeated on every page.

        Repeated are the rows from ``first_row`` down to the header; None repeats none.
        """
        sheet = self.sheet
        sheet.set_paper(_A4)
        (sheet.set_landscape if landscape else sheet.set_portrait)()
        sheet.fit_to_pages(1, 0)
        if header_row is not None:
            sheet.repeat_rows(first_row, header_row)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.set_footer(f"&C&9{PAGE_OF}")

    def protect(self) -> None:
        """Lock what is not for input, without a password; widths and filters stay free."""
        self.sheet.protect(
            "", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
        )

    def calm(self, last_row: int, last_column: int) -> None:
        """Spare the reader green corners on codes, which are text on purpose."""
        if last_row >= 0 and last_column >= 0:
            from xlsxwriter.utility import xl_range  # noqa: PLC0415 - it takes long to load

            area = xl_range(0, 0, last_row, last_column)
            self.sheet.ignore_errors({"number_stored_as_text": area})


def fits_a_number(value: Decimal) -> bool:
    """Say whether a spreadsheet shows the value exactly: 15 digits and a moderate size."""
    if value.adjusted() < _FEW_DIGITS and value == round(value, _FEW_DIGITS):
        return True
    if not value.is_finite() or value.adjusted() >= _EXACT_DIGITS:
        return False
    return len(value.normalize().as_tuple().digits) <= _EXACT_DIGITS


def decimals_needed(values: Iterable[Decimal | None], least: int = 2) -> int:
    """Say how many decimals show all the values exactly, never fewer than ``least``."""
    needed = least
    for value in values:
        if value is not None and value.is_finite() and value != round(value, needed):
            needed = -int(value.normalize().as_tuple().exponent)
    return needed


def money_format(places: int) -> str:
    """Write the number format of amounts: decimal points line up, two decimals always show."""
    return "#,##0.00" + "?" * (min(places, _MOST_PLACES) - 2)


def lines_needed(text: str, width: float) -> int:
    """Say how many lines a text takes in a column, rather one too many than one too few."""
    room = max(width - 1.5, 2)
    return sum(max(1, math.ceil(display_width(line) / room)) for line in text.split("\n"))


def in_unit(yuan: Decimal | None, unit: str) -> Decimal | None:
    """Turn yuan into 元 or 万元, exactly."""
    return yuan.scaleb(-4) if yuan is not None and unit == "万元" else yuan


def write_explanation(book: Book, title: str, lines: Iterable[tuple[str, str]]) -> None:
    """Add the last sheet, 说明: what each line's word means, one below the other."""
    told = list(lines)
    widest = max((display_width(word) + 3 for word, _ in told), default=0)
    page = book.add_page(EXPLAIN_SHEET, (min(max(widest, 12), 32), 100))
    page.text(0, 0, title, TITLE)
    row = 1
    for row, (word, meaning) in enumerate(told, start=2):
        page.text(row, 0, word, BODY | {"bold": True, "bg_color": "#F4F6F9"})
        page.text(row, 1, meaning)
    page.finish()
    page.print_on_a4(0)
    page.calm(row, 1)
    page.sheet.hide_gridlines(2)
