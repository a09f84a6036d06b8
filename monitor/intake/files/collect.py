"""What a reader hands over, sheet by sheet, held against the limits as it comes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from math import isfinite
from operator import lt
from typing import IO, TypeAlias, TypeGuard

from monitor.domain.errors import UnreadableFile
from monitor.intake.files import wire
from monitor.intake.files.columns import (
    Gaps,
    Value,
    pack_gaps,
    pack_indexes,
    pack_numbers,
    pack_values,
)
from monitor.intake.files.grid import Place, Runs, cell_name
from monitor.intake.files.limits import ReadingLimits
from monitor.intake.files.wire import Texts

_NUMERIC = {float, int}
EXACT = 2.0**53  # from here up a float no longer tells neighbouring whole numbers apart
Column: TypeAlias = "array[float] | array[int] | Gaps | Sequence[Value]"
Merged = tuple[int, int, int, int]


@dataclass(slots=True)
class Remarks:
    """What is said about cells of one sheet beside their values, as in ``grid.Sheet``."""

    percent: Runs = field(default_factory=Runs)
    uncalculated: Runs = field(default_factory=Runs)
    imprecise: Runs = field(default_factory=Runs)
    hidden_rows: Runs = field(default_factory=Runs)  # the column is always 0
    errors: dict[Place, str] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)


def is_indexes(column: Column) -> TypeGuard[array[int]]:
    """Say whether a column is indexes of texts."""
    return isinstance(column, array) and column.typecode == "I"


def is_numbers(column: Column) -> TypeGuard[array[float]]:
    """Say whether a column is numbers and nothing else."""
    return isinstance(column, array) and column.typecode == "d"


def is_plain(numbers: Sequence[float]) -> bool:
    """Say whether all numbers are finite and hold their last digit; there must be one."""
    return isfinite(sum(numbers)) and max(numbers) < EXACT and min(numbers) > -EXACT


class Collector:
    """Takes rows from a reader and sends them on."""

    def __init__(self, out: IO[bytes], limits: ReadingLimits) -> None:
        self.texts = Texts(out, limits.text)
        self.limits = limits
        self.remarks = Remarks()
        self.kind = "file"
        self._out = out
        self._name = ""
        self._cells = 0  # of the sheets before this one
        self._next = 0  # the row that may come next
        self._height = 0
        self._width = 0

    def start_book(self, kind: str) -> None:
        """Say as what the file was recognised."""
        self.kind = kind
        wire.send(self._out, wire.BOOK, wire.pack_record(kind=kind))

    def start_sheet(self, name: str, *, hidden: bool = False) -> None:
        """Begin a sheet."""
        self.remarks = Remarks()
        self._name, self._next, self._height, self._width = name, 0, 0, 0
        wire.send(self._out, wire.SHEET, wire.pack_record(name=name, hidden=hidden))

    def check_extent(self, place: Place) -> None:
        """Refuse a sheet that reaches to a place beyond the limits."""
        limits, sheet = self.limits, self._name
        self._height = max(place[0] + 1, self._height)
        self._width = max(place[1] + 1, self._width)
        if self._height > limits.rows:
            cell = cell_name(place)
            raise UnreadableFile("too_many_rows", sheet=sheet, cell=cell, limit=limits.rows)
        if self._width > limits.columns:
            cell = cell_name(place)
            raise UnreadableFile("too_many_columns", sheet=sheet, cell=cell, limit=limits.columns)
        if self._cells + self._height * self._width > limits.cells:
            cell = cell_name((self._height - 1, self._width - 1))
            raise UnreadableFile("too_many_cells", sheet=sheet, cell=cell, limit=limits.cells)

    def add_columns(self, numbers: array[int], columns: Sequence[Column]) -> None:
        """Take rows by their numbers (rising, counted from 0) and columns.

        A column is values, an array of numbers, or an array of indexes of texts.
        Numbers beyond every decimal become texts.
        """
        rising = all(map(lt, numbers, numbers[1:]))
        if not rising or numbers[0] < self._next:
            raise UnreadableFile("damaged_file", part=self._name)
        self._next = numbers[-1] + 1
        self.check_extent((numbers[-1], len(columns) - 1))
        packed = [self._pack(index, column, numbers) for index, column in enumerate(columns)]
        wire.send(self._out, wire.BLOCK, wire.pack_block(numbers, packed))

    def add_rows(self, numbers: Sequence[int], rows: Iterable[Sequence[Value]]) -> None:
        """Take rows of values, which need not be equally long."""
        rows = list(rows)
        width = max(map(len, rows), default=0)
        if width:
            self.check_extent((numbers[-1], width - 1))
            self.add_columns(array("I", numbers), list(zip_longest(*rows)))

    def _pack(self, index: int, column: Column, numbers: Sequence[int]) -> bytes:
        if is_indexes(column):
            return pack_indexes(column)
        if is_numbers(column) and is_plain(column):
            return pack_numbers(column)
        if isinstance(column, Gaps):
            if not column.numbers or is_plain(column.numbers):
                return pack_gaps(column)
            column = column.values()
        numeric: list[float] = []
        if _NUMERIC.intersection(map(type, column)):
            numeric = [value for value in column if isinstance(value, float | int)]
        if numeric and not is_plain(numeric):
            places = ((row, index) for row in numbers)
            column = [self._plain(value, next(places)) for value in column]
        return pack_values(column, self.texts.indexes)

    def _plain(self, value: Value, place: Place) -> Value:
        if not isinstance(value, float | int):
            return value
        if not isfinite(value):
            return str(value)
        if abs(value) >= EXACT:
            self.remarks.imprecise.add(place[1], place[0], place[0])
        return value

    def add_error(self, place: Place, text: str) -> None:
        """Note #REF! or its kin."""
        self.check_extent(place)
        self.remarks.errors[place] = text
        if len(self.remarks.errors) > self.limits.errors:
            raise UnreadableFile("too_many_errors", sheet=self._name, limit=self.limits.errors)

    def add_merged(self, ranges: Iterable[Merged]) -> None:
        """Note merged ranges."""
        self.remarks.merged.extend(ranges)
        if len(self.remarks.merged) > self.limits.merged:
            limit = self.limits.merged
            raise UnreadableFile("too_many_merged", sheet=self._name, limit=limit)

    def end_sheet(self) -> None:
        """End a sheet."""
        self._cells += self._height * self._width
        remarks = self.remarks
        runs = (remarks.percent, remarks.uncalculated, remarks.imprecise, remarks.hidden_rows)
        packed = [wire.pack_runs(each.all()) for each in runs]
        errors = [[row, column, text] for (row, column), text in remarks.errors.items()]
        record = wire.pack_record(errors=errors, merged=remarks.merged)
        wire.send(self._out, wire.SHEET_END, wire.pack_parts([record, *packed]))


def add_sparse(
    collector: Collector, numbers: Sequence[int], rows: Sequence[Mapping[int, Value]]
) -> None:
    """Hand over rows known by column and value; the extent is checked before they are filled."""
    if not numbers:
        return
    width = 1 + max(map(max, rows))
    collector.check_extent((max(numbers), width - 1))
    columns: list[list[Value]] = [[None] * len(rows) for _ in range(width)]
    for place, row in enumerate(rows):
        for column, value in row.items():
            columns[column][place] = value
    collector.add_columns(array("I", numbers), columns)


# [MS-XLS] 2.5.10 BErr and [MS-XLSB] 2.5.97.2 BErr name errors by the same numbers.
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass(slots=True)
class SheetLook:
    """A sheet as a look at its records found it; the extent is that of filled cells."""

    name: str
    hidden: bool
    height: int = 0
    width: int = 0
    remarks: Remarks = field(default_factory=Remarks)

    def reach(self, row: int, column: int) -> None:
        """Note a filled cell."""
        self.height = max(self.height, row + 1)
        self.width = max(self.width, column + 1)

    def add_error(self, row: int, column: int, code: int) -> None:
        """Note an error cell."""
        self.reach(row, column)
        self.remarks.errors[row, column] = ERRORS.get(code, "#ERROR!")


def check_looks(looks: Sequence[SheetLook], limits: ReadingLimits) -> None:
    """Refuse sheets that reach beyond the limits."""
    cells = 0
    for look in looks:
        cell = cell_name((max(look.height, 1) - 1, max(look.width, 1) - 1))
        cells += look.height * look.width
        if look.height > limits.rows:
            raise UnreadableFile("too_many_rows", sheet=look.name, cell=cell, limit=limits.rows)
        if cells > limits.cells:
            raise UnreadableFile("too_many_cells", sheet=look.name, cell=cell, limit=limits.cells)
        _check_remarks(look, limits)


def _check_remarks(look: SheetLook, limits: ReadingLimits) -> None:
    if len(look.remarks.errors) > limits.errors:
        raise UnreadableFile("too_many_errors", sheet=look.name, limit=limits.errors)
    if len(look.remarks.merged) > limits.merged:
        raise UnreadableFile("too_many_merged", sheet=look.name, limit=limits.merged)
