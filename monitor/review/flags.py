"""The flagged list: the same rows for screen, workbook, csv and terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.domain.flags import BEHIND_LIGHTS, FlaggedRow, Judged, Reason, reasons_of
from monitor.domain.follow_ups import FollowUp, Snooze, follow_ups_of_flag
from monitor.domain.judged import ProjectMonth
from monitor.review.months import MonthView
from monitor.words.catalogue import PAPER, Language
from monitor.words.figures import MoneyUnit
from monitor.words.flags import write_flag


@dataclass(frozen=True, slots=True)
class FlagFilter:
    """What the list is narrowed to; empty means everything."""

    badges: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    search: str = ""
    changes: tuple[str, ...] = ()

    def keeps(self, project: ProjectMonth) -> bool:
        """Say whether a flagged project stays on the list."""
        return (
            (not self.badges or project.badge in self.badges)
            and (not self.reasons or any(reason in self.reasons for reason in reasons_of(project)))
            and (not self.changes or project.change in self.changes)
            and self.search.strip().lower()
            in f"{project.project_code} {project.project_name} {project.office}".lower()
        )


def list_flagged(
    view: MonthView,
    indicators: Iterable[Judged],
    language: Language,
    narrowed: FlagFilter | None = None,
    unit: MoneyUnit = "万元",
    *,
    follow_ups: Sequence[FollowUp] = (),
    snoozes: Mapping[str, Snooze] | None = None,
) -> list[FlaggedRow]:
    """Return the flagged projects of the month, the most severe first."""
    lagging: dict[str, list[str]] = defaultdict(list)
    for indicator in indicators:
        if indicator.light in BEHIND_LIGHTS:
            lagging[indicator.project_code].append(indicator.level3)
    chosen = narrowed or FlagFilter()
    is_official = language == PAPER and unit == "万元"
    rows = []
    for project in view.flagged:
        if not chosen.keeps(project):
            continue
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
