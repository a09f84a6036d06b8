"""The log of what happened: looked through a page at a time, held against itself, added to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from monitor.store.files import file_digest
from monitor.store.person import check

if TYPE_CHECKING:
    from monitor.store.database import Store


PAGE_SIZE = 50
RESTORED, EXPORTED, UPLOADED = "database.restored", "data.exported", "file.uploaded"
BLOCKED = "import.blocked"


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which entries: from a local day on, until one, both included, of one person or event."""

    since: date | None = None
    until: date | None = None
    actor: str | None = None
    event: str | None = None

    @property
    def filters(self) -> dict[str, object]:
        """Return the filters as the queries take them."""
        return {
            "since": _start_of(self.since),
            "until": _start_of(self.until + timedelta(days=1) if self.until else None),
            "actor": self.actor,
            "event": self.event,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened; the time is UTC, ``details`` a JSON object as text."""

    sequence: int
    happened_at: datetime
    actor: str
    event: str
    subject: str
    details: str

    @property
    def said(self) -> dict[str, Any]:
        """Return the details by name."""
        read: dict[str, Any] = json.loads(self.details)
        return read


def list_entries(
    store: Store, asked: LogFilter, *, page: int = 0, page_size: int = PAGE_SIZE
) -> list[Entry]:
    """Return a page of the log, the newest first.

    Raises ``NotAllowed`` for whoever may not see to accounts.
    """
    check(store.actor, "account")
    with store.reading() as reading:
        return reading.ask(
            "audit_entries",
            Entry,
            **asked.filters,
            page_size=page_size,
            skipped=page * page_size,
        )


def count_entries(store: Store, asked: LogFilter) -> int:
    """Return how many entries match; raises as ``list_entries`` does."""
    check(store.actor, "account")
    with store.reading() as reading:
        return int(reading.ask_value("audit_count", **asked.filters))


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom and what the log speaks of."""

    actors: tuple[str, ...]
    events: tuple[str, ...]


def list_choices(store: Store) -> Choices:
    """Return the people and the events that the log has."""
    check(store.actor, "account")
    with store.reading() as reading:
        found = reading.ask("audit_choices", _Choice)
    actors, events = {each.actor for each in found}, {each.event for each in found}
    return Choices(tuple(sorted(actors)), tuple(sorted(events)))


def record_export(store: Store, what: str, *, actor: str, **details: object) -> None:
    """Add to the log that somebody took data away, in a transaction of its own."""
    _record_alone(store, EXPORTED, actor, what, details)


def record_upload(store: Store, file_name: str, data: bytes, *, kind: str, actor: str) -> None:
    """Add to the log that somebody handed a file in, whatever becomes of it."""
    details = {"kind": kind, "file_sha256": file_digest(data), "file_size": len(data)}
    _record_alone(store, UPLOADED, actor, file_name, details)


def record_blocked(
    store: Store, file_name: str, data: bytes, codes: Iterable[str], *, kind: str, actor: str
) -> None:
    """Add to the log that a file was to be imported and was not, and by which findings."""
    named = " ".join(sorted(set(codes)))
    details: dict[str, object] = {
        "kind": kind,
        "file_sha256": file_digest(data),
        "codes": named,
    }
    _record_alone(store, BLOCKED, actor, file_name, details)


def _record_alone(
    store: Store, event: str, actor: str, subject: str, details: dict[str, object]
) -> None:
    """Add an entry for everybody: whoever may do a thing need not be allowed to keep the log."""
    with store.root.transaction() as transaction:
        transaction.record(event, actor=actor, subject=subject, details=details)
        transaction.keep()


@dataclass(frozen=True, slots=True)
class _Choice:
    actor: str
    event: str


def _start_of(day: date | None) -> datetime | None:
    """Return the beginning of a local day in UTC, as the store keeps time."""
    if day is None:
        return None
    local = datetime.combine(day, time()).astimezone()
    offset = local.utcoffset() or timedelta()
    return datetime.combine(day, time()) - offset
