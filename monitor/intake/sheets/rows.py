"""Walking the rows of a table: whose row it is, which rows are no data, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.domain.plan import is_usual_project_code, split_code_name
from monitor.intake.files.grid import Value
from monitor.intake.sheets import skips
from monitor.intake.sheets.cells import (
    YUAN,
    NotMoney,
    as_text,
    fold,
    is_blank,
    is_code_number,
    read_code,
    read_money,
)
from monitor.intake.sheets.header import Column
from monitor.intake.sheets.table import Table

_PLAIN_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{2,}", re.ASCII).fullmatch
_NUMBERING_ROWS = 2
_LEAST_GLUED_CODE = 12  # a shorter number before a name may be a unit, a year, a count
Row = tuple[int, list[Value], str, str]  # row counted from 0, its cells, project code and name


def walk(table: Table) -> Iterator[Row]:
    """Go through the rows of projects, padded to the header's width; all others are noted.

    The code is blank only where the sheet has no column for it.
    """
    header, rows = table.header, table.sheet.rows
    code, name = header.column("project_code"), header.column("project_name")
    width = len(header.columns)
    padding: list[Value] = [None] * width
    code_at = code.index if code else -1
    name_at = name.index if name else -1
    roles = table.roles
    for number in range(header.bottom + 1, len(rows)):
        row = rows[number]
        if roles and number in roles:
            table.skip(number, roles[number], _label(row))
            continue
        if len(row) < width:
            row = row + padding[len(row) :]
        if code_at >= 0:
            written = row[code_at]
            if type(written) is str and _PLAIN_CODE(written):
                named = row[name_at] if name_at >= 0 else ""
                if type(named) is not str or not named:
                    named = table.text(number, row, name)
                yield number, row, written, named
                continue
        who = _identify(table, number, row, code, name)
        if who is not None:
            yield number, row, *who


def walk_plain(table: Table) -> Iterator[tuple[int, list[Value]]]:
    """Go through the rows that hold anything, whoever they belong to."""
    width = len(table.header.columns)
    for number in range(table.header.bottom + 1, len(table.sheet.rows)):
        row = table.sheet.rows[number]
        if any(value is not None and value != "" for value in row):
            yield number, row + [None] * (width - len(row))
        else:
            table.skip(number, skips.BLANK)


def _identify(
    table: Table, number: int, row: list[Value], code: Column | None, name: Column | None
) -> tuple[str, str] | None:
    """Tell code and name of an unusual row, or note why it is no data."""
    if _is_aside(table, number, row):
        return None
    if code is None:
        return _named(table, number, row, name)
    if _states_something(table, number, row) and table.is_bad(number, code):
        table.skip(number, skips.FAULTY)
        table.has_faults = True
        return None
    written = table.value(number, row, code)
    named = table.text(number, row, name)
    found, glued = _read_code(written)
    if found and not (is_blank(row[code.index]) and skips.why_skipped(named)):
        return found, named or glued
    _note_without_code(table, number, row, code, (as_text(written), named, _label(row)))
    return None


def _read_code(written: Value) -> tuple[str, str]:
    if not isinstance(written, str) or is_code_number(written):
        return "", ""
    return read_code(written)


def _note_without_code(
    table: Table, number: int, row: list[Value], code: Column, labels: tuple[str, str, str]
) -> None:
    """Judge a row whose code cell holds no code: a total, a line of text, or a fault."""
    written = table.value(number, row, code)
    reason = next(filter(None, map(skips.why_skipped, labels)), "")
    if reason:
        _skip(table, number, reason, labels[2])
    elif not _states_something(table, number, row) or not (labels[1] or _has_value(table, row)):
        table.skip(number, skips.NOTE, labels[2])
    elif is_blank(written):
        table.fault("code_missing", number, code, found=labels[2])
    else:
        trouble = "code_not_text" if is_code_number(written) else "code_unreadable"
        table.fault(trouble, number, code, found=labels[0])


def _named(
    table: Table, number: int, row: list[Value], name: Column | None
) -> tuple[str, str] | None:
    """Identify a row by its name alone, and by a usual code glued to it."""
    named = table.text(number, row, name)
    label = _label(row)
    reason = next(filter(None, map(skips.why_skipped, (named, label))), "")
    if reason:
        _skip(table, number, reason, label)
        return None
    if is_blank(named) or not _states_something(table, number, row):
        if _states_something(table, number, row) and name is not None:
            table.fault("code_missing", number, name, found=label)
        else:
            table.skip(number, skips.NO_AMOUNT if named else skips.NOTE, label)
        return None
    code, rest = split_code_name(named)
    if is_usual_project_code(code) or len(code) >= _LEAST_GLUED_CODE:
        return code, rest
    table.without_code += 1
    return "", named


def _is_aside(table: Table, number: int, row: list[Value]) -> bool:
    """Note a blank row, a repeated header or a row that numbers the columns."""
    texts = [text for value in row if value is not None and (text := as_text(value)).strip()]
    if not texts and not _states_something(table, number, row):
        table.skip(number, skips.BLANK)
    elif texts and all(fold(text) in table.header.words for text in texts):
        table.skip(number, skips.REPEATED_HEADER, texts[0])
    elif number <= table.header.bottom + _NUMBERING_ROWS and skips.is_numbering(texts):
        table.skip(number, skips.NUMBERING, texts[0])
    else:
        return False
    return True


def _skip(table: Table, number: int, reason: str, label: str) -> None:
    table.skip(number, reason, label)
    if reason == skips.TOTAL:
        table.totals.append((number, dict(table.sums)))


def _states_something(table: Table, number: int, row: list[Value]) -> bool:
    return any(
        not is_blank(row[column.index]) or table.trouble((number, column.index)) is not None
        for column in table.values
    )


def _has_value(table: Table, row: list[Value]) -> bool:
    """Say whether a row without a project has an amount or a result: 第2页 under one is none."""
    return any(
        column.index not in table.scales or _is_amount(row[column.index])
        for column in table.values
        if not is_blank(row[column.index])
    )


def _is_amount(value: Value) -> bool:
    try:
        return read_money(value, YUAN) is not None
    except NotMoney:
        return False


def _label(row: list[Value]) -> str:
    return next((value for value in row if isinstance(value, str) and value.strip()), "")
