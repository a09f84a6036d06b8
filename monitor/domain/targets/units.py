"""Units of measure: which text is a unit, what kind it is, which of them can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from monitor.domain.targets.unit_words import (
    COUNTS,
    DENOMINATORS,
    LATIN,
    MEASURES,
    MONEY,
    RATES,
    SAME,
    TIMES,
    WORTH,
)

_WORDS = sorted({*RATES, *MONEY, *TIMES, *MEASURES, *COUNTS}, key=len, reverse=True)
KNOWN = "|".join(re.escape(word) for word in _WORDS) + "|" + LATIN
_CANON = {word: words[0] for words in SAME for word in words}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and its denominator: ``word`` is 元 of 元/亩 and ``per`` its 亩."""

    word: str
    per: str = ""

    def __str__(self) -> str:
        """Write 元/亩."""
        return f"{self.word}/{self.per}" if self.per else self.word


def canonical(word: str) -> str:
    """Return one spelling for every name of a unit of money or percent; others stay as written."""
    return _CANON[word] if word in (*RATES, *MONEY) and word in _CANON else word


def period(word: str) -> str:
    """Return one spelling for a denominator: 季度 → 季, 位 → 人."""
    return DENOMINATORS.get(word, word)


def is_rate(word: str) -> bool:
    """Say whether the unit is a percentage or a share of a thousand."""
    return word in RATES


def is_money(word: str) -> bool:
    """Say whether the unit is a currency."""
    return word in MONEY


def is_time(word: str) -> bool:
    """Say whether the unit is a length of time."""
    return word in TIMES


def conversion(written: str, wanted: str) -> Fraction | None:
    """Return what one ``written`` is worth in ``wanted``; None where they cannot be compared.

    >>> conversion("分钟", "小时")
    Fraction(1, 60)
    """
    left, right = _split(written), _split(wanted)
    if left[1:] != right[1:]:
        return None
    if left[0] == right[0]:
        return Fraction(1)
    ours, theirs = WORTH.get(left[0]), WORTH.get(right[0])
    if ours is None or theirs is None or ours[0] != theirs[0]:
        return None
    return Fraction(ours[1], theirs[1])


def _split(unit: str) -> tuple[str, ...]:
    if unit in _CANON:
        return (_CANON[unit],)
    word, *per = unit.split("/")
    return (_CANON.get(word, word), *(period(part) for part in per))
