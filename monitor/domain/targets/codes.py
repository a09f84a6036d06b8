"""The words a reading answers with: kinds, directions, and codes of what is wrong or strange."""

from __future__ import annotations

from enum import StrEnum


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
