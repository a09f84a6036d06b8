"""The docx form of a plan document, taken apart into paragraphs and rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from monitor.documents.plan_blocks import Block, Paragraph, Row
from monitor.documents.plan_words import clean
from monitor.domain.errors import UnreadableFile

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_WIDEST_SPAN = _WIDEST_TABLE = 64  # a table in Word has 63 columns at most

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_SDT, _SDT_CONTENT = qn("w:sdt"), qn("w:sdtContent")
_DELETED = frozenset({qn("w:del"), qn("w:moveFrom")})
_TRANSPARENT = frozenset({_SDT, _SDT_CONTENT, qn("w:ins"), qn("w:moveTo"), qn("w:customXml")})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNREAD = _DELETED | {_FALLBACK, qn("w:rPr"), qn("w:pPr")}
_STANDS_FOR = {
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:tab"): " ",
    qn("w:noBreakHyphen"): "-",
}
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_blocks(xml: bytes) -> Iterator[Block]:
    """Take the main text of a docx apart; raises ``UnreadableFile`` where it is no such text."""
    body = _parse(xml).find(qn("w:body"))
    if body is None:
        raise UnreadableFile("docx_damaged")
    for child in _children(body, {_P, _TBL}):
        if child.tag == _P:
            yield Paragraph(clean("".join(_texts(child))))
        else:
            yield from (_row(tr) for tr in _children(child, {_TR}) if not _is_deleted(tr))


def _parse(xml: bytes) -> BaseOxmlElement:
    """Parse a text without a document type, so that there is no entity to be resolved.

    The parser itself leaves entities alone; the type is looked for before and after, as an
    unusual encoding would hide it from the first look.
    """
    if b"<!DOCTYPE" in xml:
        raise UnreadableFile("docx_document_type")
    try:
        root = parse_xml(xml.replace(_STRICT, _TRANSITIONAL))
    except SyntaxError as trouble:  # what lxml raises for broken XML is one
        raise UnreadableFile("docx_damaged") from trouble
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile("docx_document_type")
    return root


def _children(element: BaseOxmlElement, tags: set[str]) -> Iterator[BaseOxmlElement]:
    """Yield children of some kinds, looking through content controls and accepted changes."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _children(child, tags)


def _is_deleted(row: BaseOxmlElement) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _row(row: BaseOxmlElement) -> Row:
    cells = [""] * _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    for cell in _children(row, {_TC}):
        properties = cell.find(qn("w:tcPr"))
        cells.append("" if _continues(properties) else _cell_text(cell))
        span = None if properties is None else properties.find(qn("w:gridSpan"))
        cells.extend([""] * (_number(span, 1) - 1))
        if len(cells) > _WIDEST_TABLE:
            break
    return Row(tuple(cells[:_WIDEST_TABLE]))


def _continues(properties: BaseOxmlElement | None) -> bool:
    """Say whether a cell is the lower part of one merged downwards."""
    merge = None if properties is None else properties.find(qn("w:vMerge"))
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _number(element: BaseOxmlElement | None, absent: int) -> int:
    """Read a count of columns; more than Word allows is taken as its most."""
    written = "" if element is None else str(element.get(qn("w:val"), ""))
    if not written.isdecimal():
        return absent
    return min(int(written[:3]), _WIDEST_SPAN)


def _cell_text(cell: BaseOxmlElement) -> str:
    return clean("\n".join("".join(_texts(paragraph)) for paragraph in _paragraphs(cell)))


def _paragraphs(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield the paragraphs of a cell and of tables within it."""
    for child in _children(element, {_P, _TBL, _TR, _TC}):
        if child.tag == _P:
            yield child
        else:
            yield from _paragraphs(child)


def _texts(element: BaseOxmlElement) -> Iterator[str]:
    """Yield the texts of a paragraph as they read with all changes accepted."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _STANDS_FOR:
            yield _STANDS_FOR[child.tag]
        elif child.tag not in _UNREAD and child.tag != _P:
            yield from _texts(child)
