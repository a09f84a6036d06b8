"""How documents that go out look: paper, fonts by their Chinese names, spaces between lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.section import Section
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from monitor.domain.text import make_legible
from monitor.outputs.letters.records import Stamp
from monitor.outputs.letters.tables import (
    TableColumn,
    add_lines,
    add_page_number,
    add_table,
    add_text,
)
from monitor.words.catalogue import paper

SONG, HEI, FANG = "宋体", "黑体", "仿宋"
_LATIN = "Times New Roman"
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # nothing of the clock is written
_SHORT, _LONG = Cm(21), Cm(29.7)
_SIDE, _WIDE_SIDE, _EDGE = Cm(2.4), Cm(1.2), Cm(2.1)
_THEMED = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


@dataclass(frozen=True, slots=True)
class Face:
    """A style: its Chinese font, size and spaces in points, first line's indent in signs."""

    font: str
    size: float
    before: float = 0
    after: float = 0
    lines: float = 1.0
    indent: int = 0
    align: WD_ALIGN_PARAGRAPH | None = None
    is_bold: bool = False
    stays: bool = False


_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT

FACES: Mapping[str, Face] = {
    "Normal": Face(FANG, 12, lines=1.3),
    "Title": Face(SONG, 20, after=6, lines=1.2, align=_CENTRE, is_bold=True),
    "Subtitle": Face(FANG, 13, after=10, align=_CENTRE),
    "Heading 1": Face(HEI, 14, before=12, after=5, stays=True),
    "Heading 2": Face(HEI, 12, before=8, after=4, stays=True),
    "Caption": Face(FANG, 10.5, after=2, align=_CENTRE, stays=True),
    "Body": Face(FANG, 12, after=2, lines=1.3, indent=2),
    "After": Face(FANG, 12, before=6, after=2, lines=1.3, indent=2),
    "Leading": Face(FANG, 12, after=2, lines=1.3, indent=2, stays=True),
    "Plain": Face(FANG, 12, after=2, lines=1.3),
    "Note": Face(FANG, 9.5, before=2, after=4, lines=1.15),
    "Above": Face(FANG, 10.5, before=4, after=3, stays=True),
    "Signed": Face(FANG, 12, before=6, align=_RIGHT, stays=True),
    "Day": Face(FANG, 12, before=4, after=4, align=_RIGHT),
    "Figure": Face(FANG, 12, align=_CENTRE, stays=True),
    "Cell": Face(SONG, 9, lines=1.1),
    "Footer": Face(SONG, 8.5, lines=1.1, align=_CENTRE),
}


def set_up(document: Document, title: str, *, landscape: bool) -> None:
    """Set paper, styles and properties; the template's own author and dates are taken out."""
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = _MOMENT
    set_paper(document.sections[0], landscape=landscape)
    for name, face in FACES.items():
        _set_style(_style(document, name), face)


def set_paper(section: Section, *, landscape: bool) -> None:
    """Set A4, upright or landscape, with its margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.left_margin = section.right_margin = _WIDE_SIDE if landscape else _SIDE
    section.top_margin = Cm(1.6) if landscape else _EDGE
    section.bottom_margin = _EDGE
    section.footer_distance = Cm(0.9)


def text_width(section: Section) -> Length:
    """Return how wide a section's text is."""
    width, left, right = section.page_width, section.left_margin, section.right_margin
    return Length((width or 0) - (left or 0) - (right or 0))


def _style(document: Document, name: str) -> ParagraphStyle:
    if name in [style.name for style in document.styles]:
        found = document.styles[name]
    else:
        found = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(found, ParagraphStyle):
        message = f"{name} is no style of paragraphs"
        raise TypeError(message)
    return found


def _set_style(style: ParagraphStyle, face: Face) -> None:
    style.font.name, style.font.size = _LATIN, Pt(face.size)
    style.font.bold, style.font.italic = face.is_bold, False
    style.font.cs_italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in _THEMED:
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), face.font)
    spacing = properties.find(qn("w:spacing"))
    if spacing is not None:
        properties.remove(spacing)
    if properties.find(qn("w:lang")) is None:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
        properties.append(language)
    spaces = style.paragraph_format
    spaces.space_before, spaces.space_after = Pt(face.before), Pt(face.after)
    spaces.line_spacing_rule, spaces.line_spacing = WD_LINE_SPACING.MULTIPLE, face.lines
    spaces.first_line_indent = Pt(face.indent * face.size)
    spaces.alignment = face.align
    spaces.keep_with_next = face.stays
    spaces.widow_control = True
    borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)


PAGE = paper("page")


class Letter:
    """One document; every page carries its number and what its figures stand on."""

    def __init__(self, title: str, stamp: Stamp, *, landscape: bool = False) -> None:
        """Start a document on A4."""
        self._document = docx.Document()
        self._stamp = stamp
        set_up(self._document, make_legible(title), landscape=landscape)
        self._write_footer()

    def write(self, text: str, style: str = "Body", *, new_page: bool = False) -> None:
        """Add a paragraph in a style of ``letter_styles``; a line feed starts a new line."""
        paragraph = self._document.add_paragraph(style=style)
        if new_page:
            paragraph.paragraph_format.page_break_before = True
        add_text(paragraph, text)

    def table(
        self,
        columns: Sequence[TableColumn],
        rows: Sequence[Sequence[str]],
        *,
        size: float = 9,
        least_height: float = 0,
    ) -> None:
        """Add a table as wide as the page's text."""
        width = text_width(self._document.sections[-1])
        add_table(self._document, columns, rows, width, size=size, least_height=least_height)

    def picture(self, png: bytes, description: str) -> None:
        """Add a picture in its own size, with the words for those who cannot see it."""
        run = self._document.add_paragraph(style="Figure").add_run()
        inline = run.add_picture(BytesIO(png))._inline  # noqa: SLF001 - no public way
        inline.docPr.set("descr", make_legible(description))

    def turn_paper(self, *, landscape: bool) -> None:
        """Go on on a new page, upright or landscape."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        set_paper(section, landscape=landscape)

    def explain(self) -> None:
        """Add the table of what the figures stand on, with what a dash means."""
        self.write(PAGE["stamp_title"], "Above")
        width = text_width(self._document.sections[-1])
        add_lines(self._document, [*self._stamp.lines, (PAGE["dash"], PAGE["absent"])], width)

    def close(self) -> bytes:
        """Finish the document and hand over its bytes."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _write_footer(self) -> None:
        footer = self._document.sections[0].footer
        footer.paragraphs[0].style = "Footer"
        add_text(footer.paragraphs[0], self._stamp.line)
        add_page_number(footer.add_paragraph(style="Footer"))
