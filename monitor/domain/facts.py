"""What happened: spending, indicator results and budget adjustments, as one file states them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


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

    ``added`` (追加) and ``cut`` (追减) are both positive amounts.
    """

    project_code: str
    fiscal_year: int
    month: int
    added: Decimal
    cut: Decimal
    reason: str = ""
    project_name: str = ""
    sheet: str = ""
    cell: str = ""
