"""How long automatic backups stay: the newest of each of the last days, weeks and months."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days, weeks and months that have a backup the newest one of each is kept.

    Raises ``ValueError`` for less than one day, or a number below zero.
    """

    daily: int
    weekly: int
    monthly: int

    def __post_init__(self) -> None:
        if self.daily < 1 or min(self.weekly, self.monthly) < 0:
            message = "at least the newest day is kept"
            raise ValueError(message)


def pick_kept(moments: Iterable[datetime], retention: Retention) -> set[datetime]:
    """Return the moments whose backups stay; the newest always does."""
    newest_first = sorted(moments, reverse=True)
    rules: list[tuple[int, Callable[[datetime], object]]] = [
        (retention.daily, datetime.date),
        (retention.weekly, lambda moment: moment.isocalendar()[:2]),
        (retention.monthly, lambda moment: (moment.year, moment.month)),
    ]
    kept: set[datetime] = set()
    for count, period in rules:
        newest: dict[object, datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(moment), moment)
        kept |= set(list(newest.values())[:count])
    return kept
