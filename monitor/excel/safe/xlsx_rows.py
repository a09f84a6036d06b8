"""The rows of an xlsx sheet, read block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.domain.errors import UnreadableFile
from monitor.excel.safe.archive import Archive
from monitor.excel.safe.collecting import add_sparse
from monitor.excel.safe.columns import Value
from monitor.excel.safe.limits import MEBIBYTE
from monitor.excel.safe.xlsx_blocks import RowBlocks
from monitor.excel.safe.xlsx_cells import Cells, read_range, row_number
from monitor.excel.safe.xml_parts import attribute, elements, local, split_after, xml_blocks

_LONGEST_ROW = 64 * MEBIBYTE
_CELLS_AT_ONCE = 200_000
_ROW_END = b"</row>"
_BODY, _BODY_END, _END = b"<sheetData>", b"</sheetData>", b"</worksheet>"
_ROOT = re.compile(rb"<worksheet\b[^>]*>")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"')


def read_rows(archive: Archive, part: str, cells: Cells) -> None:
    """Read a sheet's rows and merged ranges into the collector."""
    blocks = split_after(xml_blocks(archive, part), _ROW_END, _LONGEST_ROW)
    head, found, body = next(blocks, b"").partition(_BODY)
    root = _ROOT.search(head)
    if not found or root is None:
        read_as_tree(archive, part, cells)
        return
    rows = RowBlocks(cells, part, root[0])
    for block in blocks:
        rows.read(body)
        body = block
    body, found, tail = body.partition(_BODY_END)
    if not found or _END not in tail:
        raise UnreadableFile("damaged_file", part=part)
    rows.read(body)
    _merge(cells, (ref.decode() for ref in _MERGED.findall(tail)))


def read_as_tree(archive: Archive, part: str, cells: Cells) -> None:
    """Read a sheet of any spelling (prefixes, single quotes, spaces) as a tree, slowly."""
    numbers: list[int] = []
    rows: list[dict[int, Value]] = []
    expected = count = 0
    for element in elements(archive, part, frozenset({"row", "mergeCell"})):
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
