"""Text that may stand in any cell: nothing in it breaks a file or becomes a formula."""

from __future__ import annotations

import re
from collections.abc import Collection

from monitor.domain.legible import make_legible

MAX_UNITS = 32_767  # what a cell holds, counted in UTF-16 code units
_NAME_UNITS = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\s]+")
# Full-width signs count as well: Excel in East Asian locales reads them as the plain ones.
_SIGNS = frozenset("=+-@＝＋－＠")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def clean(value: object) -> str:
    """Write a value as text that every workbook format can hold.

    As ``make_legible`` writes it, and cut with an ellipsis beyond 32,767 UTF-16 units.
    """
    text = make_legible(value)
    if len(text) <= MAX_UNITS // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_UNITS:
        return text
    return units[: 2 * (MAX_UNITS - 1)].decode("utf-16-le", "ignore") + "…"


def looks_like_formula(text: str) -> bool:
    """Say whether a spreadsheet might take the text for a formula when it is typed or opened."""
    first = text[:1]
    return (first in _SIGNS or first.isspace()) and _FORMULA.match(text) is not None


def neutralise(value: object) -> str:
    """Write a value for csv: text that looks like a formula gets an apostrophe in front."""
    text = clean(value)
    return f"'{text}" if looks_like_formula(str(value)) else text


def display_width(text: str) -> int:
    """Say how many half-width characters the longest line takes; Chinese ones count two.

    Told by the bytes of UTF-8: 1 for the half-width, 3 for the full-width ones.
    """
    lines = text.split("\n")
    return max((len(line) + len(line.encode("utf-8", "replace")) + 1) // 2 for line in lines)


def sheet_name(title: str, taken: Collection[str] = ()) -> str:
    """Make a legal sheet name that is none of those ``taken`` (in lower case).

    No brackets, colon, star, question mark or slash, no apostrophe at the ends, 31 units at most.
    """
    name = _NOT_IN_NAMES.sub(" ", clean(title)).strip("' ")
    name = name.encode("utf-16-le")[: 2 * _NAME_UNITS].decode("utf-16-le", "ignore").strip("' ")
    legal = "_" + name if name.lower() in {"", "history"} else name
    number = 2
    while legal.lower() in taken:
        legal = f"{name[: _NAME_UNITS // 2 - 1]} {number}"
        number += 1
    return legal
