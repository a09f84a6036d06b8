"""How the docx of a plan looks: page, fonts, and what python-docx has no words for in tables."""

from __future__ import annotations

from datetime import UTC, datetime

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row

from monitor.domain.plan import Plan

MOMENT = datetime(2023, 1, 1, tzinfo=UTC)
_ROW_HEIGHT = Cm(0.75)
_PADDING = {"top": 40, "left": 90, "bottom": 40, "right": 90}  # twentieths of a point
_SONG, _HEI = "宋体", "黑体"
_STYLES = (
    ("Normal", _SONG, 10.5, 0, 0),
    ("Title", _HEI, 22, 0, 6),
    ("Subtitle", _HEI, 18, 0, 18),
    ("Heading 1", _HEI, 15, 12, 6),
    ("Heading 2", _HEI, 12, 8, 2),
    ("Heading 3", _HEI, 13, 0, 8),
)


def set_up(document: Document, plan: Plan) -> None:
    """Set page, fonts and properties; the template's own author and dates are taken out."""
    properties = document.core_properties
    properties.title = f"{plan.fiscal_year}年{plan.unit_name}绩效目标"
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = MOMENT
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name, font, size, before, after in _STYLES:
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            _set_style(style, font, size, before, after)


def _set_style(style: ParagraphStyle, font: str, size: float, before: int, after: int) -> None:
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.font.color.rgb, style.font.italic = RGBColor(0, 0, 0), False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), font)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)


def pad(table: Table) -> None:
    """Give the texts of a table some air."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in _PADDING.items():
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - no public way
    look.addprevious(margins)


def keep_together(row: _Row) -> None:
    """Keep a row on one page, and no lower than a line with some air."""
    row.height = _ROW_HEIGHT
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no public way


def repeat(row: _Row) -> None:
    """Repeat a header row on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no public way


def take_borders_off(cell: _Cell) -> None:
    """Let the line over a table, with the unit and the unit of money, stand without a frame."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "right"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "nil")
        borders.append(border)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no public way
    if properties.find(qn("w:tcBorders")) is None:
        properties.find(qn("w:vAlign")).addprevious(borders)
