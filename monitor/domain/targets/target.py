"""A target as read: what the plan wrote, and what a result is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from monitor.domain.targets.units import Unit


class Kind(StrEnum):
    """What sort of thing a target asks for."""

    QUANTITY = "quantity"
    RATE = "rate"
    MONEY = "money"
    DEADLINE = "deadline"
    QUALITATIVE = "qualitative"
    UNREADABLE = "unreadable"


class Direction(StrEnum):
    """On which side of the target a result is good."""

    HIGHER = "higher"
    LOWER = "lower"
    EQUAL = "equal"
    RANGE = "range"
    NONE = "none"


class Reason(StrEnum):
    """Why a text cannot be read safely as a target."""

    BLANK = "blank"
    PLACEHOLDER = "placeholder"
    CHOICE_LEFT = "choice_left"
    ERROR_VALUE = "error_value"
    NO_WORDS = "no_words"
    TWO_NUMBERS = "two_numbers"
    NUMBER_MALFORMED = "number_malformed"
    APPROXIMATE = "approximate"
    CALCULATION = "calculation"
    RATIO = "ratio"
    FRACTION = "fraction"
    DECREASE = "decrease"
    TEXT_WITH_NUMBER = "text_with_number"
    NUMBER_MISSING = "number_missing"
    NOT_EQUAL = "not_equal"
    OPERATOR_CONFLICT = "operator_conflict"
    OPERATOR_AFTER_NUMBER = "operator_after_number"
    RANGE_REVERSED = "range_reversed"
    RANGE_WITH_LIMIT = "range_with_limit"
    TOLERANCE_UNCLEAR = "tolerance_unclear"
    UNIT_UNKNOWN = "unit_unknown"
    UNIT_CONFLICT = "unit_conflict"
    NO_YEAR = "no_year"
    NO_SUCH_DATE = "no_such_date"
    DATE_UNCLEAR = "date_unclear"
    DATE_OR_NUMBER = "date_or_number"
    DATE_OR_DURATION = "date_or_duration"
    RECURRING_DATE = "recurring_date"
    DEADLINE_WITH_FLOOR = "deadline_with_floor"


class Suspicion(StrEnum):
    """Why a target that could be read still wants a look."""

    SCAN_DAMAGE = "scan_damage"
    PERCENT_AS_FRACTION = "percent_as_fraction"
    UNIT_UNUSUAL = "unit_unusual"
    UNIT_MISSING = "unit_missing"
    CURRENCY_MISSING = "currency_missing"
    OPEN_RANGE = "open_range"
    GRADED = "graded"
    OTHER_YEAR = "other_year"
    BEFORE_PERIOD = "before_period"


ONE = Decimal(1)

_DIRECTIONS = {
    "≥": Direction.HIGHER,
    ">": Direction.HIGHER,
    "≤": Direction.LOWER,
    "<": Direction.LOWER,
    "range": Direction.RANGE,
    "±": Direction.RANGE,
}


@dataclass(frozen=True, slots=True)
class Target:
    """One target (指标值), ``text`` exactly as written beside what was understood.

    ``operator`` is ≥ > = < ≤, ``range`` (``number`` to ``upper``), ``±`` (a deviation of at most
    ``number`` either way), or blank where none is written. ``number`` is in ``unit``: money in
    元 (``≤70万`` on a cost indicator is 700000), percent in percent (90, unit %). ``scale`` is
    what one of the written unit is worth in ``unit`` (10000 for 万元, 万人次).
    ``per`` is the denominator of a unit (亩 of 元/亩, 季 of 每季900元), already part of ``unit``.
    ``due`` is a deadline's last good day. ``wanted`` is the good answer of a 是/否 target.
    ``reason`` says why a target is unreadable; ``suspicion`` why a readable one wants a look.
    """

    text: str
    kind: Kind
    operator: str = ""
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    per: str = ""
    scale: Decimal = ONE
    due: date | None = None
    wanted: bool | None = None
    reason: str = ""
    suspicion: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """An operator with its number, already scaled, in ``unit``; ``scale`` is the written one."""

    operator: str
    number: Decimal
    unit: Unit
    scale: Decimal = ONE
    upper: Decimal | None = None
    suspicion: str = ""


class UnreadableError(Exception):
    """Text that cannot be read safely, and why; it never leaves the reading of targets."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)


def is_cost(level2: str) -> bool:
    """Say whether the indicator's level names a cost (成本指标, 经济成本指标)."""
    return "成本" in level2


def direction(target: Target, level2: str = "") -> Direction:
    """Say on which side of the target a result is good.

    A target of 0 that is bare or ``=`` asks for exactly 0. Bare and ``=`` are otherwise met from
    above, as ``≥`` is; on a cost indicator a bare total is a ceiling, while ``=`` and a price
    per something (900 元/季) ask for exactly that.
    """
    if target.number is None:
        return Direction.NONE
    if target.operator in _DIRECTIONS:
        return _DIRECTIONS[target.operator]
    if target.number == 0:
        return Direction.EQUAL
    if is_cost(level2):
        return Direction.EQUAL if target.operator == "=" or target.per else Direction.LOWER
    return Direction.HIGHER
