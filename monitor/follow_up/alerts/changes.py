"""What there is to tell of a month, and what a channel has not been told of it yet.

A flag that only says that nothing was reported is for the chase list, which tells it by month.
A channel is told of a flag when it has not been since it was last clear, and when it is worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.domain.badges import Marks
from monitor.domain.flags import Reason, reasons_of
from monitor.domain.judged import ProjectMonth
from monitor.domain.month import Month
from monitor.review.missing_reports import Unreported, list_unreported
from monitor.review.months import MonthView, review_month
from monitor.store.database import Store
from monitor.store.rows import now_utc
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
    marks: Marks
    reasons: tuple[str, ...]
    sentence: str
    missing: Unreported | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return what the matter is remembered by."""
        return (self.topic, self.project_code)


@dataclass(frozen=True, slots=True)
class Delivered:
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
    matters: Iterable[Matter], told: Mapping[tuple[str, str], Delivered]
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


def _quiet(told: Delivered, level: int, event: str) -> Quiet:
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
        Marks(row.badge, row.indicators_red),
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
        Marks("not_reported"),
        (Reason.NOT_REPORTED.value,),
        "",
        row,
    )


@dataclass(frozen=True, slots=True)
class SentAlert:
    """One alert that was sent; the time is UTC."""

    alert_id: int
    channel: str
    topic: str
    fiscal_year: int
    month: int
    unit_code: str
    project_code: str
    event: str
    level: int
    sentence: str
    actor: str
    told_at: datetime


def list_alerts(store: Store) -> list[SentAlert]:
    """Return every alert that was sent, the newest first."""
    with store.reading() as reading:
        return reading.ask("alerts_sent", SentAlert)


def delivered_so_far(store: Store, month: Month) -> dict[str, dict[tuple[str, str], Delivered]]:
    """Return by channel what it was last told of each matter that can concern the month."""
    with store.reading() as reading:
        rows = reading.ask("alerts_standing", Delivered, fiscal_year=month.year, month=month.number)
    found: dict[str, dict[tuple[str, str], Delivered]] = {}
    for row in rows:
        found.setdefault(row.channel, {})[row.topic, row.project_code] = row
    return found


def record_delivered(
    store: Store,
    month: Month,
    channel: str,
    news: Sequence[News],
    quiet: Sequence[Quiet] = (),
    *,
    actor: str,
) -> None:
    """Append what a channel was told, and what it need not be told any more."""
    if not news and not quiet:
        return
    with store.transaction() as transaction:
        first = transaction.next_number("alerts", "alert_id")
        common = {
            "channel": channel,
            "fiscal_year": month.year,
            "month": month.number,
            "actor": actor,
            "told_at": now_utc(),
        }
        rows = [*map(_told, news), *map(_noticed, quiet)]
        numbered = [{**row, **common, "alert_id": first + place} for place, row in enumerate(rows)]
        transaction.append("alerts", numbered)
        transaction.keep()  # an alert changes no figure


def _told(news: News) -> dict[str, object]:
    matter = news.matter
    return {
        "topic": matter.topic,
        "unit_code": matter.unit_code,
        "project_code": matter.project_code,
        "event": news.event,
        "level": matter.level,
        "sentence": matter.sentence,
    }


def _noticed(quiet: Quiet) -> dict[str, object]:
    return {
        "topic": quiet.topic,
        "unit_code": quiet.unit_code,
        "project_code": quiet.project_code,
        "event": quiet.event,
        "level": quiet.level,
        "sentence": "",
    }
