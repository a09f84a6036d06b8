"""Blocks of whole rows of an xlsx sheet: by template where one fits, else as a tree."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from math import isfinite
from operator import itemgetter

from monitor.intake.files.collect import Column
from monitor.intake.files.columns import Gaps, Value
from monitor.intake.files.number_formats import Look
from monitor.intake.files.xlsx.cells import Cells, read_contents, read_strings, row_number
from monitor.intake.files.xlsx.row_pattern import (
    NOTHING_LEARNED,
    ROW_ATTRIBUTES,
    ColumnShape,
    learn,
)
from monitor.intake.files.xml_parts import is_ordinary, parse

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


_FEW = 0.2
_LESSONS = 20
_ODD = itemgetter(-1)
_ROW = b"<row"
_HIDDEN = re.compile(rb'<row r="([0-9]+)"' + ROW_ATTRIBUTES + rb' hidden="(?:1|true)"')
_HIDDEN_MARKS = (b' hidden="1"', b' hidden="true"')


@dataclass(frozen=True, slots=True)
class _OddRow:
    """A row that no template fitted."""

    number: int
    values: dict[int, Value]


class RowBlocks:
    """Reads a sheet's rows, block after block, keeping the template that fitted last."""

    def __init__(self, cells: Cells, part: str, root: bytes) -> None:
        self._cells = cells
        self._part = part
        self._root = root  # it declares the prefixes that attributes of a row may bear
        self._template = NOTHING_LEARNED
        self._lessons = _LESSONS
        self.expected = 0  # the number of a row that does not say its own

    def read(self, block: bytes) -> bool:
        """Read a block of whole rows; False, and nothing done, where a tree has to be made of it.

        Raises ``UnreadableFile``.
        """
        found = self._find(block)
        if found is None:
            return False
        if found:
            self._note_hidden(block)
            self._read_found(found)
        return True

    def _read_found(self, found: list[Groups]) -> None:
        by_group = list(zip(*found, strict=True))
        odd = self._read_odd(found) if any(by_group[-1]) else {}
        if not found[-1][-1]:
            self.expected = int(found[-1][0])
        if odd or all(b"" in groups for groups in by_group[1:-1]):  # a row may be blank
            filled = [
                place
                for place, groups in enumerate(found)
                if (odd[place].values if place in odd else any(groups[1:]))
            ]
            found = [found[place] for place in filled]
            odd = {index: odd[place] for index, place in enumerate(filled) if place in odd}
            by_group = list(zip(*found, strict=True))
        if found:
            self._hand_over(by_group, odd)

    def _hand_over(self, by_group: Sequence[Groups], odd: dict[int, _OddRow]) -> None:
        if odd:
            numbers = array(
                "I",
                [
                    odd[place].number if place in odd else int(written) - 1
                    for place, written in enumerate(by_group[0])
                ],
            )
        else:
            numbers = array("I", [int(written) - 1 for written in by_group[0]])
        columns = self._read_columns(by_group, numbers)
        if odd:
            columns = self._put_in(columns, odd, numbers)
        self._cells.collector.add_columns(numbers, columns)

    def _note_hidden(self, block: bytes) -> None:
        if any(mark in block for mark in _HIDDEN_MARKS):
            for number in map(int, _HIDDEN.findall(block)):
                self._cells.collector.remarks.hidden_rows.add(0, number - 1, number - 1)

    def _find(self, block: bytes) -> list[Groups] | None:
        found: list[Groups] = self._template.pattern.findall(block)
        odd = len(found) - list(map(_ODD, found)).count(b"")
        if odd > _FEW * len(found) and self._lessons:
            self._lessons -= 1
            self._template = learn(block)
            found = self._template.pattern.findall(block)
        is_whole = len(found) == block.count(_ROW) and is_ordinary(block, _ROW[1:])
        return found if is_whole else None

    def _read_odd(self, found: Sequence[Groups]) -> dict[int, _OddRow]:
        written = [groups[-1] for groups in found if groups[-1]]
        if not written:
            return {}
        tree = iter(parse(self._root + b"".join(written) + b"</worksheet>", self._part))
        odd = {}
        for place, groups in enumerate(found):
            if groups[-1]:
                element = next(tree)
                number = row_number(element, self.expected)
                odd[place] = _OddRow(number, self._cells.row(element, number))
            else:
                number = int(groups[0]) - 1
            self.expected = number + 1
        return odd

    def _read_columns(self, by_group: Sequence[Groups], numbers: array[int]) -> list[Column]:
        groups = iter(by_group[1:-1])
        columns: list[Column] = []
        for shape in self._template.columns:
            nothing: list[Value] = [None] * len(numbers)
            columns += [nothing] * (shape.index - len(columns))
            its = [next(groups) for _ in range(1 + shape.free)]
            columns.append(read_column(self._cells, shape, its, numbers))
        return columns

    def _put_in(
        self, columns: list[Column], odd: dict[int, _OddRow], numbers: array[int]
    ) -> list[Column]:
        width = max(len(columns), 1 + max(max(row.values) for row in odd.values()))
        self._cells.collector.check_extent((max(numbers), width - 1))
        filled = [self._cells.plain(column) for column in columns]
        filled += [[None] * len(numbers) for _ in range(width - len(columns))]
        for place, row in odd.items():
            for index, value in row.values.items():
                filled[index][place] = value
        return list(filled)
