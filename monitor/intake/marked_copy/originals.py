"""Results of formulas, put back where openpyxl dropped them on writing."""

from __future__ import annotations

import re
import warnings
import zlib
from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.datetime import to_excel

_FORMULA = re.compile(
    rb'<c r="([A-Z]+\d+)"((?: s="\d+")?)>(<f(?:\s[^>]*)?(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>'
)


def restore_results(before: bytes, after: bytes, book: Workbook) -> bytes:
    """Fill each formula's result as it stood ``before`` into ``after``, as ``book`` was saved.

    Without it a corrected file would come back with formulas that say nothing until a
    spreadsheet program has calculated them.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = load_workbook(BytesIO(before), data_only=True)
    titles = {
        sheet.path.lstrip("/"): sheet.title
        for sheet in book.worksheets
        if sheet.title in values.sheetnames
    }
    out = BytesIO()
    with ZipFile(BytesIO(after)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename in titles:
                content = _fill(content, values, titles[part.filename])
            target.writestr(part, content)
    return out.getvalue()


def _fill(content: bytes, values: Workbook, title: str) -> bytes:
    """Write each formula's result behind it."""
    sheet = values[title]

    def fill_one(found: re.Match[bytes]) -> bytes:
        kind, written = _as_written(sheet[found[1].decode()], values)
        return b'<c r="%b"%b%b>%b<v>%b</v></c>' % (found[1], found[2], kind, found[3], written)

    return _FORMULA.sub(fill_one, content)


def _as_written(cell: Cell, book: Workbook) -> tuple[bytes, bytes]:
    """Give the type attribute and the text of a result; both blank where there was none."""
    value = cell.value
    if value is None:
        return b"", b""
    if cell.data_type == "e":
        return b' t="e"', escape(str(value)).encode()
    if isinstance(value, bool):
        return b' t="b"', b"1" if value else b"0"
    if isinstance(value, int | float):
        return b"", repr(value).encode()
    if isinstance(value, datetime | date | time | timedelta):
        serial = to_excel(value, book.epoch)  # type: ignore[no-untyped-call] # its stub says nothing
        return b"", repr(serial).encode()
    return b' t="str"', escape(str(value)).encode()


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
