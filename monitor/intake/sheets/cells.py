"""Single cells as people type them: money, percent, codes and text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

from monitor.domain.plan import split_code_name
from monitor.intake.files.grid import Value, cell_name

CENT = Decimal("0.01")
YUAN = Decimal(1)
SCALES = {"元": YUAN, "万元": Decimal(10_000)}
_LARGEST = Decimal(10) ** 16  # decimal(18, 2) holds no more
_LEAST = -_LARGEST
_NOISE = Decimal("1e-13")
_LEAST_NOISE = Decimal("1e-7")
_SUFFIXES = {"亿元": 10**8, "亿": 10**8, "万元": 10**4, "万": 10**4, "元": 1, "圆": 1}

_MONEY = re.compile(
    r"(?P<minus>[-+]?)(?:人民币|rmb|¥)?(?P<minus2>-?)"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)"
    r"(?P<unit>亿元|亿|万元|万|元|圆)?",
    re.ASCII,
)

_PLAIN_NUMBER = re.compile(r"-?\d{1,16}(?:\.\d{1,12})?", re.ASCII).fullmatch
_PERCENT = re.compile(r"([-+]?(?:\d+(?:\.\d*)?|\.\d+))%?", re.ASCII)
_DASHES = str.maketrans("−﹣–―─‐‑", "-------")
_BLANK_MARKS = frozenset("-—/*_\\")
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]+")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.\-/]*", re.ASCII).fullmatch
_QUOTED = re.compile(r'="(.+)"|[\'`](.+)').fullmatch  # ="code" and 'code, written against Excel
_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?[eE]\+\d+", re.ASCII).fullmatch


class NotANumber(ValueError):  # noqa: N818 - an answer about a cell, caught by its reader
    """A cell that holds something, but no number or percentage."""


class NotMoney(NotANumber):
    """A cell that holds something, but no amount of money."""


class TooLarge(NotMoney):
    """An amount beyond what any budget holds (10 to the 16 yuan)."""


def fold(text: str) -> str:
    """Reduce a text to what it says: half-width, lower case, no spaces, no unseen marks."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


def is_blank(value: Value) -> bool:
    """Say whether a cell holds nothing: empty, spaces, or one of the marks - — / *."""
    if isinstance(value, str):
        return _BLANK_MARKS.issuperset(fold(value).translate(_DASHES))
    return value is None


def read_money(value: Value, scale: Decimal) -> Decimal | None:
    """Read an amount in yuan, exactly as written; ``scale`` is yuan per unit of the column.

    None means a blank. A unit inside the cell (12.3万元) goes before the column's.
    Raises ``NotMoney`` for anything else, ``TooLarge`` beyond 10 to the 16 yuan.
    """
    if type(value) is float:
        if not isfinite(value):
            raise NotMoney
        exact = Decimal(repr(value)) * scale
    elif type(value) is str:
        written = _read_money_text(value, scale)
        if written is None:
            return None
        exact = written
    elif type(value) is int:
        exact = Decimal(value) * scale
    elif value is None:
        return None
    else:
        raise NotMoney
    if _LEAST < exact < _LARGEST:
        return exact
    raise TooLarge


def _read_money_text(text: str, scale: Decimal) -> Decimal | None:
    if _PLAIN_NUMBER(text):
        return Decimal(text) * scale
    folded = fold(text).translate(_DASHES)
    if _BLANK_MARKS.issuperset(folded):
        return None
    in_brackets = folded.startswith("(") and folded.endswith(")")
    found = _MONEY.fullmatch(folded[1:-1] if in_brackets else folded)
    if found is None or sum(map(bool, (found["minus"], found["minus2"], in_brackets))) > 1:
        raise NotMoney
    unit = found["unit"]
    amount = Decimal(found["number"].replace(",", ""))
    amount *= scale if unit is None else _SUFFIXES[unit]
    return -amount if in_brackets or "-" in (found["minus"], found["minus2"]) else amount


def states_unit(value: Value) -> bool:
    """Say whether an amount carries its unit in the cell: 12.3万元."""
    return isinstance(value, str) and fold(value).rstrip(")").endswith(tuple(_SUFFIXES))


def round_to_cent(exact: Decimal) -> Decimal:
    """Round yuan half-up to 0.01."""
    return exact.quantize(CENT, ROUND_HALF_UP)


def is_float_noise(exact: Decimal, amount: Decimal) -> bool:
    """Say whether what rounding took away is only what binary numbers leave behind."""
    return abs(exact - amount) <= max(abs(amount) * _NOISE, _LEAST_NOISE)


def read_percent(value: Value, *, shown_as_percent: bool) -> Decimal | None:
    """Read a percentage as percent: 64.0%, 64, or 0.64 in a cell shown as percent give 64.

    None means a blank; raises ``NotANumber`` for anything else.
    """
    if is_blank(value):
        return None
    if isinstance(value, str):
        found = _PERCENT.fullmatch(fold(value).translate(_DASHES))
        if found is None:
            raise NotANumber
        return Decimal(found[1])
    number = read_number(value)
    return number * 100 if shown_as_percent else number


def read_number(value: Value) -> Decimal:
    """Read a plain number without binary noise; raises ``NotANumber`` for anything else."""
    if isinstance(value, str):
        found = _PERCENT.fullmatch(fold(value))
        if found is None or "%" in found[0]:
            raise NotANumber
        return Decimal(found[1])
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotANumber
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        raise NotANumber
    return number


def as_text(value: Value, *, shown_as_percent: bool = False) -> str:
    """Write a cell as a clerk sees it: 8 for 8.0, 92% for 0.92 shown as percent, ISO dates."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number_text(value, shown_as_percent=shown_as_percent)
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def _number_text(value: float, *, shown_as_percent: bool) -> str:
    if isinstance(value, int) and not shown_as_percent:
        return str(value)
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        return str(value)
    plain = f"{number * 100 if shown_as_percent else number:f}"
    trimmed = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return ("0" if trimmed in {"", "-0"} else trimmed) + ("%" if shown_as_percent else "")


def is_code_number(value: Value) -> bool:
    """Say whether a code arrived as a number: a number or date cell, or 1.30209E+19 as text."""
    if isinstance(value, str):
        return _SCIENTIFIC(fold(value)) is not None
    return value is not None


def read_code(text: str) -> tuple[str, str]:
    """Read a project code, split from a name glued to it; the code is blank where none stands."""
    folded = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    quoted = _QUOTED(folded)
    if quoted is not None:
        return read_code(quoted[1] or quoted[2])
    return (folded, "") if _CODE(folded) else split_code_name(text)


def column_letter(index: int) -> str:
    """Write a column, counted from 0, as its letter: 0 is A, 26 is AA."""
    return cell_name((0, index)).removesuffix("1")
