"""The basis of a spending sheet: a running column, monthly ones, payments; and rows on another.

A row may fill 本月支出 where its 累计支出 is blank: it goes in on the basis that it states.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.domain.month import Month
from monitor.intake.facts import Basis, SpendingFact
from monitor.intake.files.grid import Value, cell_name
from monitor.intake.sheets.cells import YUAN, NotMoney, as_text, is_blank, read_money
from monitor.intake.sheets.header import Column
from monitor.intake.sheets.payments import Signs
from monitor.intake.sheets.surroundings import says_of_month, says_running_months
from monitor.intake.sheets.table import Table

_TO_DATE = ("累计", "全年", "截至", "截止", "合计", "本年")
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
    signs: Signs | None = None

    @property
    def is_wide(self) -> bool:
        """Say whether several months stand side by side."""
        return len(self.columns) > 1

    @property
    def is_of_one_month(self) -> bool:
        """Say whether all its rows are running totals of one month."""
        return self.basis == CUMULATIVE and not self.is_wide and self.when is None

    @property
    def signed(self) -> tuple[Column, ...]:
        """The columns that give a payment its sign."""
        return self.signs.columns if self.signs else ()


def find_shape(table: Table) -> Shape | None:
    """Tell the shape of a sheet; None where two columns claim the same, which is a finding."""
    header, asked = table.header, table.asked.overrides.basis
    date, month = header.column("payment_date"), header.column("month")
    amounts = header.columns_of("amount")
    basis = asked or _basis(table, has_payments=bool(date and amounts))
    names = _FIELDS_BY_BASIS[basis]
    columns = next(filter(None, map(header.columns_of, names)), ())
    if not columns:
        return None
    when = date or month if basis == PAYMENTS else month
    clash = _clash(columns, has_months=when is not None)
    if clash is not None:
        table.note_clash(*clash)
        return None
    return Shape(basis, columns, when, Signs.of(table, is_list=basis == PAYMENTS))


def _basis(table: Table, *, has_payments: bool) -> str:
    monthly = table.header.columns_of("month_spent")
    if has_payments:
        return PAYMENTS
    if len(monthly) > 1 and says_running_months(table.sheet, table.header):
        return CUMULATIVE
    spent = table.header.columns_of("spent")
    if len(spent) == 1 and not monthly and says_of_month(table.sheet, table.header):
        return _of_month(table, spent[0])
    if _are_months_from_january(monthly) or not table.header.columns_of("spent"):
        return MONTHLY
    return CUMULATIVE


def _of_month(table: Table, spent: Column) -> str:
    """Take the basis of a title for the month's own amounts, unless the column contradicts it."""
    is_running = spent.month is not None and spent.month.is_running
    if not is_running and not any(word in spent.header for word in _TO_DATE):
        return MONTHLY
    place = table.header.place
    table.notes.add_at("basis_contradicts", place, spent.index, column=spent.header)
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
