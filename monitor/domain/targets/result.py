"""Results as reported (实际完成值): what a clerk wrote → something a target compares with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

from monitor.domain.findings import Level
from monitor.domain.targets import grades
from monitor.domain.targets.amounts import read_amount
from monitor.domain.targets.compare import Problem, match_amount
from monitor.domain.targets.dates import read_due
from monitor.domain.targets.numbers import tidy
from monitor.domain.targets.operators import to_signs
from monitor.domain.targets.spelling import plain_text
from monitor.domain.targets.target import Kind, Reason, UnreadableError

if TYPE_CHECKING:
    from monitor.domain.targets.target import Target


__all__ = ["Problem", "Result", "parse_result", "problem_level"]

_NOT_YET = frozenset(
    (
        "未报送",
        "未统计",
        "尚未统计",
        "待统计",
        "暂无数据",
        "无数据",
        "未到期",
        "未到考核期",
        "*",
        "**",
        "——",
    )
)

_LONGEST = 300

_UP_TO = re.compile(
    r"^(?:截[至止]到?)?(?:(?:19|20)[0-9]{2}年)?(?:1[-至])?[0-9]{1,2}月(?:底|末|份)?"
    r"[,、]?(?=.*[0-9])"
)

_WITH_DAY = re.compile(r"[日号旬]|[-/.][0-9]{1,2}[-/.][0-9]|^[0-9]{8}$")
_SERIAL = re.compile(r"[45][0-9]{4}")  # days since 1899-12-30, years 2009 to 2064

_WARNINGS = frozenset(
    (
        Problem.UNIT_DIFFERS,
        Problem.OPERATOR_KEPT,
        Problem.TARGET_UNREADABLE,
        Problem.DATE_UNCLEAR,
        Problem.LEVEL_OUT_OF_BAND,
    )
)

_PROBLEMS = {
    Reason.TWO_NUMBERS: Problem.TWO_NUMBERS,
    Reason.CALCULATION: Problem.TWO_NUMBERS,
    Reason.APPROXIMATE: Problem.APPROXIMATE,
}


@dataclass(frozen=True, slots=True)
class Result:
    """One result: ``text`` as reported beside what was understood.

    ``number`` is in the target's unit and scale, beside a level the percentage of the points that
    was given with it. ``level`` is full, partial or none (达成,
    部分达成, 未达成), blank where the text says none of them. ``done_on`` is the day a deadline was
    met; a month means its last day. ``problem`` is a code of ``Problem`` or blank.
    """

    text: str
    number: Decimal | None = None
    level: str = ""
    done_on: date | None = None
    problem: str = ""

    @property
    def is_reported(self) -> bool:
        """Whether anything was reported at all, readable or not; blanks are not reports."""
        said = self.number is not None or self.done_on is not None
        return said or bool(self.level or self.problem)


def problem_level(problem: str) -> Level:
    """Say how much a problem weighs: a result that cannot be judged blocks, a doubt warns."""
    return Level.WARNING if problem in _WARNINGS else Level.BLOCKER


def parse_result(value: object, target: Target) -> Result:
    """Read a cell's value or text as the result of ``target``; never raises, never guesses.

    Percent-formatted cells arrive as their text (``92%``). A blank, ``-`` or ``/`` is not reported.
    """
    text = _write(value)
    plain = plain_text(text) if len(text) <= _LONGEST else ""
    if isinstance(value, float) and not isfinite(value):
        return Result(text, problem=Problem.ERROR_VALUE)
    if grades.find_leftover(text, plain) is Reason.ERROR_VALUE:
        return Result(text, problem=Problem.ERROR_VALUE)
    if text.strip() in _NOT_YET or (plain in grades.BLANKS and len(text) <= _LONGEST):
        return Result(text)
    if target.kind is Kind.DEADLINE:
        return _read_done(text, plain, target)
    if target.number is not None:
        return _read_number(text, plain, target)
    return _read_level(text, plain, target)


def _read_level(text: str, plain: str, target: Target) -> Result:
    """Read a result beside a target in words, or one that cannot be read."""
    level, share = grades.read_given_level(plain)
    if level:
        return _within_band(Result(text, number=share, level=level))
    level = grades.read_answer_level(plain, target) or _whole(plain)
    missing = (
        Problem.TARGET_UNREADABLE if target.kind is Kind.UNREADABLE else Problem.LEVEL_EXPECTED
    )
    return Result(text, level=level, problem="" if level else missing)


def _write(value: object) -> str:
    """Write a cell's value as a person would: 11.0 is 11, a date 2023-11-30, True is 是."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (int, float, Decimal)):
        exact = Decimal(str(value))
        small = exact.is_finite() and abs(exact.adjusted()) < 20  # noqa: PLR2004 - no real figure
        return str(tidy(exact)) if small else str(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _within_band(result: Result) -> Result:
    """Doubt a percentage that is not one of its level's: it counts as the nearest that is."""
    low, high = grades.BANDS[result.level]
    if result.number is None or low <= result.number <= high:
        return result
    return replace(result, problem=Problem.LEVEL_OUT_OF_BAND)


def _whole(plain: str) -> str:
    """Read 100% beside a target in words as done."""
    return grades.FULL if re.fullmatch(r"(?:完成)?100(?:\.0+)?%(?:完成)?", plain) else ""


def _read_number(text: str, plain: str, target: Target) -> Result:
    try:
        amount = None if _read_date(plain, None) else read_amount(_UP_TO.sub("", plain))
    except UnreadableError as unreadable:
        problem = _PROBLEMS.get(unreadable.reason, Problem.NUMBER_UNREADABLE)
        return Result(text, level=grades.read_level(plain), problem=problem)
    if amount is None:
        return Result(text, level=grades.read_level(plain), problem=Problem.NUMBER_EXPECTED)
    number, code = match_amount(amount, target)
    return Result(text, number=number, problem=code)


def _read_done(text: str, plain: str, target: Target) -> Result:
    """Read the day a deadline was met, or words that say so; the target copied says neither."""
    if grades.is_planned(plain):
        return Result(text, level=grades.NONE)
    if level := grades.read_level(plain) or _whole(plain):
        return Result(text, level=level)
    if _SERIAL.fullmatch(plain):
        return Result(text, done_on=date(1899, 12, 30) + timedelta(days=int(plain)))
    due = target.due
    done = _read_date(to_signs(plain), due.year if due else None)
    copied = plain == plain_text(target.text)
    if copied or due is None or done is None:
        answer = "" if copied else grades.read_answer_level(plain, target)
        return Result(text, level=answer, problem="" if answer else Problem.DATE_EXPECTED)
    within_month = (due.year, due.month) == (done.year, done.month) and done > due
    unclear = within_month and not _WITH_DAY.search(plain)
    return Result(text, done_on=done, problem=Problem.DATE_UNCLEAR if unclear else "")


def _read_date(plain: str, year: int | None) -> date | None:
    """Read a date done; None for anything that is not safely one."""
    try:
        return read_due(plain, year, timely=year is not None)
    except UnreadableError:
        return None
