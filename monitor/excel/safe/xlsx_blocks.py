"""Blocks of whole rows of an xlsx sheet: by template where one fits, else as a tree."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from monitor.domain.errors import UnreadableFile
from monitor.excel.safe.collecting import Column
from monitor.excel.safe.columns import Value
from monitor.excel.safe.xlsx_cells import Cells, row_number
from monitor.excel.safe.xlsx_columns import Groups, read_column
from monitor.excel.safe.xlsx_template import NOTHING_LEARNED, learn
from monitor.excel.safe.xml_parts import parse

_FEW = 0.2
_LESSONS = 20
_ODD = itemgetter(-1)
_ROW = b"<row"
_HIDDEN = re.compile(rb'<row r="([0-9]+)"[^>]* hidden="(?:1|true)"')
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
        self._expected = 0

    def read(self, block: bytes) -> None:
        """Read a block of whole rows; raises ``UnreadableFile`` where they are none."""
        self._note_hidden(block)
        found = self._find(block)
        by_group = list(zip(*found, strict=True))
        if not found:
            return
        odd = self._read_odd(found) if any(by_group[-1]) else {}
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
        self._expected = max(self._expected, numbers[-1] + 1)
        columns = self._read_columns(by_group, numbers)
        if odd:
            columns = self._put_in(columns, odd, numbers)
        self._cells.collector.add_columns(numbers, columns)

    def _note_hidden(self, block: bytes) -> None:
        if any(mark in block for mark in _HIDDEN_MARKS):
            for number in map(int, _HIDDEN.findall(block)):
                self._cells.collector.remarks.hidden_rows.add(0, number - 1, number - 1)

    def _find(self, block: bytes) -> list[Groups]:
        found: list[Groups] = self._template.pattern.findall(block)
        odd = len(found) - list(map(_ODD, found)).count(b"")
        if odd > _FEW * len(found) and self._lessons:
            self._lessons -= 1
            self._template = learn(block)
            found = self._template.pattern.findall(block)
        if len(found) != block.count(_ROW):
            raise UnreadableFile("damaged_file", part=self._part)
        return found

    def _read_odd(self, found: Sequence[Groups]) -> dict[int, _OddRow]:
        written = [groups[-1] for groups in found if groups[-1]]
        if not written:
            return {}
        tree = iter(parse(self._root + b"".join(written) + b"</worksheet>", self._part))
        odd = {}
        for place, groups in enumerate(found):
            if groups[-1]:
                element = next(tree)
                number = row_number(element, self._expected)
                odd[place] = _OddRow(number, self._cells.row(element, number))
            else:
                number = int(groups[0]) - 1
            self._expected = number + 1
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
