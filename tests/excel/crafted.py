"""Workbooks written by hand, byte by byte, where no library writes what a test needs."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
Part = str | bytes


def archive(parts: Mapping[str, Part], *, packed: bool = True) -> bytes:
    """Pack parts into a zip."""
    out = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", how) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    """Unpack one part of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name)


def with_parts(
    data: bytes, more: Mapping[str, Part], exchanged: Mapping[bytes, bytes] | None = None
) -> bytes:
    """Add parts to an archive or replace them, and exchange bytes within all of them."""
    parts: dict[str, Part] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            content = file.read(name)
            for old, new in (exchanged or {}).items():
                content = content.replace(old, new)
            parts[name] = content
    return archive({**parts, **more})


def links(targets: Mapping[str, str]) -> str:
    """Write a part of links: target → kind, with the ids rId1, rId2 and so on."""
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{_TYPES}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), start=1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_LINKS}">{written}</Relationships>'


def worksheet(rows: str, *, after: str = "", head: str = "") -> str:
    """Write a worksheet part around its rows."""
    return (
        f'{DECLARATION}<worksheet xmlns="{_MAIN}">{head}<sheetData>{rows}</sheetData>{after}'
        "</worksheet>"
    )


def xlsx_parts(
    sheet: Part,
    *,
    texts: Part | None = None,
    formats: Sequence[str] = (),
    kind: str = f"{_CONTENT}.sheet.main+xml",
) -> dict[str, Part]:
    """Give the parts of a workbook of one sheet; style n has the n-th format, from 1 on."""
    numbers = "".join(
        f'<numFmt numFmtId="{164 + place}" formatCode={quoteattr(code)}/>'
        for place, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{164 + place}"/>' for place in range(len(formats)))
    parts: dict[str, Part] = {
        "[Content_Types].xml": f'{DECLARATION}<Types><Override PartName="/xl/workbook.xml" '
        f'ContentType="{kind}"/></Types>',
        "_rels/.rels": links({"xl/workbook.xml": "officeDocument"}),
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_TYPES}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            {
                "worksheets/sheet1.xml": "worksheet",
                "styles.xml": "styles",
                "sharedStrings.xml": "sharedStrings",
            }
        ),
        "xl/styles.xml": f'{DECLARATION}<styleSheet xmlns="{_MAIN}"><numFmts>{numbers}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if texts is not None:
        parts["xl/sharedStrings.xml"] = texts
    return parts


def xlsx(rows: str, *, after: str = "", formats: Sequence[str] = ()) -> bytes:
    """Make a workbook of one sheet from its rows as XML."""
    return archive(xlsx_parts(worksheet(rows, after=after), formats=formats))


def shared(*items: str) -> str:
    """Write a part of shared texts from its items as XML."""
    return f'{DECLARATION}<sst xmlns="{_MAIN}">{"".join(items)}</sst>'


def ods(tables: str, *, before: str = "") -> bytes:
    """Make an ods from its tables as XML."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style")
    )
    content = (
        f"{DECLARATION}{before}<office:document-content{names}><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return archive(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    )


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Make a compound file; every stream is filled up to 4096 bytes, so that none is small."""
    sector, free, end, table = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    bodies = {name: body.ljust(4096, b"\0") for name, body in streams.items()}
    chain: list[int] = [table]
    blocks: list[bytes] = []
    entries = [_entry("Root Entry", 5, end, 0, child=1)]
    for place, (name, body) in enumerate(bodies.items(), start=1):
        count = -(-len(body) // sector)
        start = len(chain)
        chain += [*range(start + 1, start + count), end]
        blocks.append(body.ljust(count * sector, b"\0"))
        following = place + 1 if place < len(bodies) else free
        entries.append(_entry(name, 2, start, len(body), right=following))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * sector, b"\0")
    first = len(chain)
    count = len(directory) // sector
    chain += [*range(first + 1, first + count), end]
    if len(chain) > sector // 4:
        message = "too much for one sector of the table"
        raise ValueError(message)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, first, 0, 4096, end, 0, end, 0
    )
    header += struct.pack("<109I", 0, *[free] * 108)
    numbers = struct.pack(f"<{sector // 4}I", *chain, *[free] * (sector // 4 - len(chain)))
    return header + numbers + b"".join(blocks) + directory


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    written = name.encode("utf-16-le")
    head = struct.pack("<64sHBB", written, len(written) + 2, kind, 1)
    return head + struct.pack("<III36xIQ", 0xFFFFFFFF, right, child, start, size)


def records(*items: tuple[int, bytes]) -> bytes:
    """Write records of an xls."""
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in items)


def xls(
    cells: Sequence[tuple[int, bytes]],
    *,
    version: int = 0x600,
    before: Sequence[tuple[int, bytes]] = (),
) -> bytes:
    """Make an xls of one sheet S from the records of its cells."""
    begin = struct.pack("<HHHHII", version, 5, 0x0DBB, 0x07CC, 0, 0)
    sheet = struct.pack("<HHHHII", version, 0x10, 0x0DBB, 0x07CC, 0, 0)
    style = (0xE0, struct.pack("<HH16x", 0, 0))
    bound = struct.pack("<IBBBB", 0, 0, 0, 1, 0) + b"S"
    start = len(records((0x809, begin), *before, style, (0x85, bound), (0x0A, b"")))
    bound = struct.pack("<IBBBB", start, 0, 0, 1, 0) + b"S"
    stream = records((0x809, begin), *before, style, (0x85, bound), (0x0A, b""))
    stream += records((0x809, sheet), *cells, (0x0A, b""))
    return compound({"Workbook": stream})


def number_cell(row: int, column: int, value: float) -> tuple[int, bytes]:
    """Write a number cell of an xls."""
    return 0x203, struct.pack("<HHHd", row, column, 0, value)


def _record12(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(body)
    while size > 0x7F:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + body


def _text12(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell12(kind: int, column: int, body: bytes, *, style: int = 0) -> bytes:
    """Write a cell of an xlsb; 3 is an error, 4 a truth, 5 a number, 6 a text."""
    return _record12(kind, struct.pack("<II", column, style) + body)


def text12(column: int, text: str) -> bytes:
    """Write a text cell of an xlsb."""
    return cell12(6, column, _text12(text))


def row12(row: int, *, hidden: bool = False) -> bytes:
    """Write the head of a row of an xlsb."""
    flags = bytes([0, 0x10 if hidden else 0, 0])
    return _record12(0, struct.pack("<IIH", row, 0, 300) + flags + struct.pack("<I", 0))


def xlsb(
    sheets: Mapping[str, tuple[bool, bytes]],
    *,
    formats: Sequence[str] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    extent: tuple[int, int] = (100, 20),
) -> bytes:
    """Make an xlsb from sheets: name → (hidden, rows); style n has the n-th format, from 1 on."""
    numbers = b"".join(
        _record12(44, struct.pack("<H", 164 + place) + _text12(code))
        for place, code in enumerate(formats)
    )
    styles = b"".join(
        _record12(47, struct.pack("<HH12x", 0, number))
        for number in (0, *range(164, 164 + len(formats)))
    )
    bundle = b"".join(
        _record12(156, struct.pack("<II", hidden, number) + _text12(f"rId{number}") + _text12(name))
        for number, (name, (hidden, _)) in enumerate(sheets.items(), start=1)
    )
    ranges = b"".join(
        _record12(176, struct.pack("<IIII", top, bottom, left, right))
        for top, left, bottom, right in merged
    )
    dimension = _record12(148, struct.pack("<IIII", 0, extent[0] - 1, 0, extent[1] - 1))
    targets = {f"worksheets/sheet{n}.bin": "worksheet" for n in range(1, len(sheets) + 1)}
    parts: dict[str, Part] = {
        "[Content_Types].xml": '<Types><Override PartName="/xl/workbook.bin" ContentType='
        '"application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        "_rels/.rels": links({"xl/workbook.bin": "officeDocument"}),
        "xl/workbook.bin": _record12(131)
        + _record12(143)
        + bundle
        + _record12(144)
        + _record12(132),
        "xl/_rels/workbook.bin.rels": links({**targets, "styles.bin": "styles"}),
        "xl/styles.bin": _record12(278)
        + _record12(615, struct.pack("<I", len(formats)))
        + numbers
        + _record12(616)
        + _record12(617, struct.pack("<I", 1 + len(formats)))
        + styles
        + _record12(618)
        + _record12(279),
    }
    for number, (_, rows) in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.bin"] = (
            _record12(129)
            + dimension
            + _record12(145)
            + rows
            + _record12(146)
            + ranges
            + _record12(130)
        )
    return archive(parts)
