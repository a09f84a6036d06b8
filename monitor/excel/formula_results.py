"""Results of formulas, put back where openpyxl dropped them on writing."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

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
