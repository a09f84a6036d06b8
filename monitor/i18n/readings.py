"""How a target was read, and when it is due, in words."""

from __future__ import annotations

from decimal import Decimal

from monitor.domain.judged import IndicatorMonth
from monitor.i18n import say
from monitor.i18n.figures import Language
from monitor.i18n.phrases import say_count

_SIGNS = {"higher": ("≥", ">"), "lower": ("≤", "<"), "equal": ("=",)}


def write_reading(row: IndicatorMonth, language: Language) -> str:
    """Write what was understood of a target: at least 11 次, or by 2023-12-31."""
    if row.kind == "unreadable":
        return say(language, "indicators.unreadable")
    if row.due is not None:
        return say(language, "indicators.by_day", day=row.due.isoformat())
    if row.number is None:
        return say(language, "indicators.in_words")
    operator = say(language, f"target_operator.{_operator(row)}")
    return f"{operator} {_amount(row, language)}"


def write_due(row: IndicatorMonth, language: Language) -> str:
    """Write how many days a deadline not yet met is off at the month's end; blank for none."""
    if row.days_to_due is None or row.is_met:
        return ""
    key = "indicators.days_left" if row.days_to_due >= 0 else "indicators.days_over"
    return say_count(language, key, abs(row.days_to_due))


def write_doubts(row: IndicatorMonth, language: Language) -> list[str]:
    """Write why a target cannot be read, or wants a look."""
    codes = [*([row.reason] if row.reason else []), *row.suspicion.split()]
    return [
        say(language, f"target_{code}", name=row.level3, target=row.target_text) for code in codes
    ]


def write_settings(row: IndicatorMonth, language: Language) -> list[str]:
    """Write who set the reading or the judgement by hand, and why."""
    said = []
    if row.read_by:
        values = {"spelling": row.read_as, "who": row.read_by, "why": row.read_why}
        said.append(say(language, "reading.set", **values))
    if row.judged_by:
        said.append(say(language, "override.set", who=row.judged_by, why=row.judged_why))
    return said


def _operator(row: IndicatorMonth) -> str:
    """Name the operator; a bare number, one behind =, and one overridden go by their direction."""
    fitting = _SIGNS.get(row.direction, row.operator)
    if row.operator not in ("", "="):
        return row.operator if row.operator in fitting else fitting[0]
    return {"lower": "≤", "equal": "="}.get(row.direction, "bare")


def _amount(row: IndicatorMonth, language: Language) -> str:
    number = _number(row.number)
    if row.upper_number is not None:
        high = _number(row.upper_number)
        number = say(language, "indicators.range", low=number, high=high)
    if row.unit == "%":
        return f"{number}%"
    return f"{number} {row.unit}".strip()


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():,f}"
