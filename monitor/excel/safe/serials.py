"""Days as spreadsheets count them: a serial number becomes a date, a time or a span."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from monitor.excel.safe.columns import Value
from monitor.excel.safe.formats import Look

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
