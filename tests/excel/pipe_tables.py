"""Workbooks written as pipe tables: a line per row, a bar per cell, as a person sees them."""

from __future__ import annotations

import re

from monitor.intake.files.grid import Sheet, Value, Workbook

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)


def sheet(table: str, name: str = "Sheet1") -> Sheet:
    """Make a sheet: a bare number is a number cell, '1 a text, an empty cell a blank."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return Sheet(name, [_row(line) for line in lines])


def workbook(*sheets: Sheet | str) -> Workbook:
    """Put sheets into a workbook; a text is a table."""
    made = [one if isinstance(one, Sheet) else sheet(one) for one in sheets]
    return Workbook("xlsx", made)


def _row(line: str) -> list[Value]:
    if not line:
        return []
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    values = [_value(cell) for cell in cells]
    while values and values[-1] is None:
        values.pop()
    return values


def _value(cell: str) -> Value:
    if not cell:
        return None
    if cell.startswith("'"):
        return cell[1:]
    return float(cell) if _NUMBER.fullmatch(cell) else cell
