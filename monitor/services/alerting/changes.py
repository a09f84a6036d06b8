"""What there is to tell of a month, and what a channel has not been told of it yet.

A flag that only says that nothing was reported is for the chase list, which tells it by month.
A channel is told of a flag when it has not been since it was last clear, and when it is worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.domain.flags import Reason, reasons_of, shown_light
from monitor.domain.judged import ProjectMonth
from monitor.domain.month import Month
from monitor.services.chasing import Unreported, list_unreported
from monitor.services.reviewing import MonthView, review_month
from monitor.store.connection import Store
from monitor.words.catalogue import Language
from monitor.words.flags import write_flag

Topic = Literal["flag", "chase"]
CLEAR = 0


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that needs attention: a flag, or a report that is missing; more is worse."""

    topic: Topic
    unit_code: str
    unit_name: str
    project_code: str
    project_name: str
    level: int
    change: str
    light: str
    reasons: tuple[str, ...]
    sentence: str
    missing: Unreported | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return what the matter is remembered by."""
        return (self.topic, self.project_code)


@dataclass(frozen=True, slots=True)
class Told:
    """What a channel was last told of a project."""

    channel: str
    topic: Topic
    project_code: str
    unit_code: str
    level: int


@dataclass(frozen=True, slots=True)
class News:
    """A matter a channel is to be told of, and as what: new, worse, standing or missing."""

    matter: Matter
    event: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """What a channel need not be told, but has to be remembered: better or cleared."""

    topic: Topic
    project_code: str
    unit_code: str
    level: int
    event: str


def list_matters(
    store: Store, month: Month, language: Language, unit_code: str | None = None
) -> tuple[MonthView, list[Matter]]:
    """Return the month and everything of it that needs attention, the most severe first."""
    view = review_month(store, month, unit_code=unit_code)
    flags = [
        _flag(row, reasons, view, language)
        for row in view.flagged
        if (reasons := [each for each in reasons_of(row) if each is not Reason.NOT_REPORTED])
    ]
    missing = [_missing(row) for row in list_unreported(store, month, unit_code=unit_code)]
    return view, [*flags, *missing]


def find_news(
    matters: Iterable[Matter], told: Mapping[tuple[str, str], Told]
) -> tuple[list[News], list[Quiet]]:
    """Return what a channel is to be told, and what is only to be remembered.

    ``matters`` are those the channel is told of; what it was told and is no more is clear.
    """
    news, quiet, open_keys = [], [], set()
    for matter in matters:
        open_keys.add(matter.key)
        before = told[matter.key].level if matter.key in told else CLEAR
        if before == CLEAR:
            news.append(News(matter, _first(matter)))
        elif matter.level > before:
            news.append(News(matter, "worse"))
        elif matter.level < before:
            quiet.append(_quiet(told[matter.key], matter.level, "better"))
    gone = (each for key, each in told.items() if key not in open_keys and each.level != CLEAR)
    return news, [*quiet, *(_quiet(each, CLEAR, "cleared") for each in gone)]


def missing_of(news: Sequence[News], matters: Iterable[Matter]) -> list[Unreported]:
    """Return all that is missing of the units that have missing reports among the news."""
    units = {each.matter.unit_code for each in news if each.matter.topic == "chase"}
    return [
        each.missing for each in matters if each.missing is not None and each.unit_code in units
    ]


def _first(matter: Matter) -> str:
    if matter.topic == "chase":
        return "missing"
    return "standing" if matter.change in ("persisting", "better") else "new"


def _quiet(told: Told, level: int, event: str) -> Quiet:
    return Quiet(told.topic, told.project_code, told.unit_code, level, event)


def _flag(
    row: ProjectMonth, reasons: Sequence[Reason], view: MonthView, language: Language
) -> Matter:
    return Matter(
        "flag",
        row.unit_code,
        row.unit_name,
        row.project_code,
        row.project_name,
        row.severity,
        row.change or "",
        shown_light(row),
        tuple(each.value for each in reasons),
        write_flag(row, view.policy, language),
    )


def _missing(row: Unreported) -> Matter:
    return Matter(
        "chase",
        row.unit_code,
        row.unit_name,
        row.project_code,
        row.project_name,
        1,
        "",
        "not_reported",
        (Reason.NOT_REPORTED.value,),
        "",
        row,
    )
