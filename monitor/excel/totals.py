"""A 合计 of the file beside the sum of the rows taken."""

from __future__ import annotations

from decimal import Decimal

from monitor.domain.reading import ControlTotal
from monitor.excel.cells import CENT, NotMoney, read_money, round_to_cent
from monitor.excel.places import cell_name
from monitor.excel.tables import Table
from monitor.excel.understanding import Column

_ZERO = Decimal(0)


def compare_totals(table: Table, columns: tuple[Column, ...]) -> None:
    """Compare every 合计 with all rows, the rows above it, and the rows since the one before.

    Columns in which an amount could not be read are not judged.
    """
    for column in columns:
        if table.has_faults or column.index in table.doubted:
            continue
        before = _ZERO
        for number, sums in table.totals:
            above = sums.get(column.index, _ZERO)
            stated = _stated(table, number, column)
            if stated is not None:
                _compare(table, number, column, stated, (above, above - before))
            before = above


def _compare(
    table: Table, number: int, column: Column, stated: Decimal, parts: tuple[Decimal, Decimal]
) -> None:
    whole = table.sums.get(column.index, _ZERO)
    near = (one for one in (whole, *parts) if abs(one - stated) <= CENT)
    summed = next(near, whole)
    cell = cell_name((number, column.index))
    table.control_totals.append(ControlTotal(column.field, stated, summed, cell))
    if abs(stated - summed) > CENT:
        table.notes.add(
            "control_total_differs",
            cell,
            column=column.header,
            stated=stated,
            summed=summed,
            difference=stated - summed,
        )


def _stated(table: Table, number: int, column: Column) -> Decimal | None:
    row = table.sheet.rows[number]
    if column.index >= len(row) or table.trouble((number, column.index)) is not None:
        return None
    try:
        exact = read_money(row[column.index], table.scales[column.index])
    except NotMoney:
        return None
    return None if exact is None else round_to_cent(exact)
