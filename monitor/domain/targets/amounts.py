"""Operator, number and unit of a text: ≥11次, 95%-100%, 每季900元, 20±2℃, 控制在2小时以内."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from monitor.domain.targets.numbers import is_vague_count, read_digits, spell_digits, tidy
from monitor.domain.targets.operators import (
    DOWN,
    STRICT,
    UP,
    Tail,
    combine,
    is_ceiling,
    read_lead,
    read_tail,
    to_signs,
)
from monitor.domain.targets.spelling import find_trap, strip_remarks
from monitor.domain.targets.target import Amount, Reason, Suspicion, UnreadableError


def read_range(match: re.Match[str]) -> Amount:
    """Read two ends with a connector between: 95%-100%, 控制在3至5年."""
    low, high, tail = _read_ends(match)
    if match["sign"] not in ("", "=") or tail.sign:
        raise UnreadableError(Reason.RANGE_WITH_LIMIT)
    return _make_range(match["lead"] + match["verb"], low, high, tail)


def read_chain(match: re.Match[str]) -> Amount:
    """Read 90%≤X≤95%; a strict bound is marked for a look."""
    low, high, tail = _read_ends(match)
    return _make_range("", low, high, tail, _mark_strict(match))


def read_bounds(match: re.Match[str]) -> Amount:
    """Read ≥90%且≤95%, in either order; a strict bound is marked for a look."""
    first, second, tail = _read_ends(match)
    if match["sign"] in UP and match["sign2"] in DOWN:
        return _make_range(match["lead"], first, second, tail, _mark_strict(match))
    if match["sign"] in DOWN and match["sign2"] in UP:
        return _make_range(match["lead"], second, first, tail, _mark_strict(match))
    raise UnreadableError(Reason.TWO_NUMBERS)


def read_centre(match: re.Match[str]) -> Amount:
    """Read a tolerance around a number: 20±2℃ is 18 to 22; 50±10% could be two things."""
    centre, width = read_digits(match["number"]), read_digits(match["upper"])
    tail, tail2 = read_tail(match["tail"]), read_tail(match["tail2"])
    whole = tail if match["tail"] else tail2
    relative = tail2.unit.word == "%" and tail.unit.word != "%"
    shared = not match["tail"] or not match["tail2"] or tail.unit == tail2.unit
    clear = bool(tail.unit.word) if relative else shared and tail.scale == tail2.scale
    if not clear:
        raise UnreadableError(Reason.TOLERANCE_UNCLEAR)
    middle = centre * whole.scale
    spread = middle * width / 100 if relative else width * whole.scale
    return _make_range(match["lead"], middle - spread, middle + spread, whole)


def _read_ends(match: re.Match[str]) -> tuple[Decimal, Decimal, Tail]:
    """Read two numbers that share a unit: 10万-20万元, 3-5年, 95%至100%."""
    first, second = read_digits(match["number"]), read_digits(match["upper"])
    tail, tail2 = read_tail(match["tail"]), read_tail(match["tail2"])
    if not match["tail"]:
        tail = tail2
    elif not match["tail2"] or tail.unit.word not in ("", tail2.unit.word):
        raise UnreadableError(Reason.TWO_NUMBERS)
    return first * tail.scale, second * tail2.scale, tail2


def _mark_strict(match: re.Match[str]) -> str:
    return Suspicion.OPEN_RANGE if {"<", ">"} & {match["sign"], match["sign2"]} else ""


def _make_range(lead: str, low: Decimal, high: Decimal, tail: Tail, suspicion: str = "") -> Amount:
    unit = read_lead(lead, tail.unit)
    if low > high:
        raise UnreadableError(Reason.RANGE_REVERSED)
    return Amount(
        operator="range",
        number=tidy(low),
        upper=tidy(high),
        unit=unit,
        scale=tail.scale,
        suspicion=suspicion or tail.suspicion,
    )


_NUMBER = r"(?:(?<![^≥≤<>=±])[-+])?[0-9](?:[0-9,. ]*[0-9])?"
_OTHER = r"[^0-9≥≤<>=±]*?"
_LEAD = rf"(?P<lead>{_OTHER})(?P<sign>[≥≤<>=±]?)(?P<verb>{_OTHER})"
_SINGLE = re.compile(rf"{_LEAD}(?P<number>{_NUMBER})(?P<tail>{_OTHER})")

_RANGE = re.compile(
    rf"{_LEAD}(?P<number>{_NUMBER})(?P<tail>{_OTHER})[-~至到](?P<upper>{_NUMBER})(?P<tail2>{_OTHER})"
)

_CHAIN = re.compile(
    rf"(?P<number>{_NUMBER})(?P<tail>{_OTHER})(?P<sign>[≤<])(?P<name>{_OTHER})(?P<sign2>[≤<])"
    rf"(?P<upper>{_NUMBER})(?P<tail2>{_OTHER})"
)

_PAIR = re.compile(
    rf"(?P<lead>{_OTHER})(?P<sign>[≥≤<>])(?P<number>{_NUMBER})(?P<tail>{_OTHER})[且并,;、]*"
    rf"(?P<sign2>[≥≤<>])(?P<upper>{_NUMBER})(?P<tail2>{_OTHER})"
)

_CENTRE = re.compile(
    rf"(?P<lead>{_OTHER})(?P<sign>=?)(?P<number>{_NUMBER})(?P<tail>{_OTHER})±"
    rf"(?P<upper>{_NUMBER})(?P<tail2>{_OTHER})"
)

_FLIPPED = re.compile(rf"(?P<number>{_NUMBER})(?P<tail>{_OTHER})(?P<sign>[≤<≥>])(?P<name>{_OTHER})")
_FLIP = {"≤": "≥", "<": ">", "≥": "≤", ">": "<"}

_AS_GOOD_AS = re.compile(
    r"[≥>≤<=](?:上|去|往|同|本|历|全|国|省|市|预期|计划|标准|平均|[ⅠⅡⅢⅣⅤI一二三四五甲乙丙A]+[类级])[^0-9]*"
)


def read_amount(plain: str) -> Amount | None:
    """Read one operator, number and unit; None for a text without any digit or sign.

    Raises ``UnreadableError`` where that is not safe.
    """
    text, strict = strip_remarks(to_signs(spell_digits(plain)))
    if trap := find_trap(text):
        raise UnreadableError(trap)
    if is_vague_count(text):
        raise UnreadableError(Reason.APPROXIMATE)
    if not re.search(r"[0-9≥≤<>=±]", text) or _AS_GOOD_AS.fullmatch(text):
        return None
    amount = _read_shape(text)
    return replace(amount, operator=STRICT.get(amount.operator, "")) if strict else amount


def _read_shape(text: str) -> Amount:
    for shape, read in _SHAPES:
        if match := shape.fullmatch(text):
            return read(match)
    numbers = len(re.findall(r"[0-9][0-9,. ]*", text))
    raise UnreadableError(Reason.TWO_NUMBERS if numbers > 1 else Reason.NUMBER_MISSING)


def _read_single(match: re.Match[str]) -> Amount:
    number, tail = read_digits(match["number"]), read_tail(match["tail"])
    lead, sign = match["lead"] + match["verb"], match["sign"]
    unit = read_lead(lead, tail.unit, signed=bool(sign))
    front = sign or ("≤" if is_ceiling(lead) else "")
    operator = front if front == "±" and tail.sign == "≤" else combine(front, tail.sign)
    return _make_amount(operator, number, replace(tail, unit=unit))


def _read_flipped(match: re.Match[str]) -> Amount:
    """Read 90%≤满意度, with the name behind; a sign with nothing behind it says too little."""
    if not re.search(r"[^\W0-9]", match["name"]):
        raise UnreadableError(Reason.OPERATOR_AFTER_NUMBER)
    tail = read_tail(match["tail"])
    if tail.sign:
        raise UnreadableError(Reason.OPERATOR_CONFLICT)
    return _make_amount(_FLIP[match["sign"]], read_digits(match["number"]), tail)


def _make_amount(operator: str, number: Decimal, tail: Tail) -> Amount:
    return Amount(
        operator=operator,
        number=tidy(number * tail.scale),
        unit=tail.unit,
        scale=tail.scale,
        suspicion=tail.suspicion,
    )


_SHAPES = (
    (_SINGLE, _read_single),
    (_RANGE, read_range),
    (_CHAIN, read_chain),
    (_PAIR, read_bounds),
    (_CENTRE, read_centre),
    (_FLIPPED, _read_flipped),
)
