"""Which of several columns is what was spent: the sheet's arithmetic decides, or a person.

A column that no proof and no person has chosen is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.intake.facts import Proof
from monitor.intake.files.grid import Value
from monitor.intake.sheets.cells import as_text, is_blank
from monitor.intake.sheets.header import Column, Header
from monitor.intake.sheets.header_words import first_word
from monitor.intake.sheets.payments import is_refund_chosen
from monitor.intake.sheets.table import Table
from monitor.intake.sheets.totals import RateCheck
from monitor.intake.spending_sheets.identities import (
    RATE,
    Numbered,
    amount_of,
    formula,
    identities_of,
    prove,
    rows_of_projects,
)

_MOST = 8  # candidates that are looked at
_EXAMPLES = 3
_PROVING = 5_000  # rows that prove a column; the others are held against it as they are read
_SAMPLE = 50  # rows by which a column of amounts is known
_FIRM = ("spent", "month_spent")
_AMOUNTS = frozenset({*_FIRM, "amount", "refund"})
_NET = re.compile(r"净|扣除|扣减|抵减|退后")


def settle(table: Table) -> tuple[Header | None, tuple[Proof, ...]]:
    """Give the header with the one column of spending, None where a person has to say which."""
    header = table.header
    rivals = _rivals(table)
    if not rivals:
        return header, ()
    rows = rows_of_projects(table, _PROVING)
    proven = {column.index: proofs for column in rivals if (proofs := _proofs(table, column, rows))}
    if len(rivals) == 1 and rivals[0].field in _FIRM:
        return _settle_refund(table, rivals[0], rows)
    chosen = _only([column for column in rivals if column.index in proven], table, rows)
    if chosen is None:
        ask(table, rivals, rows)
        return None, ()
    return _with_spent(header, chosen, rivals), proven[chosen.index]


def _rivals(table: Table) -> list[Column]:
    """List the columns of which one alone can be meant; none where nothing is in doubt."""
    header, overrides = table.header, table.asked.overrides
    if overrides.basis == "payments" or {*_FIRM, "amount"} & set(overrides.columns.values()):
        return []
    firm = header.columns_of("spent")
    if firm:
        return _clashing(table, firm)
    if header.columns_of("month_spent") or header.columns_of("amount"):
        return []
    return _likely(table, rows_of_projects(table, _SAMPLE))


def _clashing(table: Table, firm: tuple[Column, ...]) -> list[Column]:
    """List columns of spending up to one month; a net amount beside gross and refund is one."""
    months = [one.month and (one.month.year, one.month.number) for one in firm]
    if len(firm) > 1 and (None in months or len(set(months)) < len(months)):
        return list(firm[:_MOST])
    if len(firm) > 1:
        return []
    if len(shared := _under_one_heading(table, firm[0])) > 1:
        return shared
    refunds = table.header.columns_of("refund")
    nets = [
        column
        for column in table.header.columns_of("spent_likely")
        if refunds or _NET.search(column.header)
    ]
    return [*firm, *nets][:_MOST] if nets or refunds else []


def _under_one_heading(table: Table, column: Column) -> list[Column]:
    """List the columns with amounts that one heading stands over without more words."""
    last = max(column.index, _merged_to(table, column))
    for other in table.header.columns[last + 1 :]:
        if other.header:
            break
        last = other.index
    if last == column.index:
        return [column]
    rows = rows_of_projects(table, _SAMPLE)
    columns = (replace(column, index=each) for each in range(column.index, last + 1))
    return [one for one in columns if _holds_amounts(table, one, rows)][:_MOST]


def _merged_to(table: Table, column: Column) -> int:
    bottom, at = table.header.bottom, column.index
    return max(
        (
            right
            for top, left, last, right in table.sheet.merged
            if left <= at <= right and top <= bottom <= last
        ),
        default=at,
    )


def _settle_refund(
    table: Table, gross: Column, rows: list[Numbered]
) -> tuple[Header | None, tuple[Proof, ...]]:
    """Ask whether refunds beside an amount are taken off it already, unless there are none."""
    refund = table.header.columns_of("refund")[0]
    if is_refund_chosen(table) or not any(amount_of(table, refund, row) for _, row in rows):
        return table.header, ()
    _ask(table, "refund_unsettled", [gross, refund], rows)
    return None, ()


def _likely(table: Table, rows: list[Numbered]) -> list[Column]:
    columns = table.header.columns_of("spent_likely") + table.header.columns_of("spent_part")
    return [column for column in columns[:_MOST] if _holds_amounts(table, column, rows)]


def _holds_amounts(table: Table, column: Column, rows: list[Numbered]) -> bool:
    filled = [row for _, row in rows[:_SAMPLE] if not is_blank(_value(row, column))]
    sound = [row for _, row in rows[:_SAMPLE] if amount_of(table, column, row) is not None]
    return bool(filled) and len(sound) * 2 > len(filled)


def _value(row: list[Value], column: Column) -> Value:
    return row[column.index] if column.index < len(row) else None


def _proofs(table: Table, column: Column, rows: list[Numbered]) -> tuple[Proof, ...]:
    found = []
    for identity in identities_of(table, column):
        count = prove(table, identity, rows)
        if count:
            found.append(Proof(identity.kind, formula(identity), count))
    rates = RateCheck.of(table, column)
    count = rates.prove(rows) if rates else 0
    if rates and count:
        found.append(Proof(RATE, rates.formula, count))
    return tuple(found)


def _only(proven: list[Column], table: Table, rows: list[Numbered]) -> Column | None:
    """Give the one column that is proven, or the first of several with the same amounts."""
    if not proven:
        return None
    firm = sorted(proven, key=lambda column: column.field not in _FIRM)
    stated = {tuple(amount_of(table, column, row) for _, row in rows) for column in firm}
    return firm[0] if len(stated) == 1 else None


def _with_spent(header: Header, chosen: Column, rivals: Sequence[Column]) -> Header:
    """Let the chosen column alone feed what was spent; a rival is a part of it, if anything."""
    left = {column.index for column in rivals}
    columns = []
    for column in header.columns:
        if column.index == chosen.index:
            columns.append(replace(column, field="spent"))
        elif column.index in left and column.field == "spent":
            columns.append(replace(column, field="spent_part"))
        else:
            columns.append(column)
    return replace(header, columns=tuple(columns))


def ask(table: Table, columns: Sequence[Column], rows: list[Numbered]) -> None:
    """Ask which of these columns is what was spent, with some of their amounts."""
    _ask(table, "columns_ambiguous", [replace(column, field="spent") for column in columns], rows)


def _ask(table: Table, code: str, columns: Sequence[Column], rows: list[Numbered]) -> None:
    said = [f"{one.letter} “{_word(one)}”: {_examples(one, rows)}" for one in columns]
    options = [f"{column.field}={column.letter}" for column in columns]
    table.notes.add_at(
        code,
        table.header.place,
        columns[-1].index,
        field=first_word("spent"),
        candidates="; ".join(said),
        options=",".join(options),
        option=options[-1],
    )


def _word(column: Column) -> str:
    return " ".join(column.header.split())


def _examples(column: Column, rows: list[Numbered]) -> str:
    values = [value for _, row in rows if not is_blank(value := _value(row, column))]
    return ", ".join(map(as_text, values[:_EXAMPLES])) or "—"


def note_missing(table: Table) -> None:
    """Say that nothing here is what was spent, where a heading alone seemed to be."""
    table.notes.add(
        "wrong_workbook",
        expected_kind=table.contract.kind,
        expected=table.contract.sheet,
        found_kind="",
        found="—",
        missing=first_word("spent"),
    )


def of_this_year(table: Table) -> Header:
    """Leave out the amounts of another year than the one that is read: last year's beside this."""
    header, year = table.header, table.asked.year
    years = {_year(column) for column in header.columns if column.field in _FIRM} - {None}
    if year not in years or len(years) == 1:
        return header
    columns = (
        replace(column, field="") if _year(column) not in {None, year} else column
        for column in header.columns
    )
    return replace(header, columns=tuple(columns))


def _year(column: Column) -> int | None:
    return column.month.year if column.month and column.month.year else column.year


def note_chosen(table: Table) -> None:
    """Say which columns of amounts a person has chosen."""
    chosen = table.asked.overrides.columns
    for column in table.header.columns:
        if column.field in _AMOUNTS and column.letter in {
            letter.strip().upper() for letter in chosen
        }:
            table.notes.add_at(
                "column_chosen",
                table.header.place,
                column.index,
                field=first_word(column.field),
                letter=column.letter,
                column=_word(column),
            )
