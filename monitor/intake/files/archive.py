"""The archive that a workbook is: its directory is judged before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.limits import MEBIBYTE, ReadingLimits, megabytes

CHUNK = MEBIBYTE
SMALL_PART = 16 * MEBIBYTE
_RATIO_COUNTS_FROM = 32 * MEBIBYTE
_ENCRYPTED = 0x1
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENTRY = b"PK\x01\x02"

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
)


class Archive:
    """A zip archive whose directory was found harmless; names are lower case with slashes."""

    def __init__(self, data: bytes, limits: ReadingLimits) -> None:
        _check_count(data, limits)
        with _unbroken("zip"):
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            self._add(entry)
        _check_size(entries, len(data), limits)

    def _add(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename.replace("\\", "/")
        steps = name.split("/")
        if ".." in steps or steps[0] == "" or steps[0].endswith(":"):
            raise UnreadableFile("archive_paths", name=name[:80])
        if name.lower() in self._entries:
            raise UnreadableFile("archive_names", name=name[:80])
        self._entries[name.lower()] = entry

    @property
    def names(self) -> set[str]:
        """The names of all parts."""
        return set(self._entries)

    def blocks(self, name: str) -> Iterator[bytes]:
        """Unpack a part block by block; never more than its directory entry declares."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise UnreadableFile("damaged_file", part=name)
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableFile("encrypted_file")
        if entry.compress_type not in _PACKINGS:
            raise UnreadableFile("damaged_file", part=name)
        with _unbroken(name), self._zip.open(entry) as part:
            while block := part.read(CHUNK):
                yield block

    def read(self, name: str, most: int = SMALL_PART) -> bytes:
        """Unpack a small part at once; one beyond ``most`` bytes is refused."""
        entry = self._entries.get(name.lower())
        if entry is not None and entry.file_size > most:
            size = megabytes(entry.file_size)
            raise UnreadableFile("archive_unpacked", size=size, limit=megabytes(most))
        return b"".join(self.blocks(name))


@contextmanager
def _unbroken(name: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as trouble:
        raise UnreadableFile("damaged_file", part=name) from trouble


def _check_count(data: bytes, limits: ReadingLimits) -> None:
    """Count the entries without reading the directory, which costs memory for each of them."""
    count = data.count(_ENTRY)
    if count > limits.entries:
        raise UnreadableFile("archive_entries", found=count, limit=limits.entries)


def _check_size(entries: list[zipfile.ZipInfo], packed: int, limits: ReadingLimits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked:
        size, limit = megabytes(unpacked), megabytes(limits.unpacked)
        raise UnreadableFile("archive_unpacked", size=size, limit=limit)
    if unpacked > _RATIO_COUNTS_FROM and unpacked > limits.ratio * packed:
        raise UnreadableFile("archive_ratio", ratio=unpacked // packed, limit=limits.ratio)
