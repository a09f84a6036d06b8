"""One column of the rows that a template found."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress
from math import isfinite

from monitor.excel.safe.collecting import Column
from monitor.excel.safe.columns import Gaps, Value
from monitor.excel.safe.formats import Look
from monitor.excel.safe.xlsx_cells import Cells
from monitor.excel.safe.xlsx_strings import read_contents, read_strings
from monitor.excel.safe.xlsx_template import ColumnShape

Groups = Sequence[bytes]
_TYPE = re.compile(rb' t="([A-Za-z]+)"')
_STYLE = re.compile(rb' s="([0-9]+)"')
_TEXT_KINDS = ("str", "inlineStr")
_NUMBER_KINDS = ("", "n")


def read_column(
    cells: Cells, shape: ColumnShape, groups: Sequence[Groups], numbers: Sequence[int]
) -> Column:
    """Read a column from its groups; blanks are empty bytes. ``numbers`` are those of the rows."""
    if shape.free:
        attributes, written = groups
        return _read_free(cells, shape.index, attributes, written, numbers)
    (written,) = groups
    if shape.kind in _TEXT_KINDS:
        return read_strings(written)
    if shape.kind == "s":
        return _read_shared(cells, written)
    if shape.kind in _NUMBER_KINDS:
        return _read_numbers(cells, shape, written, numbers)
    return [
        cells.value(shape.kind, shape.style, value.decode(), (row, shape.index)) if value else None
        for value, row in zip(written, numbers, strict=True)
    ]


def _read_free(
    cells: Cells, column: int, attributes: Groups, written: Groups, numbers: Sequence[int]
) -> list[Value]:
    """Read the cells of each style and type as a column of their own, then put them in order."""
    sources: dict[bytes, Iterator[Value]] = {}
    for its in set(attributes):
        chosen = list(map(its.__eq__, attributes))
        shape = ColumnShape(column, *_read_attributes(its))
        rows = list(compress(numbers, chosen))
        some = list(compress(written, chosen))
        if shape.kind not in _TEXT_KINDS and b"&" in b"".join(some):
            some = [text.encode() for text in read_contents(some)]
        found = read_column(cells, shape, [some], rows)
        sources[its] = iter(cells.plain(found))
    return [next(sources[its]) for its in attributes]


def _read_shared(cells: Cells, written: Groups) -> Column:
    try:
        indexes = array("I", map(int, written))
    except ValueError:  # some are blank
        blank = cells.collector.texts.blank()
        known = array("I", [int(value) for value in written if value])
        indexes = array("I", [int(value) if value else blank for value in written])
    else:
        known = indexes
    if max(known, default=0) >= len(cells.texts):
        cells.shared(str(max(known)))
    return indexes


def _read_numbers(
    cells: Cells, shape: ColumnShape, written: Groups, numbers: Sequence[int]
) -> Column:
    look = cells.look(shape.style)
    if look is Look.PERCENT:
        _note_percent(cells, shape.index, written, numbers)
    if look in (Look.PLAIN, Look.PERCENT):
        filled = [value for value in written if value] if b"" in written else written
        found = _floats(filled)
        if found is not None and len(filled) == len(written):
            return found
        if found is not None:
            return Gaps(bytes(map(bool, written)), found)
    read: dict[bytes, Value] = {b"": None}  # dates above all repeat: each is read once
    read |= {value: cells.number(value.decode(), look) for value in set(written) if value}
    return [read[value] for value in written]


def _floats(written: Groups) -> array[float] | None:
    """Read numbers at once; None where one is no number that a float holds."""
    if b"_" in b"".join(written):  # Python would read 1_000
        return None
    try:
        found = array("d", map(float, written))
    except ValueError:
        return None
    return found if isfinite(sum(found)) else None


def _note_percent(cells: Cells, column: int, written: Groups, numbers: Sequence[int]) -> None:
    percent = cells.collector.remarks.percent
    first, last = numbers[0], numbers[-1]
    if b"" not in written and last - first + 1 == len(numbers):
        percent.add(column, first, last)
        return
    for value, row in zip(written, numbers, strict=True):
        if value:
            percent.add(column, row, row)


@cache
def _read_attributes(written: bytes) -> tuple[str, int]:
    kind, style = _TYPE.search(written), _STYLE.search(written)
    return kind[1].decode() if kind else "", int(style[1]) if style else 0
