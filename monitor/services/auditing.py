"""The log of what happened: looked through a page at a time, held against itself, added to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from monitor.domain.errors import Refusal
from monitor.services.backing_up import DailyBackups
from monitor.store.acting import check
from monitor.store.archives import Manifest, read_manifest
from monitor.store.audit import Head, find_break, holds
from monitor.store.audit import record as record  # noqa: PLC0414 - services add to it by this name
from monitor.store.file_store import file_digest
from monitor.store.queries import fetch, fetch_value

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.store.connection import Cursor, Store

PAGE_SIZE = 50
RESTORED, EXPORTED, UPLOADED = "database.restored", "data.exported", "file.uploaded"
BLOCKED = "import.blocked"


@dataclass(frozen=True, slots=True)
class Asked:
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
    store: Store, asked: Asked, *, page: int = 0, page_size: int = PAGE_SIZE
) -> list[Entry]:
    """Return a page of the log, the newest first.

    Raises ``NotAllowed`` for whoever may not see to accounts.
    """
    check(store.actor, "account")
    with store.reading() as cursor:
        return fetch(
            cursor,
            "audit_entries",
            Entry,
            **asked.filters,
            page_size=page_size,
            skipped=page * page_size,
        )


def count_entries(store: Store, asked: Asked) -> int:
    """Return how many entries match; raises as ``list_entries`` does."""
    check(store.actor, "account")
    with store.reading() as cursor:
        return int(fetch_value(cursor, "audit_count", **asked.filters))


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom and what the log speaks of."""

    actors: tuple[str, ...]
    events: tuple[str, ...]


def list_choices(store: Store) -> Choices:
    """Return the people and the events that the log has."""
    check(store.actor, "account")
    with store.reading() as cursor:
        return Choices(_distinct(cursor, "actor"), _distinct(cursor, "event"))


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
        record(transaction.cursor, event, actor=actor, subject=subject, details=details)
        transaction.keep()


def verify_log(store: Store, settings: Settings) -> list[int]:
    """Return the first entry that was changed, is missing or out of order; nothing when whole.

    The log is held against itself and against what the automatic backups saw of it.
    """
    with store.reading() as cursor:
        broken = find_break(cursor)
        if broken is not None:
            return [broken]
        ignored = list(_abandoned(cursor))
        seen = [
            Head(manifest.contents.audit_sequence, manifest.contents.audit_hash)
            for manifest in _manifests(settings)
            if not any(start < manifest.made_at <= end for start, end in ignored)
        ]
        return sorted(head.sequence for head in seen if not holds(cursor, head))[:1]


def _manifests(settings: Settings) -> Iterator[Manifest]:
    for backup in DailyBackups(settings).list():
        try:
            yield read_manifest(backup.path)
        except Refusal:
            continue


def _abandoned(cursor: Cursor) -> Iterator[tuple[datetime, datetime]]:
    """Return the spans of time that a restored backup has undone."""
    rows = cursor.execute(
        "select happened_at, details from audit_entries where event = $event", {"event": RESTORED}
    ).fetchall()
    for happened_at, details in rows:
        made_at = datetime.fromisoformat(json.loads(details)["made_at"])
        yield made_at, happened_at.replace(tzinfo=made_at.tzinfo)


def _distinct(cursor: Cursor, column: str) -> tuple[str, ...]:
    rows = cursor.execute(f"select distinct {column} from audit_entries order by 1").fetchall()  # noqa: S608 - names from code
    return tuple(str(row[0]) for row in rows)


def _start_of(day: date | None) -> datetime | None:
    """Return the beginning of a local day in UTC, as the store keeps time."""
    if day is None:
        return None
    local = datetime.combine(day, time()).astimezone()
    offset = local.utcoffset() or timedelta()
    return datetime.combine(day, time()) - offset
