"""Months as files write them: 1-4月, 截至2023年4月底, 2023-04, 202304, dates and their numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.intake.files.grid import Value
from monitor.intake.sheets.cells import fold

_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_NUMBER = r"(?P<{0}>1[0-2]|0?[1-9]|x|_+|×|\*+)"
_FROM = r"(?<![\d\-—~至到.])"

_CHINESE = {name: number for number, name in enumerate("一二三四五六七八九", 1)} | {
    "十": 10,
    "十一": 11,
    "十二": 12,
}

# Running totals first: 1-4月, 截至4月底, 4月末. Blanks left in a form (1-X月) count as no number.
_RUNNING = re.compile(
    rf"{_FROM}(?:{_YEAR.format('y1')}(?:年度?|[-./])?)?0?1月?(?:-|—|–|~|至|到)"
    rf"(?:{_YEAR.format('y2')}年)?{_NUMBER.format('m1')}月份?"
    rf"|截[止至]到?(?:{_YEAR.format('y3')}[年\-./])?{_NUMBER.format('m3')}"
    r"(?:月份?(?:底|末|(?:3[01]|2[89])日)?|[-./](?:3[01]|2[89]))"
    rf"|{_FROM}(?:{_YEAR.format('y4')}年)?{_NUMBER.format('m4')}月份?[底末]",
    re.ASCII,
)

_OF_MONTH = re.compile(
    rf"{_FROM}(?:{_YEAR.format('y1')}年)?{_NUMBER.format('m1')}月份?(?!\d|至|到|-|—|~)"
    rf"|{_FROM}(?:{_YEAR.format('y2')}年)?(?P<c2>十[一二]?|[一二三四五六七八九])月份?"
    rf"|{_FROM}{_YEAR.format('y3')}[-/.](?P<m3>1[0-2]|0?[1-9])(?![\d\-/.])"
    rf"|{_FROM}{_YEAR.format('y4')}(?P<m4>1[0-2]|0[1-9])(?!\d)",
    re.ASCII,
)

_MARKS_OF_MONTH = ("月", "截", "20", "19")  # no month is stated without one of them
_QUARTER = re.compile(rf"(?:{_YEAR.format('y1')}年)?第?(?P<q>[一二三四1-4])季度?")
_HALF = re.compile(rf"(?:{_YEAR.format('y1')}年)?上半年")
_PERIOD = re.compile(
    rf"(?:{_YEAR.format('y1')}年度?)?(?:(?P<half>[上下])半年|前(?P<q>[二三23])个?季度"
    r"|(?:一|1|第一)(?:至|到|-|—|~)(?P<to>[二三四2-4])季度)"
)
_YEAR_ALONE = re.compile(rf"(?<!\d){_YEAR.format('y1')}(?=年|财政年度)", re.ASCII)
_DAY = r"(?P<m{0}>1[0-2]|0?[1-9]){1}(?P<d{0}>3[01]|[12]\d|0?[1-9])"

_DATE = re.compile(
    rf"{_YEAR.format('y1')}"
    rf"(?:年{_DAY.format(1, '月')}日|(?P<part>[-/.]){_DAY.format(2, '(?P=part)')})"
    r"(?:t?\d{1,2}:.*)?",
    re.ASCII,
)

_COMPACT_DATE = re.compile(
    rf"{_YEAR.format('y1')}(?P<m1>1[0-2]|0[1-9])(?P<d1>3[01]|[12]\d|0[1-9])", re.ASCII
)

_FIRST_SERIAL, _LAST_SERIAL = 32874, 73050  # 1990 to 2099 as Excel counts days
_NOT_THE_MONTH = re.compile(r"\d{1,2}日|前|号")  # a day, a deadline, the number of a paper
_EPOCH = date(1899, 12, 30)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class StatedMonth:
    """A month as a text states it; ``year`` is None where only 4月 is written.

    ``is_running`` marks a running total to the month's end (1-4月, 截至4月底);
    ``number`` is None where a form's blank was left (1-X月).
    """

    number: int | None
    year: int | None = None
    is_running: bool = False


def take_month(folded: str) -> tuple[StatedMonth | None, str]:
    """Find the month a folded header states, and what is left of the header without it."""
    if not any(mark in folded for mark in _MARKS_OF_MONTH):
        return _take_period(folded)
    for pattern, is_running in ((_RUNNING, True), (_OF_MONTH, False)):
        found = pattern.search(folded)
        if found is not None:
            left = folded[: found.start()] + folded[found.end() :]
            return _stated(found, is_running=is_running), left
    return _take_period(folded)


def _take_period(folded: str) -> tuple[StatedMonth | None, str]:
    """Take a half-year, or quarters from the first, as a running total to its last month."""
    found = _PERIOD.search(folded) if "年" in folded or "季" in folded else None
    if found is None:
        return None, folded
    quarters = found["q"] or found["to"]
    month = 6 if found["half"] == "上" else _MONTHS
    if quarters:
        month = ("一二三四".find(quarters) + 1 or int(quarters)) * 3
    left = folded[: found.start()] + folded[found.end() :]
    return StatedMonth(month, _int(found["y1"]), is_running=True), left


def months_in(title: str) -> list[StatedMonth]:
    """List the months a title states, quarters and half-years by their last month; days do not."""
    folded = _DATE.sub("", fold(title)) if "截" not in title else fold(title)
    stated = []
    for pattern, is_running in ((_RUNNING, True), (_OF_MONTH, False)):
        stated += [
            _stated(found, is_running=is_running)
            for found in pattern.finditer(folded)
            if not _NOT_THE_MONTH.match(folded, found.end())
            and (found[0] == folded or not found[0].isdecimal())  # 201001 may be a code
        ]
        folded = pattern.sub("", folded)
    for found in _QUARTER.finditer(folded):
        quarter = "一二三四1234".index(found["q"]) % 4 + 1
        stated.append(StatedMonth(quarter * 3, _int(found["y1"]), is_running=True))
    stated += [
        StatedMonth(6, _int(found["y1"]), is_running=True) for found in _HALF.finditer(folded)
    ]
    return [month for month in stated if month.number is not None]


def year_in(title: str) -> int | None:
    """Tell the year a title states: 2023年项目支出情况表."""
    folded = fold(title)
    if "19" not in folded and "20" not in folded:
        return None
    found = _YEAR_ALONE.search(f"{folded}年" if len(folded) == len("2023") else folded)
    return int(found["y1"]) if found else None


def read_date(value: Value) -> date | None:
    """Read a day: a date cell, Excel's number of a day, 2023-04-05, 20230405, 2023年4月5日."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None or isinstance(value, timedelta):
        return None
    if isinstance(value, int | float) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return _EPOCH + timedelta(days=int(value))
    text = str(int(value)) if isinstance(value, float) and value == value // 1 else str(value)
    folded = fold(text)
    found = _DATE.fullmatch(folded) or _COMPACT_DATE.fullmatch(folded)
    parts = [int(part) for part in found.groups() if part and part.isdecimal()] if found else []
    return _make_date(*parts) if parts else None


def read_month(value: Value) -> StatedMonth | None:
    """Read a month cell: a date, 2023-04, 202304, 2023年4月, 4月, 4, 1-4月; None for others."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1:
        if 1 <= value <= _MONTHS:
            return StatedMonth(int(value))
        value = int(value) if _FIRST_SERIAL <= value <= _LAST_SERIAL else str(int(value))
    day = read_date(value)
    if day is not None:
        return StatedMonth(day.month, day.year)
    if not isinstance(value, str):
        return None
    folded = fold(value)
    if folded.isdecimal() and 1 <= int(folded) <= _MONTHS:
        return StatedMonth(int(folded))
    month, left = take_month(folded)
    return month if month is not None and month.number is not None and not left else None


def _stated(found: re.Match[str], *, is_running: bool) -> StatedMonth:
    groups = {name: text for name, text in found.groupdict().items() if text}
    year = next((int(text) for name, text in groups.items() if name[0] == "y"), None)
    written = next(text for name, text in groups.items() if name[0] in "mc")
    number = _CHINESE.get(written) or (int(written) if written.isdecimal() else None)
    return StatedMonth(number, year, is_running=is_running)


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _int(text: str | None) -> int | None:
    return int(text) if text else None
