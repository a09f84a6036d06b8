"""Small joints of sentences: a count with its word, a list, a month with its year."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.badges import BADGES, RESULTS_SHORT, RESULTS_SHORT_SIGN, Marks, is_badge
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


def say_badge(language: Language, name: str) -> str:
    """Write a badge as sign and word, ▼ behind; an indicator's other states are a word alone."""
    if not is_badge(name):
        return say(language, f"light.{name}")
    badge = BADGES[name]
    return f"{badge.sign} {say(language, badge.words)}"


def say_results_short(language: Language, count: int) -> str:
    """Write the second mark of a project whose results fall short, blank where none does."""
    if not count:
        return ""
    return f"{RESULTS_SHORT_SIGN} {say_count(language, RESULTS_SHORT, count)}"


def say_marks(language: Language, marks: Marks, separator: str = " ") -> str:
    """Write a project's badge, and its second mark where results fall short."""
    said = (say_badge(language, marks.badge), say_results_short(language, marks.indicators_red))
    return separator.join(filter(None, said))
