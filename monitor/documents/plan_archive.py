"""The archive a docx is: looked at before anything is unpacked, and read in one part only.

Only the part with the main text is ever unpacked. Nothing outside the file is fetched.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from monitor.documents.plan_kinds import archive_kind, is_archive, is_old_office, kind_of
from monitor.domain.errors import UnreadableFile

_MEBIBYTE = 1024 * 1024
_ENCRYPTED = 0x1
_RATIO_COUNTS_FROM = _MEBIBYTE
_MAIN_TEXT = ("word/document.xml", "word/document2.xml")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class DocxLimits:
    """What a docx may weigh: the file, its entries, unpacked in all and in its main text.

    A project takes about 20 kB and 1,000 elements of the main text. ``ratio`` is unpacked to
    packed size, judged for entries of a mebibyte and more.
    """

    megabytes: int = 20
    entries: int = 2000
    unpacked_megabytes: int = 200
    text_megabytes: int = 8
    elements: int = 600_000
    ratio: int = 200


def unpack_text(data: bytes, limits: DocxLimits) -> bytes:
    """Unpack the main text of a docx; raises ``UnreadableFile`` for what is none, or unsafe."""
    if is_old_office(data):
        raise UnreadableFile("docx_old_or_encrypted")
    if not is_archive(data):
        raise UnreadableFile("not_a_plan_document", found=kind_of(data))
    if len(data) > limits.megabytes * _MEBIBYTE:
        raise UnreadableFile(
            "plan_file_too_large", found=_megabytes(len(data)), limit=limits.megabytes
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text = archive.read(_main_text(archive.infolist(), limits))
    except _DAMAGED as trouble:
        raise UnreadableFile("docx_damaged") from trouble
    elements = text.count(b"<") - text.count(b"</")
    if elements > limits.elements:
        raise UnreadableFile("docx_too_many_elements", found=elements, limit=limits.elements)
    return text


def _main_text(entries: list[zipfile.ZipInfo], limits: DocxLimits) -> zipfile.ZipInfo:
    """Find the main text in the archive's directory, after looking at all that it declares."""
    if len(entries) > limits.entries:
        raise UnreadableFile("docx_too_many_entries", found=len(entries), limit=limits.entries)
    _check_size(sum(entry.file_size for entry in entries), limits.unpacked_megabytes)
    for entry in entries:
        _check_ratio(entry, limits.ratio)
    found = [entry for entry in entries if entry.filename in _MAIN_TEXT]
    if not found:
        kind = archive_kind([entry.filename for entry in entries])
        raise UnreadableFile("not_a_plan_document", found=kind)
    if len(found) > 1:
        raise UnreadableFile("docx_damaged")
    _check_size(found[0].file_size, limits.text_megabytes)
    if found[0].flag_bits & _ENCRYPTED:
        raise UnreadableFile("docx_old_or_encrypted")
    return found[0]


def _check_size(size: int, limit: int) -> None:
    if size > limit * _MEBIBYTE:
        raise UnreadableFile("docx_unpacks_too_large", found=_megabytes(size), limit=limit)


def _check_ratio(entry: zipfile.ZipInfo, limit: int) -> None:
    ratio = entry.file_size // max(entry.compress_size, 1)
    if entry.file_size >= _RATIO_COUNTS_FROM and ratio > limit:
        raise UnreadableFile(
            "docx_packed_too_tightly", entry=entry.filename[:80], found=ratio, limit=limit
        )


def _megabytes(size: int) -> str:
    return f"{size / _MEBIBYTE:.1f}"
