"""The shapes spending comes in: one running column, one monthly, many months, or payments."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.excel.tables import Table
from monitor.excel.understanding import Column

CUMULATIVE, MONTHLY, PAYMENTS = "cumulative", "monthly", "payments"
_FIELDS_BY_BASIS = {
    CUMULATIVE: ("spent", "amount", "month_spent"),
    MONTHLY: ("month_spent", "amount", "spent"),
    PAYMENTS: ("amount", "month_spent", "spent"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a sheet states spending: its basis, its columns of money, the column of months."""

    basis: str
    columns: tuple[Column, ...]
    when: Column | None = None

    @property
    def is_wide(self) -> bool:
        """Say whether several months stand side by side."""
        return len(self.columns) > 1


def find_shape(table: Table) -> Shape | None:
    """Tell the shape of a sheet; None where two columns claim the same, which is a finding."""
    header, asked = table.header, table.asked.overrides.basis
    date, month = header.column("payment_date"), header.column("month")
    amounts = header.columns_of("amount")
    basis = asked or _basis(table, has_payments=bool(date and amounts))
    names = _FIELDS_BY_BASIS[basis]
    columns = next(filter(None, map(header.columns_of, names)), ())
    when = date or month if basis == PAYMENTS else month
    clash = _clash(columns, has_months=when is not None)
    if clash is not None:
        table.note_clash(*clash)
        return None
    return Shape(basis, columns, when)


def _basis(table: Table, *, has_payments: bool) -> str:
    monthly = table.header.columns_of("month_spent")
    if has_payments:
        return PAYMENTS
    if _are_months_from_january(monthly) or not table.header.columns_of("spent"):
        return MONTHLY
    return CUMULATIVE


def _are_months_from_january(columns: tuple[Column, ...]) -> bool:
    numbers = sorted(column.month.number or 0 for column in columns if column.month)
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def _clash(columns: tuple[Column, ...], *, has_months: bool) -> tuple[Column, Column] | None:
    """Find two columns that cannot both be meant."""
    known: dict[tuple[int | None, int] | None, Column] = {}
    for column in columns:
        stated = column.month
        month = (stated.year, stated.number) if stated and stated.number else None
        if known and (has_months or month is None or month in known or None in known):
            return next(iter(known.values())), column
        known[month] = column
    return None
