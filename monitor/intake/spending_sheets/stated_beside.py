"""What a sheet of spending states beside the amounts: budgets, and whose projects they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from monitor.intake.facts import SpendingFact, StatedBudget
from monitor.intake.sheets.cells import as_text, round_to_cent
from monitor.intake.sheets.header import Column
from monitor.intake.sheets.table import Table
from monitor.intake.spending_sheets.identities import amount_of


def stated_budgets(table: Table, facts: Iterable[SpendingFact]) -> tuple[StatedBudget, ...]:
    """List the budgets beside the amounts taken: the revised ones where a sheet has both."""
    header = table.header
    revised, original = header.column("revised_budget"), header.column("original_budget")
    column = revised or original
    return tuple(_budgets(table, facts, column)) if column else ()


def _budgets(table: Table, facts: Iterable[SpendingFact], column: Column) -> Iterator[StatedBudget]:
    is_revised, sheet, letter = column.field == "revised_budget", table.sheet.name, column.letter
    rows, at, scale = table.sheet.rows, column.index, table.scales[column.index]
    for fact in facts:
        number = row_of(fact.cell)
        value = rows[number][at] if at < len(rows[number]) else None
        if type(value) is float and value.is_integer():  # most are, and this is quick
            amount: Decimal | None = Decimal(int(value)) * scale
        else:
            exact = amount_of(table, column, rows[number])
            amount = None if exact is None else round_to_cent(exact)
        if amount is not None:
            yield StatedBudget(
                fact.project_code,
                fact.fiscal_year,
                fact.month,
                amount,
                is_revised,
                fact.project_name,
                sheet,
                f"{letter}{number + 1}",
            )


def row_of(cell: str) -> int:
    """Give the row of a cell, counted from 0."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1


def stated_units(table: Table) -> Mapping[str, str]:
    """Give the unit that stands beside each project's code, as the sheet writes it."""
    header = table.header
    code, unit = header.column("project_code"), header.column("unit_code")
    unit = unit or header.column("unit_name")
    if code is None or unit is None:
        return {}
    rows = table.sheet.rows[header.bottom + 1 :]
    last = max(code.index, unit.index)
    found = {}
    for row in rows:
        written = row[code.index] if len(row) > last else None
        if isinstance(written, str) and row[unit.index] is not None:
            found[written] = as_text(row[unit.index]).strip()
    return found
