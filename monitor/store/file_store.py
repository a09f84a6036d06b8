"""The bytes of every imported file, addressed by their SHA-256."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from monitor.domain.errors import StoreUnusable


def file_digest(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def keep_file(folder: Path, data: bytes) -> str:
    """Keep the bytes under their digest and return it; the same bytes are kept once.

    Raises ``StoreUnusable`` when the folder cannot be written.
    """
    digest = file_digest(data)
    place = _place(folder, digest)
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
    place = _place(folder, digest)
    return place.read_bytes() if place.exists() else None


def _place(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest
