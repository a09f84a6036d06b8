"""Rows that state spending on the other basis alone: 本月支出 filled where 累计支出 is blank."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.domain.month import Month
from monitor.intake.facts import Basis, SpendingFact
from monitor.intake.files.grid import Value, cell_name
from monitor.intake.sheets.cells import YUAN, NotMoney, as_text, is_blank, read_money
from monitor.intake.sheets.header import Column
from monitor.intake.sheets.table import Table
from monitor.intake.spending import CUMULATIVE, PAYMENTS, Shape


@dataclass(slots=True)
class OtherBasis:
    """The columns of the basis that a sheet is not read by; ``own`` is the one it is read by.

    Where both are filled the sheet's own counts alone. ``used`` are the columns that some row was
    read by.
    """

    table: Table
    own: Column
    columns: tuple[Column, ...]
    basis: Basis
    used: list[Column] = field(default_factory=list)

    @classmethod
    def of(cls, table: Table, shape: Shape) -> OtherBasis:
        """Find the columns of the other basis; a list of payments has none."""
        is_cumulative = shape.basis == CUMULATIVE
        name = "month_spent" if is_cumulative else "spent"
        basis = Basis.MONTHLY if is_cumulative else Basis.CUMULATIVE
        own = shape.columns[0]
        is_list = shape.basis == PAYMENTS or own.field == name
        return cls(table, own, () if is_list else table.header.columns_of(name), basis)

    def take(
        self, number: int, row: list[Value], who: tuple[str, str], month: Month | None
    ) -> list[SpendingFact]:
        """Return the fact of a row without an amount of the sheet's own basis, if it has one.

        ``month`` is None for a sheet of several months. An amount is left, which is a finding,
        where it cannot be told that it is of this month.
        """
        filled = self._filled(number, row)
        if not filled:
            return []
        column = filled[0]
        if month is None or len(filled) > 1 or not _is_of(column, month):
            values = {"own": self.own.header, "column": column.header}
            found = as_text(row[column.index])
            self.table.notes.add_at(
                "amount_beside_left", number, column.index, found=found, **values
            )
            return []
        amount = self.table.money(number, column, row[column.index])
        if amount is None:
            return []
        values = {"own": self.own.header, "column": column.header, "taken": f"{amount:f}"}
        self.table.notes.add_at("amount_beside_taken", number, column.index, **values)
        if column not in self.used:
            self.used.append(column)
        code, name = who
        cell = cell_name((number, column.index))
        sheet = self.table.sheet.name
        fact = SpendingFact(code, month.year, month.number, self.basis, amount, name, sheet, cell)
        return [fact]

    def states(self, number: int, row: list[Value]) -> bool:
        """Say whether a row states an amount on the other basis."""
        return bool(self._filled(number, row))

    def _filled(self, number: int, row: list[Value]) -> list[Column]:
        return [column for column in self.columns if self._states(number, row, column)]

    def _states(self, number: int, row: list[Value], column: Column) -> bool:
        """Say whether a cell states an amount; a total of blank months is a 0 that states none."""
        value = row[column.index]
        if self.table.trouble((number, column.index)) is not None:
            return True
        if is_blank(value):
            return False
        try:
            return self.basis is Basis.MONTHLY or read_money(value, YUAN) != 0
        except NotMoney:
            return True


def _is_of(column: Column, month: Month) -> bool:
    stated = column.month
    if stated is None or stated.number is None:
        return True
    return stated.number == month.number and stated.year in {None, month.year}
