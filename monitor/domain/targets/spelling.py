"""Chinese numerals turned into digits where they certainly count something."""

from __future__ import annotations

import re

from monitor.domain.targets.numerals import CHINESE, read_chinese

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
