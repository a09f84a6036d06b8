"""The charts' words, which stand in ``monitor.words``."""

from __future__ import annotations

from monitor.words.catalogue import Language, say
from monitor.words.figures import write_month


def word(language: Language, key: str, **blanks: object) -> str:
    """Give the words of the charts under a key; raises ``KeyError`` for no such key."""
    return say(language, f"chart.{key}", **blanks)


def month_end_word(language: Language, month: int) -> str:
    """Name a month's end: 6月底, end of Jun."""
    return word(language, "month_end", month=write_month(month, language))
