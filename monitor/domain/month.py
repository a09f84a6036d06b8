"""A month of a fiscal year; the fiscal year is the calendar year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from datetime import date as Date  # noqa: N812 - the name date is a field here

_YEARS, _NUMBERS = range(1900, 3000), range(1, 13)
_WRITTEN = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month, written 2023-06.

    Raises ``ValueError`` for a year outside 1900-2999 or a month outside 1-12.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse what is no month."""
        if self.year not in _YEARS or self.number not in _NUMBERS:
            message = f"no such month: {self.year}-{self.number}"
            raise ValueError(message)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read 2023-06; raises ``ValueError`` for anything else."""
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            message = f"no month: {text!r}"
            raise ValueError(message)
        return cls(int(written[1]), int(written[2]))

    def __str__(self) -> str:
        """Write 2023-06."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def previous(self) -> Month | None:
        """The month before within the same fiscal year, None for January."""
        return Month(self.year, self.number - 1) if self.number > 1 else None


def end_of(day: Date | None) -> datetime | None:
    """Return the end of a local day as the store keeps time: UTC without a zone."""
    if day is None:
        return None
    midnight = datetime.combine(day + timedelta(days=1), time()).astimezone(UTC)
    return midnight.replace(tzinfo=None) - timedelta(microseconds=1)
