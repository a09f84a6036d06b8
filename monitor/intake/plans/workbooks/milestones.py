"""The planned shares of a plan workbook: a row per month, or a column per month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from monitor.domain.plan import Milestone, judge_milestones, write_milestones
from monitor.intake.files.grid import Sheet, Value
from monitor.intake.plans.workbooks.rows import Owned, code_cell, read_share
from monitor.intake.sheets import skips
from monitor.intake.sheets.cells import as_text, fold
from monitor.intake.sheets.header import Column, Header
from monitor.intake.sheets.months import read_month
from monitor.intake.sheets.rows import walk
from monitor.intake.sheets.table import Table

_LOOKED_AT = 200  # rows that tell shares from amounts
_WHOLE = 100


def read_milestones(table: Table) -> list[Owned[Milestone]]:
    """Read the planned cumulative percentages; a blank one plans nothing.

    In a list the rows of a project all repeat them.
    """
    months = month_columns(table.header)
    read = _of_columns if months else _of_row
    if not months and table.header.column("month") is None:
        table.notes.add("plan_months_missing", code_cell(table, table.header.place))
        return []
    met: dict[Owned[Milestone], None] = {}
    known: set[tuple[str, Milestone]] = set()
    for number, row, code, _ in walk(table):
        if not code:
            continue
        found = list(read(table, number, row, code))
        if not found:
            table.skip(number, skips.NO_AMOUNT, code)
        for one in found:
            if not months or (code, one.part) not in known:
                met[one] = None
                known.add((code, one.part))
    return list(met)


def month_columns(header: Header) -> list[Column]:
    """List the columns of shares that state their months themselves: 3月底."""
    columns = header.columns_of("planned_pct")
    return [column for column in columns if column.month and column.month.number]


def holds_shares(sheet: Sheet, header: Header) -> bool:
    """Say whether the columns of months hold shares of a budget, and not amounts.

    A header that names a plan says so; under a bare month the cells do, by their sign of
    percent or by reaching 100.
    """
    columns = month_columns(header)
    if not columns or any(column.is_percent or "计划" in column.header for column in columns):
        return bool(header.columns_of("planned_pct"))
    rows = range(header.bottom + 1, min(len(sheet.rows), header.bottom + 1 + _LOOKED_AT))
    places = [(row, column.index) for row in rows for column in columns]
    filled = [(at, value) for at in places if (value := _value(sheet, at)) is not None]
    last = max(column.index for column in columns)
    return all(_may_be_share(sheet, at, value) for at, value in filled) and any(
        _has_sign(sheet, at, value) or (at[1] == last and value == _WHOLE) for at, value in filled
    )


def _value(sheet: Sheet, at: tuple[int, int]) -> Value:
    row, column = at
    return sheet.rows[row][column] if column < len(sheet.rows[row]) else None


def _has_sign(sheet: Sheet, at: tuple[int, int], value: Value) -> bool:
    return at in sheet.percent or (isinstance(value, str) and "%" in fold(value))


def _may_be_share(sheet: Sheet, at: tuple[int, int], value: Value) -> bool:
    is_small = isinstance(value, int | float) and 0 <= value <= _WHOLE
    return is_small or isinstance(value, str) or _has_sign(sheet, at, value)


def _of_columns(
    table: Table, number: int, row: list[Value], code: str
) -> Iterator[Owned[Milestone]]:
    for column in month_columns(table.header):
        share = read_share(table, number, row, column)
        if share is not None and column.month is not None and column.month.number is not None:
            milestone = Milestone(column.month.number, share)
            yield Owned(code, number, code_cell(table, number), milestone, column.index)


def _of_row(table: Table, number: int, row: list[Value], code: str) -> Iterator[Owned[Milestone]]:
    column, month_at = table.header.column("planned_pct"), table.header.column("month")
    share = read_share(table, number, row, column)
    if share is None or column is None or month_at is None:
        return
    written = table.value(number, row, month_at)
    month = read_month(written)
    if month is None or month.number is None:
        table.notes.add_at("month_unreadable", number, month_at.index, found=as_text(written))
        return
    milestone = Milestone(month.number, share)
    yield Owned(code, number, code_cell(table, number), milestone, column.index)


def in_order(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Put milestones in the order of their months; rows of a sheet may stand in any."""
    return tuple(sorted(milestones, key=lambda milestone: milestone.month))


def check_milestones(table: Table, owned: Sequence[Owned[Milestone]]) -> None:
    """Note milestones that break the rule, at the percentage of their project's last month."""
    by_code: dict[str, list[Owned[Milestone]]] = {}
    for each in owned:
        by_code.setdefault(each.project_code, []).append(each)
    for code, members in by_code.items():
        milestones = in_order(each.part for each in members)
        last = max(members, key=lambda each: (each.part.month, each.row))
        for wrong in judge_milestones(milestones):
            found = f"{code}: {write_milestones(milestones)}"
            table.notes.add_at(wrong, last.row, last.column, found=found)
