"""The docx form of a plan document, taken apart into paragraphs and rows.

The archive a docx is: looked at before anything is unpacked, and read in one part only.

Only the part with the main text is ever unpacked. Nothing outside the file is fetched.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from monitor.domain.errors import UnreadableFile
from monitor.domain.plan import Plan
from monitor.intake.facts import Reading
from monitor.intake.plans.blocks import Block, Paragraph, Row
from monitor.intake.plans.document import read_document
from monitor.intake.plans.file_kinds import archive_kind, is_archive, is_old_office, kind_of
from monitor.intake.plans.findings import Notes
from monitor.intake.plans.words import clean

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
            yield from _table_blocks(child)


def _table_blocks(table: BaseOxmlElement) -> Iterator[Block]:
    """Yield the rows of a table; where tables stand within it, theirs in place of its own."""
    for row in _children(table, {_TR}):
        if _is_deleted(row):
            continue
        if any(True for cell in _children(row, {_TC}) for _ in _children(cell, {_TBL})):
            yield from _inner_blocks(row)
        else:
            yield _row(row)


def _inner_blocks(row: BaseOxmlElement) -> Iterator[Block]:
    for cell in _children(row, {_TC}):
        for child in _children(cell, {_P, _TBL}):
            if child.tag == _TBL:
                yield from _table_blocks(child)
            else:
                yield Paragraph(clean("".join(_texts(child))))


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
    return clean("\n".join("".join(_texts(paragraph)) for paragraph in _children(cell, {_P})))


def _texts(element: BaseOxmlElement) -> Iterator[str]:
    """Yield the texts of a paragraph as they read with all changes accepted."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _STANDS_FOR:
            yield _STANDS_FOR[child.tag]
        elif child.tag not in _UNREAD and child.tag != _P:
            yield from _texts(child)


_MEBIBYTE = 1024 * 1024
_ENCRYPTED = 0x1
_RATIO_COUNTS_FROM = _MEBIBYTE
_MAIN_TEXT = ("word/document.xml", "word/document2.xml")

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class DocxLimits:
    """What a docx may weigh: the file, its entries, unpacked in all and in its main text.

    A project takes about 20 kB and 1,000 elements of the main text. ``ratio`` is unpacked to
    packed size, judged for entries of a mebibyte and more.
    """

    megabytes: int = 20
    entries: int = 2000
    unpacked_megabytes: int = 200
    text_megabytes: int = 8
    elements: int = 600_000
    ratio: int = 200


def unpack_text(data: bytes, limits: DocxLimits) -> bytes:
    """Unpack the main text of a docx; raises ``UnreadableFile`` for what is none, or unsafe."""
    if is_old_office(data):
        raise UnreadableFile("docx_old_or_encrypted")
    if not is_archive(data):
        raise UnreadableFile("not_a_plan_document", found=kind_of(data))
    if len(data) > limits.megabytes * _MEBIBYTE:
        raise UnreadableFile(
            "plan_file_too_large", found=_megabytes(len(data)), limit=limits.megabytes
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text = archive.read(_main_text(archive.infolist(), limits))
    except _DAMAGED as trouble:
        raise UnreadableFile("docx_damaged") from trouble
    elements = text.count(b"<") - text.count(b"</")
    if elements > limits.elements:
        raise UnreadableFile("docx_too_many_elements", found=elements, limit=limits.elements)
    return text


def _main_text(entries: list[zipfile.ZipInfo], limits: DocxLimits) -> zipfile.ZipInfo:
    """Find the main text in the archive's directory, after looking at all that it declares."""
    if len(entries) > limits.entries:
        raise UnreadableFile("docx_too_many_entries", found=len(entries), limit=limits.entries)
    _check_size(sum(entry.file_size for entry in entries), limits.unpacked_megabytes)
    for entry in entries:
        _check_ratio(entry, limits.ratio)
    found = [entry for entry in entries if entry.filename in _MAIN_TEXT]
    if not found:
        kind = archive_kind([entry.filename for entry in entries])
        raise UnreadableFile("not_a_plan_document", found=kind)
    if len(found) > 1:
        raise UnreadableFile("docx_damaged")
    _check_size(found[0].file_size, limits.text_megabytes)
    if found[0].flag_bits & _ENCRYPTED:
        raise UnreadableFile("docx_old_or_encrypted")
    return found[0]


def _check_size(size: int, limit: int) -> None:
    if size > limit * _MEBIBYTE:
        raise UnreadableFile("docx_unpacks_too_large", found=_megabytes(size), limit=limit)


def _check_ratio(entry: zipfile.ZipInfo, limit: int) -> None:
    ratio = entry.file_size // max(entry.compress_size, 1)
    if entry.file_size >= _RATIO_COUNTS_FROM and ratio > limit:
        raise UnreadableFile(
            "docx_packed_too_tightly", entry=entry.filename[:80], found=ratio, limit=limit
        )


def _megabytes(size: int) -> str:
    return f"{size / _MEBIBYTE:.1f}"


DEFAULT_LIMITS = DocxLimits()


def read_plan_docx(data: bytes, *, limits: DocxLimits = DEFAULT_LIMITS) -> Reading[Plan]:
    """Read a plan from a docx; its archive is judged by its directory before it is unpacked.

    ``facts`` holds the plan, or nothing while a blocker stands. Raises ``UnreadableFile`` for
    what is no such document, damaged, encrypted, or beyond ``limits``.
    """
    return read_document(docx_blocks(unpack_text(data, limits)), Notes())
