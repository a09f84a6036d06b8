"""A look at an archive before it is opened as a workbook that can be changed and written back."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

_MOST_PARTS = 2000
_MOST_UNPACKED = 24_000_000  # some 400,000 cells; held as objects they take fifty times that
_MOST_MERGED = 200_000  # cells; each becomes an object
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def may_open(data: bytes) -> bool:
    """Say whether the bytes are an xlsx or xlsm of a size and make that is safe to open whole."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            return (
                len(parts) <= _MOST_PARTS
                and sum(part.file_size for part in parts) <= _MOST_UNPACKED
                and any(part.filename.startswith("xl/worksheets/") for part in parts)
                and sum(_merged_cells(archive, part) for part in parts) <= _MOST_MERGED
            )
    except (BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError):
        return False


def _merged_cells(archive: ZipFile, part: ZipInfo) -> int:
    """Count the cells a part merges; raises ``ValueError`` for a document type declaration."""
    if not part.filename.endswith((".xml", ".rels", ".vml")):
        return 0
    content = archive.read(part)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content:
        message = f"{part.filename} declares a document type"
        raise ValueError(message)
    return sum(_area(*found) for found in _MERGED.findall(content))


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    return (abs(int(bottom) - int(top)) + 1) * (abs(_column(right) - _column(left)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
