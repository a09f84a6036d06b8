"""What differs from one run to the next and is no answer: the one place that takes it out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

_TIME = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?UTC|Z|[+-]\d\d:?\d\d)?)?"


@dataclass(frozen=True, slots=True)
class Varying:
    """What a run brings along: its days and its folders."""

    days: tuple[date, ...]
    folders: tuple[Path, ...]

    def settle(self, text: str) -> str:
        """Put a fixed word in the place of everything that varies."""
        for folder in self.folders:  # names of temporary and checked-out folders
            text = text.replace(str(folder), "<folder>")
        # When data were imported, "known on", and the day a document is written: today's days
        # with or without a time, in every way they are spelled.
        text = _spelled(self.days).sub("<now>", text)
        # The data version names the database by chance; how many changes it has seen is kept.
        text = re.sub(r"\b(\d+)-[0-9a-f]{8}\b(?!-)", r"\1-<database>", text)
        # How much of the disk is free, as the doctor says it.
        return re.sub(r'"\d+ MB"', '"<free> MB"', text)


def of_this_run(folders: Iterable[Path]) -> Varying:
    """Return what varies in a run that begins now: it may end tomorrow, in any time zone."""
    today = datetime.now(tz=UTC).date()
    days = tuple(today + timedelta(days=number) for number in (-1, 0, 1))
    return Varying(days, tuple(folders))


def _spelled(days: Iterable[date]) -> re.Pattern[str]:
    ways = [
        way
        for day in days
        for way in (
            f"{day.isoformat()}{_TIME}",
            f"{day.year}年0?{day.month}月0?{day.day}日{_TIME}",
            f"0?{day.day} {day:%B} {day.year}",
        )
    ]
    return re.compile("|".join(ways))
