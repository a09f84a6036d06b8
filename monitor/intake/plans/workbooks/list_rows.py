"""A list of projects and indicators: what stands once, above, for the rows below it."""

from __future__ import annotations

from monitor.intake.files.grid import Sheet, Value
from monitor.intake.sheets.cells import as_text, is_blank
from monitor.intake.sheets.fields import PLAN_INDICATORS
from monitor.intake.sheets.header import Overrides, find_header
from monitor.intake.sheets.skips import why_skipped
from monitor.intake.sheets.table import Table

_PROJECT = ("project_code", "project_name")
_REACHING = (*_PROJECT, "level1", "level2")  # each reaches down only within those before it


def is_list(sheet: Sheet) -> bool:
    """Say whether a sheet lists indicators with their projects."""
    return find_header(sheet, PLAN_INDICATORS, Overrides()) is not None


def fill_down(table: Table) -> None:
    """Let projects and levels reach down over the blank cells of the indicators below them."""
    columns = {name: table.header.column(name) for name in _REACHING}
    level3 = table.header.column("level3")
    if level3 is None:
        return
    above: dict[str, Value] = {}
    for number in range(table.header.bottom + 1, len(table.sheet.rows)):
        row = table.sheet.rows[number]
        if level3.index >= len(row) or is_blank(row[level3.index]):
            continue
        own = {
            name: table.value(number, row, column)
            for name, column in columns.items()
            if column is not None and column.index < len(row)
        }
        if any(why_skipped(as_text(value)) for value in own.values()):
            continue
        for name, column in columns.items():
            if column is None:
                continue
            if is_blank(own.get(name)):
                table.fills.setdefault(column.index, {})[number] = above.get(name)
            else:
                above = _below(above, name) | {name: own[name]}


def _below(above: dict[str, Value], name: str) -> dict[str, Value]:
    """Keep what a new project or level leaves standing of those above it."""
    ends = _REACHING if name in _PROJECT else _REACHING[_REACHING.index(name) + 1 :]
    kept = _PROJECT if name in _PROJECT else ()
    return {each: said for each, said in above.items() if each not in ends or each in kept}
