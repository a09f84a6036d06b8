"""The last touch to a sheet: equally long rows, no blank ones behind the last cell that counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from monitor.excel.grid import Sheet

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
