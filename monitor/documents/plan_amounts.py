"""Amounts as a plan document writes them, read to yuan; exact, and nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from monitor.documents.plan_words import fold

UNITS = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
ASSUMED_UNIT = "万元"

_BLANK = frozenset({"", "-", "--", "—", "——", "/", "*"})
_AMOUNT = re.compile(
    r"[¥￥]? ?(-?) ?(\d{1,18}|\d{1,3}(?:[, ]\d{3}){1,5})(\.\d{1,10})? ?([千万亿]?元)?", re.ASCII
)
_CENT = Decimal("0.01")
_MOST = Decimal("9999999999999999.99")


class UnreadableError(ValueError):
    """A text that cannot be read safely as the number it should be."""


class OutOfRangeError(ValueError):
    """A number that is no amount of a budget: negative, not whole fen, or too large."""


def is_blank(text: str) -> bool:
    """Say whether a cell stands for nothing; zero is something."""
    return fold(text) in _BLANK


def read_amount(text: str, unit: str) -> Decimal | None:
    """Read an amount written in ``unit`` (or in one of its own) to yuan, None for a blank.

    Raises ``UnreadableError`` and ``OutOfRangeError``.
    """
    if is_blank(text):
        return None
    folded = " ".join(unicodedata.normalize("NFKC", text).split())
    written = _AMOUNT.fullmatch(folded)
    if written is None:
        raise UnreadableError(text)
    sign, whole, fraction, own_unit = written.groups(default="")
    digits = sign + re.sub("[, ]", "", whole) + fraction
    yuan = Decimal(digits) * UNITS[own_unit or unit]
    if not 0 <= yuan <= _MOST or yuan != yuan.quantize(_CENT):
        raise OutOfRangeError(text)
    return yuan.quantize(_CENT)
