"""The rows of an xlsx sheet, read block by block.

Most sheets are written the ordinary way: no prefixes, double quotes, no comments. Their rows are
found by patterns. From the first block that is written otherwise, the rest is read as a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from xml.etree.ElementTree import Element

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.archive import Archive
from monitor.intake.files.collect import Collector, add_sparse
from monitor.intake.files.columns import Value
from monitor.intake.files.limits import MEBIBYTE
from monitor.intake.files.number_formats import Look, looks_of
from monitor.intake.files.xlsx.blocks import RowBlocks
from monitor.intake.files.xlsx.cells import Cells, read_range, read_strings, row_number, text_of
from monitor.intake.files.xml_parts import (
    ATTRIBUTES,
    Link,
    attribute,
    elements,
    find_all,
    is_ordinary,
    local,
    parse,
    part_of,
    read_links,
    split_after,
    split_root,
    xml_blocks,
    xml_root,
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet: its name, whether it is hidden, and the part that holds it."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Book:
    """The frame of a workbook; ``looks`` says what each cell style makes of a number."""

    sheets: tuple[SheetPart, ...]
    looks: tuple[Look, ...]
    texts_part: str
    from_1904: bool


def read_book(archive: Archive) -> Book:
    """Read the frame of a workbook; chart sheets, dialogs and macro sheets are left out."""
    main = _main_part(archive)
    root = xml_root(archive, main)
    links = read_links(archive, main)
    sheets = tuple(_sheet_parts(root, links))
    if not sheets:
        raise UnreadableFile("no_sheets")
    return Book(
        sheets=sheets,
        looks=tuple(_read_looks(archive, part_of(links, "styles"))),
        texts_part=part_of(links, "sharedStrings"),
        from_1904=any(
            attribute(each, "date1904") in ("1", "true") for each in find_all(root, "workbookPr")
        ),
    )


def _main_part(archive: Archive) -> str:
    return part_of(read_links(archive, ""), "officeDocument") or "xl/workbook.xml"


def _sheet_parts(root: Element, links: dict[str, Link]) -> list[SheetPart]:
    sheets = []
    for each in find_all(root, "sheet"):
        link = links.get(attribute(each, "id"))
        if link is not None and link.kind == "worksheet":
            hidden = each.attrib.get("state", "visible") != "visible"
            sheets.append(SheetPart(each.attrib.get("name", ""), hidden, link.part))
    return sheets


def _read_looks(archive: Archive, part: str) -> list[Look]:
    if part.lower() not in archive.names:
        return []
    root = xml_root(archive, part)
    custom = {
        _number(each, "numFmtId"): each.attrib.get("formatCode", "")
        for formats in find_all(root, "numFmts")  # a differential format holds one of its own
        for each in formats
        if local(each) == "numFmt"
    }
    styles = next(find_all(root, "cellXfs"), None)
    if styles is None:
        return []
    return looks_of([_number(each, "numFmtId") for each in styles if local(each) == "xf"], custom)


def _number(element: Element, name: str) -> int:
    text = element.attrib.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else 0


_LONGEST_ROW = 64 * MEBIBYTE
_CELLS_AT_ONCE = 200_000
_ROW_END = b"</row>"
_BODY, _BODY_END, _END = b"<sheetData>", b"</sheetData>", b"</worksheet>"
_WANTED = frozenset({"row", "mergeCell"})
_MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"/>')
_MERGED_NAME = re.compile(rb"\bmergeCell\b")


def read_rows(archive: Archive, part: str, cells: Cells) -> None:
    """Read a sheet's rows and merged ranges into the collector."""
    unpacked = xml_blocks(archive, part)
    first = next(unpacked, b"")
    root, inside = split_root(first, b"worksheet")
    if not root:
        _read_as_tree(chain([first], unpacked), part, cells)
        return
    blocks = split_after(chain([inside], unpacked), _ROW_END, _LONGEST_ROW)
    _read_body(root, blocks, part, cells)


def _read_body(root: bytes, blocks: Iterator[bytes], part: str, cells: Cells) -> None:
    rows = RowBlocks(cells, part, root)
    before = next(blocks, b"")
    head, found, body = before.partition(_BODY)
    if not found or not is_ordinary(head):
        _read_as_tree(chain([root, before], blocks), part, cells)
        return
    for block in blocks:
        if not rows.read(body):
            _read_as_tree(chain([root, _BODY, body, block], blocks), part, cells, rows.expected)
            return
        body = block
    body, found, tail = body.partition(_BODY_END)
    if not found or not rows.read(body):
        _read_as_tree([root, _BODY, body, found, tail], part, cells, rows.expected)
    elif _END in tail and is_ordinary(tail) and _count_merged(tail) == len(_MERGED.findall(tail)):
        _merge(cells, (ref.decode() for ref in _MERGED.findall(tail)))
    else:
        _read_as_tree([root, tail], part, cells)


def _count_merged(tail: bytes) -> int:
    """Count the tags of merged ranges, however they are written."""
    return len(_MERGED_NAME.findall(tail))


def _read_as_tree(blocks: Iterable[bytes], part: str, cells: Cells, expected: int = 0) -> None:
    """Read a sheet of any spelling as a tree, slowly; ``expected`` is the row that may come."""
    numbers: list[int] = []
    rows: list[dict[int, Value]] = []
    count = 0
    for element in elements(iter(blocks), part, _WANTED):
        if local(element) == "mergeCell":
            _merge(cells, iter([attribute(element, "ref")]))
            continue
        number = row_number(element, expected)
        expected = number + 1
        if values := cells.row(element, number):
            numbers.append(number)
            rows.append(values)
            count += len(values)
        if count > _CELLS_AT_ONCE:
            add_sparse(cells.collector, numbers, rows)
            numbers, rows, count = [], [], 0
    add_sparse(cells.collector, numbers, rows)


def _merge(cells: Cells, references: Iterator[str]) -> None:
    ranges = map(read_range, references)
    cells.collector.add_merged(found for found in ranges if found is not None)


_LONGEST_ITEM = 16 * MEBIBYTE
_AT_ONCE = 10_000
_ITEM = b"<si"
_ITEM_END = b"</si>"
_PLAIN_ITEM = rb'<si><t(?: xml:space="preserve")?>([^<]*+)</t></si>'
_ANY_ITEM = rb"(<si(?=[\s/>])" + ATTRIBUTES + rb">(?:(?<=/>)|(?:[^<]++|<(?!/si>))*</si>))"
_ITEMS = re.compile(_PLAIN_ITEM + rb"|" + _ANY_ITEM)


def read_texts(archive: Archive, part: str) -> Iterator[list[str]]:
    """Read the shared texts in order, many at a time."""
    unpacked = xml_blocks(archive, part)
    first = next(unpacked, b"")
    root, inside = split_root(first, b"sst")
    if not root:
        yield from _read_texts_as_tree(chain([first], unpacked), part)
        return
    blocks = split_after(chain([inside], unpacked), _ITEM_END, _LONGEST_ITEM)
    for block in blocks:
        texts = _read_block(block, root, part)
        if texts is None:  # what comes before was read by patterns, the rest is as a tree
            yield from _read_texts_as_tree(chain([root, block], blocks), part)
            return
        yield texts


def _read_texts_as_tree(blocks: Iterator[bytes], part: str) -> Iterator[list[str]]:
    items = elements(blocks, part, frozenset({"si"}))
    while some := [text_of(item) for item in islice(items, _AT_ONCE)]:
        yield some


def _read_block(block: bytes, root: bytes, part: str) -> list[str] | None:
    """Read a block of whole texts; None where they are not written the ordinary way."""
    found = _ITEMS.findall(block)
    if len(found) != block.count(_ITEM) or not is_ordinary(block, _ITEM[1:]):
        return None
    texts = read_strings([plain for plain, _ in found])
    odd = [place for place, (_, other) in enumerate(found) if other]
    if odd:
        tree = parse(root + b"".join(found[place][1] for place in odd) + b"</sst>", part)
        for place, item in zip(odd, tree, strict=True):
            texts[place] = text_of(item)
    return texts


def read_xlsx(archive: Archive, collector: Collector) -> None:
    """Read every worksheet; raises ``UnreadableFile``."""
    book = read_book(archive)
    texts: list[str] = []
    if book.texts_part.lower() in archive.names:
        for some in read_texts(archive, book.texts_part):
            collector.texts.adopt(some)
            texts += some
    cells = Cells(collector, texts, book.looks, from_1904=book.from_1904)
    for sheet in book.sheets:
        collector.start_sheet(sheet.name, hidden=sheet.hidden)
        read_rows(archive, sheet.part, cells)
        collector.end_sheet()
