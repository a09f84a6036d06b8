"""The months facts fall in: completing them, and refusing what lies outside what was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from monitor.domain.month import Month
from monitor.intake.files.grid import Value, cell_name
from monitor.intake.sheets.cells import as_text
from monitor.intake.sheets.header import Column
from monitor.intake.sheets.months import read_month
from monitor.intake.sheets.stated_units import (
    Statement,
    months_in_titles,
    settle_month,
    to_month,
    year_in_titles,
)
from monitor.intake.sheets.table import Table


class Dated(Protocol):
    """A fact of a month, with the cell it comes from."""

    @property
    def fiscal_year(self) -> int:
        """The year."""

    @property
    def month(self) -> int:
        """The month, 1-12."""

    @property
    def cell(self) -> str:
        """The cell."""


Fact = TypeVar("Fact", bound=Dated)
MonthOf = Callable[[int, list[Value]], Month | None]


def month_of_column(table: Table, column: Column | None) -> Month | None:
    """Decide the month of a sheet whose rows are all of one; the column's header may say it."""
    header, headed = table.header, None
    titled = months_in_titles(table.sheet, header, table.asked.file_name)
    if column and column.month and column.month.number:
        headed = Statement(column.month, cell_name((header.place, column.index)))
        titled = [one for one in titled if one.cell]
    year = year_in_titles(table.sheet, header, table.asked)
    return settle_month(table.asked, table.notes, titled, year, headed)


def months_of(table: Table, column: Column | None) -> MonthOf:
    """Give a function that tells each row's month: of its own, or the one of the whole sheet."""
    when = table.header.column("month")
    if when is not None:
        return months_by_row(table, when)
    month = month_of_column(table, column)
    return lambda _number, _row: month


def last_month(table: Table) -> Month | None:
    """Decide up to which month a sheet of several months reports, None where nothing says so."""
    header = table.header
    year = year_in_titles(table.sheet, header, table.asked)
    stated = [
        one
        for one in months_in_titles(table.sheet, header)
        if one.cell and to_month(one.month, year or table.asked.year)
    ]
    if not stated:
        return table.asked.last
    return settle_month(table.asked, table.notes, stated, year)


def months_by_row(table: Table, column: Column) -> MonthOf:
    """Give a function that reads the month of each row; what it cannot read is a finding."""
    year = year_in_titles(table.sheet, table.header, table.asked)
    year = year or table.asked.year
    known: dict[Value, Month | None] = {}

    def month_of(number: int, row: list[Value]) -> Month | None:
        written = row[column.index]
        if written not in known:
            stated = read_month(written)
            known[written] = to_month(stated, year) if stated else None
        month = known[written]
        if month is None:
            table.fault("month_unreadable", number, column, found=as_text(written))
        return month

    return month_of


def as_asked(table: Table, facts: list[Fact]) -> list[Fact]:
    """Hold facts of several months or sheets against the month asked for."""
    if table.header.column("month") is not None:
        return within_what_was_asked(table, facts, last_month(table), must_reach=True)
    if table.asked.has_several:
        return within_what_was_asked(table, facts, table.asked.last, must_reach=False)
    return facts


def within_what_was_asked(
    table: Table, facts: list[Fact], last: Month | None, *, must_reach: bool
) -> list[Fact]:
    """Refuse facts later than the last month, or of another year; each month once.

    With ``must_reach`` a sheet that has nothing of the month asked for is the wrong one.
    """
    year = last.year if last else table.asked.fiscal_year
    limit = (last.year, last.number) if last else (year or 9999, 12)
    months = {(fact.fiscal_year, fact.month) for fact in facts}
    outside = {when for when in months if when > limit or when[0] != (year or when[0])}
    for when in sorted(outside):
        refused = [fact for fact in facts if (fact.fiscal_year, fact.month) == when]
        if when[0] != (year or when[0]):
            table.notes.add("year_mismatch", refused[0].cell, found=when[0], expected=year)
            continue
        values = {"found": Month(*when), "expected": last or year, "count": len(refused)}
        table.notes.add("month_after", refused[0].cell, **values)
    asked = table.asked.last
    reached = max(months - outside, default=None)
    is_judged = must_reach and not table.asked.has_several
    if is_judged and asked and reached and reached < (asked.year, asked.number):
        table.notes.add("month_mismatch", facts[0].cell, found=Month(*reached), expected=asked)
    if not outside:
        return facts
    return [fact for fact in facts if (fact.fiscal_year, fact.month) not in outside]


def span(facts: list[Fact]) -> str:
    """Write the months of facts: 2023-04, or 2023-01–2023-04."""
    months = [Month(*when) for when in {(fact.fiscal_year, fact.month) for fact in facts}]
    if not months:
        return ""
    first, last = min(months), max(months)
    return str(first) if first == last else f"{first}–{last}"
