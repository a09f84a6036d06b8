"""Phrases that lists, pages and letters share: counts, lists, months, readings, follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from monitor.domain.badges import BADGES, RESULTS_SHORT, RESULTS_SHORT_SIGN, Marks, is_badge
from monitor.domain.follow_ups import FollowUp, Progress
from monitor.domain.judged import IndicatorMonth
from monitor.domain.month import Month
from monitor.domain.month_close import CloseState
from monitor.words.catalogue import Language, say, words
from monitor.words.figures import write_day, write_month

_SIGNS = {"higher": ("≥", ">"), "lower": ("≤", "<"), "equal": ("=",)}
_ENDS = "。；;. "


def say_count(language: Language, key: str, count: int, **values: object) -> str:
    """Return the words under a key for a count; those under ``key_one`` where the count is one."""
    one = f"{key}_one"
    chosen = one if count == 1 and one in words(language) else key
    return say(language, chosen, count=f"{count:,}", **values)


def say_list(language: Language, parts: Sequence[str]) -> str:
    """Join the parts of a sentence: a, b and c."""
    first = say(language, "joint.of_names").join(parts[:-1])
    return say(language, "joint.last_of_names").join(filter(None, (first, *parts[-1:])))


def say_names(language: Language, names: Sequence[str]) -> str:
    """Join names or codes that stand beside each other: a, b, c."""
    return say(language, "joint.of_names").join(names)


def say_sentences(language: Language, sentences: Sequence[str]) -> str:
    """Put whole sentences behind each other; blank ones are left out."""
    space = say(language, "joint.next").removeprefix(say(language, "joint.stop"))
    return space.join(filter(None, sentences))


def say_month(language: Language, month: Month) -> str:
    """Name a month with its year: 2023年6月, Jun 2023."""
    name = write_month(month.number, language)
    return say(language, "import.month_name", year=month.year, month=name)


def write_reading(row: IndicatorMonth, language: Language) -> str:
    """Write what was understood of a target: at least 11 次, or by 2023-12-31."""
    if row.kind == "unreadable":
        return say(language, "indicators.unreadable")
    if row.due is not None:
        return say(language, "indicators.by_day", day=row.due.isoformat())
    if row.number is None:
        return say(language, "indicators.in_words")
    operator = say(language, f"target_operator.{_operator(row)}")
    return f"{operator} {_amount(row, language)}"


def write_due(row: IndicatorMonth, language: Language) -> str:
    """Write how many days a deadline not yet met is off at the month's end; blank for none."""
    if row.days_to_due is None or row.is_met:
        return ""
    key = "indicators.days_left" if row.days_to_due >= 0 else "indicators.days_over"
    return say_count(language, key, abs(row.days_to_due))


def write_doubts(row: IndicatorMonth, language: Language) -> list[str]:
    """Write why a target cannot be read, or wants a look."""
    codes = [*([row.reason] if row.reason else []), *row.suspicion.split()]
    return [
        say(language, f"target_{code}", name=row.level3, target=row.target_text) for code in codes
    ]


def write_settings(row: IndicatorMonth, language: Language) -> list[str]:
    """Write who set the reading or the judgement by hand, and why."""
    said = []
    if row.read_by:
        values = {"spelling": row.read_as, "who": row.read_by, "why": row.read_why}
        said.append(say(language, "reading.set", **values))
    if row.judged_by:
        said.append(say(language, "override.set", who=row.judged_by, why=row.judged_why))
    return said


def _operator(row: IndicatorMonth) -> str:
    """Name the operator; a bare number, one behind =, and one overridden go by their direction."""
    fitting = _SIGNS.get(row.direction, row.operator)
    if row.operator not in ("", "="):
        return row.operator if row.operator in fitting else fitting[0]
    return {"lower": "≤", "equal": "="}.get(row.direction, "bare")


def _amount(row: IndicatorMonth, language: Language) -> str:
    number = _number(row.number)
    if row.upper_number is not None:
        high = _number(row.upper_number)
        number = say(language, "indicators.range", low=number, high=high)
    if row.unit == "%":
        return f"{number}%"
    return f"{number} {row.unit}".strip()


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():,f}"


def lead_follow_ups(
    year: int, follow_ups: Sequence[FollowUp], today: date, language: Language
) -> str:
    """Say how many follow-ups a year has, how far they are, and how many are overdue."""
    if not follow_ups:
        return say(language, "follow.lead_none", year=year)
    counts = {state: sum(each.state == state for each in follow_ups) for state in Progress}
    parts = [
        say(language, f"follow.part.{state}", count=count)
        for state, count in counts.items()
        if count
    ]
    said = say(language, "joint.comma").join(parts)
    late = sum(each.is_overdue(today) for each in follow_ups)
    if late:
        said += say(language, "joint.semicolon")
        said += say_count(language, "follow.part.overdue", late)
    return say_count(language, "follow.lead", len(follow_ups), year=year, parts=said)


def write_follow_up(follow_up: FollowUp, today: date, language: Language) -> str:
    """Write a follow-up in one sentence: how far, what, who, until when, how late."""
    state = say(language, f"progress.{follow_up.state}")
    measure = " ".join(follow_up.measure.split()).rstrip(_ENDS)
    parts = [say(language, "follow.sentence", state=state, measure=measure)]
    if follow_up.owner:
        parts.append(say(language, "follow.by", owner=follow_up.owner))
    if follow_up.due is not None:
        parts.append(say(language, "follow.until", due=write_day(follow_up.due)))
    if follow_up.is_overdue(today):
        parts.append(write_late(follow_up, today, language))
    return _sentence(parts, language)


def write_late(follow_up: FollowUp, today: date, language: Language) -> str:
    """Say for how many days a follow-up has been overdue."""
    return say_count(language, "follow.late", follow_up.days_overdue(today))


def write_waiting(until_month: int, reason: str, language: Language) -> str:
    """Say until when a flag waits, and why."""
    month = write_month(until_month, language)
    said = " ".join(reason.split()).rstrip(_ENDS)
    return _sentence([say(language, "follow.waits", month=month, reason=said)], language)


def count_waiting(flagged: int, waiting: int, language: Language) -> str:
    """Say how many of the flagged projects wait and how many are to be acted on; blank for none."""
    if not waiting:
        return ""
    return say_count(language, "follow.waiting", waiting, rest=flagged - waiting)


def _sentence(parts: list[str], language: Language) -> str:
    return say(language, "joint.semicolon").join(parts) + say(language, "joint.stop")


def say_standing(standing: CloseState, language: Language) -> str:
    """Name the state of a month for the units in view; of several, how many stand where."""
    if standing.units > 1 and standing.state != "certified":
        counts = {"certified": standing.certified, "submitted": standing.submitted}
        return say(language, "month_state.many", units=standing.units, **counts)
    return say(language, f"month_state.{standing.state if standing.units else 'open'}")


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
