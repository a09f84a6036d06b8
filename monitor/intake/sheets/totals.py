"""Execution rates as a file states them, checked against its own amounts and not kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from monitor.intake.facts import ControlTotal
from monitor.intake.files.grid import Value, cell_name
from monitor.intake.sheets.cells import (
    CENT,
    NotANumber,
    NotMoney,
    read_money,
    read_percent,
    round_to_cent,
)
from monitor.intake.sheets.header import Column
from monitor.intake.sheets.sheet_choice import About
from monitor.intake.sheets.table import Table

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


class Placed(Protocol):
    """A fact of a project with the cell it comes from."""

    @property
    def project_code(self) -> str:
        """The project's code."""

    @property
    def project_name(self) -> str:
        """The project's name."""

    @property
    def cell(self) -> str:
        """The cell."""


Fact = TypeVar("Fact", bound=Placed)


def without_repeats(
    table: Table, facts: list[Fact], about: Callable[[Fact], About], code: str
) -> list[Fact]:
    """Keep what is stated first; a row that states it again is a finding naming both cells."""
    first: dict[About, Fact] = {}
    noted: set[tuple[str, str]] = set()
    kept = []
    for fact in facts:
        before = first.setdefault(about(fact), fact)
        if before is fact:
            kept.append(fact)
            continue
        rows = (_row(before.cell), _row(fact.cell))
        if rows not in noted:
            noted.add(rows)
            project = f"{fact.project_code} {fact.project_name}".strip()
            table.notes.add(code, fact.cell, found=project, first=before.cell)
    return kept


def _row(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


_TOLERANCE = Decimal("0.1")  # percentage points
_CLEAR = 0.099
_HUNDRED = Decimal(100)


@dataclass(slots=True)
class RateCheck:
    """The column of rates, and the budgets it may be a rate of; rows that fit and that do not."""

    table: Table
    rate: Column
    spent: Column
    budgets: tuple[Column, ...]
    count: int = 0
    broken: int = 0

    @classmethod
    def of(cls, table: Table, spent: Column) -> RateCheck | None:
        """Make the check where a sheet has rates and budgets beside what was spent."""
        header = table.header
        rates = header.columns_of("execution_rate")
        budgets = header.columns_of("revised_budget") + header.columns_of("original_budget")
        if len(rates) != 1 or not budgets or not _are_of_one_month(rates[0], spent):
            return None
        return cls(table, rates[0], spent, budgets)

    def check(self, number: int, row: list[Value], spent: Decimal) -> None:
        """Warn where the rate is off by more than 0.1 points from spent ÷ every budget."""
        if self._is_plainly_right(number, row):
            self.count += 1
            return
        is_right = self._is_right(number, row, spent)
        if is_right is not False:
            self.count += bool(is_right)
            return
        self.broken += 1
        stated = self._stated(number, row) or (_ZERO,)
        rates = [spent * _HUNDRED / budget for budget in self._budgets(row)]
        self.table.notes.add_at(
            "rate_differs",
            number,
            self.rate.index,
            found=f"{stated[0].normalize():f}",
            expected=f"{rates[0]:.2f}",
        )

    @property
    def formula(self) -> str:
        """Write what is held against what: 累计支出÷预算数=执行率."""
        words = (
            one.header.rpartition(" / ")[2] for one in (self.spent, self.budgets[0], self.rate)
        )
        spent, budget, rate = ("".join(word.split()) for word in words)
        return f"{spent}÷{budget}={rate}"

    def prove(self, rows: Iterable[tuple[int, list[Value]]]) -> int:
        """Count the rows whose rate fits, 0 where one does not or none tells."""
        count, is_telling = 0, False
        for number, row in rows:
            spent = self._money(row, self.spent)
            is_right = None if spent is None else self._is_right(number, row, spent)
            if is_right is False:
                return 0
            count += bool(is_right)
            is_telling = is_telling or bool(is_right and spent)
        return count if is_telling else 0

    def _is_plainly_right(self, number: int, row: list[Value]) -> bool:
        """Settle the usual row without decimals: numbers of one unit, clear of the tolerance."""
        at, budget = self.rate.index, self.budgets[0].index
        rate, spent, whole = row[at], row[self.spent.index], row[budget]
        if type(rate) is not float or type(spent) is not float or type(whole) is not float:
            return False
        if not whole or self.table.scales[budget] is not self.table.scales[self.spent.index]:
            return False
        if (number, at) in self.table.sheet.percent:
            rate *= 100
        return abs(spent / whole * 100 - rate) < _CLEAR

    def _is_right(self, number: int, row: list[Value], spent: Decimal) -> bool | None:
        """Say whether a row's rate fits one of its budgets, None where there is nothing to hold."""
        stated = self._stated(number, row)
        budgets = self._budgets(row)
        if stated is None or not budgets:
            return None
        rates = [spent * _HUNDRED / budget for budget in budgets]
        return any(abs(one - rate) <= _TOLERANCE for one in stated for rate in rates)

    def _stated(self, number: int, row: list[Value]) -> tuple[Decimal, ...] | None:
        """Read the rate as percent; a bare 0.64 may mean 0.64 % or 64 %."""
        value = row[self.rate.index]
        is_percent = (number, self.rate.index) in self.table.sheet.percent
        try:
            rate = read_percent(value, shown_as_percent=is_percent)
        except NotANumber:
            return None
        if rate is None:
            return None
        is_plain = not is_percent and not (isinstance(value, str) and "%" in value)
        return (rate, rate * _HUNDRED) if is_plain else (rate,)

    def _budgets(self, row: list[Value]) -> list[Decimal]:
        budgets = (self._money(row, column) for column in self.budgets)
        return [budget for budget in budgets if budget]

    def _money(self, row: list[Value], column: Column) -> Decimal | None:
        try:
            return read_money(row[column.index], self.table.scales[column.index])
        except NotMoney:
            return None


def _are_of_one_month(rate: Column, spent: Column) -> bool:
    if rate.month is None or spent.month is None:
        return True
    return rate.month.number == spent.month.number
