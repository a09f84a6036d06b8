"""Files made to hurt a reader, each with the answers it may get."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.excel import crafted
from tests.excel.crafted import archive, compound, ods, worksheet, xls, xlsx, xlsx_parts

READ = ""  # the answer of a file that is read after all
MIB = 1024 * 1024
LOLS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE bomb [<!ENTITY l0 "lol">{LOLS}]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file and the codes it may be refused with; ``READ`` among them if it may be read."""

    data: bytes
    answers: frozenset[str]


def corpus() -> dict[str, Hostile]:
    """Make every file, by a name that says what is wrong with it."""
    return {
        name: Hostile(make(), frozenset(answers.split("|")))
        for makers in (_OTHER_FILES, _ARCHIVES, _SHEETS, _OLD_SHEETS, _OPEN_SHEETS, _TEXTS)
        for name, (make, answers) in makers.items()
    }


def _noise(size: int, seed: int = 7) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 - noise, no secret


def _inline(text: str) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def _with_part(name: str, content: str | bytes) -> bytes:
    return archive({**xlsx_parts(worksheet(CELL)), name: content})


def _with_declaration(part: str, doctype: str) -> bytes:
    parts = xlsx_parts(worksheet(_inline("&l9;")), texts=crafted.shared("<si><t>&l9;</t></si>"))
    written = parts[part]
    assert isinstance(written, str)
    parts[part] = written.replace("?>\n", f"?>\n{doctype}")
    return archive(parts)


def _named_twice() -> bytes:
    first = archive(xlsx_parts(worksheet(CELL)) | {"xl/worksheets/sheet2.xml": worksheet(CELL)})
    return first.replace(b"xl/worksheets/sheet2.xml", b"xl/worksheets/sheet1.xml")


def _renamed(name: str) -> bytes:
    held = "x" * len(name)
    return archive(xlsx_parts(worksheet(CELL)) | {held: "x"}).replace(held.encode(), name.encode())


def _claiming(size: int) -> bytes:
    """Let the directory claim another size for the sheet than it has."""
    data = bytearray(xlsx(CELL))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as file:
        real = file.getinfo("xl/worksheets/sheet1.xml").file_size
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert struct.unpack_from("<I", data, at + 24) == (real,)
    struct.pack_into("<I", data, at + 24, size)
    return bytes(data)


def _locked_entry() -> bytes:
    data = bytearray(xlsx(CELL))
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 8] |= 1
    data[data.index(b"xl/worksheets/sheet1.xml") - 30 + 6] |= 1
    return bytes(data)


def _png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + _noise(500)


def _office_lock() -> bytes:
    owner = b"clerk"
    wide = "clerk".encode("utf-16-le")
    return (
        bytes([len(owner)]) + owner.ljust(54) + bytes([len(owner), 0]) + wide.ljust(108, b" \0"[:1])
    )


_OTHER_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty_file"),
    "only blanks": (lambda: b" \r\n\0\0" * 100, "empty_file"),
    "pdf": (lambda: b"%PDF-1.7\n" + _noise(2000), "pdf_file"),
    "png": (_png, "image_file"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0" + _noise(500), "image_file"),
    "gif": (lambda: b"GIF89a" + _noise(500), "image_file"),
    "bmp": (lambda: b"BM" + struct.pack("<I", 506) + _noise(500), "image_file"),
    "webp": (lambda: b"RIFF\0\1\0\0WEBP" + _noise(500), "image_file"),
    "lock file of office": (_office_lock, "lock_file"),
    "lock file of libreoffice": (
        lambda: b",clerk,pc-1,01.07.2023 09:12,file:///home/clerk/.config/libreoffice/4;",
        "lock_file",
    ),
    "html named xls": (
        lambda: b"\xef\xbb\xbf<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr>",
        "html_file",
    ),
    "html table only": (lambda: b"\r\n<table border=1><tr><td>1</td></tr></table>", "html_file"),
    "html in utf-16": (lambda: "\ufeff<html><body>".encode("utf-16-le"), "html_file"),
    "mhtml": (lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", "html_file"),
    "xml of 2003": (
        lambda: (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
        ),
        "xml_spreadsheet",
    ),
    "other xml": (lambda: b'<?xml version="1.0"?><list/>', "xml_file"),
    "xml bomb": (f'<?xml version="1.0"?>{BOMB}<l>&l9;</l>'.encode, "xml_file"),
    "rtf": (lambda: b"{\\rtf1\\ansi}", "word_file"),
    "docx": (
        lambda: archive(
            xlsx_parts("", kind="application/vnd.openxmlformats-officedocument.wordprocessingml")
        ),
        "word_file",
    ),
    "pptx": (
        lambda: archive(
            xlsx_parts("", kind="application/vnd.openxmlformats-officedocument.presentationml")
        ),
        "presentation_file",
    ),
    "odt": (
        lambda: archive({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "word_file",
    ),
    "doc": (lambda: compound({"WordDocument": b"x", "1Table": b"x"}), "word_file"),
    "ppt": (lambda: compound({"PowerPoint Document": b"x"}), "presentation_file"),
    "other compound file": (lambda: compound({"Contents": b"x"}), "unknown_format"),
    "zip of photographs": (lambda: archive({"a.jpg": _noise(100)}), "other_archive"),
    "zip in zip": (lambda: archive({"a.zip": archive({"b.zip": archive({})})}), "other_archive"),
    "empty zip": (lambda: archive({}), "other_archive"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\0" + _noise(100), "other_archive"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c" + _noise(100), "other_archive"),
    "gzip": (lambda: b"\x1f\x8b\x08\0" + _noise(100), "other_archive"),
    "noise": (lambda: _noise(5000), "unknown_format"),
    "noise behind a zip mark": (lambda: b"PK\x03\x04" + _noise(5000), "damaged_file"),
    "noise behind an ole mark": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _noise(5000),
        "damaged_file",
    ),
    "a program": (lambda: b"\x7fELF\x02\x01\x01\0" + _noise(500), "unknown_format"),
    "encrypted xlsx": (
        lambda: compound({"EncryptionInfo": b"x", "EncryptedPackage": _noise(4096)}),
        "encrypted_file",
    ),
}

_ARCHIVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "ratio": (lambda: _with_part("xl/media/a.bin", bytes(64 * MIB)), "archive_ratio"),
    "claims 4 GB": (lambda: _claiming(0xFFFFFFF0), "archive_unpacked"),
    "claims less than it holds": (lambda: _claiming(20), "damaged_file"),
    "20,000 parts": (
        lambda: archive({f"a/{n}": "" for n in range(20_000)}, packed=False),
        "archive_entries",
    ),
    "a name twice": (_named_twice, "archive_names"),
    "an absolute path": (lambda: _renamed("/etc/passwd"), "archive_paths"),
    "a path upwards": (lambda: _renamed("../../evil"), "archive_paths"),
    "a path upwards with backslashes": (lambda: _renamed("..\\..\\evil"), "archive_paths"),
    "a drive": (lambda: _renamed("C:/evil.dll"), "archive_paths"),
    "a locked part": (_locked_entry, "encrypted_file"),
    "cut in the middle": (lambda: xlsx(CELL)[:700], "damaged_file"),
    "cut at the end": (lambda: xlsx(CELL)[:-30], "damaged_file"),
    "no workbook part": (
        lambda: archive({"[Content_Types].xml": "spreadsheetml.sheet.main+xml"}),
        "damaged_file",
    ),
    "links in circles": (
        lambda: _with_part(
            "xl/_rels/workbook.xml.rels", crafted.links({"workbook.xml": "worksheet"})
        ),
        f"damaged_file|{READ}",
    ),
    "only outside links": (
        lambda: _with_part(
            "xl/_rels/workbook.xml.rels",
            crafted.links({"http://127.0.0.1:9/s.xml": "worksheet"}).replace(
                "/>", ' TargetMode="External"/>'
            ),
        ),
        "no_sheets",
    ),
    "macro": (lambda: _with_part("xl/vbaProject.bin", _noise(5000)), READ),
    "an outside link": (
        lambda: _with_part(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            crafted.links({"http://127.0.0.1:9/other.xlsx": "externalLinkPath"}),
        ),
        READ,
    ),
}

_SHEETS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a cell in the last corner": (
        lambda: xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "too_many_rows",
    ),
    "a far cell in the first row": (
        lambda: xlsx('<row r="1"><c r="XFD1048576"><v>1</v></c></row>'),
        "damaged_file",
    ),
    "corners that span too much": (
        lambda: xlsx(CELL + '<row r="399999"><c r="XFD399999"><v>1</v></c></row>'),
        "too_many_cells",
    ),
    "a claimed dimension": (
        lambda: archive(
            xlsx_parts(worksheet(CELL, head='<dimension ref="A1:XFD1048576"/>')),
        ),
        READ,
    ),
    "16,384 columns": (
        lambda: xlsx(
            '<row r="1">' + "".join(f"<c><v>{n}</v></c>" for n in range(16_384)) + "</row>"
        ),
        READ,
    ),
    "100,000 columns": (
        lambda: xlsx('<row r="1">' + "<c><v>1</v></c>" * 100_000 + "</row>"),
        "too_many_columns",
    ),
    "formatted to the last row": (
        lambda: xlsx(
            CELL
            + "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 60_000))
            + '<row r="1048576" ht="12"/>'
        ),
        READ,
    ),
    "50,000 merged ranges": (
        lambda: xlsx(
            CELL,
            after="<mergeCells>"
            + "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 50_001))
            + "</mergeCells>",
        ),
        READ,
    ),
    "merged ranges all over each other": (
        lambda: xlsx(
            "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 2000)),
            after='<mergeCells count="9">'
            + '<mergeCell ref="A1:XFD1048576"/>' * 60_000
            + "</mergeCells>",
        ),
        READ,
    ),
    "too many merged ranges": (
        lambda: xlsx(
            CELL, after="<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 200_001 + "</mergeCells>"
        ),
        "too_many_merged",
    ),
    "entities in the sheet": (
        lambda: _with_declaration("xl/worksheets/sheet1.xml", BOMB),
        "doctype_inside",
    ),
    "entities in the texts": (
        lambda: _with_declaration("xl/sharedStrings.xml", BOMB),
        "doctype_inside",
    ),
    "entities in the workbook": (
        lambda: _with_declaration("xl/workbook.xml", BOMB),
        "doctype_inside",
    ),
    "an outside document type": (
        lambda: _with_declaration("xl/worksheets/sheet1.xml", OUTSIDE),
        "doctype_inside",
    ),
    "a document type in utf-16": (
        lambda: _with_part(
            "xl/worksheets/sheet1.xml",
            f'<?xml version="1.0" encoding="UTF-16"?>{BOMB}{worksheet(CELL)[56:]}'.encode("utf-16"),
        ),
        "doctype_inside",
    ),
    "unknown entities": (lambda: xlsx(_inline("&nope;")), f"damaged_file|{READ}"),
    "nested deeply": (
        lambda: xlsx(f"<row>{'<c><is>' * 200_000}{'</is></c>' * 200_000}</row>"),
        f"damaged_file|reader_stopped|{READ}",
    ),
    "nested deeply in the workbook": (
        lambda: _with_part("xl/workbook.xml", "<a>" * 300_000 + "</a>" * 300_000),
        "no_sheets|reader_stopped",
    ),
    "a text of 30 MB": (
        lambda: archive(
            xlsx_parts(
                worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
                texts=crafted.shared(f"<si><t>{'长' * (10 * MIB)}</t></si>"),
            )
        ),
        "text_too_long",
    ),
    "a text of 200,000 characters in the cell": (
        lambda: xlsx(_inline("x" * 200_000)),
        "text_too_long",
    ),
    "32,767 characters": (lambda: xlsx(_inline("汉" * 32_767)), READ),
    "one long text 100,000 times": (
        lambda: archive(
            xlsx_parts(
                worksheet(
                    "".join(
                        f'<row r="{n}">' + '<c t="s"><v>0</v></c>' * 200 + "</row>"
                        for n in range(1, 500)
                    )
                ),
                texts=crafted.shared(f"<si><t>{'x' * 32_767}</t></si>"),
            )
        ),
        READ,
    ),
    "texts that are not there": (
        lambda: xlsx('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        "damaged_file",
    ),
    "control characters": (lambda: xlsx(_inline("a_x0000_b_x0001_c_x001F_")), READ),
    "raw control characters": (lambda: xlsx(_inline("a\x01b")), f"damaged_file|{READ}"),
    "right-to-left marks": (lambda: xlsx(_inline("\u202e001\u202c\u200f")), READ),
    "lone surrogates": (lambda: xlsx(_inline("a_xD800_b")), READ),
    "numbers that are none": (
        lambda: xlsx(
            '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1E400</v></c>'
            '<c r="C1"><v>-INF</v></c><c r="D1"><v>1_0</v></c><c r="E1"><v>0x10</v></c></row>'
        ),
        READ,
    ),
    "a sheet without cells": (lambda: xlsx(""), READ),
    "row numbers out of order": (
        lambda: xlsx('<row r="5"><c r="A5"><v>1</v></c></row>' + CELL),
        "damaged_file",
    ),
    "a row twice": (lambda: xlsx(CELL + CELL), "damaged_file"),
    "row zero": (lambda: xlsx('<row r="0"><c r="A0"><v>1</v></c></row>'), "damaged_file"),
    "a row beyond all numbers": (
        lambda: xlsx('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'),
        "damaged_file|too_many_rows",
    ),
    "a negative row": (lambda: xlsx('<row r="-1"><c r="A-1"><v>1</v></c></row>'), "damaged_file"),
    "a column beyond the last": (
        lambda: xlsx('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'),
        "damaged_file",
    ),
    "a sheet that ends early": (
        lambda: _with_part("xl/worksheets/sheet1.xml", worksheet(CELL)[:-25]),
        "damaged_file",
    ),
    "a sheet that is no xml": (
        lambda: _with_part("xl/worksheets/sheet1.xml", _noise(3000)),
        "damaged_file",
    ),
    "a comment that looks like a row": (
        lambda: xlsx('<!-- <row r="9"><c r="A9"/></row> -->' + CELL),
        f"damaged_file|{READ}",
    ),
    "a style without end": (
        lambda: xlsx('<row r="1"><c r="A1" s="99999999999"><v>1</v></c></row>'),
        READ,
    ),
}

_OLD_SHEETS: dict[str, tuple[Callable[[], bytes], str]] = {
    "biff2": (lambda: b"\x09\0\x04\0\0\0\x10\0" + _noise(100), "old_xls"),
    "biff3": (lambda: b"\x09\2\x06\0\0\0\x10\0\0\0" + _noise(100), "old_xls"),
    "biff4": (lambda: b"\x09\4\x06\0\0\0\x10\0\0\0" + _noise(100), "old_xls"),
    "biff5 without a box": (lambda: b"\x09\x08\x08\0\0\5\5\0\0\0\0\0" + _noise(100), "old_xls"),
    "biff5": (lambda: compound({"Book": _noise(5000)}), "old_xls"),
    "biff5 by another name": (lambda: xls([], version=0x500), "old_xls"),
    "encrypted xls": (lambda: xls([], before=[(0x2F, bytes(54))]), "encrypted_file"),
    "xls of noise": (lambda: compound({"Workbook": _noise(9000)}), "no_sheets|damaged_file"),
    "xls of zeros": (lambda: compound({"Workbook": bytes(9000)}), "no_sheets"),
    "xls that spans too much": (
        lambda: xls([crafted.number_cell(0, 0, 1.0), crafted.number_cell(65535, 255, 1.0)]),
        "too_many_cells",
    ),
    "xls with half a cell": (lambda: xls([(0x203, b"\0\0")]), "damaged_file"),
    "xls with a sheet behind its end": (
        lambda: xls([]).replace(b"\x85\0", b"\x85\0", 1),
        READ,
    ),
    "compound file in circles": (
        lambda: _in_circles(xls([crafted.number_cell(0, 0, 1.0)])),
        "damaged_file|unknown_format",
    ),
    "xlsb in the last corner": (
        lambda: crafted.xlsb(
            {
                "S": (
                    False,
                    crafted.row12(1_048_575) + crafted.cell12(5, 16_383, struct.pack("<d", 1.0)),
                )
            }
        ),
        "too_many_rows",
    ),
    "xlsb with an endless record": (
        lambda: crafted.xlsb({"S": (False, b"\x05\xff\xff\xff\x7f" + bytes(50))}),
        "damaged_file",
    ),
    "xlsb of noise": (
        lambda: crafted.xlsb({"S": (False, _noise(5000))}),
        "damaged_file|reader_stopped|too_many_rows|too_many_cells|needs_memory",
    ),
    "xlsb with a dimension it does not have": (
        lambda: crafted.xlsb(
            {"S": (False, crafted.row12(0) + crafted.text12(0, "x"))}, extent=(1_048_576, 16_384)
        ),
        f"{READ}|reader_stopped|needs_memory",
    ),
}


def _in_circles(data: bytes) -> bytes:
    table = bytearray(data)
    struct.pack_into("<128I", table, 512, *[2] * 128)
    return bytes(table)


def _cells(attributes: str) -> str:
    return f'<table:table-cell office:value-type="float" office:value="1" {attributes}/>'


_OPEN_SHEETS: dict[str, tuple[Callable[[], bytes], str]] = {
    "ods of 17 thousand million cells": (
        lambda: ods(
            '<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576">'
            + _cells('table:number-columns-repeated="16384"')
            + "</table:table-row></table:table>"
        ),
        "too_many_rows|too_many_cells",
    ),
    "ods of columns without end": (
        lambda: ods(
            '<table:table table:name="S"><table:table-row>'
            + _cells('table:number-columns-repeated="999999999999999999999"')
            + "</table:table-row></table:table>"
        ),
        "too_many_columns",
    ),
    "ods of errors": (
        lambda: ods(
            '<table:table table:name="S"><table:table-row table:number-rows-repeated="300000">'
            '<table:table-cell table:formula="of:=1/0" office:value-type="string">'
            "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "too_many_errors",
    ),
    "ods blank to the last corner": (
        lambda: ods(
            f'<table:table table:name="S"><table:table-row>{_cells("")}</table:table-row>'
            '<table:table-row table:number-rows-repeated="1048575">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            "</table:table>"
        ),
        READ,
    ),
    "ods of entities": (lambda: ods("<table:table/>", before=BOMB), "doctype_inside"),
    "ods nested deeply": (
        lambda: ods(
            '<table:table table:name="S"><table:table-row><table:table-cell '
            f'office:value-type="string"><text:p>{"<text:span>" * 100_000}x'
            f"{'</text:span>' * 100_000}</text:p></table:table-cell></table:table-row>"
            "</table:table>"
        ),
        f"damaged_file|reader_stopped|{READ}",
    ),
    "ods of tables in tables": (
        lambda: ods(
            '<table:table table:name="S"><table:table-row><table:table-cell>' * 5000
            + "</table:table-cell></table:table-row></table:table>" * 5000
        ),
        READ,
    ),
    "ods of spaces": (
        lambda: ods(
            '<table:table table:name="S"><table:table-row><table:table-cell '
            'office:value-type="string"><text:p><text:s text:c="999999999"/>x</text:p>'
            "</table:table-cell></table:table-row></table:table>"
        ),
        READ,
    ),
    "encrypted ods": (
        lambda: archive(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "META-INF/manifest.xml": "<manifest:encryption-data/>",
                "content.xml": _noise(2000),
            }
        ),
        "encrypted_file",
    ),
    "ods without content": (
        lambda: archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "damaged_file",
    ),
    "ods without tables": (lambda: ods(""), "no_sheets"),
}

_TEXTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "csv with an open quote": (lambda: b'a,b\n1,"2\n' + b"3,4\n" * 100_000, "csv_quotes"),
    "csv of a million columns": (lambda: b"," * 1_000_000 + b"x", "too_many_columns"),
    "csv of half a million rows": (lambda: b"1,2\n" * 500_000, "too_many_rows"),
    "csv with zeros": (lambda: b"a,b\n1,\0\n", "unknown_format"),
    "csv with control characters": ("编码,名称\n1,甲\x01\x1f乙\n".encode, READ),
    "csv in no encoding": (lambda: b"a,b\n\xff\xfe\xfd,\x81\n", "text_encoding"),
    "csv with marks from right to left": ("\u202e编码,名称\n1,甲\n".encode, READ),
    "csv of infinity": (lambda: b"a,b\nNaN,1E400\ninf,-inf\n", READ),
    "csv of one line without end": (lambda: b"x" * 200_000, "csv_quotes|text_too_long"),
    "csv of formulas": (lambda: b"=cmd|' /C calc'!A0,@SUM(1)\n", READ),
}
