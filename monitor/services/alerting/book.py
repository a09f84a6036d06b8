"""The book of alerts: what each channel was told, kept once it was delivered and never before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.domain.month import Month
from monitor.services.alerting.changes import News, Quiet, Told
from monitor.store.batches import append_rows, next_number, now_utc
from monitor.store.connection import Store
from monitor.store.queries import fetch


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
    with store.reading() as cursor:
        return fetch(cursor, "alerts_sent", SentAlert)


def told_so_far(store: Store, month: Month) -> dict[str, dict[tuple[str, str], Told]]:
    """Return by channel what it was last told of each matter that can concern the month."""
    with store.reading() as cursor:
        rows = fetch(cursor, "alerts_standing", Told, fiscal_year=month.year, month=month.number)
    found: dict[str, dict[tuple[str, str], Told]] = {}
    for row in rows:
        found.setdefault(row.channel, {})[row.topic, row.project_code] = row
    return found


def keep_told(
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
        first = next_number(transaction.cursor, "alerts", "alert_id")
        common = {
            "channel": channel,
            "fiscal_year": month.year,
            "month": month.number,
            "actor": actor,
            "told_at": now_utc(),
        }
        rows = [*map(_told, news), *map(_noticed, quiet)]
        numbered = [{**row, **common, "alert_id": first + place} for place, row in enumerate(rows)]
        append_rows(transaction.cursor, "alerts", numbered)
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
