"""One column of the rows that a template found."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from functools import cache
from math import isfinite

from monitor.excel.safe.collecting import Column
from monitor.excel.safe.columns import Value
from monitor.excel.safe.formats import Look
from monitor.excel.safe.xlsx_cells import TRUE, Cells
from monitor.excel.safe.xlsx_strings import read_strings
from monitor.excel.safe.xlsx_template import ColumnShape

Groups = Sequence[bytes]
_TYPE = re.compile(rb' t="([A-Za-z]+)"')
_STYLE = re.compile(rb' s="([0-9]+)"')
_TEXT_KINDS = ("str", "inlineStr")


def read_column(
    cells: Cells, shape: ColumnShape, groups: Sequence[Groups], numbers: Sequence[int]
) -> Column:
    """Read a column from its groups; blanks are empty bytes. ``numbers`` are those of the rows."""
    if shape.free:
        attributes, written = groups
        return _read_free(cells, shape.index, attributes, written, numbers)
    (written,) = groups
    if shape.kind == "s":
        return _read_shared(cells, written)
    if shape.kind in _TEXT_KINDS:
        return read_strings(written)
    if shape.kind == "b":
        return [value.decode() in TRUE if value else None for value in written]
    return _read_numbers(cells, shape, written, numbers)


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
        try:
            found = array("d", map(float, written))
        except ValueError:  # some are blank, or no numbers
            pass
        else:
            if isfinite(sum(found)):
                return found
    read: dict[bytes, Value] = {b"": None}  # dates above all repeat: each is read once
    read |= {value: cells.number(value.decode(), look) for value in set(written) if value}
    return [read[value] for value in written]


def _note_percent(cells: Cells, column: int, written: Groups, numbers: Sequence[int]) -> None:
    percent = cells.collector.remarks.percent
    first, last = numbers[0], numbers[-1]
    if b"" not in written and last - first + 1 == len(numbers):
        percent.add(column, first, last)
        return
    for value, row in zip(written, numbers, strict=True):
        if value:
            percent.add(column, row, row)


def _read_free(
    cells: Cells, column: int, attributes: Groups, written: Groups, numbers: Sequence[int]
) -> list[Value]:
    readers = {its: _reader_for(cells, *_read_attributes(its)) for its in set(attributes)}
    remarked = {its for its in readers if _is_remarked(cells, *_read_attributes(its))}
    if remarked:
        for its, value, row in zip(attributes, written, numbers, strict=True):
            if value and its in remarked:
                cells.value(*_read_attributes(its), value.decode(), (row, column))
    return [
        readers[its](value) if value else None
        for its, value in zip(attributes, written, strict=True)
    ]


def _reader_for(cells: Cells, kind: str, style: int) -> Callable[[bytes], Value]:
    if kind == "s":
        return lambda value: cells.shared(value.decode())
    if kind in _TEXT_KINDS:
        return lambda value: read_strings([value])[0]
    look = cells.look(style)
    if kind in ("", "n"):
        return lambda value: cells.number(value.decode(), look)
    return lambda value: cells.truth_or_moment(kind, value.decode())


def _is_remarked(cells: Cells, kind: str, style: int) -> bool:
    return kind == "e" or (kind in ("", "n") and cells.look(style) is Look.PERCENT)


@cache
def _read_attributes(written: bytes) -> tuple[str, int]:
    kind, style = _TYPE.search(written), _STYLE.search(written)
    return kind[1].decode() if kind else "", int(style[1]) if style else 0
