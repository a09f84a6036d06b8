"""Blocks of whole rows of an xlsx sheet: by template where one fits, else as a tree."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from monitor.excel.safe.collecting import Column
from monitor.excel.safe.columns import Value
from monitor.excel.safe.xlsx_cells import Cells, row_number
from monitor.excel.safe.xlsx_columns import Groups, read_column
from monitor.excel.safe.xlsx_template import NOTHING_LEARNED, ROW_ATTRIBUTES, learn
from monitor.excel.safe.xml_parts import is_ordinary, parse

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
