"""Two numbers that belong together: 95%-100%, 90%≤X≤95%, ≥90%且≤95%, 20±2℃."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.domain.targets.codes import Reason, Suspicion
from monitor.domain.targets.leads import read_lead
from monitor.domain.targets.numerals import read_digits, tidy
from monitor.domain.targets.record import Amount, UnreadableError
from monitor.domain.targets.signs import DOWN, UP
from monitor.domain.targets.tails import Tail, read_tail


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
