"""Targets (指标值): text as written → something a result can be compared with."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from monitor.domain.targets import grades as phrases
from monitor.domain.targets import units
from monitor.domain.targets.amounts import read_amount
from monitor.domain.targets.cells import Cells, join_cells, merge_cells, read_cells
from monitor.domain.targets.dates import read_due
from monitor.domain.targets.operators import read_unit, to_signs
from monitor.domain.targets.pairs import Doubt, judge_pair
from monitor.domain.targets.spelling import clean_name, plain_text
from monitor.domain.targets.target import (
    ONE,
    Amount,
    Direction,
    Kind,
    Reason,
    Suspicion,
    Target,
    UnreadableError,
    direction,
    is_cost,
)

__all__ = [
    "Direction",
    "Doubt",
    "Kind",
    "Reason",
    "Suspicion",
    "Target",
    "clean_name",
    "direction",
    "join_cells",
    "judge_pair",
    "parse_grades",
    "parse_target",
]

_LONGEST = 300  # a longer text is a description, not a value
_SCAN = re.compile(r"2(?:[5-9][0-9](?:\.[0-9]+)?|100)")  # ≥ read as 2: 292%, 2100%
_BEFORE_PERIOD = re.compile(r"(?:月份?|季度?|[0-9]年度?)[之以]?前")
_CALENDAR_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def parse_target(
    text: str,
    *,
    level2: str = "",
    name: str = "",
    description: str = "",
    operator_text: str = "",
    unit_text: str = "",
    fiscal_year: int | None = None,
) -> Target:
    """Read a target; never raises, never guesses: what is not safe is ``unreadable``, with why.

    ``level2`` tells a cost (a bare 万 is 万元) and a deadline (2023.12 is a month); ``name``, or
    else ``description``, may carry the unit in brackets. ``operator_text`` and ``unit_text`` are
    the cells beside the number in tables of three, joined into the target's text.
    ``fiscal_year`` completes 12月31日前.
    """
    written = join_cells(text, operator_text, unit_text)
    cells = read_cells(level2, (name, description), operator_text, unit_text)
    try:
        target = _read(text, cells, fiscal_year)
    except UnreadableError as unreadable:
        target = Target(text, Kind.UNREADABLE, reason=unreadable.reason)
    return replace(target, text=written)


def parse_grades(
    grades: tuple[tuple[str, str], ...], *, level2: str = "", name: str = ""
) -> Target:
    """Read a target given in grade columns, ``(("优", "≥95%"), ("良", "≥90%"), ...)``.

    The target is what the first, best column asks; all of them stay in the text.
    """
    best = parse_target(grades[0][1] if grades else "", level2=level2, name=name)
    text = "；".join(f"{grade}：{value}" for grade, value in grades)
    return replace(best, text=text, suspicion=best.suspicion or Suspicion.GRADED)


def _read(text: str, cells: Cells, fiscal_year: int | None) -> Target:
    """Try the readings in turn; raises ``UnreadableError`` with the first reason not to."""
    if len(text) > _LONGEST:
        if re.search("[0-9]", text):
            raise UnreadableError(Reason.TEXT_WITH_NUMBER)
        return Target(text, Kind.QUALITATIVE)
    plain = plain_text(text)
    if leftover := phrases.find_leftover(text, plain):
        raise UnreadableError(leftover)
    if (wanted := phrases.read_answer(plain)) is not None:
        return Target(text, Kind.QUALITATIVE, wanted=wanted)
    if best := phrases.read_best_grade(plain):
        graded = _read(best, cells, fiscal_year)
        return replace(graded, suspicion=graded.suspicion or Suspicion.GRADED)
    timely = "时效" in cells.level2
    if due := read_due(to_signs(plain), fiscal_year, timely=timely):
        return Target(
            text, Kind.DEADLINE, due=due, suspicion=_suspect_date(plain, due, fiscal_year)
        )
    return _read_value(plain, cells)


def _read_value(plain: str, cells: Cells) -> Target:
    """Read a number with its unit, or else a phrase."""
    if phrases.grade_of(plain):
        return Target(plain, Kind.QUALITATIVE)
    lone = read_unit(plain)
    if lone is not None and not lone.suspicion and not plain.endswith("级"):
        raise UnreadableError(Reason.NUMBER_MISSING)
    amount = read_amount(plain)
    if amount is not None:
        return _make_target(plain, merge_cells(amount, cells), cells)
    if not phrases.is_phrase(plain):
        raise UnreadableError(Reason.NO_WORDS)
    return Target(plain, Kind.QUALITATIVE)


def _make_target(plain: str, amount: Amount, cells: Cells) -> Target:
    unit = amount.unit
    if not unit.word and amount.scale != ONE and is_cost(cells.level2):
        unit = replace(unit, word="元")
    if unit.word == "年" and _CALENDAR_YEAR.fullmatch(str(amount.number)):
        raise UnreadableError(Reason.DATE_UNCLEAR)
    return Target(
        plain,
        _kind_of(unit.word),
        operator=amount.operator,
        number=amount.number,
        upper=amount.upper,
        unit=str(unit),
        per=unit.per,
        scale=amount.scale,
        suspicion=_suspect(amount, unit, cells),
    )


def _kind_of(word: str) -> Kind:
    if units.is_money(word):
        return Kind.MONEY
    return Kind.RATE if units.is_rate(word) else Kind.QUANTITY


def _suspect_date(plain: str, due: date, fiscal_year: int | None) -> str:
    """Say what makes a deadline worth a look; 12月前 may mean the end of November."""
    if fiscal_year not in (None, due.year):
        return Suspicion.OTHER_YEAR
    return Suspicion.BEFORE_PERIOD if _BEFORE_PERIOD.search(plain) else ""


def _suspect(amount: Amount, unit: units.Unit, cells: Cells) -> str:
    """Say what makes a reading worth a look; 292% may be a scanned ≥92%."""
    percent, floor = unit.word == "%", amount.operator in ("", "=", "≥", ">")
    if percent and not amount.operator and _SCAN.fullmatch(str(amount.number)):
        return Suspicion.SCAN_DAMAGE
    if percent and floor and 0 < amount.number < 1:
        return Suspicion.PERCENT_AS_FRACTION
    if unit.per and not unit.word:
        return Suspicion.CURRENCY_MISSING
    if not unit.word and (is_cost(cells.level2) or amount.scale != ONE):
        return Suspicion.UNIT_MISSING
    return amount.suspicion
