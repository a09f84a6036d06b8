"""Text in documents: it stays text, whatever it holds, and Chinese signs take Chinese fonts."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from monitor.domain.legible import enclose, make_legible
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
