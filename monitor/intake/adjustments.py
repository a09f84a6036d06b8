"""Sheets of budget adjustments to facts: what was added to a project's budget and what cut."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from monitor.domain.month import Month
from monitor.intake.facts import AdjustmentFact, Reading
from monitor.intake.files.grid import Value, Workbook
from monitor.intake.sheets import skips
from monitor.intake.sheets.fields import ADJUSTMENTS
from monitor.intake.sheets.header import Column, Overrides, ReadRequest
from monitor.intake.sheets.periods import as_asked, months_of, span
from monitor.intake.sheets.rows import walk
from monitor.intake.sheets.sheet_choice import About, note_asides, read_sheets
from monitor.intake.sheets.table import Table
from monitor.intake.sheets.totals import compare_totals

_USED = frozenset(one.name for one in ADJUSTMENTS.fields) - {"spent", "month_spent"}
_AMOUNTS = ("added", "cut", "change")
_ZERO = Decimal(0)
# 曹财预〔2023〕12号 in any brackets: the year, then the number.
_PAPER = re.compile(
    r"[^\s,，;；。:：、]*[〔\[(（【]\s*(?:19|20)\d\d\s*[〕\])）】]\s*第?\s*\d+\s*号"
)
_AROUND_PAPER = re.compile(r"^(?:按照|根据|依据|按|据|见)+")
_BRACKETS = str.maketrans("[(（【])）】", "〔〔〔〔〕〕〕〕")


class _Change(NamedTuple):
    """What a row changes, in yuan: added and cut, or the budget that it states."""

    added: Decimal = _ZERO
    cut: Decimal = _ZERO
    stated_budget: Decimal | None = None


ReadChange = Callable[[int, list[Value]], _Change | None]


def read_adjustments(
    workbook: Workbook,
    *,
    fiscal_year: int | None,
    month: Month | None,
    overrides: Overrides | None = None,
) -> Reading[AdjustmentFact]:
    """Read budget adjustments from the sheets of a workbook that hold them.

    A signed change counts as added or cut; a budget before and one after state the one after.
    Rows of one project, month and paper add up.
    """
    asked = ReadRequest(fiscal_year, month, overrides or Overrides())
    return read_sheets(workbook, ADJUSTMENTS, asked, _read_table, _about)


def _about(fact: AdjustmentFact) -> About:
    return fact.fiscal_year, fact.month, fact.project_code or fact.project_name


def _read_table(table: Table) -> Reading[AdjustmentFact]:
    header = table.header
    columns = tuple(column for name in _AMOUNTS for column in header.columns_of(name))
    facts: list[AdjustmentFact] = []
    if all(table.are_clear(header.columns_of(name)) for name in _AMOUNTS):
        facts = as_asked(table, _take(table))
        compare_totals(table, columns)
        table.note_unit(columns or header.columns_of("revised_budget"))
    table.note_names_only()
    note_asides(table)
    understood = table.understood(_USED, month=span(facts))
    return Reading(tuple(facts), tuple(table.notes.found), (understood,))


def _take(table: Table) -> list[AdjustmentFact]:
    header = table.header
    columns = [column for name in _AMOUNTS for column in header.columns_of(name)]
    place = columns[0] if columns else header.columns_of("revised_budget")[0]
    read = _reader(table)
    month_of = months_of(table, place)
    facts = []
    for number, row, code, name in walk(table):
        misread = table.misread
        change = read(number, row)
        if change is None:
            is_bad = table.misread > misread
            table.skip(number, skips.FAULTY if is_bad else skips.NO_AMOUNT, name or code)
        elif (month := month_of(number, row)) is not None:
            why = table.text(number, row, header.column("reason"))
            paper = _paper(table.text(number, row, header.column("paper")), why)
            cell = f"{place.letter}{number + 1}"
            facts.append(
                AdjustmentFact(
                    code,
                    month.year,
                    month.number,
                    *change[:2],
                    paper=paper,
                    stated_budget=change.stated_budget,
                    reason=why,
                    project_name=name,
                    sheet=table.sheet.name,
                    cell=cell,
                )
            )
            table.rows_taken += 1
    return facts


def _reader(table: Table) -> ReadChange:
    """Choose what states the change: added and cut, a signed change, or before and after."""
    header = table.header
    added, cut, change = (header.column(name) for name in _AMOUNTS)
    if added or cut:
        return lambda number, row: _added_and_cut(table, number, row, (added, cut))
    if change:
        return lambda number, row: _signed(_money(table, number, row, change))
    after = header.column("revised_budget")
    if after:
        table.notes.add_at("adjustment_derived", header.place, after.index, column=after.header)
    return lambda number, row: _stated(_money(table, number, row, after))


def _paper(written: str, why: str) -> str:
    """Return the 文号 of a row, spelled one way; a reason counts with year and number only."""
    found = _PAPER.search(written) or _PAPER.search(why)
    text = "".join((found.group() if found else written).split()).translate(_BRACKETS)
    if not any(letter.isdigit() for letter in text):
        return ""
    return _AROUND_PAPER.sub("", text).replace("〕第", "〕")


def _added_and_cut(
    table: Table, number: int, row: list[Value], columns: tuple[Column | None, Column | None]
) -> _Change | None:
    misread = table.misread
    added, cut = (_money(table, number, row, column) for column in columns)
    if table.misread > misread or (added is None and cut is None):
        return None
    if added is not None and added < 0 and columns[0]:
        table.misread += 1
        table.notes.add_at("added_negative", number, columns[0].index, found=added)
        return None
    if cut is not None and cut < 0 and columns[1]:
        table.notes.add_at("cut_negative", number, columns[1].index, found=cut, taken=-cut)
        cut = -cut
    return _Change(added or _ZERO, cut or _ZERO)


def _stated(budget: Decimal | None) -> _Change | None:
    return None if budget is None else _Change(stated_budget=budget)


def _signed(change: Decimal | None) -> _Change | None:
    return None if change is None else _Change(*added_and_cut(change))


def added_and_cut(change: Decimal) -> tuple[Decimal, Decimal]:
    """Return a signed change as what was added and what was cut."""
    return (change, _ZERO) if change >= 0 else (_ZERO, -change)


def _money(table: Table, number: int, row: list[Value], column: Column | None) -> Decimal | None:
    return table.money(number, column, row[column.index]) if column else None
