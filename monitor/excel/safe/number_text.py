"""Numbers as files write them."""

from __future__ import annotations

from math import isfinite


def read_number(text: str) -> float | str:
    """Read a number; text that is none, as NaN, or that no float holds, as 1E400, stays text."""
    try:
        number = float(text)
    except ValueError:
        return text
    # Python would also read 1_000, infinity and the digits of other scripts
    return number if isfinite(number) and text.isascii() and "_" not in text else text
