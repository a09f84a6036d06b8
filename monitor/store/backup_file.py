"""Backups: one zip with the database, the files it knows, and a manifest of what is in it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from monitor.domain.errors import StoreUnusable, WrongUse
from monitor.store.contents import Contents, copy_database, describe_file
from monitor.store.files import digest_of, place_of, referenced_files
from monitor.store.reading import Reading
from monitor.store.schema import newest_migration

FORMAT = 1
DATABASE, MANIFEST = "monitor.duckdb", "manifest.json"
DRAFTS = ".draft-"
_UPLOADS = "files/"
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; the time is UTC.

    ``parts`` gives the digest of each part by its name in the zip. ``missing`` are the digests
    of files that the database knows and that were gone already.
    """

    made_at: datetime
    contents: Contents
    parts: dict[str, str]
    missing: tuple[str, ...] = ()

    @property
    def uploads(self) -> list[str]:
        """Return the digests of the uploaded files that the backup holds."""
        return [digest for name, digest in self.parts.items() if name != DATABASE]


def write_backup(reading: Reading, target: Path, files_folder: Path | None = None) -> Manifest:
    """Write a backup of the database as of this moment, read it back, and put it in its place.

    Without ``files_folder`` the uploaded files are left out. Raises ``StoreUnusable`` when it
    cannot be written or does not read back as what it should hold.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft_folder(target.parent) as drafts:
            copy, draft = drafts / DATABASE, drafts / MANIFEST
            contents = copy_database(reading.cursor, copy)
            wanted = () if files_folder is None else referenced_files(reading)
            manifest = _pack(draft, copy, contents, files_folder or drafts, wanted)
            copy.unlink()
            unpack_backup(draft, drafts / "read_back")
            draft.replace(target)
    except (OSError, WrongUse, duckdb.Error) as trouble:
        raise StoreUnusable("backup_failed", path=target, trouble=say_briefly(trouble)) from trouble
    return manifest


def unpack_backup(path: Path, folder: Path) -> Manifest:
    """Unpack a backup into a new folder, check every part of it, and return its manifest.

    The database is in the folder under its name, uploads under their digests. Raises
    ``WrongUse`` for a file that is no whole backup, ``StoreUnusable`` for one that a newer
    version has made, and ``OSError`` when there is no room for it.
    """
    manifest = read_manifest(path)
    folder.mkdir()
    with zipfile.ZipFile(path) as archive:
        for name, digest in manifest.parts.items():
            if not _unpack(archive, name, folder / Path(name).name, digest):
                raise WrongUse("backup_damaged", path=path, part=name)
    try:
        is_whole = describe_file(folder / DATABASE) == manifest.contents
    except duckdb.Error:
        is_whole = False
    if not is_whole:
        raise WrongUse("backup_damaged", path=path, part=DATABASE)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says of itself, without checking it; raises as ``unpack_backup``."""
    try:
        with zipfile.ZipFile(path) as archive:
            stated = json.loads(archive.read(MANIFEST))
        found, known = int(stated["contents"]["schema"]), newest_migration()
        if int(stated["format"]) > FORMAT or found > known:
            raise StoreUnusable("backup_newer", path=path, found=found, expected=known)
        parts = {name: digest for name, digest in stated["parts"].items() if _is_ours(name)}
        made_at = datetime.fromisoformat(stated["made_at"])
        return Manifest(made_at, Contents(**stated["contents"]), parts, tuple(stated["missing"]))
    except FileNotFoundError as trouble:
        raise WrongUse("file_missing", path=path) from trouble
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as trouble:
        raise WrongUse("backup_unreadable", path=path) from trouble


@contextmanager
def draft_folder(beside: Path) -> Iterator[Path]:
    """Give a folder for what is not finished; it is removed with its block."""
    with tempfile.TemporaryDirectory(prefix=DRAFTS, dir=beside) as name:
        yield Path(name)


def say_briefly(trouble: Exception) -> str:
    """Return the system's own few words for what went wrong."""
    return getattr(trouble, "strerror", None) or str(trouble).partition("\n")[0]


def _pack(
    draft: Path, copy: Path, contents: Contents, files_folder: Path, wanted: Iterable[str]
) -> Manifest:
    parts, missing = {DATABASE: digest_of(copy)}, []
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(copy, DATABASE)
        for digest in wanted:
            place = place_of(files_folder, digest)
            if place.is_file():
                archive.write(place, f"{_UPLOADS}{digest}")
                parts[f"{_UPLOADS}{digest}"] = digest
            else:
                missing.append(digest)
        manifest = Manifest(datetime.now(UTC), contents, parts, tuple(missing))
        stated = asdict(manifest) | {"format": FORMAT, "made_at": manifest.made_at.isoformat()}
        archive.writestr(MANIFEST, json.dumps(stated, indent=2))
    with draft.open("rb+") as written:
        os.fsync(written.fileno())
    return manifest


def _unpack(archive: zipfile.ZipFile, name: str, place: Path, digest: str) -> bool:
    """Unpack one part and say whether it is what it should be."""
    found = hashlib.sha256()
    try:
        with archive.open(name) as part, place.open("wb") as out:
            while block := part.read(_BLOCK):
                found.update(block)
                out.write(block)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError):
        return False
    return found.hexdigest() == digest


def _is_ours(name: str) -> bool:
    """Say whether a part may be unpacked: the database, or an upload under its digest."""
    return name == DATABASE or re.fullmatch(r"files/[0-9a-f]{64}", name) is not None
