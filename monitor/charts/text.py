"""Line breaks for names and titles in Chinese and English, by estimated width.

A figure is laid out before any browser measures it, so widths are estimated in ems: a Chinese
character is one wide, a Latin letter or digit about 0.6.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from monitor.charts.records import Look
from monitor.words.catalogue import Language, say
from monitor.words.figures import (
    WAN,
    MoneyUnit,
    plain_number,
    round_half_up,
    write_amount,
    write_money,
    write_month,
)

_WORD = re.compile(
    r"[^\W\u2e80-\uffef]+(?:[-./%'’][^\W\u2e80-\uffef]+)*[%.,;:)\]]*|\s+|.", re.DOTALL
)

_NEVER_FIRST = set("，。、；：！？）》」』】”’·%),.;:!?]")
_NEVER_LAST = set("（《「『【“‘([")
_WIDE = {"W", "F"}
_LATIN = 0.6


def width_of(text: str) -> float:
    """Estimate the width of a line in ems."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in _WIDE else _LATIN for letter in text)


def _pieces(text: str, width: float) -> list[str]:
    """Cut a text where a line may end; what is too long for any line is cut by letters."""
    pieces: list[str] = []
    for found in _WORD.findall(" ".join(text.split())):
        if pieces and (found[0] in _NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST):
            pieces[-1] += found
        elif width_of(found) > width:
            pieces.extend(found)
        else:
            pieces.append(found)
    return pieces


def _fill(pieces: list[str], width: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width_of(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def wrap(text: str, width: float) -> list[str]:
    """Break a text into lines of at most ``width`` ems, of even length rather than one short.

    Nothing is cut off: a longer name takes more lines.
    """
    if width_of(text) <= width:
        return [" ".join(text.split())]
    pieces = _pieces(text, width)
    lines = _fill(pieces, width)
    shortest = int(sum(map(width_of, pieces)) / len(lines)) if lines else 0
    for narrower in range(max(1, shortest), int(width)):
        tried = _fill(pieces, narrower)
        if len(tried) == len(lines) and max(map(width_of, tried)) <= width:
            return tried
    return lines


def escape(text: str) -> str:
    """Keep a text from being read as the figure's markup."""
    return html.escape(text, quote=False)


def broken(lines: list[str]) -> str:
    """Join lines for a figure, each kept from being read as markup."""
    return "<br>".join(map(escape, lines))


HOVER = "%{hovertext}<extra></extra>"
_WIDTHS = {False: 36.0, True: 20.0}  # ems, wide and compact


def told(lines: Sequence[str], look: Look, name: str = "") -> str:
    """Set lines under a name, each broken where it is too long."""
    width = _WIDTHS[look.compact]
    said = [broken(wrap(line, width)) for line in lines if line]
    return "<br>".join([f"<b>{broken(wrap(name, width * 0.9))}</b>", *said] if name else said)


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


def word(language: Language, key: str, **blanks: object) -> str:
    """Give the words of the charts under a key; raises ``KeyError`` for no such key."""
    return say(language, f"chart.{key}", **blanks)


def month_end_word(language: Language, month: int) -> str:
    """Name a month's end: 6月底, end of Jun."""
    return word(language, "month_end", month=write_month(month, language))
