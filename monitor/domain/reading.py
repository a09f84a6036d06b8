"""What a file was understood to say: its facts, its findings, and how each sheet was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from monitor.domain.findings import Finding

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


@dataclass(frozen=True, slots=True)
class Reading(Generic[Fact]):
    """Good facts and findings together, and what was understood of each sheet."""

    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    understood: tuple[SheetUnderstood, ...] = field(default=())
