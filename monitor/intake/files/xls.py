"""A look at an xls: its records, walked without reading values ([MS-XLS], BIFF8)."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.collect import Collector, SheetLook, check_looks
from monitor.intake.files.columns import Value
from monitor.intake.files.number_formats import Look, look_of
from monitor.intake.files.ole import CompoundFile

_RECORD = struct.Struct("<HH")
_BOF, _EOF, _FILE_PASS, _BOUND_SHEET, _FORMAT, _XF = 0x809, 0x0A, 0x2F, 0x85, 0x41E, 0xE0
_ROW, _MERGED, _MULTI_RK, _TRUTH_OR_ERROR, _FORMULA = 0x208, 0xE5, 0xBD, 0x205, 0x06
_NUMBERS = (0x203, 0x27E)
_TEXTS = (0xFD, 0x204, 0xD6)
_VERSION_8 = 0x600
_WORKSHEET = 0
_HIDDEN_ROW = 0x20
_CELL = struct.Struct("<HHH")
_RANGE = struct.Struct("<HHHH")
_ERROR_RESULT, _NOT_A_NUMBER = 2, b"\xff\xff"


@dataclass(slots=True)
class _Globals:
    sheets: list[tuple[int, SheetLook]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)


def look_at_xls(box: CompoundFile) -> list[SheetLook]:
    """Look at every worksheet; raises ``UnreadableFile`` for what cannot be read."""
    stream = box.read("workbook")
    found = _read_globals(stream)
    percent = frozenset(
        style
        for style, number in enumerate(found.styles)
        if look_of(number, found.formats) is Look.PERCENT
    )
    for start, look in found.sheets:
        _look_at_sheet(stream, start, look, percent)
    return [look for _, look in found.sheets]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Walk the records of one substream, leaving out those of charts within it."""
    depth = 0
    while start + _RECORD.size <= len(stream):
        kind, length = _RECORD.unpack_from(stream, start)
        start += _RECORD.size + length
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth <= 1:
            yield kind, stream[start - length : start]


def _read_globals(stream: bytes) -> _Globals:
    found = _Globals()
    for kind, body in _records(stream, 0):
        if kind == _BOF and int.from_bytes(body[:2], "little") != _VERSION_8:
            raise UnreadableFile("old_xls", version="5")
        if kind == _FILE_PASS:
            raise UnreadableFile("encrypted_file")
        if kind == _FORMAT:
            found.formats[int.from_bytes(body[:2], "little")] = _text(body[4:], _length(body[2:4]))
        elif kind == _XF:
            found.styles.append(int.from_bytes(body[2:4], "little"))
        elif kind == _BOUND_SHEET and body[5:6] == bytes([_WORKSHEET]):
            look = SheetLook(_text(body[7:], body[6]), hidden=bool(body[4] & 3))
            found.sheets.append((_length(body[:4]), look))
    return found


def _length(body: bytes) -> int:
    return int.from_bytes(body, "little")


def _text(body: bytes, length: int) -> str:
    wide = body[:1] and body[0] & 1
    if wide:
        return body[1 : 1 + 2 * length].decode("utf-16-le", "replace")
    return body[1 : 1 + length].decode("latin-1")


def _look_at_sheet(stream: bytes, start: int, look: SheetLook, percent: frozenset[int]) -> None:
    for kind, body in _records(stream, start):
        if kind in _READERS:
            _READERS[kind](look, body, percent)


def _cell(look: SheetLook, body: bytes, percent: frozenset[int]) -> None:
    row, column, style = _CELL.unpack_from(body)
    look.reach(row, column)
    if style in percent:
        look.remarks.percent.add(column, row, row)


def _text_cell(look: SheetLook, body: bytes, _: frozenset[int]) -> None:
    _cell(look, body, frozenset())


def _several_numbers(look: SheetLook, body: bytes, percent: frozenset[int]) -> None:
    row, first = struct.unpack_from("<HH", body)
    for place in range(4, len(body) - 7, 6):
        style = _length(body[place : place + 2])
        _cell(look, _CELL.pack(row, first, style), percent)
        first += 1


def _truth_or_error(look: SheetLook, body: bytes, _: frozenset[int]) -> None:
    row, column, _style = _CELL.unpack_from(body)
    look.reach(row, column)
    if body[7:8] == b"\1":
        look.add_error(row, column, body[6])


def _formula(look: SheetLook, body: bytes, percent: frozenset[int]) -> None:
    row, column, _style = _CELL.unpack_from(body)
    if body[12:14] != _NOT_A_NUMBER:
        _cell(look, body, percent)
    elif body[6] == _ERROR_RESULT:
        look.add_error(row, column, body[8])
    else:
        look.reach(row, column)


def _row(look: SheetLook, body: bytes, _: frozenset[int]) -> None:
    row = _length(body[:2])
    if _length(body[12:14]) & _HIDDEN_ROW:
        look.remarks.hidden_rows.add(0, row, row)


def _merged(look: SheetLook, body: bytes, _: frozenset[int]) -> None:
    for top, bottom, left, right in _RANGE.iter_unpack(body[2 : 2 + len(body[2:]) // 8 * 8]):
        look.remarks.merged.append((top, left, bottom, right))


_READERS: dict[int, Callable[[SheetLook, bytes, frozenset[int]], None]] = {
    **dict.fromkeys(_NUMBERS, _cell),
    **dict.fromkeys(_TEXTS, _text_cell),
    _MULTI_RK: _several_numbers,
    _TRUTH_OR_ERROR: _truth_or_error,
    _FORMULA: _formula,
    _ROW: _row,
    _MERGED: _merged,
}


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
