"""Why a project is flagged, in the order of weight; the store judges, this names."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from monitor.domain.follow_ups import FollowUp, Snooze
from monitor.domain.judged import ProjectMonth

BEHIND_LIGHTS = ("red", "yellow")
CHANGES = ("new", "worse", "persisting", "better")  # of a flag, against the month before


class Reason(StrEnum):
    """A reason to flag a project."""

    OVERSPENT = "overspent"
    BEHIND = "behind"
    MILESTONE = "milestone"
    INDICATORS = "indicators"
    MISMATCH = "mismatch"
    NOT_REPORTED = "not_reported"


def reasons_of(project: ProjectMonth) -> tuple[Reason, ...]:
    """Return the reasons for which a project is flagged, none when it is not."""
    return tuple(map(Reason, project.reasons.split()))


class Judged(Protocol):
    """An indicator in a month, as far as the list speaks of it."""

    @property
    def project_code(self) -> str:
        """The project's code."""

    @property
    def level3(self) -> str:
        """The indicator's name."""

    @property
    def light(self) -> str | None:
        """Its light, if it has one."""


@dataclass(frozen=True, slots=True)
class FlaggedRow:
    """One project of the list: reasons, lagging indicators, sentence, and what is done about it.

    ``snooze`` is there while the flag waits; ``official`` is the sentence as lists that go out
    have it, in Chinese and 万元.
    """

    project: ProjectMonth
    reasons: tuple[Reason, ...]
    lagging: tuple[str, ...]
    sentence: str
    follow_ups: tuple[FollowUp, ...] = field(default=())
    snooze: Snooze | None = None
    official: str = ""
