"""Take in one file that nobody watches: import it, or say why not."""

from __future__ import annotations

import logging
import os
import stat
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from monitor.domain.errors import StoreBusy, StoreUnusable
from monitor.domain.findings import Finding, Level
from monitor.intake.batches import list_batches
from monitor.intake.commit import commit_import, preview_import
from monitor.intake.mappings import FITTING, SavedMapping
from monitor.intake.recognise import Recognised, recognise
from monitor.intake.request import ImportRequest, Preview
from monitor.store.files import file_digest
from monitor.upkeep.setup import Store

_LOG = logging.getLogger("monitor")


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file; ``outcome`` is imported, same or aside.

    ``batch_id`` is the batch it made, or the one that the very same file made before.
    """

    outcome: str
    kind: str = ""
    batch_id: int | None = None
    facts: int = 0
    changed: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def blockers(self) -> int:
        """Count what has to be mended."""
        return sum(finding.level is Level.BLOCKER for finding in self.findings)


def recognise_safely(data: bytes, saved: Sequence[SavedMapping] = ()) -> Recognised:
    """Tell the kind of a file; what goes wrong unforeseen is a finding with a reference."""
    try:
        return recognise(data, saved)
    except Exception:  # noqa: BLE001 - whatever one file does, the next one is still to be read
        return Recognised("", (_trouble(),))


def receive(
    store: Store, files_folder: Path, file_name: str, data: bytes, *, kind: str, actor: str
) -> Received:
    """Import a file of a known kind when nothing stands in the way.

    It is read by the newest saved mapping that fits. A file imported before whose figures were
    corrected since is not imported again. Raises ``StoreBusy`` and ``StoreUnusable``: then the
    file is as good as not looked at.
    """
    request = ImportRequest(kind, file_name, data, actor, mapping=FITTING)
    try:
        earlier = _batch_of(store, kind, data)
        if earlier is not None:
            return _seen_again(preview_import(store, request), earlier)
        done = commit_import(store, request, files_folder)
    except (StoreBusy, StoreUnusable):
        raise
    except Exception:  # noqa: BLE001 - as above
        return Received("aside", kind, findings=(_trouble(),))
    return _judged(done.preview, done.batch_id)


def _batch_of(store: Store, kind: str, data: bytes) -> int | None:
    """Return the newest live batch that the same bytes made."""
    digest = file_digest(data)
    same = (
        batch.batch_id
        for batch in list_batches(store)
        if batch.is_active and (batch.kind, batch.file_sha256) == (kind, digest)
    )
    return next(same, None)


def _seen_again(preview: Preview, batch_id: int) -> Received:
    if preview.is_blocked or preview.changes_nothing:
        return _judged(preview, batch_id)
    found = Finding("watch_superseded", Level.BLOCKER, values={"batch": str(batch_id)})
    return Received("aside", preview.kind, batch_id, findings=(found,))


def _judged(preview: Preview, batch_id: int | None) -> Received:
    if preview.is_blocked:
        return Received("aside", preview.kind, findings=preview.findings)
    outcome = "same" if preview.changes_nothing else "imported"
    return Received(
        outcome,
        preview.kind,
        batch_id,
        preview.facts_count,
        preview.moved,
        preview.findings,
    )


def _trouble() -> Finding:
    reference = uuid.uuid4().hex[:8]
    _LOG.exception("reference %s", reference)
    return Finding("watch_trouble", Level.BLOCKER, values={"reference": reference})


# Half-written or not meant to be read: locks of office programs, downloads under way.
_UNFINISHED = (".tmp", ".temp", ".crdownload", ".part", ".partial", ".download", ".lock", ".lnk")
_PASSING = ("~", ".")
OWN_FILES = ("watch.log", "desktop.ini", "thumbs.db")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when a file does."""

    size: int
    modified: int
    node: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that has stood still, as it was then."""

    path: Path
    stamp: Stamp

    @property
    def stands(self) -> bool:
        """Say whether the file is still what it was."""
        return stamp_of(self.path) == self.stamp


@dataclass(slots=True)
class Arrivals:
    """A folder looked at again and again.

    ``moving`` are the files that have not come to rest, ``ready`` counts those that have. An
    empty file is a place kept by a download. Only regular files directly in the folder count;
    one that was handled and could not be moved is passed over until it changes.
    """

    folder: Path
    moving: tuple[Path, ...] = ()
    ready: int = 0
    _seen: dict[Path, Stamp] = field(default_factory=dict)
    _handled: dict[Path, Stamp] = field(default_factory=dict)

    def look(self) -> list[Arrival]:
        """Return the files that are as they were at the last look, the oldest first."""
        found = {path: stamp for path in self._files() if (stamp := stamp_of(path)) is not None}
        found = {path: stamp for path, stamp in found.items() if self._handled.get(path) != stamp}
        still = [
            Arrival(path, stamp)
            for path, stamp in found.items()
            if stamp.size and self._seen.get(path) == stamp
        ]
        at_rest = {arrival.path for arrival in still}
        self.moving = tuple(
            path for path, stamp in found.items() if stamp.size and path not in at_rest
        )
        self.ready = len(still)
        self._seen = found
        return sorted(still, key=lambda each: (each.stamp.modified, each.path.name))

    def pass_over(self, arrival: Arrival) -> None:
        """Leave a file alone until it changes."""
        self._handled[arrival.path] = arrival.stamp

    def _files(self) -> list[Path]:
        with os.scandir(self.folder) as entries:
            return [self.folder / entry.name for entry in entries if is_meant(entry.name)]


def is_meant(name: str) -> bool:
    """Say whether a name is that of a file to read, not of a lock, a draft or a log."""
    plain = name.lower()
    return not (plain.startswith(_PASSING) or plain.endswith(_UNFINISHED) or plain in OWN_FILES)


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a regular file, None for anything else and for what is gone."""
    try:
        found = path.stat(follow_symlinks=False)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)
