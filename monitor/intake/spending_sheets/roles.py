"""What a row is: a project's, a plan's, a sum of others, or one of several lines of a project."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from monitor.intake.files.grid import Value
from monitor.intake.sheets import skips
from monitor.intake.sheets.cells import as_text, fold, is_blank
from monitor.intake.sheets.header import Column
from monitor.intake.sheets.table import Table
from monitor.intake.spending_sheets.identities import amount_of

_PLANNED = re.compile(r"计划(?:数)?|预算(?:数)?|目标(?:数)?|指标(?:数)?|年初(?:预算)?(?:数)?")
_PAID = re.compile(r"实际(?:数|支出|支付|完成)?|执行(?:数)?|支出(?:数)?|支付(?:数)?|完成(?:数)?")
_SAMPLE = 20  # rows by which a column that tells plans from payments is known
_LEAST_PROJECT_CODE = 12  # a shorter code beside such long ones is a unit's or a category's
_MOST_ALIKE = 50  # ends of one sum that are looked at
_ZERO = Decimal(0)
_FEN = Decimal("0.01")


def find_roles(table: Table, spent: Column) -> dict[int, str]:
    """Give the rows that are no project's own although nothing in their labels says so."""
    return _of_plans(table) | _of_sums(table, spent)


def _of_plans(table: Table) -> dict[int, str]:
    """Give the rows of plans where a column tells 计划 from 实际."""
    for column in table.header.columns:
        if column.field in {"", "row_kind"} and _tells_plans(_words(table, column, _SAMPLE)):
            said = _words(table, column)
            if _tells_plans(said):
                planned = (number for number, word in said.items() if _PLANNED.fullmatch(word))
                return dict.fromkeys(planned, skips.PLANNED)
    return {}


def _words(table: Table, column: Column, most: int | None = None) -> dict[int, str]:
    """Give what the rows say in a column, those without a word left out."""
    return {
        number: fold(as_text(row[column.index]))
        for number, row in islice(_rows(table), most)
        if column.index < len(row) and not is_blank(row[column.index])
    }


def _tells_plans(said: dict[int, str]) -> bool:
    """Say whether words tell plans from payments, and nothing else."""
    words = set(said.values())
    planned = set(filter(_PLANNED.fullmatch, words))
    return bool(planned) and planned < words and all(map(_PAID.fullmatch, words - planned))


def _rows(table: Table) -> Iterator[tuple[int, list[Value]]]:
    first = table.header.bottom + 1
    return enumerate(table.sheet.rows[first:], first)


Amounts = tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row that may be a sum, or an end of the table: its amounts, and those of projects above."""

    number: int
    own: Amounts
    above: tuple[Decimal, ...]
    count: int


def _of_sums(table: Table, spent: Column) -> dict[int, str]:
    """Give the rows without a project's code whose amounts are those of the rows below or above.

    Two rows at least are a sum, or one with its budget: else it may be a project without a code.
    """
    code = table.header.column("project_code")
    doubted = _doubted(table, code) if code else set()
    if not doubted:
        return {}
    budgets = table.header.columns_of("original_budget") + table.header.columns_of("revised_budget")
    edges = _edges(table, (spent, *budgets[:1]), doubted)
    by_sum: dict[Decimal, list[_Edge]] = defaultdict(list)
    for edge in edges:
        if len(by_sum[edge.above[0]]) < _MOST_ALIKE:
            by_sum[edge.above[0]].append(edge)
    return {
        edge.number: skips.SUBTOTAL
        for edge in edges
        if edge.own and edge.own[0] is not None and _is_sum(edge, edge.own[0], by_sum)
    }


def _is_sum(edge: _Edge, amount: Decimal, by_sum: dict[Decimal, list[_Edge]]) -> bool:
    above = edge.above[0]
    others = [*by_sum.get(above + amount, ()), *by_sum.get(above - amount, ())]
    return any(_agrees(edge, other) for other in others)


def _agrees(edge: _Edge, other: _Edge) -> bool:
    rows = abs(other.count - edge.count)
    between = [abs(one - two) for one, two in zip(edge.above, other.above, strict=True)]
    stated = [(own, between[at]) for at, own in enumerate(edge.own) if own is not None]
    is_equal = all(own == found for own, found in stated) and any(own for own, _ in stated)
    return is_equal and rows >= (1 if len(stated) > 1 else 2)


def _doubted(table: Table, code: Column) -> set[int]:
    """List the rows whose code is blank, or too short beside the others' codes."""
    at, fills = code.index, table.fills.get(code.index, {})
    short, blank, longest = [], [], 0
    for number, row in _rows(table):
        written = row[at] if at < len(row) else None
        if isinstance(written, str) and written.strip():
            size = len(written)
            longest = max(longest, size)
            if size < _LEAST_PROJECT_CODE:
                short.append(number)
        elif not fills.get(number):
            blank.append(number)
    return {*blank, *(short if longest >= _LEAST_PROJECT_CODE else ())}


def _edges(table: Table, columns: tuple[Column, ...], doubted: set[int]) -> list[_Edge]:
    above, count, number = [_ZERO] * len(columns), 0, -1
    edges = [_Edge(-1, (), tuple(above), 0)]
    for number, row in _rows(table):
        if number not in doubted:
            stated = [amount_of(table, column, row) for column in columns]
            above = [one + _rounded(two) for one, two in zip(above, stated, strict=True)]
            count += stated[0] is not None
            continue
        own = () if _is_named(row) else tuple(_stated(table, one, row) for one in columns)
        edges.append(_Edge(number, own, tuple(above), count))
    edges.append(_Edge(number + 1, (), tuple(above), count))
    return edges


def _is_named(row: list[Value]) -> bool:
    """Say whether a row says by its words what it is."""
    return any(isinstance(value, str) and skips.why_skipped(value) for value in row)


def _stated(table: Table, column: Column, row: list[Value]) -> Decimal | None:
    amount = amount_of(table, column, row)
    return None if amount is None else _rounded(amount)


def _rounded(amount: Decimal | None) -> Decimal:
    return _ZERO if amount is None else amount.quantize(_FEN)


def tell_lines(table: Table, numbers: Sequence[int]) -> list[str]:
    """Tell the rows of one project apart by their words; none where they are alike."""
    columns = [one.index for one in table.header.columns if not one.field and one.header]
    rows = table.sheet.rows
    texts = [" ".join(filter(None, (_word(rows[n], at) for at in columns))) for n in numbers]
    return texts if all(texts) and len(set(texts)) == len(texts) else []


def _word(row: list[Value], at: int) -> str:
    value = row[at] if at < len(row) else None
    return value.strip() if isinstance(value, str) and re.search(r"[^\W\d_]", value) else ""


def added_up(amounts: Sequence[Decimal]) -> Decimal:
    """Add the lines of a project; where the first is the sum of the others, it is their total."""
    whole = sum(amounts, _ZERO)
    return amounts[0] if len(amounts) > 2 and amounts[0] * 2 == whole else whole  # noqa: PLR2004 - a total and two lines
