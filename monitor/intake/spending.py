"""Spending sheets to facts: running totals, months, wide years and payment lists."""

from __future__ import annotations

from dataclasses import replace

from monitor.domain.month import Month
from monitor.intake.facts import Basis, Reading, SpendingFact
from monitor.intake.files.grid import Workbook
from monitor.intake.sheets import skips
from monitor.intake.sheets.fields import SPENDING
from monitor.intake.sheets.header import Column, Overrides, ReadRequest
from monitor.intake.sheets.periods import (
    as_asked,
    last_month,
    month_of_column,
    months_by_row,
    span,
    within_what_was_asked,
)
from monitor.intake.sheets.rows import walk
from monitor.intake.sheets.sheet_choice import About, note_asides, read_sheets
from monitor.intake.sheets.spending_basis import (
    CUMULATIVE,
    PAYMENTS,
    OtherBasis,
    Shape,
    find_shape,
)
from monitor.intake.sheets.stated_units import to_month, year_in_titles
from monitor.intake.sheets.surroundings import is_of_last_year, other_kind
from monitor.intake.sheets.table import Table, open_table
from monitor.intake.sheets.totals import compare_totals
from monitor.intake.spending_sheets.candidates import (
    note_chosen,
    note_missing,
    of_this_year,
    settle,
)
from monitor.intake.spending_sheets.identities import Checks
from monitor.intake.spending_sheets.lines import without_lines
from monitor.intake.spending_sheets.roles import find_roles
from monitor.intake.spending_sheets.stated_beside import stated_budgets, stated_units

_USED = frozenset(
    {"project_code", "project_name", "original_budget", "revised_budget", "execution_rate"}
    | {"unit_code", "unit_name", "left", "before"}
)
_NOWHERE = Month(2000, 1)  # stands in where the month is a finding; no such fact is handed on


def read_spending(
    workbook: Workbook,
    *,
    fiscal_year: int | None,
    month: Month | None,
    overrides: Overrides | None = None,
    file_name: str = "",
) -> Reading[SpendingFact]:
    """Read spending from the sheets of a workbook that hold it.

    ``month`` is the month uploaded for; a file that states another one is a finding. Its name
    says the month where nothing in it does.
    """
    asked = ReadRequest(fiscal_year, month, overrides or Overrides(), file_name=file_name)
    return read_sheets(workbook, SPENDING, asked, _read_table, _about)


def _about(fact: SpendingFact) -> About:
    return fact.fiscal_year, fact.month, fact.project_code or fact.project_name


def _read_table(opened: Table) -> Reading[SpendingFact]:
    table, shape = _settled(opened)
    facts: list[SpendingFact] = []
    other = None
    if shape is not None:
        other = OtherBasis.of(table, shape)
        table.roles = find_roles(table, shape.columns[0])
        facts = _take(table, shape, other)
        compare_totals(table, shape.columns)
        table.note_unit((*shape.columns, *other.used))
    table.note_names_only()
    note_asides(table)
    used = _USED | _fields(shape)
    used |= frozenset(column.field for column in other.used) if other else frozenset()
    basis = shape.basis if shape else ""
    understood = table.understood(used, basis, span(facts))
    budgets = stated_budgets(table, facts) if shape and shape.is_of_one_month else ()
    return Reading(
        tuple(facts), tuple(table.notes.found), (understood,), budgets, stated_units(table)
    )


def _settled(table: Table) -> tuple[Table, Shape | None]:
    """Open a table whose columns are beyond doubt, with its shape; without one it was asked."""
    title = other_kind(table.sheet, table.header)
    if is_of_last_year(table.sheet.name):
        title = table.sheet.name
    if title and not table.asked.overrides.columns:
        table.notes.add("not_spending", found=title)
        return table, None
    header, proofs = settle(replace(table, header=of_this_year(table)))
    if header is None:
        return table, None
    if header is not table.header:
        table = open_table(table.sheet, header, table.contract, table.asked)
    table.proofs += proofs
    note_chosen(table)
    shape = find_shape(table)
    if shape is None and not table.notes.found:
        note_missing(table)
    return table, shape


def _fields(shape: Shape | None) -> frozenset[str]:
    columns = (*shape.columns, *filter(None, [shape.when]), *shape.signed) if shape else ()
    return frozenset(column.field for column in columns)


def _take(table: Table, shape: Shape, other: OtherBasis) -> list[SpendingFact]:
    if shape.when is not None:
        return _take_by_row(table, shape, shape.when, other)
    if shape.is_wide:
        return _take_wide(table, shape, other)
    column = shape.columns[0]
    month = month_of_column(table, column)
    facts = _take_columns(table, shape, [(column, month or _NOWHERE)], other)
    return as_asked(table, facts) if month else []


def _take_wide(table: Table, shape: Shape, other: OtherBasis) -> list[SpendingFact]:
    year = year_in_titles(table.sheet, table.header, table.asked) or table.asked.year
    months = [(column, column.month and to_month(column.month, year)) for column in shape.columns]
    targets = [(column, month) for column, month in months if month]
    if len(targets) < len(months):
        first = shape.columns[0]
        table.notes.add_at("year_unknown", table.header.place, first.index, found=first.header)
        return []
    last = last_month(table)
    facts = _take_columns(table, shape, targets, other)
    facts = _without_unreported_zeros(table, shape, facts, last)
    return within_what_was_asked(table, facts, last, must_reach=True)


def _take_columns(
    table: Table, shape: Shape, targets: list[tuple[Column, Month]], other: OtherBasis
) -> list[SpendingFact]:
    """Take one fact per project and column; a row without any is read by the other basis."""
    basis = Basis.CUMULATIVE if shape.basis == CUMULATIVE else Basis.MONTHLY
    sheet, money = table.sheet.name, table.money
    places = [
        (column, column.index, column.letter, month.year, month.number) for column, month in targets
    ]
    checks = Checks.of(table, targets) if basis is Basis.CUMULATIVE else Checks(table)
    signs = shape.signs
    is_checked = checks.are_any
    facts: list[SpendingFact] = []
    seen: set[str] = set()
    is_repeated = shape.basis == PAYMENTS
    only = targets[0][1] if len(targets) == 1 else None
    for number, row, code, name in walk(table):
        before, misread = len(facts), table.misread
        for column, at, letter, year, month in places:
            amount = money(number, column, row[at])
            if signs is not None:
                amount = signs.settle(number, row, amount)
            if amount is not None:
                cell = f"{letter}{number + 1}"
                facts.append(SpendingFact(code, year, month, basis, amount, name, sheet, cell))
        is_own = len(facts) > before
        if not is_own and table.misread == misread:
            facts += other.take(number, row, (code, name), only)
        if len(facts) == before:
            reason = skips.FAULTY if table.misread > misread else skips.NO_AMOUNT
            table.skip(number, reason, name or code)
            continue
        table.rows_taken += 1
        seen.add(code or name)
        if is_own and is_checked:
            checks.look(number, row, facts[-1].amount)
    checks.tell()
    if not is_repeated and len(seen) < table.rows_taken:
        return without_lines(table, facts, _about)
    return facts


def _take_by_row(table: Table, shape: Shape, when: Column, other: OtherBasis) -> list[SpendingFact]:
    """Take one fact per row, whose own month or day of payment counts."""
    column = shape.columns[0]
    basis = Basis.CUMULATIVE if shape.basis == CUMULATIVE else Basis.MONTHLY
    month_of = months_by_row(table, when)
    signs = shape.signs
    sheet, letter = table.sheet.name, column.letter
    facts: list[SpendingFact] = []
    for number, row, code, name in walk(table):
        misread = table.misread
        if signs is not None and signs.is_void(number, row):
            continue
        amount = table.money(number, column, row[column.index])
        if signs is not None:
            amount = signs.settle(number, row, amount)
        is_stated = amount is not None or (table.misread == misread and other.states(number, row))
        month = month_of(number, row) if is_stated else None
        before = len(facts)
        if amount is not None and month is not None:
            cell = f"{letter}{number + 1}"
            facts.append(
                SpendingFact(code, month.year, month.number, basis, amount, name, sheet, cell)
            )
        elif month is not None:
            facts += other.take(number, row, (code, name), month)
        table.rows_taken += len(facts) - before
        if len(facts) == before and (month is not None or not is_stated):
            reason = skips.FAULTY if table.misread > misread else skips.NO_AMOUNT
            table.skip(number, reason, name or code)
    is_list = shape.basis == PAYMENTS
    if not is_list:
        facts = without_lines(table, facts, _about)
    return within_what_was_asked(table, facts, last_month(table), must_reach=not is_list)


def _without_unreported_zeros(
    table: Table, shape: Shape, facts: list[SpendingFact], last: Month | None
) -> list[SpendingFact]:
    """Drop months after the last spending in which every project stands at 0.

    They are unreported rather than zero, unless the month asked for lies behind them.
    """
    spent = max((fact.month for fact in facts if fact.amount), default=0)
    reported = last.number if last and shape.basis != CUMULATIVE else 0
    zeros = sorted({fact.month for fact in facts if fact.month > spent})
    for code, months in (
        ("month_all_zero", [month for month in zeros if month <= reported]),
        ("zeros_after_last", [month for month in zeros if month > reported]),
    ):
        if months:
            found = "、".join(f"{month}月" for month in months)
            first = next(fact.cell for fact in facts if fact.month == months[0])
            table.notes.add(code, first, found=found)
    dropped = {month for month in zeros if month > reported}
    return [fact for fact in facts if fact.month not in dropped] if dropped else facts
