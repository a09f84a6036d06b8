"""A plan document pasted from a web page: a row of a table per line, its cells parted by tabs.

A cell merged down may be left out of the lines below it, and a line break in a cell breaks the
row's line; rows are put together again where that can be done in one way only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.intake.plans.blocks import Block, Paragraph, Row, find_header_row
from monitor.intake.plans.head import is_band
from monitor.intake.plans.labels import label_in
from monitor.intake.plans.words import clean, fold, is_table_title

_TAB = "\t"
_LEVEL_ENDING = "指标"  # of the names of the first two levels


def has_rows_as_lines(lines: Iterable[str]) -> bool:
    """Say whether lines hold rows, and not a cell each."""
    cells = rows = 0
    for line in lines:
        if line.count(_TAB) == 1 and line.lstrip(" ").startswith(_TAB):
            cells += 1
        elif _TAB in line.strip():
            rows += 1
    return rows > cells


def row_blocks(lines: Iterable[str]) -> Iterator[Block]:
    """Take lines apart into paragraphs and rows, in reading order."""
    table: list[list[str]] = []
    for line in lines:
        if _TAB in line:
            table.append(line.split(_TAB))
        elif is_table_title(line) or not table:
            yield from _rows(table)
            table = []
            yield Paragraph(clean(line))
        elif line.strip():
            _take_loose(table, line)
    yield from _rows(table)


def _take_loose(table: list[list[str]], line: str) -> None:
    """Take a line without a tab: the lower part of a cell, or in a head a row of one cell."""
    if _is_head(table):
        table.append(["", line])
    else:
        table[-1][-1] += f"\n{line}"


def _is_head(table: list[list[str]]) -> bool:
    return find_header_row(Row(tuple(cells)) for cells in table) is None


def _rows(table: list[list[str]]) -> Iterator[Row]:
    """Give the rows of a table: its head as it is, its indicators as wide as their header."""
    rows = [Row(tuple(map(clean, cells))) for cells in table]
    header = find_header_row(rows)
    for row in rows[:header]:
        is_labelled = is_band(row.cells[0]) or any(map(label_in, row.cells)) or not row.cells[0]
        yield row if is_labelled or row is rows[0] else Row(("", *row.cells))
    if header is not None:
        yield from _indicators(rows[header:])


def _indicators(rows: list[Row]) -> Iterator[Row]:
    """Bring rows to the width of their header, joining lines that a break in a cell parted."""
    width = len(rows[0].cells)
    started: tuple[str, ...] = ()
    for row in rows:
        if started and not _is_level(row.cells[0]):
            started = (*started[:-1], f"{started[-1]}\n{row.cells[0]}", *row.cells[1:])
        else:
            if started:
                yield _aligned(started, width)
            started = row.cells
        if len(started) >= _due(started, width):
            yield _aligned(started, width)
            started = ()
    if started:
        yield _aligned(started, width)


def _due(cells: tuple[str, ...], width: int) -> int:
    """Tell how many cells a row has that leaves out the levels merged down above it."""
    levels = [_is_level(cell) for cell in cells[:2]]
    return width if len(cells) == width else width - 2 + sum(levels)


def _aligned(cells: tuple[str, ...], width: int) -> Row:
    """Put a row under its header, with blanks for the levels that it leaves out."""
    if not any(cells[1:]):
        return Row(cells)
    if len(cells) != _due(cells, width):
        return Row(cells, expected=width)
    return Row(("",) * (width - len(cells)) + cells)


def _is_level(cell: str) -> bool:
    return fold(cell).endswith(_LEVEL_ENDING)
