"""Native tables of documents: fixed widths, a header on every page, rows that stay whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from monitor.domain.text import enclose, make_legible
from monitor.words.catalogue import paper

PAGE = paper("page")


def add_text(paragraph: Paragraph, text: object, *, bold: bool = False) -> Run:
    """Add text: markup, field codes and control signs in it are text or nothing at all.

    Marks of direction left open end with the text, so that they turn no word behind it.
    """
    run = paragraph.add_run(enclose(make_legible(text)))
    if bold:
        run.bold = True
    hint_at_chinese(run)
    return run


def hint_at_chinese(run: Run) -> None:
    """Let signs that both scripts have, such as quotation marks and ▼, take the Chinese font."""
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - no public way
    fonts.set(qn("w:hint"), "eastAsia")


def add_page_number(paragraph: Paragraph) -> None:
    """Add “page X of Y” as fields that the program which opens the file fills."""
    for field, words in (("PAGE", PAGE["before"]), ("NUMPAGES", PAGE["between"])):
        add_text(paragraph, words)
        _add_field(paragraph, field)
    add_text(paragraph, PAGE["after"])


def _add_field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001 - no public way
    paragraph._p.append(field)  # noqa: SLF001 - no public way


Align = Literal["left", "center", "right"]

_ALIGNED: Mapping[Align, WD_ALIGN_PARAGRAPH] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}

_PADDING = {"top": 30, "left": 55, "bottom": 30, "right": 55}  # twentieths of a point
_HEADER_FILL = "E3E9F0"
_WORD_AND_MEANING = (1, 5)
_LINE_SIZE = 9
_CELL_STYLE = "Cell"
_DIGIT = 0.52  # of the letters' size, what a figure's sign takes
_SIDES = 7  # points, a cell's padding
_LEAST_KEPT = 0.4  # of the width of a column of words


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its header, its share of the table's width, and where its cells stand."""

    header: str
    share: float
    align: Align = "left"


def add_table(
    document: Document,
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[str]],
    width: Length,
    *,
    size: float = 9,
    least_height: float = 0,
) -> Table:
    """Add a table over the given width; ``size`` of its letters and ``least_height`` in points.

    Raises ``ValueError`` for a row with more or fewer cells than there are columns.
    """
    widths = _fitted(columns, rows, _widths([column.share for column in columns], width), size)
    table = _start(document, len(rows) + 1, widths)
    cells = [tuple(row.cells) for row in table.rows]
    for place, column in enumerate(columns):
        cell = cells[0][place]
        _fill(cell, column.header, "center", widths[place], size, bold=True)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        _shade(cell)
    for row, line in zip(rows, cells[1:], strict=True):
        for text, column, cell, wide in zip(row, columns, line, widths, strict=True):
            _fill(cell, text, column.align, wide, size)
    for row in table.rows:
        _keep_whole(row)
    for row in list(table.rows)[1:] if least_height else ():
        row.height = Pt(least_height)
    _repeat(table.rows[0])
    return table


def add_lines(document: Document, lines: Sequence[tuple[str, str]], width: Length) -> Table:
    """Add a table of a word and what it means, a line each, all on one page."""
    widths = _widths(_WORD_AND_MEANING, width)
    table = _start(document, len(lines), widths)
    rows = list(table.rows)
    last = rows[-1]
    for row, line in zip(rows, lines, strict=True):
        for cell, text, wide in zip(row.cells, line, widths, strict=True):
            _fill(cell, text, "left", wide, _LINE_SIZE)
            cell.paragraphs[0].paragraph_format.keep_with_next = row is not last
        _shade(row.cells[0])
        _keep_whole(row)
    return table


def _start(document: Document, rows: int, widths: Sequence[Length]) -> Table:
    table: Table = document.add_table(rows, len(widths))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    _pad(table)
    return table


def _fitted(
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[str]],
    widths: Sequence[Length],
    size: float,
) -> list[Length]:
    """Widen columns of figures until none is broken; columns of words give way."""
    fitted = list(widths)
    for place, column in enumerate(columns):
        if column.align == "right":
            longest = max((len(row[place]) for row in rows), default=0)
            fitted[place] = max(widths[place], Pt(longest * size * _DIGIT + _SIDES))
    words = sum(
        wide for wide, column in zip(widths, columns, strict=True) if column.align == "left"
    )
    taken = sum(fitted) - sum(widths)
    if not taken or not words:
        return fitted
    kept = max(1 - taken / words, _LEAST_KEPT)
    return [
        Length(int(wide * kept)) if column.align == "left" else wide
        for wide, column in zip(fitted, columns, strict=True)
    ]


def _widths(shares: Sequence[float], width: Length) -> list[Length]:
    return [Length(int(width * share / sum(shares))) for share in shares]


def _fill(
    cell: _Cell, text: str, align: Align, width: Length, size: float, *, bold: bool = False
) -> None:
    cell.width = width
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    # By its id: looking a style up by its name takes longer than the rest of the cell.
    paragraph._p.style = _CELL_STYLE  # noqa: SLF001 - no public way
    paragraph.alignment = _ALIGNED[align]
    add_text(paragraph, text, bold=bold).font.size = Pt(size)


def _shade(cell: _Cell) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _HEADER_FILL)):
        shading.set(qn(f"w:{name}"), value)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no public way
    properties.find(qn("w:vAlign")).addprevious(shading)


def _pad(table: Table) -> None:
    """Give the texts of a table some air."""
    margins = OxmlElement("w:tblCellMar")
    for side, wide in _PADDING.items():
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(wide))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tblPr.find(qn("w:tblLook")).addprevious(margins)  # noqa: SLF001 - no public way


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no public way


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no public way
