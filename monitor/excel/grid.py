"""A workbook as neutral rows: what every reader of any format hands over."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from monitor.excel.places import Place, Places

__all__ = ["Place", "Places", "Sheet", "Value", "Workbook"]

Value = str | int | float | bool | datetime | date | time | timedelta | None


@dataclass(slots=True)
class Sheet:
    """One sheet: rows of raw values, starting at A1, all equally long, trailing blanks cut.

    A number is always a ``float`` when it was read from a file, whatever the format; in a csv
    everything is text. A blank cell and an empty text are both None.

    ``merged`` holds ranges as (first row, first column, last row, last column), counted from 0.
    ``percent`` holds the cells shown as percent, so that 0.64 can be told from 64;
    ``errors`` holds #REF! and its kin by place; ``uncalculated`` holds formulas without a value;
    ``imprecise`` holds whole numbers from 2**53 up, whose last digits are lost.
    """

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    percent: AbstractSet[Place] = frozenset()
    errors: dict[Place, str] = field(default_factory=dict)
    uncalculated: AbstractSet[Place] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    imprecise: AbstractSet[Place] = frozenset()


@dataclass(slots=True)
class Workbook:
    """All sheets of one file and the format it was recognised as (xlsx, xls, csv, ...)."""

    kind: str
    sheets: list[Sheet]
