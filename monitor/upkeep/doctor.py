"""Examine a database and what lies beside it, and say of each thing whether it is well."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.access.audit import RESTORED
from monitor.domain.errors import Refusal, WrongUse
from monitor.store.audit import Head, find_break, holds
from monitor.store.backup_file import Manifest, read_manifest
from monitor.store.checks import differing_months, find_offenders
from monitor.store.files import digest_of, place_of, referenced_files
from monitor.store.schema import newest_migration
from monitor.upkeep.backups import DailyBackups, parse_retention

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.store.database import Store
    from monitor.store.reading import Reading


def verify_log(store: Store, settings: Settings) -> list[int]:
    """Return the first entry that was changed, is missing or out of order; nothing when whole.

    The log is held against itself and against what the automatic backups saw of it.
    """
    with store.reading() as reading:
        broken = find_break(reading)
        if broken is not None:
            return [broken]
        ignored = list(_abandoned(reading))
        seen = [
            Head(manifest.contents.audit_sequence, manifest.contents.audit_hash)
            for manifest in _manifests(settings)
            if not any(start < manifest.made_at <= end for start, end in ignored)
        ]
        return sorted(head.sequence for head in seen if not holds(reading, head))[:1]


def _manifests(settings: Settings) -> Iterator[Manifest]:
    for backup in DailyBackups(settings).list():
        try:
            yield read_manifest(backup.path)
        except Refusal:
            continue


@dataclass(frozen=True, slots=True)
class _Entry:
    happened_at: datetime
    details: str


def _abandoned(reading: Reading) -> Iterator[tuple[datetime, datetime]]:
    """Return the spans of time that a restored backup has undone."""
    for entry in reading.ask("entries_of_event", _Entry, event=RESTORED):
        made_at = datetime.fromisoformat(json.loads(entry.details)["made_at"])
        yield made_at, entry.happened_at.replace(tzinfo=made_at.tzinfo)


MEBIBYTE = 1024 * 1024
_LEAST_ROOM = 200  # MB; a copy of the database twice over is wanted besides
_NOTES = {"clock", "files_orphaned", "spending_without_plan"}  # nothing stored is broken


class Health(StrEnum):
    """How a thing is: a note is worth knowing, and nothing to mend."""

    WELL = "well"
    NOTE = "note"
    ILL = "ill"


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at, with what was found there.

    ``refusal`` is why it could not be looked at.
    """

    name: str
    health: Health
    found: tuple[str, ...] = ()
    refusal: Refusal | None = None


def examine(store: Store, settings: Settings) -> list[Examined]:
    """Look at everything; what cannot be opened is part of the answer, never raised."""
    return [*_examine_database(store, settings), *examine_place(settings)]


def examine_place(settings: Settings) -> list[Examined]:
    """Look at what is quickly looked at: the folders, the room on the disk, the last backup."""
    return [_examine_writing(settings), _examine_room(settings), _examine_backups(settings)]


def is_healthy(examined: Sequence[Examined]) -> bool:
    """Say whether nothing has to be mended."""
    return all(each.health is not Health.ILL for each in examined)


def _examine_database(store: Store, settings: Settings) -> Iterator[Examined]:
    try:
        if not settings.database.exists():
            raise WrongUse("file_missing", path=settings.database)
        with store.transaction() as transaction:
            reading = transaction.everything
            found = [*_judge(find_offenders(reading))]
            found.append(_judged("kept_months", differing_months(reading)))
            found += _examine_files(reading, settings.files_folder)
    except Refusal as refusal:
        yield Examined("opens", Health.ILL, refusal=refusal)
        return
    yield Examined("opens", Health.WELL, (str(settings.database),))
    yield Examined("schema", Health.WELL, (str(newest_migration()),))
    yield from found
    yield _judged("audit", [str(place) for place in verify_log(store, settings)])


def _judge(offenders: dict[str, list[str]]) -> Iterator[Examined]:
    for name, found in offenders.items():
        yield _judged(name, found)


def _judged(name: str, found: Sequence[str]) -> Examined:
    worse = Health.NOTE if name in _NOTES else Health.ILL
    return Examined(name, worse if found else Health.WELL, tuple(found))


def _examine_files(reading: Reading, folder: Path) -> Iterator[Examined]:
    known = set(referenced_files(reading))
    there = {digest for digest in known if place_of(folder, digest).is_file()}
    changed = [digest for digest in sorted(there) if digest_of(place_of(folder, digest)) != digest]
    yield _judged("files_gone", sorted(known - there))
    yield _judged("files_changed", changed)
    yield _judged("files_orphaned", sorted(_orphans(folder, known)))


def _orphans(folder: Path, known: set[str]) -> Iterator[str]:
    for shelf in folder.glob("*/") if folder.is_dir() else ():
        for path in shelf.iterdir():
            is_upload = re.fullmatch("[0-9a-f]{64}", path.name) is not None
            if not (is_upload and path.name in known):
                yield f"{shelf.name}/{path.name}"


def _examine_writing(settings: Settings) -> Examined:
    barred = []
    folders = settings.database.parent, settings.files_folder, DailyBackups(settings).folder
    for folder in folders:
        if folder.exists():
            try:
                with tempfile.TemporaryFile(dir=folder):
                    pass
            except OSError as trouble:
                barred.append(f"{folder}: {trouble.strerror}")
    return _judged("writable", barred)


def _examine_room(settings: Settings) -> Examined:
    size, room = 0, None
    with suppress(OSError):
        size = settings.database.stat().st_size
    with suppress(OSError):
        room = shutil.disk_usage(settings.database.parent).free // MEBIBYTE
    if room is None:
        return Examined("space", Health.NOTE, ("?",))
    wanted = _LEAST_ROOM + 2 * size // MEBIBYTE
    return Examined("space", Health.WELL if room >= wanted else Health.ILL, (f"{room} MB",))


def _examine_backups(settings: Settings) -> Examined:
    backups = DailyBackups(settings)
    newest = next((str(_second(each.made_at)) for each in backups.list()), "")
    try:
        if parse_retention(settings.backups) is None:
            return Examined("backup", Health.NOTE, ("MONITOR_BACKUPS=off",))
    except WrongUse as refusal:
        return Examined("backup", Health.ILL, refusal=refusal)
    failure = backups.last_failure()
    if failure is not None:
        when = str(_second(failure.at))
        why = Refusal(failure.code, **failure.values)
        return Examined("backup", Health.ILL, (when, newest), why)
    if not newest:
        return Examined("backup", Health.NOTE)
    return Examined("backup", Health.WELL, (newest,))


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
