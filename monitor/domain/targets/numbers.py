"""Chinese numerals turned into digits where they certainly count something."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.domain.targets.target import Reason, UnreadableError

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


_PLAIN_DIGITS = "零一二三四五六七八九"

_OPERATORS = (
    r"[≥≤<>=]|不[得能应]?[低少小短高多大长]于|不[得能应]?超过?|不突破|至少|至多|最多|最少|超过?"
    r"|[低高少多大小]于|等于|为|控制在"
)

_SURE = r"[≥≤<>=]|不[得能应]?[低少小短高多大长]于|不[得能应]?超过|至少|至多|最多|最少"
_VERBS = "召开|举办|举行|开展|完成|安排|组织|进行|实现|达到|保持|全年|每年|每半年|每季度?|每月|共"

_COUNTED = (
    "个工作日|工作日|个月|小时|分钟|天|年|人次|场次|批次|次|场|人|个|项|篇|册|份|套|台|户|起|件"
    "|万元|元"
)

_LIMITS = "(?:及其?|或)?以上|(?:及其?|或)?以下|以内|之内|内"

_COUNT = re.compile(
    rf"(?P<front>(?:{_OPERATORS}|{_VERBS})*|[^0-9]*(?:{_SURE}))(?P<count>半|[{CHINESE}]+)"
    rf"(?P<unit>{_COUNTED})(?P<limit>{_LIMITS}|)"
)

_ZERO = re.compile(
    r"(?P<front>(?:为|=|达到|实现|保持)*)(?:零|0(?=[^起次]))(?:事故|投诉|差错|失误|上访|伤亡|违规|违纪|发生|起|次)?"
)

_VAGUE = tuple("百千万亿")  # 百人以上 and 近千户 say no number

_VAGUE_COUNT = re.compile(
    rf"(?:{_OPERATORS}|{_VERBS})*[近约上]?[{CHINESE}几数]+[余多来]?(?:{_COUNTED})(?:{_LIMITS})?"
)


def spell_digits(text: str) -> str:
    """Turn 百分之九十五, 九成以上, 不少于六次, 半年内 and 零事故 into digits.

    Numerals inside a phrase (一次性通过, 十分满意) stay words.
    """
    text = re.sub(r"百分之?百", "100%", text)
    text = re.sub(r"百分之([0-9.]+)", r"\1%", text)
    text = re.sub(rf"百分之([{CHINESE}]+)(?:点([{_PLAIN_DIGITS}]+))?", _percent, text)
    text = re.sub(r"([1-9一二三四五六七八九])成(?=以上|以下|及以|$)", _tenths, text)
    if zero := _ZERO.fullmatch(text):
        return f"{zero['front']}0"
    counted = _COUNT.fullmatch(text)
    if counted is None or counted["count"].startswith(_VAGUE):
        return text
    number = "0.5" if counted["count"] == "半" else read_chinese(counted["count"])
    return (
        text if number is None else "{front}{0}{unit}{limit}".format(number, **counted.groupdict())
    )


def is_vague_count(text: str) -> bool:
    """Say whether a text counts something without a number: 近百人, 十余次, 数千户."""
    return bool(_VAGUE_COUNT.fullmatch(text))


def _percent(match: re.Match[str]) -> str:
    whole = read_chinese(match[1])
    if whole is None:
        return match[0]
    decimals = "".join(str(_PLAIN_DIGITS.index(char)) for char in match[2] or "")
    return f"{whole}.{decimals}%" if decimals else f"{whole}%"


def _tenths(match: re.Match[str]) -> str:
    digit = match[1] if match[1].isascii() else str(_PLAIN_DIGITS.index(match[1]))
    return f"{digit}0%"
