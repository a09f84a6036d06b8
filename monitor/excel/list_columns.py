"""Columns of lists that go out, and what a value looks like in them, alike in xlsx and csv."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

from monitor.domain.month import Month
from monitor.excel.light_styles import light_label
from monitor.excel.safe_text import clean
from monitor.words.catalogue import paper

FLAGGED = paper("flagged_list")
FLAGGED_TITLE = paper("titles")["flagged_list"]
YES_NO = {True: paper("workbook")["yes"], False: paper("workbook")["no"]}

Kind = Literal[
    "text",
    "code",
    "money_wan",
    "money_yuan",
    "percent",
    "points",
    "integer",
    "flag",
    "light",
    "date",
]
Shown = str | Decimal | date | None

_CENT, _ZERO = Decimal("0.01"), Decimal(0)
_MONEY_UNITS: Mapping[str, str] = {"money_wan": "万元", "money_yuan": "元"}


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list: the key of its value in a row, its header, how it is written.

    Money comes as yuan, percent and points as percent (47.5), a flag as a truth, a light as its
    code. ``width`` is in half-width characters, 0 for what the kind usually needs.
    """

    key: str
    header: str
    kind: Kind = "text"
    width: float = 0
    wrap: bool = True


def value_shown(column: ListColumn, row: Mapping[str, object]) -> Shown:
    """Give a row's value as it is written: a number, a date, clean text, or None for absent.

    Percentages and points are rounded to two decimals, half up; amounts stay exact.
    """
    value = row.get(column.key)
    return None if value is None or value == "" else way_shown(column.kind)(value)


def way_shown(kind: Kind) -> Callable[[object], Shown]:
    """Return how a kind's values are written, of which there are; blank and absent are not."""
    return _WAYS[kind]


def money_unit(columns: tuple[ListColumn, ...]) -> str:
    """Name the list's unit of money, blank where it has no amounts; 元 and 万元 may not mix.

    Raises ``ValueError`` for a list that mixes them.
    """
    units = {_MONEY_UNITS[column.kind] for column in columns if column.kind in _MONEY_UNITS}
    if len(units) > 1:
        message = "a list states amounts either in 元 or in 万元"
        raise ValueError(message)
    return "".join(units)


def flagged_title(month: Month) -> str:
    """Write the title of the flagged list."""
    return FLAGGED_TITLE.format(year=month.year, month=month.number)


def flagged_columns(month: Month) -> tuple[ListColumn, ...]:
    """List the 26 columns of the flagged list; the header of spending names the month."""
    return tuple(
        ListColumn(key, header.format(month=month.number), *_FLAGGED_LOOKS[key])
        for key, header in FLAGGED.items()
    )


_FLAGGED_LOOKS: Mapping[str, tuple[Kind, float]] = {
    "sequence": ("integer", 5),
    "unit_name": ("text", 13),
    "office": ("text", 8),
    "project_code": ("code", 23),
    "project_name": ("text", 15),
    "original_budget": ("money_wan", 9),
    "added": ("money_wan", 8),
    "cut": ("money_wan", 8),
    "revised_budget": ("money_wan", 9),
    "spent": ("money_wan", 9),
    "execution_rate": ("percent", 9),
    "planned_pct": ("percent", 9),
    "gap_pp": ("points", 9),
    "gap_amount": ("money_wan", 9),
    "light": ("light", 9),
    "is_on_plan": ("flag", 8),
    "is_on_results": ("flag", 8),
    "lagging_indicators": ("text", 15),
    "sentence": ("text", 32),
    "months_flagged": ("integer", 7),
    "needed_per_month": ("money_wan", 9),
    "cause_kind": ("text", 9),
    "analysis": ("text", 15),
    "measure": ("text", 15),
    "owner": ("text", 8),
    "due_date": ("date", 11),
}


def _light(value: object) -> str:
    return clean(light_label(value))


def _flag(value: object) -> str:
    return YES_NO[value] if isinstance(value, bool) else clean(value)


def _day(value: object) -> date | str:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else clean(value)


def _number(value: object) -> Decimal | str | None:
    """Read a number; what is none stays text, and a NaN is absent."""
    if isinstance(value, bool):
        return clean(value)
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return clean(value)
    return (number or _ZERO) if number.is_finite() else None


def _rounded(value: object) -> Decimal | str | None:
    number = _number(value)
    if isinstance(number, Decimal):
        return number.quantize(_CENT, ROUND_HALF_UP) or _ZERO
    return number


def _wan(value: object) -> Decimal | str | None:
    number = _number(value)
    return number.scaleb(-4) if isinstance(number, Decimal) and number else number


_WAYS: Mapping[Kind, Callable[[object], Shown]] = {
    "text": clean,
    "code": clean,
    "money_wan": _wan,
    "money_yuan": _number,
    "percent": _rounded,
    "points": _rounded,
    "integer": _number,
    "flag": _flag,
    "light": _light,
    "date": _day,
}
