"""Values of xls and xlsb by calamine, after a look at how far their sheets reach."""

from __future__ import annotations

import io
from collections.abc import Sequence

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from monitor.domain.errors import UnreadableFile
from monitor.excel.safe.collecting import Collector
from monitor.excel.safe.columns import Value
from monitor.excel.safe.looks import SheetLook, check_looks

_ROWS_AT_ONCE = 5_000


def read_sheets(data: bytes, looks: Sequence[SheetLook], collector: Collector) -> None:
    """Read the sheets that were looked at; raises ``UnreadableFile``."""
    if not looks:
        raise UnreadableFile("no_sheets")
    check_looks(looks, collector.limits)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for look in looks:
                _read_sheet(book, look, collector)
    except PasswordError as trouble:
        raise UnreadableFile("encrypted_file") from trouble
    except CalamineError as trouble:
        raise UnreadableFile("damaged_file", part=str(trouble)[:80]) from trouble


def _read_sheet(book: CalamineWorkbook, look: SheetLook, collector: Collector) -> None:
    collector.start_sheet(look.name, hidden=look.hidden)
    collector.remarks = look.remarks
    sheet = book.get_sheet_by_name(look.name)
    top, left = sheet.start or (0, 0)
    before: list[Value] = [None] * left
    rows = sheet.to_python()
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = [[*before, *row] for row in rows[start : start + _ROWS_AT_ONCE]]
        first = top + start
        collector.add_rows(range(first, first + len(some)), some)
    for place in look.remarks.errors:
        collector.check_extent(place)
    collector.end_sheet()
