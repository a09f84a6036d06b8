"""The index sheet in front of a person's own workbook."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from monitor.excel.marking import FILLS, IndexRow, Judged, index_head, index_rows
from monitor.excel.safe_text import clean
from monitor.excel.writing import lines_needed
from monitor.words.catalogue import paper, paper_columns

ANNOTATED = paper("marked_copy")
ANNOTATED_HEADER = paper_columns("marked_copy")

WIDTHS = (7, 12, 20, 14, 88)
_FONT = "宋体"
_LINE = Side(style="thin", color="B8BFC8")
_CENTRED = Alignment(horizontal="center", vertical="center")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_LINK_COLUMN = 4
_LEVEL_COLUMN = 2


def write_index(book: Workbook, findings: Judged, summary: Sequence[tuple[str, str]]) -> None:
    """Put the index in front and open the workbook on it, no other sheet selected with it."""
    names = book.sheetnames
    sheet = book.create_sheet(ANNOTATED["sheet"], 0)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
    _write(sheet.cell(1, 1), ANNOTATED["title"], Font(name=_FONT, size=16, bold=True))
    head = index_head(findings, summary)
    for row, line in enumerate(head, start=2):
        _write(sheet.cell(row, 1), line, Font(name=_FONT, size=11, color="4A5361"))
    header = len(head) + 2
    for column, word in enumerate(ANNOTATED_HEADER, start=1):
        cell = sheet.cell(header, column)
        _write(cell, word, Font(name=_FONT, size=11, bold=True), boxed=True)
        cell.fill = PatternFill("solid", fgColor="E3E9F0")
        cell.alignment = _CENTRED
    for row, listed in enumerate(index_rows(findings, names), start=header + 1):
        _write_row(sheet, row, listed)
    _set_up(sheet, header)


def _write_row(sheet: Worksheet, row: int, line: IndexRow) -> None:
    plain = Font(name=_FONT, size=11)
    number = sheet.cell(row, 1, line.number)
    number.font, number.border, number.alignment = plain, _BORDER, _CENTRED
    for column, text in enumerate((line.level_word, line.sheet, line.cell, line.sentence), start=2):
        _write(sheet.cell(row, column), text, plain, boxed=True)
    sheet.cell(row, _LEVEL_COLUMN).fill = PatternFill("solid", fgColor=FILLS[line.level])
    if line.target:
        link = sheet.cell(row, _LINK_COLUMN)
        if isinstance(link, Cell):
            link.hyperlink = Hyperlink(ref=link.coordinate, location=clean(line.target))
        link.font = Font(name=_FONT, size=11, underline="single", color="1F4B80")
    lines = max(lines_needed(clean(line.sentence), WIDTHS[-1]), lines_needed(line.sheet, WIDTHS[2]))
    sheet.row_dimensions[row].height = min(15.5 * lines + 5, 409)


def _write(cell: Cell | MergedCell, text: str, font: Font, *, boxed: bool = False) -> None:
    """Write text as text, whatever it begins with."""
    cell.value = clean(text)
    cell.data_type = "s"
    cell.font = font
    if boxed:
        cell.border = _BORDER
        cell.alignment = Alignment(wrap_text=True, vertical="center")


def _set_up(sheet: Worksheet, header: int) -> None:
    for row in range(1, header + 1):
        sheet.row_dimensions[row].height = 28 if row == 1 else 20
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{header + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header}:{header}"
    sheet.sheet_properties.tabColor = Color("00B3372B")
