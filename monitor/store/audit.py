"""The log of what happened: entries are only added, and each seals those before it.

What leaves a row of its own is found when a transaction is committed (sql/audit has a file per
table), so that nobody can forget it; the rest is recorded by whoever does it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from monitor.store.reading import Reading
from monitor.store.rows import append_rows, now_utc
from monitor.store.views import read_folder

_FIXED = ("number", "happened_at", "actor", "event", "subject")
_ROWS_AT_A_TIME = 10_000


@dataclass(frozen=True, slots=True)
class _Entry:
    happened_at: datetime
    actor: str
    event: str
    subject: str
    details: str
    source: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    source: str
    number: int


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: its number and its seal; 0 and blank while there is none."""

    sequence: int
    hash: str


def record(
    reading: Reading,
    event: str,
    *,
    actor: str,
    subject: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Add an entry inside the caller's transaction, in which what it tells of happens.

    ``event`` is a code with words under ``audit.event.…``; ``details`` must hold neither amounts
    nor what files contain, and no secret.
    """
    _append(reading, [_Entry(now_utc(), actor, event, subject, _as_json(details or {}))])


def record_news(reading: Reading) -> None:
    """Add an entry for every row of the tables that the log follows and does not have yet."""
    marks = {mark.source: mark.number for mark in reading.ask("audit_marks", _Mark)}
    news = [
        entry
        for source, text in read_folder("audit").items()
        for entry in _news_of(reading, source, text, marks.get(source, 0))
    ]
    _append(reading, sorted(news, key=lambda entry: entry.happened_at))


def fetch_head(reading: Reading) -> Head:
    """Return the newest entry as the log itself remembers it."""
    rows = reading.cursor.execute("select sequence, hash from audit_head").fetchall()
    return Head(*rows[0]) if rows else Head(0, "")


def find_break(reading: Reading) -> int | None:
    """Return the number of the first entry that was changed, is missing or out of order.

    None when the log is whole.
    """
    last = Head(0, "")
    for sequence, previous, sealed, entry in _entries(reading):
        expected = last.sequence + 1
        if (
            sequence != expected
            or previous != last.hash
            or _seal(expected, previous, entry) != sealed
        ):
            return expected
        last = Head(sequence, sealed)
    return None if last == fetch_head(reading) else last.sequence + 1


def holds(reading: Reading, head: Head) -> bool:
    """Say whether the log has the entry that was its newest at an earlier time."""
    rows = reading.cursor.execute(
        "select hash from audit_entries where sequence = $sequence", {"sequence": head.sequence}
    ).fetchall()
    return head.sequence == 0 or rows == [(head.hash,)]


def _news_of(reading: Reading, source: str, text: str, after: int) -> Iterator[_Entry]:
    answer = reading.cursor.execute(text, {"after": after})
    names = [column[0] for column in answer.description or ()]
    for row in answer.fetchall():
        values = dict(zip(names, row, strict=True))
        number, happened_at, actor, event, subject = (values.pop(name) for name in _FIXED)
        details = _as_json({name: value for name, value in values.items() if value is not None})
        yield _Entry(happened_at, actor, event, subject, details, source, number)


def _append(reading: Reading, entries: list[_Entry]) -> None:
    if not entries:
        return
    head = fetch_head(reading)
    rows = []
    for entry in entries:
        sequence = head.sequence + 1
        sealed = _seal(sequence, head.hash, entry)
        rows.append(
            {
                "sequence": sequence,
                **{name: getattr(entry, name) for name in entry.__slots__},
                "previous_hash": head.hash,
                "hash": sealed,
            }
        )
        head = Head(sequence, sealed)
    append_rows(reading.cursor, "audit_entries", rows)
    reading.cursor.execute(
        "update audit_head set sequence = $sequence, hash = $hash",
        {"sequence": head.sequence, "hash": head.hash},
    )


def _entries(reading: Reading) -> Iterator[tuple[int, str, str, _Entry]]:
    names = ", ".join(_Entry.__slots__)
    answer = reading.cursor.execute(
        f"select sequence, previous_hash, hash, {names} from audit_entries order by sequence"  # noqa: S608 - names from code
    )
    while rows := answer.fetchmany(_ROWS_AT_A_TIME):
        for sequence, previous, sealed, *values in rows:
            yield sequence, previous, sealed, _Entry(*values)


def _seal(sequence: int, previous: str, entry: _Entry) -> str:
    values = [getattr(entry, name) for name in entry.__slots__]
    row = json.dumps([sequence, *values], ensure_ascii=False, separators=(",", ":"), default=_plain)
    return hashlib.sha256(f"{previous}\n{row}".encode()).hexdigest()


def _as_json(details: Mapping[str, object]) -> str:
    return json.dumps(details, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else str(value)
