"""Execution rates as a file states them, checked against its own amounts and not kept."""

from __future__ import annotations

from collections.abc import Callable
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


@dataclass(frozen=True, slots=True)
class RateCheck:
    """The column of rates, and the budgets it may be a rate of."""

    table: Table
    rate: Column
    spent: Column
    budgets: tuple[Column, ...]

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
            return
        stated = self._stated(number, row)
        if stated is None:
            return
        rates = [spent * _HUNDRED / budget for budget in self._budgets(row)]
        if not rates or any(abs(one - rate) <= _TOLERANCE for one in stated for rate in rates):
            return
        self.table.notes.add_at(
            "rate_differs",
            number,
            self.rate.index,
            found=f"{stated[0].normalize():f}",
            expected=f"{rates[0]:.2f}",
        )

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
        budgets = []
        for column in self.budgets:
            try:
                budget = read_money(row[column.index], self.table.scales[column.index])
            except NotMoney:
                continue
            if budget:
                budgets.append(budget)
        return budgets


def _are_of_one_month(rate: Column, spent: Column) -> bool:
    if rate.month is None or spent.month is None:
        return True
    return rate.month.number == spent.month.number
