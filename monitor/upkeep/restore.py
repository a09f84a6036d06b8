"""Bring a backup back in the place of the database, which is kept beside under a dated name."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.access.audit import RESTORED
from monitor.domain.errors import StoreUnusable, WrongUse
from monitor.store.backup_file import DATABASE, Manifest, draft_folder, say_briefly, unpack_backup
from monitor.store.contents import Contents
from monitor.store.files import digest_of, place_of

if TYPE_CHECKING:
    from monitor.store.database import HeldDatabase, Store


_OF_ITSELF = {"alerts", "audit_entries", "session_ends", "session_tokens", "sign_in_attempts"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back, and where the database that stood there is now, if one did."""

    manifest: Manifest
    replaced: Path | None


def restore_backup(
    store: Store, files_folder: Path, backup: Path, *, actor: str, force: bool = False
) -> Restored:
    """Check a backup, put it in the place of the database, and bring its files back.

    Raises ``WrongUse`` for a file that is no whole backup, and where the database holds other
    imports than it, unless forced; ``StoreBusy`` while another process keeps the database.
    """
    path = store.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft_folder(path.parent) as drafts:
            unpacked = drafts / "unpacked"
            manifest = unpack_backup(backup, unpacked)
            with store.held() as held:
                contents = held.contents()
                if contents is not None:
                    _refuse_loss(contents, manifest, path, force=force)
                _bring_files(manifest, unpacked, files_folder)
                replaced = _swap(unpacked / DATABASE, path, held)
    except OSError as trouble:
        raise StoreUnusable("restore_failed", path=path, trouble=say_briefly(trouble)) from trouble
    with store.transaction() as transaction:
        details = {"made_at": manifest.made_at.isoformat()}
        transaction.record(RESTORED, actor=actor, subject=backup.name, details=details)
        transaction.keep()
    return Restored(manifest, replaced)


def _refuse_loss(contents: Contents, manifest: Manifest, path: Path, *, force: bool) -> None:
    """Refuse to replace a database whose imports or decisions the backup does not hold."""
    is_same = _said(contents) == _said(manifest.contents)
    if not (contents.is_blank or is_same or force):
        count = contents.rows["batches"]
        raise WrongUse("restore_would_replace", path=path, count=count)


def _said(contents: Contents) -> tuple[str, dict[str, int]]:
    """Return what people have put into a database, without what it notes of itself."""
    rows = {name: count for name, count in contents.rows.items() if name not in _OF_ITSELF}
    return contents.imports, rows


def _bring_files(manifest: Manifest, unpacked: Path, files_folder: Path) -> None:
    """Put the uploads where they belong, over none that is whole."""
    for digest in manifest.uploads:
        place = place_of(files_folder, digest)
        if not (place.is_file() and digest_of(place) == digest):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(unpacked / digest, place)


def _swap(new: Path, path: Path, held: HeldDatabase) -> Path | None:
    """Put a database in the place of another, at no moment leaving none; return the other's."""
    replaced = None
    if path.exists():
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        replaced = path.with_name(f"{path.stem}-replaced-{stamp}{path.suffix}")
        held.let_go()
        _keep_aside(path, replaced)
        log = path.with_name(f"{path.name}.wal")
        if log.exists():  # of a database that cannot be opened; it belongs to that one
            log.replace(replaced.with_name(f"{replaced.name}.wal"))
    new.replace(path)
    return replaced


def _keep_aside(path: Path, replaced: Path) -> None:
    try:
        replaced.hardlink_to(path)
    except OSError:  # a disk that knows no second name for a file
        path.replace(replaced)
