"""What is to be done about a flagged project, as people keep it and as documents show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.domain.judged import ProjectMonth


class CauseKind(StrEnum):
    """Kinds of cause (原因类型), in the order of the flagged list."""

    POLICY = "policy"
    PROCUREMENT = "procurement"
    BEYOND_CONTROL = "beyond_control"
    PLANNED = "planned"
    CONTRACT = "contract"
    OTHER = "other"


class Progress(StrEnum):
    """How far a follow-up is; overdue is judged from its due date, never kept."""

    OPEN = "open"
    IN_HAND = "in_hand"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A measure agreed for a project: what, by whom, until when; ``due`` None where open.

    ``month`` is the one it was opened for; ``indicator_key`` is blank for the project as a whole.
    ``cause`` is one of ``CauseKind`` or blank, ``state`` one of ``Progress``. Times are UTC.
    """

    project_code: str
    measure: str
    owner: str = ""
    due: date | None = None
    cause: str = ""
    analysis: str = ""
    state: str = Progress.OPEN
    remark: str = ""
    follow_up_id: int = 0
    fiscal_year: int = 0
    month: int = 0
    indicator_key: str = ""
    unit_code: str = ""
    project_name: str = ""
    indicator_name: str = ""
    files_count: int = 0
    actor: str = ""
    set_at: datetime | None = None
    opened_at: datetime | None = None

    def is_overdue(self, on: date) -> bool:
        """Say whether the due date has passed on a day and the measure is not done."""
        return self.state != Progress.DONE and self.due is not None and self.due < on

    def days_overdue(self, on: date) -> int:
        """Return for how many days the measure has been overdue, 0 when it is not."""
        return (on - self.due).days if self.due is not None and self.is_overdue(on) else 0


def follow_ups_of_flag(project: ProjectMonth, follow_ups: Iterable[FollowUp]) -> list[FollowUp]:
    """Return what answers the flag of a project in a month.

    That is what was opened since the flag is up, and what is left undone from before it.
    """
    since = project.flagged_since or project.month
    return [
        each
        for each in follow_ups
        if each.project_code == project.project_code
        and each.month <= project.month
        and (each.state != Progress.DONE or each.month >= since)
    ]


def one_below_the_other(texts: Sequence[str]) -> str:
    """Write what belongs to several measures on numbered lines, blanks left out."""
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1) if text)


LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Snooze:
    """A flag that waits in ``month``, until the end of ``until_month``; the time is UTC."""

    project_code: str
    month: int
    until_month: int
    reason: str
    actor: str
    set_at: datetime
