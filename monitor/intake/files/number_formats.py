"""Days as spreadsheets count them: a serial number becomes a date, a time or a span."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from math import isfinite

from monitor.intake.files.columns import Value


class Look(IntEnum):
    """How a number is meant to be looked at."""

    PLAIN = 0
    PERCENT = 1
    DATE = 2
    SPAN = 3


# ECMA-376 part 1, 18.8.30, with the East Asian numbers 27-36 and 50-58, which are all dates.
_BUILT_IN: Mapping[int, Look] = {
    **dict.fromkeys((9, 10), Look.PERCENT),
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), Look.DATE),
    46: Look.SPAN,
}

_SPAN = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_SILENT = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?')  # shown as it is, or not at all
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_GENERAL = re.compile(r"general", re.IGNORECASE)


def look_of(number: int, custom: Mapping[int, str]) -> Look:
    """Say what a number format means, by its number and the workbook's own formats."""
    if number not in custom:
        return _BUILT_IN.get(number, Look.PLAIN)
    return look_of_code(custom[number])


def look_of_code(code: str) -> Look:
    """Say what a format code means, e.g. 0.00% or yyyy"年"m"月"."""
    spoken = _GENERAL.sub("", _SILENT.sub("", code))
    if "%" in spoken:
        return Look.PERCENT
    if _SPAN.search(code):
        return Look.SPAN
    return Look.DATE if _DATE.search(spoken) else Look.PLAIN


def looks_of(numbers: Sequence[int], custom: Mapping[int, str]) -> list[Look]:
    """Say for each cell style, by its format number, what it makes of a number."""
    return [look_of(number, custom) for number in numbers]


_FIRST_1904 = date(1904, 1, 1).toordinal()
_FIRST_1900 = date(1899, 12, 30).toordinal()
_NO_LEAP_DAY = 60  # Excel has a 29 February 1900; serials before it lie one day later
_LAST = date.max.toordinal()
_DAY_MS = 86_400_000
_MILLISECOND = timedelta(milliseconds=1)
_DAY = timedelta(days=1)
_DATE_LENGTH = len("2023-06-30")

_DURATION = re.compile(
    r"(-)?P(?:(\d{1,7})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7}(?:\.\d{1,9})?)S)?)?",
    re.ASCII,
).fullmatch


def read_serial(serial: float, look: Look, *, from_1904: bool = False) -> Value:
    """Turn a serial number into what its format says, to the millisecond.

    A whole number becomes a ``date``, one under 1 a ``time``, others a ``datetime``; what no
    calendar holds stays a number.
    """
    if look is Look.SPAN:
        return _span(serial)
    first = _FIRST_1904 if from_1904 else _FIRST_1900
    if not 0 <= serial < _LAST - first:
        return serial
    day, part = divmod(round(serial * _DAY_MS), _DAY_MS)
    if day < 1 and serial < 1:
        return (datetime.min + part * _MILLISECOND).time()  # noqa: DTZ901 - only its time is used
    if day < _NO_LEAP_DAY and not from_1904:
        first += 1
    calendar_day = date.fromordinal(first + day)
    if part == 0:
        return calendar_day
    return datetime.combine(calendar_day, time()) + part * _MILLISECOND


def _span(serial: float) -> Value:
    try:
        return timedelta(milliseconds=round(serial * _DAY_MS))
    except (OverflowError, ValueError):
        return serial


def read_moment(text: str) -> Value:
    """Read an ISO date, with or without a time; text that is none stays text."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if len(text) <= _DATE_LENGTH or moment.time() == time():
        return moment.date()
    return moment.replace(tzinfo=None)


def read_duration(text: str) -> Value:
    """Read an ISO duration as PT06H30M00S, under a day a time of day; else it stays text."""
    found = _DURATION(text)
    if found is None:
        return text
    minus, days, hours, minutes, seconds = found.groups(default="0")
    span = timedelta(int(days), float(seconds), 0, 0, int(minutes), int(hours))
    if minus == "-":
        return -span
    if span < _DAY:
        return (datetime.min + span).time()  # noqa: DTZ901 - only its time is used
    return span


def read_number(text: str) -> float | str:
    """Read a number; text that is none, as NaN, or that no float holds, as 1E400, stays text."""
    try:
        number = float(text)
    except ValueError:
        return text
    # Python would also read 1_000, infinity and the digits of other scripts
    return number if isfinite(number) and text.isascii() and "_" not in text else text
