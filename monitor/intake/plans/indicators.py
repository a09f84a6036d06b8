"""The indicator table of a project: three levels, description, target as written, basis."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from monitor.domain.plan import Indicator, Milestone, judge_milestones, write_milestones
from monitor.domain.targets.cells import join_cells
from monitor.intake.plans.blocks import NumberedRow, Row, find_header_row
from monitor.intake.plans.findings import Notes
from monitor.intake.plans.labels import INDICATOR_COLUMNS, label_of
from monitor.intake.plans.words import (
    CONTINUED,
    LEFTOVERS,
    LEVEL1_EXPECTED,
    UnreadableError,
    fold,
    is_blank,
    one_line,
)

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
    pairs = _pairs(rows, notes)
    if not pairs:
        notes.add("plan_milestones_missing", notes.place(rows[0][0]) if rows else "")
        return ()
    before = len(notes.found)
    milestones = tuple(milestone for pair in pairs for milestone in _read_pair(pair, notes))
    if len(notes.found) > before:
        return ()
    last = notes.place(pairs[-1].row + 1)
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


def _pairs(rows: list[NumberedRow], notes: Notes) -> list[_Pair]:
    """Part the rows into pairs: a row that speaks of months opens one."""
    pairs: list[_Pair] = []
    for number, row in rows:
        filled = [
            (cell, notes.place(number, at)) for at, cell in enumerate(row.cells) if at and cell
        ]
        if any(_MONTH_WORDS.search(cell) for cell, _ in filled) or (filled and not pairs):
            pairs.append(_Pair(number, months=filled))
        elif filled:
            pairs[-1].percentages += filled
    return pairs


def _read_pair(pair: _Pair, notes: Notes) -> list[Milestone]:
    if len(pair.months) != len(pair.percentages):
        counts = {"months": len(pair.months), "percentages": len(pair.percentages)}
        notes.add("plan_milestones_count", notes.place(pair.row + 1), **counts)
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


Columns = Mapping[str, range]
_FIELD_OF = {word: name for name, known in INDICATOR_COLUMNS.items() for word in known}
_NEEDED = ("level1", "level2", "level3", "target_text")


def find_header(rows: list[NumberedRow]) -> int | None:
    """Find the index of the row that heads the indicators."""
    return find_header_row(row for _, row in rows)


def columns_of(header: Row) -> dict[str, range]:
    """Tell which cells belong to which field; a field reaches to the next header.

    Where those of several years and of the year stand beside each other, the latter come last.
    """
    filled = [at for at, cell in enumerate(header.cells) if cell]
    ends = dict(zip(filled, [*filled[1:], len(header.cells)], strict=True))
    columns: dict[str, range] = {}
    for at in filled:
        name = _FIELD_OF.get(label_of(header.cells[at]))
        if name is not None:
            columns[name] = range(at, ends[at])
    return columns


def read_indicators(rows: list[NumberedRow], notes: Notes) -> tuple[Indicator, ...]:
    """Read header and rows of the indicators; whatever is strange goes to ``notes``."""
    if not rows:
        notes.add("plan_indicators_missing")
        return ()
    columns = columns_of(rows[0][1])
    missing = [INDICATOR_COLUMNS[name][0] for name in _NEEDED if name not in columns]
    if missing:
        notes.add("plan_indicator_columns", notes.place(rows[0][0]), missing="、".join(missing))
        return ()
    found = _read_rows(rows, columns, notes)
    if not found:
        notes.add("plan_indicators_missing", notes.place(rows[0][0]))
    elif not any(row.is_broken for _, row in rows):
        _check_groups(found, notes)
    return tuple(found)


def _read_rows(rows: list[NumberedRow], columns: Columns, notes: Notes) -> list[Indicator]:
    """Read row by row; a blank level continues the one above it, level 2 only within level 1.

    Of a broken row only the levels are taken, for the rows below that continue them.
    """
    found: list[Indicator] = []
    level1 = level2 = ""
    met: dict[tuple[str, str, str], str] = {}
    for number, row in rows[1:]:
        cells = {name: _cell(row, columns.get(name)) for name in INDICATOR_COLUMNS}
        if _is_aside(row, rows[0][1]):
            continue
        if cells["level1"]:
            level1, level2 = one_line(cells["level1"]), ""
        level2 = one_line(cells["level2"]) or level2
        if row.is_broken:
            continue
        indicator = _indicator(cells, level1, level2, notes.place(number), notes)
        _check(indicator, notes.place(number), met, notes)
        found.append(indicator)
    return found


def _is_aside(row: Row, header: Row) -> bool:
    """Say whether a row is blank, repeats the header, or says that the table goes on."""
    is_header = row.keys == header.keys and not row.is_broken
    return not any(row.cells) or is_header or CONTINUED.fullmatch(fold(row.alone)) is not None


def _indicator(
    cells: Mapping[str, str], level1: str, level2: str, cell: str, notes: Notes
) -> Indicator:
    return Indicator(
        level1=level1,
        level2=level2,
        level3=one_line(cells["level3"]),
        description=cells["description"],
        target_text=join_cells(
            one_line(cells["target_text"]),
            one_line(cells["operator"]),
            one_line(cells["target_unit"]),
        ),
        basis=cells["basis"],
        points=_points(cells["points"], cell, notes),
    )


def _cell(row: Row, columns: range | None) -> str:
    """Take the text under a header: the first filled cell of its columns."""
    if columns is None:
        return ""
    return next((cell for cell in row.cells[columns.start : columns.stop] if cell), "")


def _points(text: str, cell: str, notes: Notes) -> Decimal | None:
    if is_blank(text):
        return None
    try:
        return read_percent(text)
    except UnreadableError:
        notes.add("plan_points_unreadable", cell, found=text)
        return None


def _check(
    indicator: Indicator, cell: str, met: dict[tuple[str, str, str], str], notes: Notes
) -> None:
    """Note what is missing or strange in one indicator."""
    name = indicator.level3 or indicator.description
    if not indicator.level1 or not indicator.level2:
        level = INDICATOR_COLUMNS["level2" if indicator.level1 else "level1"][0]
        notes.add("plan_level_missing", cell, level=level, indicator=name)
    if not indicator.level3:
        notes.add("plan_indicator_name_missing", cell, description=indicator.description)
    if is_blank(indicator.target_text):
        notes.add("plan_target_missing", cell, indicator=name)
    if LEFTOVERS.search(indicator.level3):
        notes.add("plan_indicator_stars", cell, indicator=indicator.level3)
    key = (indicator.level2, indicator.level3, indicator.description)
    if key in met:
        notes.add("plan_indicator_twice", cell, indicator=name, first=met[key])
    met.setdefault(key, cell)


def _check_groups(indicators: list[Indicator], notes: Notes) -> None:
    """Note the groups that every project is to have indicators of, and this one has not."""
    for group in LEVEL1_EXPECTED:
        if not any(group in indicator.level1 for indicator in indicators):
            notes.add("plan_level1_absent", level1=group)
