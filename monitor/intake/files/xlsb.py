"""A look at an xlsb: its records, walked without reading values ([MS-XLSB], BIFF12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.archive import Archive
from monitor.intake.files.collect import SheetLook
from monitor.intake.files.number_formats import Look, look_of
from monitor.intake.files.xml_parts import part_of, read_links

_ROW, _BLANK, _LAST_CELL, _MERGED = 0, 1, 11, 176
_NUMBERS, _ERRORS = (2, 5, 9), (3, 11)
_SHEET, _FORMAT, _XF, _STYLES_BEGIN, _STYLES_END = 156, 44, 47, 617, 618
_HIDDEN_AT, _HIDDEN_ROW = 11, 0x10
_STYLE_BITS = 0xFFFFFF
_LONGEST_RECORD = 1 << 24
_NO_TEXT = 0xFFFFFFFF
_CELL = struct.Struct("<II")
_RANGE = struct.Struct("<IIII")
_LENGTH = struct.Struct("<I")


def look_at_xlsb(archive: Archive) -> list[SheetLook]:
    """Look at every worksheet; raises ``UnreadableFile`` for what cannot be read."""
    main = part_of(read_links(archive, ""), "officeDocument") or "xl/workbook.bin"
    links = read_links(archive, main)
    percent = _percent_styles(archive, part_of(links, "styles"))
    looks = []
    for kind, body in _records(archive.blocks(main)):
        if kind == _SHEET:
            relation, place = _text(body, 8)
            name, _ = _text(body, place)
            link = links.get(relation)
            if link is not None and link.kind == "worksheet":
                look = SheetLook(name, hidden=body[:4] != bytes(4))
                _look_at_sheet(archive.blocks(link.part), look, percent)
                looks.append(look)
    return looks


def _records(blocks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Walk the records of a part."""
    buffer, place = b"", 0
    for block in blocks:
        buffer, place = buffer[place:] + block, 0
        while (head := _head(buffer, place)) is not None:
            kind, start, length = head
            if length > _LONGEST_RECORD:
                raise UnreadableFile("damaged_file", part="xlsb")
            if start + length > len(buffer):
                break
            place = start + length
            yield kind, buffer[start:place]
    if place < len(buffer):
        raise UnreadableFile("damaged_file", part="xlsb")


def _head(buffer: bytes, place: int) -> tuple[int, int, int] | None:
    """Read a record's kind and length, each in bytes of seven bits; None where it is cut."""
    kind, place = _sevens(buffer, place, 2)
    length, place = _sevens(buffer, place, 4)
    return (kind, place, length) if place <= len(buffer) else None


def _sevens(buffer: bytes, place: int, most: int) -> tuple[int, int]:
    number = 0
    for shift in range(0, 7 * most, 7):
        if place >= len(buffer):
            return 0, len(buffer) + 1
        byte = buffer[place]
        place += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004 - the bit that says more follow
            break
    return number, place


def _text(body: bytes, place: int) -> tuple[str, int]:
    (length,) = _LENGTH.unpack_from(body, place)
    place += _LENGTH.size
    end = place if length == _NO_TEXT else place + 2 * length
    return body[place:end].decode("utf-16-le", "replace"), end


def _percent_styles(archive: Archive, part: str) -> frozenset[int]:
    if part.lower() not in archive.names:
        return frozenset()
    formats: dict[int, str] = {}
    styles: list[int] = []
    within = False
    for kind, body in _records(archive.blocks(part)):
        if kind in (_STYLES_BEGIN, _STYLES_END):
            within = kind == _STYLES_BEGIN
        elif kind == _FORMAT:
            formats[int.from_bytes(body[:2], "little")] = _text(body, 2)[0]
        elif kind == _XF and within:
            styles.append(int.from_bytes(body[2:4], "little"))
    looks = (look_of(number, formats) for number in styles)
    return frozenset(style for style, look in enumerate(looks) if look is Look.PERCENT)


def _look_at_sheet(blocks: Iterator[bytes], look: SheetLook, percent: frozenset[int]) -> None:
    row = 0
    remarks = look.remarks
    for kind, body in _records(blocks):
        if kind == _ROW:
            row = _LENGTH.unpack_from(body)[0]
            if body[_HIDDEN_AT] & _HIDDEN_ROW:
                remarks.hidden_rows.add(0, row, row)
        elif _BLANK < kind <= _LAST_CELL:
            column, style = _CELL.unpack_from(body)
            look.reach(row, column)
            if kind in _ERRORS:
                look.add_error(row, column, body[_CELL.size])
            elif kind in _NUMBERS and style & _STYLE_BITS in percent:
                remarks.percent.add(column, row, row)
        elif kind == _MERGED:
            top, bottom, left, right = _RANGE.unpack_from(body)
            remarks.merged.append((top, left, bottom, right))
