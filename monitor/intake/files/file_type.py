"""What a file is, by its first bytes; its name says nothing."""

from __future__ import annotations

import re

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.archive import Archive
from monitor.intake.files.xml_parts import element_events, xml_blocks, xml_text

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_IMAGES = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}

_ARCHIVES = {
    b"Rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b\x08": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\0": "xz",
}

_OLD_SHEETS = {b"\x09\0": "2", b"\x09\x02": "3", b"\x09\x04": "4", b"\x09\x08": "5"}
_OLD_BODIES = (4, 6, 8, 16)  # lengths of the record that begins such a sheet
_LOCK_SIZES = (162, 165)
_LOCK_OWNER = 54
_LIBRE_LOCK = re.compile(rb",[^\r\n]{0,400},file:///[^\r\n]*;\s*", re.DOTALL)
_TAG = re.compile(rb"<[!?/]?[A-Za-z]")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_PDF_WITHIN = 1024
_HEAD = 4096
_UNSEEN = b"\xff\xfe\xef\xbb\xbf \t\r\n"  # marks of an encoding, and blanks

_SHEET_TYPES = (
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-excel.sheet.macroenabled.main+xml", "xlsm"),
    (b"ms-excel.template.macroenabled.main+xml", "xlsm"),
    (b"ms-excel.addin.macroenabled.main+xml", "xlsm"),
    (b"ms-excel.sheet.binary.macroenabled.main", "xlsb"),
)

_CONTENT = "content.xml"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_OTHER_TYPES = ((b"wordprocessingml", "word_file"), (b"presentationml", "presentation_file"))


def refuse_by_head(data: bytes) -> None:
    """Refuse what is known to be no spreadsheet by its first bytes."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile("empty_file")
    for look in (_look_for_lock, _look_for_picture, _look_for_document, _look_for_markup):
        look(data)


def _starts(data: bytes, marks: dict[bytes, str]) -> str | None:
    return next((name for mark, name in marks.items() if data.startswith(mark)), None)


def _look_for_lock(data: bytes) -> None:
    owner = data[0] <= _LOCK_OWNER and len(data) in _LOCK_SIZES and b" " * 4 in data[1:56]
    if owner or (len(data) < _HEAD and _LIBRE_LOCK.fullmatch(data)):
        raise UnreadableFile("lock_file")


def _look_for_picture(data: bytes) -> None:
    kind = _starts(data, _IMAGES)
    if kind == "BMP" and int.from_bytes(data[2:6], "little") != len(data):
        kind = None  # a text may begin with BM
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "WebP"
    if data[4:8] == b"ftyp":
        kind = "HEIC"
    if kind:
        raise UnreadableFile("image_file", kind=kind)


def _look_for_document(data: bytes) -> None:
    if b"%PDF-" in data[:_PDF_WITHIN]:
        raise UnreadableFile("pdf_file")
    if data.startswith(b"{\\rtf"):
        raise UnreadableFile("word_file")
    if kind := _starts(data, _ARCHIVES):
        raise UnreadableFile("other_archive", kind=kind)
    if (version := _starts(data, _OLD_SHEETS)) and data[2] in _OLD_BODIES and data[3] == 0:
        raise UnreadableFile("old_xls", version=version)


def _look_for_markup(data: bytes) -> None:
    plain = (
        data[:_HEAD].replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n")
    )  # UTF-16 shows through
    if b"mime-version:" in plain[:200].lower() or _HTML.match(plain) or _html_later(plain):
        raise UnreadableFile("html_file")
    if _SPREADSHEET_XML in plain:
        raise UnreadableFile("xml_spreadsheet")
    if _TAG.match(plain) and plain.startswith((b"<?xml", b"<!")):
        raise UnreadableFile("xml_file")


def _html_later(head: bytes) -> bool:
    return head[:1] == b"<" and _HTML.search(head) is not None


def archive_kind(archive: Archive) -> str:
    """Say whether an archive is xlsx, xlsm, xlsb or ods; anything else is refused."""
    if "mimetype" in archive.names:
        return _open_document_kind(archive.read("mimetype").decode("ascii", "replace"), archive)
    if "[content_types].xml" not in archive.names:
        return _open_document_kind(_mimetype_by_content(archive), archive)
    types = xml_text(archive, "[content_types].xml").lower()
    for mark, kind in _SHEET_TYPES:
        if mark in types:
            return kind
    for mark, code in _OTHER_TYPES:
        if mark in types:
            raise UnreadableFile(code)
    raise UnreadableFile("other_archive", kind="zip")


def _mimetype_by_content(archive: Archive) -> str:
    """Say what an OpenDocument is whose archive was packed anew, without its mimetype."""
    if _CONTENT not in archive.names:
        return ""
    _refuse_encrypted_ods(archive)
    kinds = frozenset({"spreadsheet", "text", "presentation"})
    for _, element in element_events(xml_blocks(archive, _CONTENT), _CONTENT, kinds):
        space, _, kind = str(element.tag).rpartition("}")
        if space == _OFFICE:
            return f"opendocument.{kind}"
    return ""


def _open_document_kind(mimetype: str, archive: Archive) -> str:
    if "opendocument.spreadsheet" in mimetype:
        _refuse_encrypted_ods(archive)
        return "ods"
    if "opendocument.text" in mimetype:
        raise UnreadableFile("word_file")
    if "opendocument.presentation" in mimetype:
        raise UnreadableFile("presentation_file")
    raise UnreadableFile("other_archive", kind="zip")


def _refuse_encrypted_ods(archive: Archive) -> None:
    manifest = "meta-inf/manifest.xml"
    if manifest in archive.names and b"encryption-data" in archive.read(manifest):
        raise UnreadableFile("encrypted_file")


def ole_kind(names: set[str]) -> str:
    """Say that a compound file is an xls by the streams at its top; anything else is refused."""
    if "encryptedpackage" in names:
        raise UnreadableFile("encrypted_file")
    if "workbook" in names:
        return "xls"
    for name, code, values in (
        ("book", "old_xls", {"version": "5"}),
        ("worddocument", "word_file", {}),
        ("powerpoint document", "presentation_file", {}),
    ):
        if name in names:
            raise UnreadableFile(code, **values)
    raise UnreadableFile("unknown_format")
