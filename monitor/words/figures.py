"""How figures are written, the same on screen, in workbooks, documents and the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from monitor.words.catalogue import Language, say, words

MoneyUnit = Literal["万元", "元"]
WAN = Decimal(10_000)
MINUS = "-"
ABSENT = "—"


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round half away from zero and never leave a negative zero."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def write_amount(yuan: Decimal | None, unit: MoneyUnit = "万元", *, sign: bool = False) -> str:
    """Write an amount without its unit: 2 decimals, in 万元 more where the value needs them."""
    if yuan is None:
        return ABSENT
    value = yuan / WAN if unit == "万元" else yuan
    places = max(2, -int(value.normalize().as_tuple().exponent)) if unit == "万元" else 2
    return _with_sign(f"{round_half_up(value, places):,.{places}f}", sign=sign)


def write_amounts(yuan: Iterable[Decimal | None], unit: MoneyUnit = "万元") -> list[str | None]:
    """Write a column of amounts, all with as many decimals as the one that needs most.

    What is absent stays None.
    """
    written = [None if each is None else write_amount(each, unit) for each in yuan]
    places = [len(text.partition(".")[2]) for text in written if text is not None]
    return [
        None if text is None else text + "0" * (max(places) - len(text.partition(".")[2]))
        for text in written
    ]


def write_money(yuan: Decimal | None, language: Language, unit: MoneyUnit = "万元") -> str:
    """Write an amount with its unit, for sentences."""
    if yuan is None:
        return ABSENT
    amount = write_amount(yuan, unit)
    sign = MINUS if amount.startswith(MINUS) else ""
    written = words(language)[f"money.{unit}"]
    return written.format(sign=sign, amount=amount.removeprefix(MINUS))


def write_percent(value: Decimal | None, places: int = 1) -> str:
    """Write a percentage with its sign: 47.5%."""
    return ABSENT if value is None else f"{round_half_up(value, places):,.{places}f}%"


def write_share(part: int, whole: int) -> str:
    """Write a part of what is counted in percent: 63%; all but one is never 100%, one never 0%."""
    share = Decimal(part) * 100 / whole
    if part in (0, whole) or 1 <= share <= 99:  # noqa: PLR2004 - percent
        return write_percent(share, 0)
    nearly_none, nearly_all = Decimal("0.1"), Decimal("99.9")
    return write_percent(min(max(share, nearly_none), nearly_all))


def write_points(value: Decimal | None, places: int = 1, *, sign: bool = True) -> str:
    """Write percentage points without their word: +3.2, -12.5, 0.0."""
    if value is None:
        return ABSENT
    return _with_sign(f"{round_half_up(value, places):,.{places}f}", sign=sign)


def write_day(day: date | None) -> str:
    """Write a day as 2023-07-31."""
    return ABSENT if day is None else day.isoformat()


def write_month(number: int | None, language: Language) -> str:
    """Write a month's name: 6月, Jun."""
    if number is None:
        return ABSENT
    return say(language, f"month.{number}")


def write_months(number: int, language: Language) -> str:
    """Write a count of months: 3个月, 3 months, 1 month."""
    return say(language, "months_one" if number == 1 else "months", count=number)


def plain_number(value: Decimal | None) -> str:
    """Write a decimal without trailing zeros or exponent: 25, 83.5."""
    return "" if value is None else f"{value.normalize():f}"


def _with_sign(text: str, *, sign: bool) -> str:
    is_zero = not any(digit in text for digit in "123456789")
    return f"+{text}" if sign and not is_zero and not text.startswith(MINUS) else text
