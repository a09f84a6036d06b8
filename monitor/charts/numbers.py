"""Numbers of a drawing that are written otherwise than in a table: coordinates and short labels."""

from __future__ import annotations

from decimal import Decimal

from monitor.words.catalogue import Language
from monitor.words.figures import (
    WAN,
    MoneyUnit,
    plain_number,
    round_half_up,
    write_amount,
    write_money,
)

_FINEST = 6  # decimals that show a single 分 in 万元


def scale_amount(amount: Decimal, unit: MoneyUnit) -> float:
    """Turn yuan into the unit of the axis; only a figure's coordinates are floats."""
    return float(amount / WAN if unit == "万元" else amount)


def full_amount(amount: Decimal, language: Language, unit: MoneyUnit) -> str:
    """Write yuan to the 分 with its unit, for the pointer's words."""
    return write_money(round_half_up(amount, 2), language, unit)


def short_amount(amount: Decimal, unit: MoneyUnit) -> str:
    """Write yuan for a label: whole yuan, or 万元 with two decimals, more where that reads zero."""
    if unit == "元":
        return f"{round_half_up(amount, 0):,.0f}"
    places = 2
    while amount and places < _FINEST and not round_half_up(amount / WAN, places):
        places += 1
    return write_amount(round_half_up(amount / WAN, places) * WAN, unit)


def short_percent(percent: Decimal) -> str:
    """Write a percentage of the plan or a policy as it stands there: 25%, 33.3%."""
    return f"{plain_number(round_half_up(percent, 1))}%"
