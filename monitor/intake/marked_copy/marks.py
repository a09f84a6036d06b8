"""Findings as marks on a workbook: which cell gets which colour and words, and the index of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from monitor.domain.findings import Finding, Level
from monitor.domain.text import clean
from monitor.intake.files.grid import Place
from monitor.words.catalogue import paper, paper_columns
from monitor.workbooks.writing import lines_needed

ANNOTATED = paper("marked_copy")
LEVELS = paper("levels")
Judged = Sequence[tuple[Finding, str]]
MOST_COMMENTS = 1000  # more make a spreadsheet slow to open
MOST_LISTED = 10_000

FILLS: Mapping[Level, str] = {
    Level.BLOCKER: "F6B8AE",
    Level.WARNING: "FBDD8F",
    Level.NOTE: "CFE0F2",
}

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_WEIGHT = {Level.BLOCKER: 0, Level.WARNING: 1, Level.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """What one cell gets: the worst level's colour and every sentence about it."""

    sheet: str
    place: Place
    level: Level
    sentences: tuple[str, ...]

    @property
    def comment(self) -> str:
        """Write the comment, one finding a line."""
        return "\n".join(ANNOTATED["mark"] + sentence for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One line of the index; ``target`` is where its link leads, blank for none."""

    number: int
    level: Level
    level_word: str
    sheet: str
    cell: str
    sentence: str
    target: str


def place_of(cell: str) -> Place | None:
    """Read the (first) cell of D17 or D17:E19 as a place, None where it names no cell."""
    found = _CELL.match(cell)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row - 1, column - 1) if row <= _LAST_ROW and column <= _LAST_COLUMN else None


def collect_marks(findings: Judged) -> list[Mark]:
    """Gather findings by cell, in the order cells first appear."""
    by_place: dict[tuple[str, Place], list[tuple[Finding, str]]] = {}
    for finding, sentence in findings:
        place = place_of(finding.cell)
        if place is not None:
            by_place.setdefault((finding.sheet, place), []).append((finding, sentence))
    return [
        Mark(
            sheet,
            place,
            min((finding.level for finding, _ in judged), key=_WEIGHT.__getitem__),
            tuple(dict.fromkeys(sentence for _, sentence in judged)),
        )
        for (sheet, place), judged in by_place.items()
    ]


def index_rows(findings: Judged, sheets: Iterable[str]) -> list[IndexRow]:
    """List findings, the heaviest first; links lead only into sheets that exist."""
    existing = set(sheets)
    ordered = sorted(findings, key=lambda judged: _WEIGHT[judged[0].level])
    return [
        IndexRow(
            number,
            finding.level,
            LEVELS[finding.level],
            finding.sheet or ANNOTATED["whole"],
            finding.cell or ("" if not finding.sheet else ANNOTATED["whole_sheet"]),
            sentence,
            _target(finding) if finding.sheet in existing else "",
        )
        for number, (finding, sentence) in enumerate(ordered[:MOST_LISTED], start=1)
    ]


def index_head(findings: Judged, summary: Sequence[tuple[str, str]]) -> list[str]:
    """Write the lines above the index: what was checked, how much was found, what to do."""
    lines = [f"{word}：{text}" for word, text in summary]
    counts = {level.value: 0 for level in Level}
    for finding, _ in findings:
        counts[finding.level.value] += 1
    lines.append(ANNOTATED["counts"].format_map(counts) if findings else ANNOTATED["none"])
    lines.append(ANNOTATED["how"])
    if len(findings) > MOST_LISTED:
        lines.append(ANNOTATED["more"].format(number=len(findings) - MOST_LISTED))
    return lines


def _target(finding: Finding) -> str:
    place = place_of(finding.cell)
    cell = finding.cell.split(":")[0].replace("$", "").upper() if place else "A1"
    return "'" + finding.sheet.replace("'", "''") + "'!" + cell


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
