"""Milestones as a plan document writes them: a row of months over a row of percentages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from monitor.documents.plan_amounts import UnreadableError
from monitor.documents.plan_blocks import NumberedRow
from monitor.documents.plan_findings import Notes, place
from monitor.documents.plan_words import fold
from monitor.domain.plan import Milestone
from monitor.domain.plan_checks import judge_milestones, write_milestones

Number = TypeVar("Number")
_MONTH_WORDS = re.compile(r"[月季]")
_MONTH = re.compile(r"(?:20\d\d年)?(\d{1,2})月(?:\d{1,2}日)?[底末份前止]*", re.ASCII)
_PERCENT = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)%?", re.ASCII)
_MONTHS = 12


@dataclass(slots=True)
class _Pair:
    """A row of months and the percentages below it, each with its place."""

    row: int
    months: list[tuple[str, str]] = field(default_factory=list)
    percentages: list[tuple[str, str]] = field(default_factory=list)


def read_milestones(rows: list[NumberedRow], notes: Notes) -> tuple[Milestone, ...]:
    """Read the milestones of a project, () where one of them cannot be read.

    Blank cells stand anywhere between months and between percentages, so the first percentage
    belongs to the first month, whatever their columns; their numbers must agree.
    """
    pairs = _pairs(rows)
    if not pairs:
        notes.add("plan_milestones_missing", place(rows[0][0]) if rows else "")
        return ()
    before = len(notes.found)
    milestones = tuple(milestone for pair in pairs for milestone in _read_pair(pair, notes))
    if len(notes.found) > before:
        return ()
    last = place(pairs[-1].row + 1)
    for code in judge_milestones(milestones):
        notes.add(code, last, found=write_milestones(milestones))
    return milestones


def read_month(text: str) -> int:
    """Read 3月底 to 3; raises ``UnreadableError``."""
    written = _MONTH.fullmatch(fold(text))
    if written is None or not 1 <= int(written[1]) <= _MONTHS:
        raise UnreadableError(text)
    return int(written[1])


def read_percent(text: str) -> Decimal:
    """Read 25% or 25 to 25; raises ``UnreadableError``."""
    written = _PERCENT.fullmatch(fold(text))
    if written is None:
        raise UnreadableError(text)
    return Decimal(written[1])


def _pairs(rows: list[NumberedRow]) -> list[_Pair]:
    """Part the rows into pairs: a row that speaks of months opens one."""
    pairs: list[_Pair] = []
    for number, row in rows:
        filled = [(cell, place(number, at)) for at, cell in enumerate(row.cells) if at and cell]
        if any(_MONTH_WORDS.search(cell) for cell, _ in filled) or (filled and not pairs):
            pairs.append(_Pair(number, months=filled))
        elif filled:
            pairs[-1].percentages += filled
    return pairs


def _read_pair(pair: _Pair, notes: Notes) -> list[Milestone]:
    if len(pair.months) != len(pair.percentages):
        counts = {"months": len(pair.months), "percentages": len(pair.percentages)}
        notes.add("plan_milestones_count", place(pair.row + 1), **counts)
        return []
    months = [_read(read_month, "plan_month_unreadable", *at, notes) for at in pair.months]
    shares = [_read(read_percent, "plan_percent_unreadable", *at, notes) for at in pair.percentages]
    return [
        Milestone(month, share)
        for month, share in zip(months, shares, strict=True)
        if month is not None and share is not None
    ]


def _read(
    read: Callable[[str], Number], code: str, text: str, cell: str, notes: Notes
) -> Number | None:
    try:
        return read(text)
    except UnreadableError:
        notes.add(code, cell, found=text)
        return None
