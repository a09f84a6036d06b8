"""Small joints of sentences: a count with its word, a list, a month with its year."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.month import Month
from monitor.i18n import say, words
from monitor.i18n.figures import Language, write_month


def say_count(language: Language, key: str, count: int, **values: object) -> str:
    """Return the words under a key for a count; those under ``key_one`` where the count is one."""
    one = f"{key}_one"
    chosen = one if count == 1 and one in words(language) else key
    return say(language, chosen, count=f"{count:,}", **values)


def say_list(language: Language, parts: Sequence[str]) -> str:
    """Join the parts of a sentence: a, b and c."""
    if language == "zh":
        return "、".join(parts)
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def say_month(language: Language, month: Month) -> str:
    """Name a month with its year: 2023年6月, Jun 2023."""
    name = write_month(month.number, language)
    return say(language, "import.month_name", year=month.year, month=name)
