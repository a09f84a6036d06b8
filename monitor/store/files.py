"""The bytes of every imported file, addressed by their SHA-256."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.domain.errors import StoreUnusable

if TYPE_CHECKING:
    from monitor.store.reading import Reading


def file_digest(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def keep_file(folder: Path, data: bytes) -> str:
    """Keep the bytes under their digest and return it; the same bytes are kept once.

    Raises ``StoreUnusable`` when the folder cannot be written.
    """
    digest = file_digest(data)
    place = place_of(folder, digest)
    if place.exists():
        return digest
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
            draft.write(data)
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(place)
    except OSError as trouble:
        raise StoreUnusable("files_read_only", path=folder) from trouble
    return digest


def fetch_file(folder: Path, digest: str) -> bytes | None:
    """Return the bytes kept under a digest, None when they are gone."""
    place = place_of(folder, digest)
    return place.read_bytes() if place.exists() else None


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file on disk, in hexadecimal; raises ``OSError``."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def place_of(folder: Path, digest: str) -> Path:
    """Return where the bytes of a digest are kept."""
    return folder / digest[:2] / digest


@dataclass(frozen=True, slots=True)
class _Digest:
    file_sha256: str


def referenced_files(reading: Reading) -> list[str]:
    """Return the digest of every file that the database knows."""
    return [row.file_sha256 for row in reading.ask("referenced_files", _Digest)]
