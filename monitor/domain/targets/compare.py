"""A reported amount brought to the target's unit, with what is strange about it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from monitor.domain.targets import units
from monitor.domain.targets.numbers import tidy
from monitor.domain.targets.target import ONE, Amount, Kind, Target


class Problem(StrEnum):
    """What is wrong or strange with a result as reported."""

    NUMBER_EXPECTED = "number_expected"
    NUMBER_UNREADABLE = "number_unreadable"
    TWO_NUMBERS = "two_numbers"
    APPROXIMATE = "approximate"
    DATE_EXPECTED = "date_expected"
    DATE_UNCLEAR = "date_unclear"
    LEVEL_EXPECTED = "level_expected"
    LEVEL_OUT_OF_BAND = "level_out_of_band"
    PERCENT_IMPLAUSIBLE = "percent_implausible"
    PERCENT_AS_FRACTION = "percent_as_fraction"
    SCALE_UNCLEAR = "scale_unclear"
    KIND_DIFFERS = "kind_differs"
    UNIT_DIFFERS = "unit_differs"
    OPERATOR_KEPT = "operator_kept"
    ERROR_VALUE = "error_value"
    TARGET_UNREADABLE = "target_unreadable"


Matched = tuple[Decimal | None, str]
_FAR = 1000  # a result this many times the target has its unit mixed up
_PERCENT_FAR, _HIGHEST_PERCENT = 10, Decimal(1000)
_WHOLE_PERCENT = 10  # from this target on a bare 1 may be 100 %


def match_amount(amount: Amount, target: Target) -> Matched:
    """Return the amount in the target's unit and a problem code; no number where it is unsafe."""
    if amount.operator == "range":
        return None, Problem.TWO_NUMBERS
    match target.kind:
        case Kind.MONEY:
            number, problem = _match_money(amount, target)
        case Kind.RATE:
            number, problem = _match_rate(amount, target)
        case _:
            number, problem = _match_quantity(amount, target)
    if number is not None and not problem and amount.operator in ("≥", ">", "≤", "<"):
        problem = Problem.OPERATOR_KEPT
    return (None if number is None else tidy(number)), problem


def _match_money(amount: Amount, target: Target) -> Matched:
    if not amount.unit.word:
        return _match_bare(amount, target)
    if amount.unit.word != target.unit.split("/")[0]:
        return None, Problem.KIND_DIFFERS
    return amount.number, _compare_per(amount, target)


def _match_quantity(amount: Amount, target: Target) -> Matched:
    word = amount.unit.word
    if not word:
        return _match_bare(amount, target)
    if units.is_rate(word) or units.is_money(word):
        return None, Problem.KIND_DIFFERS
    if not target.unit:
        return amount.number, ""
    wanted = target.unit if amount.unit.per or not target.per else target.unit.split("/")[0]
    factor = units.conversion(str(amount.unit), wanted)
    if factor is None:
        return amount.number, Problem.UNIT_DIFFERS
    return amount.number * factor.numerator / factor.denominator, ""


def _match_rate(amount: Amount, target: Target) -> Matched:
    """Read percent as percent: 92 and 92% are 92; a bare 0.92 could be either."""
    number, word = amount.number, amount.unit.word
    if word and not units.is_rate(word):
        return None, Problem.KIND_DIFFERS
    asked = max(abs(target.number or Decimal(0)), abs(target.upper or Decimal(0)))
    if not word and (0 < number < 1 < asked or (number == 1 and asked >= _WHOLE_PERCENT)):
        return None, Problem.PERCENT_AS_FRACTION
    if {word, target.unit} == {"%", "‰"}:
        return (number * 10 if word == "%" else number / 10), ""
    if abs(number) > max(_HIGHEST_PERCENT, asked * _PERCENT_FAR):
        return None, Problem.PERCENT_IMPLAUSIBLE
    return number, Problem.UNIT_DIFFERS if word not in ("", target.unit) else ""


def _match_bare(amount: Amount, target: Target) -> Matched:
    """Read a bare number in the unit the target is written in: 4.1 beside ≤4.28万元 is 4.1 万元."""
    scaled = amount.number * target.scale if amount.scale == ONE else amount.number
    asked = max(abs(target.number or Decimal(0)), abs(target.upper or Decimal(0)))
    if target.scale != ONE and asked and abs(scaled) > asked * _FAR:
        return None, Problem.SCALE_UNCLEAR
    return scaled, ""


def _compare_per(amount: Amount, target: Target) -> str:
    """Compare denominators; a result that states none means the target's."""
    same = not amount.unit.per or units.period(amount.unit.per) == units.period(target.per)
    return "" if same else Problem.UNIT_DIFFERS
