"""The parent's end of the wire: frames become a workbook, within what the parent may hold."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from monitor.domain.errors import UnreadableFile
from monitor.intake.files import wire
from monitor.intake.files.columns import unpack
from monitor.intake.files.grid import Places, Run, Sheet, Value, Workbook
from monitor.intake.files.limits import ReadingLimits, megabytes

Merged = tuple[int, int, int, int]


def trim(sheet: Sheet, most_cells: int) -> None:
    """Cut trailing blanks and make all rows equally long; errors and formulas are no blanks.

    Raises ``ValueError`` where the rows would have more cells than they may.
    """
    rows = sheet.rows
    least_height, least_width = _extent(chain(sheet.errors, sheet.uncalculated))
    while len(rows) > least_height and not any(value is not None for value in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    while width > least_width and all(_is_blank(row, width - 1) for row in rows):
        width -= 1
    width = max(width, least_width)
    if max(least_height, len(rows)) * width > most_cells:
        raise ValueError(width)
    rows.extend([] for _ in range(least_height - len(rows)))
    for row in rows:
        if len(row) != width:
            del row[width:]
            row.extend([None] * (width - len(row)))


def _extent(places: Iterable[tuple[int, int]]) -> tuple[int, int]:
    height = width = 0
    for row, column in places:
        height, width = max(height, row + 1), max(width, column + 1)
    return height, width


def _is_blank(row: Sequence[object], column: int) -> bool:
    return len(row) <= column or row[column] is None


def clip(ranges: Iterable[Sequence[int]], sheet: Sheet) -> tuple[Merged, ...]:
    """Clip merged ranges to the sheet, so that to fill them down costs no more than its cells.

    Ranges that overlap, which no spreadsheet writes, are dropped once they add up to more.
    """
    height = len(sheet.rows)
    width = len(sheet.rows[0]) if sheet.rows else 0
    left_over = height * width
    clipped = []
    for top, left, bottom, right in ranges:
        low, far = min(bottom, height - 1), min(right, width - 1)
        area = (low - top + 1) * (far - left + 1)
        if low < top or far < left or (low, far) == (top, left) or area > left_over:
            continue
        left_over -= area
        clipped.append((top, left, low, far))
    return tuple(clipped)


_CELL_COST = 32  # a place in its row, and mostly a float
_TEXT_COST = 64
_FRAME_COST = 256


class Taking:
    """Takes frames one by one; a frame that makes no sense raises an error of any kind."""

    def __init__(self, limits: ReadingLimits) -> None:
        self.book = Workbook("", [])
        self.ended = False
        self.taken = 0  # rows so far
        self._limits = limits
        self._texts: list[str | None] = []
        self._rows: list[list[Value]] = []
        self._kept = 0
        self._takers: dict[bytes, Callable[[wire.Frame], None]] = {
            wire.BOOK: self._start_book,
            wire.SHEET: self._start_sheet,
            wire.TEXTS: self._take_texts,
            wire.BLOCK: self._take_block,
            wire.SHEET_END: self._end_sheet,
            wire.REFUSAL: self._refuse,
            wire.END: self._end,
        }

    def take(self, frame: wire.Frame) -> None:
        """Take a frame; raises ``UnreadableFile`` where the child refuses the file."""
        self._kept += _FRAME_COST
        self._takers[frame.letter](frame)
        if self._kept > self._limits.kept:
            raise UnreadableFile("needs_memory", limit=megabytes(self._limits.kept))

    def _start_book(self, frame: wire.Frame) -> None:
        self.book.kind = str(frame.record()["kind"])

    def _start_sheet(self, frame: wire.Frame) -> None:
        record = frame.record()
        self._rows = []
        self.book.sheets.append(Sheet(str(record["name"]), self._rows, bool(record["hidden"])))

    def _take_texts(self, frame: wire.Frame) -> None:
        texts = wire.unpack_texts(frame.load)
        self._kept += 2 * len(frame.load) + _TEXT_COST * len(texts)
        self._texts.extend(text or None for text in texts)

    def _take_block(self, frame: wire.Frame) -> None:
        numbers, packed = wire.unpack_block(frame.load)
        self._kept += _CELL_COST * len(numbers) * len(packed)
        columns = [unpack(column, len(numbers), self._texts) for column in packed]
        self._place(numbers, list(map(list, zip(*columns, strict=True))))
        self.taken += len(numbers)

    def _place(self, numbers: array[int], rows: list[list[Value]]) -> None:
        first, last = numbers[0], numbers[-1]
        if first < len(self._rows) or last >= self._limits.rows:
            raise ValueError(first, last)
        self._rows.extend([] for _ in range(first - len(self._rows)))
        if last - first + 1 == len(rows):
            self._rows.extend(rows)
            return
        for number, row in zip(numbers, rows, strict=True):
            self._rows.extend([] for _ in range(number - len(self._rows)))
            self._rows.append(row)

    def _end_sheet(self, frame: wire.Frame) -> None:
        said, *packed = wire.unpack_parts(frame.load)
        record = wire.Frame(frame.letter, said).record()
        runs = [self._checked(wire.unpack_runs(each)) for each in packed]
        percent, uncalculated, imprecise, hidden = runs
        sheet = self.book.sheets[-1]
        sheet.percent, sheet.imprecise = Places(percent), Places(imprecise)
        sheet.uncalculated = Places(uncalculated)
        sheet.errors = {(row, column): str(text) for row, column, text in record["errors"]}
        trim(sheet, self._limits.cells)
        sheet.merged = clip(record["merged"], sheet)
        rows = range(len(sheet.rows))
        sheet.hidden_rows = frozenset(
            row for _, first, last in hidden for row in rows[first : last + 1]
        )

    def _checked(self, runs: Iterable[Run]) -> list[Run]:
        """Check runs before anything is done for each of their cells."""
        limits = self._limits
        found = list(runs)
        cells = sum(last - first + 1 for _, first, last in found)
        if cells > 2 * limits.cells:  # hidden rows may be said twice
            raise ValueError(cells)
        if any(not 0 <= first <= last < limits.rows for _, first, last in found):
            raise ValueError(found)
        return found

    def _refuse(self, frame: wire.Frame) -> None:
        record = frame.record()
        raise UnreadableFile(str(record["code"]), **dict(record["values"]))

    def _end(self, _: wire.Frame) -> None:
        self.ended = True
