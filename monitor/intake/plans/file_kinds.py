"""Kinds of files told by their first bytes, to say what a file is that is no plan document."""

from __future__ import annotations

_ARCHIVE = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_KINDS = {
    b"%PDF-": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!": "RAR",
    b"\x1f\x8b": "gzip",
    _ARCHIVE: "ZIP",
    _OLD_OFFICE: "OLE2",
}

_FOLDERS = {"xl": "Excel", "ppt": "PowerPoint", "META-INF": "ODF"}
_BEGINNING = 8


def is_archive(data: bytes) -> bool:
    """Say whether the bytes begin as a zip archive, as every docx does."""
    return data.startswith(_ARCHIVE)


def is_old_office(data: bytes) -> bool:
    """Say whether the file is a Word file of before 2007, or a newer one under a password."""
    return data.startswith(_OLD_OFFICE)


def known_kind(data: bytes) -> str:
    """Name the kind of a file, blank where its beginning says nothing."""
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), "")


def kind_of(data: bytes) -> str:
    """Name the kind of a file, or show its first bytes where the kind is not known."""
    return known_kind(data) or data[:_BEGINNING].hex(" ")


def archive_kind(names: list[str]) -> str:
    """Tell what an archive holds by the folders that office programs use."""
    folders = {name.split("/")[0] for name in names}
    return next((kind for folder, kind in _FOLDERS.items() if folder in folders), "ZIP")
