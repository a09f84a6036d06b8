"""The flagged list: the same rows for screen, workbook, csv and terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.domain.flags import BEHIND_LIGHTS, FlaggedRow, Judged, Reason, reasons_of
from monitor.domain.follow_ups import FollowUp, Snooze, follow_ups_of_flag
from monitor.review.months import MonthView
from monitor.words.catalogue import PAPER, Language
from monitor.words.figures import MoneyUnit
from monitor.words.flags import write_flag


@dataclass(frozen=True, slots=True)
class FlagFilter:
    """What a list of projects is filtered by; empty means everything.

    The database applies it, in the query ``find_projects`` and nowhere else.
    """

    badges: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    search: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlagActions:
    """What is done about flags: measures agreed, and the flags that wait, by project code."""

    follow_ups: Sequence[FollowUp] = ()
    snoozes: Mapping[str, Snooze] = field(default_factory=dict)


def list_flagged(
    view: MonthView,
    indicators: Iterable[Judged],
    language: Language,
    unit: MoneyUnit = "万元",
    *,
    follow_ups: Sequence[FollowUp] = (),
    snoozes: Mapping[str, Snooze] | None = None,
) -> list[FlaggedRow]:
    """Return the flagged projects of a view as rows of the list, in its order of urgency."""
    lagging: dict[str, list[str]] = defaultdict(list)
    for indicator in indicators:
        if indicator.light in BEHIND_LIGHTS:
            lagging[indicator.project_code].append(indicator.level3)
    is_official = language == PAPER and unit == "万元"
    rows = []
    for project in view.flagged:
        sentence = write_flag(project, view.policy, language, unit)
        rows.append(
            FlaggedRow(
                project,
                reasons_of(project),
                tuple(lagging[project.project_code]),
                sentence,
                tuple(follow_ups_of_flag(project, follow_ups)),
                (snoozes or {}).get(project.project_code),
                sentence if is_official else "",
            )
        )
    return rows
