"""Text that may stand in any cell: nothing in it breaks a file or becomes a formula."""

from __future__ import annotations

import re
from collections.abc import Collection

from monitor.domain.text import clean

_NAME_UNITS = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\s]+")


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
