"""Sentences on follow-ups and on flags that wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from monitor.domain.follow_ups import FollowUp, Progress
from monitor.i18n import say
from monitor.i18n.figures import Language, write_day, write_month
from monitor.i18n.phrases import say_count

_ENDS = "。；;. "


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
    said = ("，" if language == "zh" else ", ").join(parts)
    late = sum(each.is_overdue(today) for each in follow_ups)
    if late:
        said += "；" if language == "zh" else "; "
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
    return _sentence("；" if language == "zh" else "; ", parts, language)


def write_late(follow_up: FollowUp, today: date, language: Language) -> str:
    """Say for how many days a follow-up has been overdue."""
    return say_count(language, "follow.late", follow_up.days_overdue(today))


def write_waiting(until_month: int, reason: str, language: Language) -> str:
    """Say until when a flag waits, and why."""
    month = write_month(until_month, language)
    said = " ".join(reason.split()).rstrip(_ENDS)
    return _sentence("", [say(language, "follow.waits", month=month, reason=said)], language)


def count_waiting(flagged: int, waiting: int, language: Language) -> str:
    """Say how many of the flagged projects wait and how many are to be acted on; blank for none."""
    if not waiting:
        return ""
    return say_count(language, "follow.waiting", waiting, rest=flagged - waiting)


def _sentence(separator: str, parts: list[str], language: Language) -> str:
    return separator.join(parts) + ("。" if language == "zh" else ".")
