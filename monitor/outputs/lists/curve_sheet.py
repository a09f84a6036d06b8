"""A sheet with plan and spending month by month, and the spreadsheet's own chart of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from monitor.words.catalogue import paper
from monitor.workbooks.writing import (
    BODY,
    CENTRED,
    SUBTITLE,
    TITLE,
    Book,
    Page,
    decimals_needed,
    in_unit,
    money_format,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


CURVE_SHEET = paper("curve_sheet")
UNIT_LINE = paper("workbook")["unit_line"]
_UNIT = "万元"
_CENT = Decimal("0.01")
_HEADER_ROW, _FIRST_ROW = 2, 3
_KEYS = ("month", "planned", "spent", "milestone", "milestones", "reported")
_MONTH, _PLANNED, _SPENT, _MILESTONES = 0, 1, 2, 4
_WIDTHS = (10, 13, 13, 13, 13, 13)
_CHART_PLACE, _CHART_SIZE = "H3", {"width": 760, "height": 400}
_DARK, _BLUE, _GRID = "#1B2430", "#3E74AB", "#E8EBEF"


@dataclass(frozen=True, slots=True)
class CurveMonth:
    """A month's end; amounts are yuan, shares percent, None where nothing is known.

    ``milestone_pct`` is given at milestone months only.
    """

    month: int
    planned: Decimal | None
    spent: Decimal | None
    milestone_pct: Decimal | None = None
    reported_pct: Decimal | None = None


def add_curve_sheet(book: Book, fiscal_year: int, month: int, months: Sequence[CurveMonth]) -> None:
    """Add the sheet 计划与实际, in 万元, as of a month of a fiscal year."""
    title = CURVE_SHEET["title"].format(year=fiscal_year, month=month)
    page = book.add_page(CURVE_SHEET["sheet"], _WIDTHS)
    page.text(0, 0, title, TITLE)
    page.text(1, 0, UNIT_LINE.format(unit=_UNIT), SUBTITLE)
    page.header(_HEADER_ROW, [CURVE_SHEET[key] for key in _KEYS])
    places = decimals_needed(in_unit(each.spent, _UNIT) for each in months)
    for row, each in enumerate(months, start=_FIRST_ROW):
        _write_month(page, row, each, places)
    _add_chart(book, page.sheet, title, len(months))
    page.finish()
    page.sheet.freeze_panes(_FIRST_ROW, 1)
    page.print_on_a4(_HEADER_ROW)


def _write_month(page: Page, row: int, each: CurveMonth, places: int) -> None:
    money = BODY | {"num_format": money_format(places)}
    due_money = BODY | {"num_format": money_format(2)}  # between milestones it is worked out
    percent = BODY | {"num_format": "0.00"}
    due = None if each.milestone_pct is None else each.planned
    page.text(row, 0, CURVE_SHEET["end_of_month"].format(month=each.month), BODY | CENTRED)
    page.number(row, 1, in_unit(each.planned, _UNIT), due_money)
    page.number(row, 2, in_unit(each.spent, _UNIT), money)
    page.number(row, 3, _rounded(each.milestone_pct), percent)
    page.number(row, 4, in_unit(due, _UNIT), due_money)
    page.number(row, 5, _rounded(each.reported_pct), percent)


def _rounded(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent.quantize(_CENT, ROUND_HALF_UP)


def _add_chart(book: Book, sheet: Worksheet, title: str, count: int) -> None:
    """Draw the plan as a line with its milestones, spending solid and dark, open where blank."""
    chart = book.chart("line")
    lines = (
        (_PLANNED, {"color": _BLUE, "width": 1.5}, {"type": "none"}),
        (_MILESTONES, {"none": True}, _marker("diamond", 9, _BLUE)),
        (_SPENT, {"color": _DARK, "width": 2.75}, _marker("circle", 6, _DARK)),
    )
    last = _FIRST_ROW + count - 1
    for column, line, marker in lines:
        chart.add_series(
            {
                "name": [sheet.name, _HEADER_ROW, column],
                "categories": [sheet.name, _FIRST_ROW, _MONTH, last, _MONTH],
                "values": [sheet.name, _FIRST_ROW, column, last, column],
                "line": line,
                "marker": marker,
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 13}, "overlay": False})
    chart.set_x_axis({"line": {"color": _DARK}, "num_font": {"size": 9}})
    chart.set_y_axis(
        {
            "name": _UNIT,
            "name_font": {"bold": False},
            "num_format": "#,##0.##",
            "major_gridlines": {"visible": True, "line": {"color": _GRID}},
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")
    chart.set_size(_CHART_SIZE)
    sheet.insert_chart(_CHART_PLACE, chart, {"description": title})


def _marker(kind: str, size: int, colour: str) -> dict[str, object]:
    """Fill the marker: not every program draws its border."""
    paint = {"color": colour}
    return {"type": kind, "size": size, "border": paint, "fill": paint}
