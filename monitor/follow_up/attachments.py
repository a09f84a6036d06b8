"""Files beside a follow-up, kept by their SHA-256 and given back byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.domain.errors import WrongUse
from monitor.domain.text import safe_name
from monitor.follow_up.measures import require_follow_up
from monitor.store.database import Store
from monitor.store.files import fetch_file, file_digest, keep_file
from monitor.store.reading import Reading
from monitor.store.rows import now_utc

MOST_FILES = 20
_MEBIBYTE = 1024 * 1024
LARGEST_FILE = 20 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside a follow-up: its safe name, digest and size in bytes; the time is UTC."""

    file_id: int
    follow_up_id: int
    file_name: str
    file_sha256: str
    file_size: int
    actor: str
    added_at: datetime


def attach(
    store: Store, files_folder: Path, follow_up_id: int, name: str, data: bytes, *, actor: str
) -> Attachment:
    """Keep a file beside a follow-up; the same bytes under the same name are kept once.

    Raises ``WrongUse`` for an unknown follow-up, an empty or too large file, and one too many;
    ``StoreUnusable`` where the file cannot be kept.
    """
    if not data:
        raise WrongUse("attachment_empty", name=safe_name(name))
    if len(data) > LARGEST_FILE:
        found = -(-len(data) // _MEBIBYTE)
        raise WrongUse("attachment_too_large", found=found, limit=LARGEST_FILE // _MEBIBYTE)
    with store.transaction("follow_up") as transaction:
        require_follow_up(transaction.own, follow_up_id)
        there = _files(transaction.own, follow_up_id=follow_up_id)
        wanted = (safe_name(name), file_digest(data))
        for each in there:
            if (each.file_name, each.file_sha256) == wanted:
                return each
        if len(there) >= MOST_FILES:
            raise WrongUse("attachments_too_many", limit=MOST_FILES)
        added = Attachment(
            file_id=transaction.next_number("follow_up_files", "file_id"),
            follow_up_id=follow_up_id,
            file_name=wanted[0],
            file_sha256=keep_file(files_folder, data),
            file_size=len(data),
            actor=actor,
            added_at=now_utc(),
        )
        row = {name: getattr(added, name) for name in Attachment.__dataclass_fields__}
        transaction.append("follow_up_files", [row])
        transaction.keep()  # a file changes no figure
    return added


def list_attachments(store: Store, follow_up_id: int) -> list[Attachment]:
    """Return the files beside a follow-up in the order they came."""
    with store.reading() as reading:
        return _files(reading, follow_up_id=follow_up_id)


def fetch_attachment(store: Store, files_folder: Path, file_id: int) -> tuple[str, bytes]:
    """Return a file's safe name and its very bytes.

    Raises ``WrongUse`` for an unknown number, and for bytes that are gone or are not what was kept.
    """
    with store.reading() as reading:
        found = _files(reading, file_id=file_id)
    if not found:
        raise WrongUse("attachment_unknown", found=file_id)
    data = fetch_file(files_folder, found[0].file_sha256)
    if data is None or file_digest(data) != found[0].file_sha256:
        raise WrongUse("attachment_gone", name=found[0].file_name)
    return found[0].file_name, data


def _files(
    reading: Reading, *, follow_up_id: int | None = None, file_id: int | None = None
) -> list[Attachment]:
    return reading.ask("follow_up_files", Attachment, follow_up_id=follow_up_id, file_id=file_id)
