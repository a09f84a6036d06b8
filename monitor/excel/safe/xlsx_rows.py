"""The rows of an xlsx sheet, read block by block.

Most sheets are written the ordinary way: no prefixes, double quotes, no comments. Their rows are
found by patterns. From the first block that is written otherwise, the rest is read as a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from monitor.excel.safe.archive import Archive
from monitor.excel.safe.collecting import add_sparse
from monitor.excel.safe.columns import Value
from monitor.excel.safe.limits import MEBIBYTE
from monitor.excel.safe.xlsx_blocks import RowBlocks
from monitor.excel.safe.xlsx_cells import Cells, read_range, row_number
from monitor.excel.safe.xml_parts import (
    attribute,
    elements,
    is_ordinary,
    local,
    split_after,
    split_root,
    xml_blocks,
)

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
