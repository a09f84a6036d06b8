"""Numbers as written: digits with separators, and Chinese numerals where they are safe."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.domain.targets.codes import Reason
from monitor.domain.targets.record import UnreadableError

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[, ])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?")
_SIMPLE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MOST_DIGITS = 16  # with 亿 (10⁸) this stays within the 28 digits decimals keep exactly

CHINESE = "零〇一二两三四五六七八九十百千万亿"


def read_digits(written: str) -> Decimal:
    """Read 1,000.50 or 1 000 or 12.5 exactly.

    Raises ``UnreadableError`` for separators in odd places and for more than 16 digits.
    """
    sign = Decimal(-1) if written.startswith("-") else Decimal(1)
    digits = written.lstrip("+-")
    joined = digits.replace(",", "").replace(" ", "")
    well_formed = _GROUPED.fullmatch(digits) or _SIMPLE.fullmatch(digits)
    if not well_formed or len(joined.replace(".", "")) > _MOST_DIGITS:
        raise UnreadableError(Reason.NUMBER_MALFORMED)
    return sign * Decimal(joined)


def read_chinese(written: str) -> int | None:
    """Read 二百五十, 十二, 二〇二三 or 一万二千; None where it is no well-formed number."""
    if all(char in _DIGITS for char in written):
        return _read_digit_by_digit(written)
    total = group = digit = 0
    lowest = 10**12
    for char in written:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            if _TENS[char] >= lowest:
                return None
            lowest = _TENS[char]
            group, digit = group + (digit or 1) * lowest, 0
        elif char in _GROUPS and group + digit:
            total, group, digit, lowest = (total + group + digit) * _GROUPS[char], 0, 0, 10**12
        else:
            return None
    return total + group + digit


def _read_digit_by_digit(written: str) -> int | None:
    if len(written) in (1, 4):
        return int("".join(str(_DIGITS[char]) for char in written))
    return None


def tidy(number: Decimal) -> Decimal:
    """Drop zeros after the point (42800.00 → 42800) without turning to exponents."""
    written = f"{number:f}"
    if number == 0 or "." not in written:
        return Decimal(0) if number == 0 else Decimal(written)
    return Decimal(written.rstrip("0").rstrip("."))
