"""Sheets of indicator results to facts, each result kept as a clerk sees it."""

from __future__ import annotations

from monitor.domain.month import Month
from monitor.intake.facts import Reading, ResultFact
from monitor.intake.files.grid import Workbook
from monitor.intake.sheets import skips
from monitor.intake.sheets.cells import is_blank
from monitor.intake.sheets.fields import RESULTS
from monitor.intake.sheets.header import Column, Overrides, ReadRequest
from monitor.intake.sheets.periods import as_asked, months_of, span
from monitor.intake.sheets.rows import Row, walk
from monitor.intake.sheets.sheet_choice import About, note_asides, read_sheets
from monitor.intake.sheets.table import Table
from monitor.intake.sheets.totals import without_repeats

_USED = frozenset(one.name for one in RESULTS.fields) - {"level1", "target_text"}


def read_results(
    workbook: Workbook,
    *,
    fiscal_year: int | None,
    month: Month | None,
    overrides: Overrides | None = None,
) -> Reading[ResultFact]:
    """Read indicator results from the sheets of a workbook that hold them.

    A blank result is not reported and gives no fact.
    """
    asked = ReadRequest(fiscal_year, month, overrides or Overrides())
    return read_sheets(workbook, RESULTS, asked, _read_table, _about)


def _about(fact: ResultFact) -> About:
    project = fact.project_code or fact.project_name
    return fact.fiscal_year, fact.month, project, fact.level2, fact.level3, fact.description


def _read_table(table: Table) -> Reading[ResultFact]:
    facts: list[ResultFact] = []
    columns = table.header.columns_of("result")
    if table.are_clear(columns):
        facts = without_repeats(table, _take(table, columns[0]), _about, "indicator_twice")
        facts = as_asked(table, facts)
    table.note_names_only()
    note_asides(table)
    understood = table.understood(_USED, month=span(facts))
    return Reading(tuple(facts), tuple(table.notes.found), (understood,))


def _take(table: Table, column: Column) -> list[ResultFact]:
    level3 = table.header.column("level3")
    month_of = months_of(table, column)
    facts = []
    for number, row, code, name in walk(table):
        if table.is_bad(number, column) or (level3 and table.is_bad(number, level3)):
            table.skip(number, skips.FAULTY)
        elif is_blank(row[column.index]):
            table.skip(number, skips.NO_RESULT, name or code)
        elif level3 and is_blank(table.text(number, row, level3)):
            table.fault("indicator_missing", number, level3, found=row[column.index])
        elif (month := month_of(number, row)) is not None:
            facts.append(_fact(table, (number, row, code, name), month, column))
            table.rows_taken += 1
    return facts


def _fact(table: Table, at: Row, month: Month, column: Column) -> ResultFact:
    number, row, code, name = at

    def text(field: str) -> str:
        return table.text(number, row, table.header.column(field))

    return ResultFact(
        code,
        month.year,
        month.number,
        text("level2"),
        text("level3"),
        table.text(number, row, column),
        description=text("description"),
        evidence=text("evidence"),
        project_name=name,
        sheet=table.sheet.name,
        cell=f"{column.letter}{number + 1}",
    )
