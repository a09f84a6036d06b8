"""A person's own workbook back: bad cells coloured and commented, an index sheet in front."""

from __future__ import annotations

import logging
import math
import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO

from openpyxl import Workbook as OwnWorkbook
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Color, PatternFill
from openpyxl.styles.numbers import is_date_format
from openpyxl.worksheet.worksheet import Worksheet

from monitor.domain.text import clean
from monitor.intake.files.grid import Workbook
from monitor.intake.marked_copy.marks import (
    FILLS,
    MOST_COMMENTS,
    Judged,
    Mark,
    collect_marks,
    write_index,
)
from monitor.intake.marked_copy.originals import may_open, restore_results
from monitor.intake.marked_copy.rebuilt import annotate_grid
from monitor.words.catalogue import paper
from monitor.workbooks.cells import display_width

ANNOTATED = paper("marked_copy")
_LOG = logging.getLogger(__name__)
_OURS = frozenset("00" + colour for colour in FILLS.values())
_NO_COLOUR = Color(indexed=64)
_COMMENT_WIDTH, _LINE_HEIGHT, _LINE_UNITS = 360, 20, 46


def annotate(
    data: bytes,
    findings: Judged,
    summary: Sequence[tuple[str, str]] = (),
    grid: Workbook | None = None,
) -> bytes:
    """Mark the findings, each with its sentence, on the file they are about; always an xlsx.

    An xlsx or xlsm comes back as the person's own (macros left out); any other format, and a
    workbook too large or too odd for that, is rebuilt from ``grid``; without one the index stands
    alone. ``summary`` is told above the index. Values are untouched, and marks of an earlier
    round are taken off first.
    """
    try:
        if may_open(data):
            return _annotate_own(data, findings, summary)
    except Exception as trouble:  # noqa: BLE001 - openpyxl raises anything on odd files
        _LOG.info("rebuilt from its rows: %s", type(trouble).__name__)
    return annotate_grid(grid or Workbook("", []), findings, summary)


def _annotate_own(data: bytes, findings: Judged, summary: Sequence[tuple[str, str]]) -> bytes:
    book = _load(data)
    if ANNOTATED["sheet"] in book.sheetnames:
        del book[ANNOTATED["sheet"]]
        _unmark(book)
    has_formulas = _check(book)
    for number, mark in enumerate(collect_marks(findings)):
        _apply(book, mark, commented=number < MOST_COMMENTS)
    write_index(book, findings, summary)
    out = BytesIO()
    book.save(out)
    return restore_results(data, out.getvalue(), book) if has_formulas else out.getvalue()


def _load(data: bytes) -> OwnWorkbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(data), rich_text=True)
    book.template = False
    return book


def _cells(book: OwnWorkbook) -> Iterator[Cell]:
    """Walk the cells that exist; iterating rows would create all between them."""
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):  # noqa: SLF001 - the public ways create cells
            if isinstance(cell, Cell):
                yield cell


def _check(book: OwnWorkbook) -> bool:
    """Say whether there are formulas.

    Raises ``ValueError`` where openpyxl would write another value than it read.
    """
    has_formulas = False
    for cell in _cells(book):
        has_formulas = has_formulas or cell.data_type == "f"
        odd_number = isinstance(cell.value, float) and not math.isfinite(cell.value)
        odd_date = cell.data_type == "e" and is_date_format(cell.number_format)
        if odd_number or odd_date:
            message = f"{cell.coordinate} does not survive"
            raise ValueError(message)
    return has_formulas


def _apply(book: OwnWorkbook, mark: Mark, *, commented: bool) -> None:
    if mark.sheet not in book.sheetnames or not isinstance(book[mark.sheet], Worksheet):
        return
    cell = _cell(book[mark.sheet], mark)
    # A solid fill shows its foreground only: the background remembers the cell's own colour.
    own = cell.fill.fgColor if cell.fill.fill_type == "solid" else _NO_COLOUR
    cell.fill = PatternFill("solid", fgColor=FILLS[mark.level], bgColor=own)
    if commented:
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = _comment(clean(before + mark.comment))


def _cell(sheet: Worksheet, mark: Mark) -> Cell | MergedCell:
    """Find the cell; within a merged range it is the first one, which alone can be marked."""
    row, column = mark.place[0] + 1, mark.place[1] + 1
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        merged = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(merged.min_row, merged.min_col)
    return cell


def _comment(text: str) -> Comment:
    lines = sum(1 + display_width(line) // _LINE_UNITS for line in text.split("\n"))
    height = _LINE_HEIGHT * min(lines + 1, 20)
    return Comment(text, ANNOTATED["author"], height=height, width=_COMMENT_WIDTH)


def _unmark(book: OwnWorkbook) -> None:
    """Take off the marks of an earlier round, so that what was corrected looks so."""
    for cell in _cells(book):
        if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in _OURS:
            own = cell.fill.bgColor
            plain = own.type == "indexed" or own.rgb == "00000000"
            cell.fill = PatternFill() if plain else PatternFill("solid", fgColor=own)
        if cell.comment and ANNOTATED["mark"] in cell.comment.text:
            kept = cell.comment.text.split(ANNOTATED["mark"])[0].strip()
            cell.comment = Comment(kept, cell.comment.author) if kept else None
