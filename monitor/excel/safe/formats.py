"""What a number format makes of a number: a percentage, a day, a span of time, or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum


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
