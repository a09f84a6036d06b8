"""What a file was understood to say: its facts, its findings, and how each sheet was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from monitor.domain.findings import Finding


class Basis(StrEnum):
    """What a spending figure says: the running total at a month's end, or the month's own part."""

    CUMULATIVE = "cumulative"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class SpendingFact:
    """Spending of a project at (cumulative) or in (monthly) a month; yuan, may be negative.

    ``month`` is 1-12 within ``fiscal_year``. ``sheet`` and ``cell`` say where the amount stands.
    """

    project_code: str
    fiscal_year: int
    month: int
    basis: Basis
    amount: Decimal
    project_name: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class ResultFact:
    """The result of one indicator as reported for a month.

    ``result_text`` is kept as written. The indicator is named by its level-3 name, with level 2
    and description to tell namesakes apart. ``evidence`` is a note.
    """

    project_code: str
    fiscal_year: int
    month: int
    level2: str
    level3: str
    result_text: str
    description: str = ""
    evidence: str = ""
    project_name: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class AdjustmentFact:
    """A change of a project's budget, effective from a month's end; yuan.

    ``added`` (追加) and ``cut`` (追减) are both positive amounts. ``paper`` is the 文号 they are
    from, blank where none is given. Where the file only says what the budget is afterwards, that
    is ``stated_budget``, and the change is worked out against what is known.
    """

    project_code: str
    fiscal_year: int
    month: int
    added: Decimal
    cut: Decimal
    paper: str = ""
    stated_budget: Decimal | None = None
    reason: str = ""
    project_name: str = ""
    sheet: str = ""
    cell: str = ""


class StatedBudget(NamedTuple):
    """A project's budget as a spending file states it beside what was spent; yuan.

    ``is_revised`` says that its column is the revised budget (调整后预算), not the original one.
    It is never stored, only held against the budget that is known.
    """

    project_code: str
    fiscal_year: int
    month: int
    amount: Decimal
    is_revised: bool = False
    project_name: str = ""
    sheet: str = ""
    cell: str = ""


Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """One column as understood: its letter, its header as written, and the field it feeds.

    ``field`` is blank for a column that is not used.
    """

    letter: str
    header: str
    field: str


@dataclass(frozen=True, slots=True)
class RowSkipped:
    """A row that was not taken, and why (``reason`` is a code: total, footer, blank, ...)."""

    row: int
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """A 合計 of the file beside the sum of the rows taken; yuan."""

    field: str
    stated: Decimal
    summed: Decimal
    cell: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What a sheet's own arithmetic shows: ``formula`` holds in as many rows as state it.

    ``kind`` is rate, balance, parts, running or net.
    """

    kind: str
    formula: str
    rows: int


@dataclass(frozen=True, slots=True)
class SheetUnderstood:
    """How one sheet was read: header row (1-based), columns, unit, basis, month, rows.

    ``unit`` is 元 or 万元; ``unit_stated`` is False where nothing in the sheet said so.
    ``signature`` identifies the header, so that a corrected mapping can be offered again.
    """

    sheet: str
    header_row: int
    columns: tuple[ColumnRead, ...]
    signature: str = ""
    unit: str = "元"
    unit_stated: bool = True
    basis: str = ""
    month: str = ""
    rows_taken: int = 0
    rows_skipped: tuple[RowSkipped, ...] = ()
    control_totals: tuple[ControlTotal, ...] = ()
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading(Generic[Fact]):
    """Good facts and findings together, and what was understood of each sheet.

    ``units`` are the units of projects, by code, as the file writes them beside.
    """

    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    understood: tuple[SheetUnderstood, ...] = field(default=())
    budgets: tuple[StatedBudget, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
