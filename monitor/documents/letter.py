"""A document being written from top to bottom: titles, paragraphs, tables, pictures, its stamp."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.enum.section import WD_SECTION

from monitor.documents.letter_records import Stamp
from monitor.documents.letter_styles import set_paper, set_up, text_width
from monitor.documents.letter_tables import TableColumn, add_lines, add_table
from monitor.documents.letter_text import add_page_number, add_text
from monitor.domain.legible import make_legible
from monitor.words.catalogue import paper

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
