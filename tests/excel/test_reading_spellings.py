"""The same workbook in many spellings of XML: no spelling may change what is read.

A workbook written the ordinary way is read by patterns, anything else as a tree. Each spelling
here is held against the ordinary one, and against what openpyxl reads, which knows trees only.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from monitor.intake.files.grid import Sheet, Value
from monitor.intake.files.xlsx.row_pattern import learn
from tests.excel import crafted
from tests.excel.crafted import Part, archive, shared, worksheet, xlsx_parts
from tests.excel.reading_samples import read_here

SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"
COUNT = 30
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
KINDS = {
    "workbook": "sheet.main",
    "worksheets/sheet1": "worksheet",
    "sharedStrings": "sharedStrings",
    "styles": "styles",
}
FORMATS = ["yyyy-mm-dd", "0.00%", "#,##0.00"]
Respell = Callable[[str], Part]


def _row(number: int) -> str:
    hidden = ' hidden="1"' if number in (4, 9) else ""
    day = f' s="1"><v>{45100 + number}</v></c>' if number % 6 == 0 else ' s="1"/>'
    odd = f'<c r="H{number}" t="b"><v>1</v></c>' if number % 7 == 0 else ""
    return (
        f'<row r="{number}" spans="1:7"{hidden}><c r="A{number}" t="s"><v>{number % 3}</v></c>'
        f'<c r="B{number}" s="1"><v>{45107 + number}</v></c>'
        f'<c r="C{number}" s="2"><v>0.{number}</v></c>'
        f'<c r="D{number}" s="3"><v>{number}.25</v></c>'
        f'<c r="E{number}" t="inlineStr"><is><t>甲 &lt;{number}&gt;</t></is></c>'
        f'<c r="F{number}"><f>D{number}*2</f><v>{number * 2}.5</v></c>'
        f'<c r="G{number}"{day}{odd}</row>'
    )


def _parts() -> dict[str, Part]:
    rows = "".join(map(_row, range(1, COUNT + 1)))
    merged = '<mergeCells count="2"><mergeCell ref="G1:H2"/><mergeCell ref="G3:G5"/></mergeCells>'
    texts = shared(
        "<si><t>劳模荣誉津贴</t></si>",
        '<si><t xml:space="preserve"> 会议 </t></si>',
        "<si><r><t>富</t></r><r><rPr><b/></rPr><t>文本</t></r></si>",
    )
    parts = xlsx_parts(worksheet(rows, after=merged), texts=texts, formats=FORMATS)
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{CONTENT}.{kind}+xml"/>'
        for part, kind in KINDS.items()
    )
    parts["[Content_Types].xml"] = f'<Types xmlns="{TYPES}">{overrides}</Types>'
    return parts


def _read(part: str | None = None, respell: Respell | None = None) -> tuple[bytes, Sheet]:
    parts = _parts()
    if part is not None and respell is not None:
        before = parts[part]
        assert isinstance(before, str)
        parts[part] = respell(before)
        assert parts[part] != before
    data = archive(parts)
    return data, read_here(data).sheets[0]


def _sub(pattern: str, put: str, count: int = 0) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, put, text, count=count)


def _inside(respell: Callable[[str], str]) -> Respell:
    """Respell what follows the root's tag, which says the namespaces."""

    def respell_rest(text: str) -> str:
        end = text.index(">", text.index("<worksheet" if "<worksheet" in text else "<sst")) + 1
        return text[:end] + respell(text[end:])

    return respell_rest


def _prefixed(text: str) -> str:
    root = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text)
    return root.replace("xmlns=", "xmlns:x=", 1)


def _one_prefixed(text: str) -> str:
    """Give one row a prefix of its own and leave the others as they are."""
    row = re.search(r'<row r="6".*?</row>', text)
    assert row is not None
    other = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", row[0])
    return text.replace(row[0], other).replace("xmlns=", f'xmlns:x="{MAIN}" xmlns=', 1)


GHOST = '<row r="40"><c r="A40"><v>999</v></c></row>'
ONLY_COMMENTED = f"<!-- {GHOST} -->"

SHEETS: dict[str, Respell] = {
    "single quotes": _inside(_sub(r'="([^"]*)"', r"='\1'")),
    "single quotes around styles": _sub(r' s="(\d)"', r" s='\1'"),
    "single quotes around types": _sub(r' t="(\w+)"', r" t='\1'"),
    "single quotes around references": _sub(r'<c r="(\w+)"', r"<c r='\1'"),
    "single quotes around row numbers": _sub(r'<row r="(\d+)"', r"<row r='\1'"),
    "single quotes around hidden": _sub(r'hidden="1"', "hidden='1'"),
    "single quotes around merged ranges": _sub(r'ref="([\w:]+)"', r"ref='\1'"),
    "spaces around the sign": _inside(_sub(r'="', ' = "')),
    "spaces around the sign of hidden": _sub('hidden="1"', 'hidden = "1"'),
    "spaces around the sign of styles": _sub(' s="', ' s= "'),
    "spaces around the sign of types": _sub(' t="', ' t ="'),
    "spaces around the sign of merged ranges": _sub('ref="', 'ref = "'),
    "line breaks inside tags": _inside(_sub(r"(<\w+) (?=\w)", r"\1\n\t")),
    "line breaks between attributes": _inside(_sub(r'" (?=\w)', '"\r\n')),
    "spaces before the end of a tag": _inside(_sub(r'"(/?>)', r'" \1')),
    "spaces in end tags": _inside(_sub(r"</(\w+)>", r"</\1 >")),
    "spaces in the end tags of some rows": _sub(r"(</row)>(?=<row r=\"8\")", r"\1\n>"),
    "line breaks between tags": _sub("><", ">\n  <"),
    "a body with a space": _sub("<sheetData>", "<sheetData >"),
    "an end of the body with a space": _sub("</sheetData>", "</sheetData >"),
    "an end of the sheet with a space": _sub("</worksheet>", "</worksheet\n>"),
    "prefixes": _prefixed,
    "a prefix on one row": _one_prefixed,
    "a prefix of another name, bound to the same": _sub(
        r'<row r="6"', f'<y:row xmlns:y="{MAIN}"/><row r="6"', 1
    ),
    "a namespace said again": _sub(r'<row r="6"', f'<row r="6" xmlns="{MAIN}"'),
    "an element of another namespace": _sub(
        "</sheetData>", '</sheetData><a:row xmlns:a="urn:a" r="3" hidden="1">3</a:row>'
    ),
    "a comment with a row": _sub('<row r="9"', f'{ONLY_COMMENTED}<row r="9"'),
    "a comment with a row at the end": _sub("</sheetData>", f"{ONLY_COMMENTED}</sheetData>"),
    "a comment before the first row": _sub("<sheetData>", f"<sheetData>{ONLY_COMMENTED}"),
    "a comment with a body before the body": _sub(
        "<sheetData>", f"<!--<sheetData>{GHOST}</sheetData>--><sheetData>"
    ),
    "a comment with an end of the body": _sub('<row r="9"', '<!-- </sheetData> --><row r="9"'),
    "a comment with a cell": _sub('<c r="C8"', '<!-- <c r="C8"><v>7</v></c> --><c r="C8"'),
    "a comment inside a number": _sub(r"<v>8\.25", "<v>8<!-- 999 -->.25"),
    "a comment inside a text": _sub("<t>甲", "<t><!-- 乙 -->甲"),
    "a comment with a merged range": _sub(
        "</mergeCells>", '<!-- <mergeCell ref="A7:B8"/> --></mergeCells>'
    ),
    "a comment before the root": _sub("<worksheet", "<!-- <worksheet><sheetData> --><worksheet", 1),
    "a comment behind the root": _sub("</worksheet>", f"</worksheet><!-- {GHOST} -->"),
    "a number as CDATA": _sub(r"<v>([\d.]+)</v>", r"<v><![CDATA[\1]]></v>"),
    "a text as CDATA": _sub(r"<t>甲 &lt;(\d+)&gt;</t>", r"<t><![CDATA[甲 <\1>]]></t>"),
    "a CDATA section with a row": _sub("(<t>甲 &lt;9&gt;)", r"\1<![CDATA[]]>"),
    "a processing instruction": _sub('<row r="9"', f'<?x {GHOST}?><row r="9"'),
    "a processing instruction before the root": _sub("<worksheet", "<?x y?><worksheet", 1),
    "entities for signs": _sub("甲", "&#x7532;"),
    "entities with upper-case digits": _sub("&lt;", "&#x3C;"),
    "decimal entities": _sub("&lt;", "&#60;"),
    "entities in numbers": _sub(r"<v>(\d)\.", r"<v>&#x3\1;."),
    "entities in some dates": _sub(r"<v>4511(\d)</v>", r"<v>&#52;511\1</v>"),
    "entities in types": _sub(' t="s"', ' t="&#115;"'),
    "entities in hidden": _sub('hidden="1"', 'hidden="&#49;"'),
    "hidden as a word": _sub('hidden="1"', 'hidden="true"'),
    "hidden before the number": _sub(
        r'<row r="(\d+)" spans="1:7" hidden="1"', r'<row hidden="1" r="\1"'
    ),
    "attributes in another order": _inside(_sub(r'<c (r="\w+") ([st]="\w+")', r"<c \2 \1")),
    "numbers of type n": _sub(' s="3"', ' s="3" t="n"'),
    "a sign that ends tags inside an attribute": _sub(r'spans="1:7"', 'spans="1:7" x="/>" y="a>b"'),
    "blanks around numbers": _sub(r"<v>([\d.]+)</v>", r"<v> \1 </v>"),
    "line breaks around dates": _sub(r"<v>(451\d\d)</v>", "<v>\n\\1\n</v>"),
    "xml:space on values": _sub("<v>", '<v xml:space="preserve">'),
    "xml:space on texts": _sub("<t>", "<t xml:space='preserve'>"),
    "blank cells with an end tag": _sub(r'(<c r="G\d+" s="1")/>', r"\1></c>"),
    "blank cells with a blank value": _sub(r'(<c r="G\d+" s="1")/>', r"\1><v/></c>"),
    "merged ranges with an end tag": _sub(r'(<mergeCell ref="[\w:]+")/>', r"\1></mergeCell>"),
    "no declaration": _sub(r"^<\?xml[^>]*>\s*", ""),
    "a declaration of its own spelling": _sub(
        r"^<\?xml[^>]*>", "<?xml version='1.0' encoding='utf-8' standalone='no' ?>"
    ),
    "a mark of UTF-8": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.replace("UTF-8", "UTF-16").encode("utf-16"),
    "UTF-16 the other way round": lambda text: (
        b"\xfe\xff" + text.replace("UTF-8", "UTF-16").encode("utf-16-be")
    ),
}

SHARED_TEXTS: dict[str, Respell] = {
    "single quotes": _sub('xml:space="preserve"', "xml:space='preserve'"),
    "spaces around the sign": _sub('xml:space="', 'xml:space = "'),
    "spaces in end tags": _sub("</si>", "</si >"),
    "spaces in the end tag of one": _sub("</si>", "</si >", 1),
    "line breaks inside tags": _sub("<t ", "<t\n"),
    "line breaks between tags": _sub("><", ">\n<"),
    "prefixes": _prefixed,
    "a prefix on one text": lambda text: text.replace(
        "<si><t>劳模荣誉津贴</t></si>", "<x:si><x:t>劳模荣誉津贴</x:t></x:si>"
    ).replace("xmlns=", f'xmlns:x="{MAIN}" xmlns=', 1),
    "a prefix inside one text": lambda text: text.replace(
        "<t>劳模荣誉津贴</t>", "<x:t>劳模荣誉津贴</x:t>"
    ).replace("xmlns=", f'xmlns:x="{MAIN}" xmlns=', 1),
    "a comment with a text": _sub("<si>", "<!-- <si><t>乙</t></si> --><si>", 1),
    "a comment with a text at the end": _sub("</sst>", "<!-- <si><t>乙</t></si> --></sst>"),
    "a comment before the root": _sub("<sst", "<!-- <sst><si><t>乙</t></si> --><sst", 1),
    "a comment inside a text": _sub("<t>劳模", "<t>劳<!-- 乙 -->模"),
    "a CDATA section": _sub("<t>劳模荣誉津贴</t>", "<t><![CDATA[劳模荣誉津贴]]></t>"),
    "a processing instruction": _sub("<si>", "<?x <si><t>乙</t></si>?><si>", 1),
    "entities": _sub("劳", "&#x52B3;"),
    "a sign that ends tags inside an attribute": _sub("<si>", '<si xmlns:x="/>">'),
    "no declaration": _sub(r"^<\?xml[^>]*>\s*", ""),
    "a mark of UTF-8": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.replace("UTF-8", "UTF-16").encode("utf-16"),
}

_DXF = '<dxf><numFmt numFmtId="{}" formatCode="{}"/></dxf>'
STYLE_SHEETS: dict[str, Respell] = {
    "a differential format with a number of a cell format": _sub(
        "</styleSheet>",
        f"<dxfs>{_DXF.format(164, '0%')}{_DXF.format(165, 'yyyy')}</dxfs></styleSheet>",
    ),
    "a differential format before the cell formats": _sub(
        "<numFmts>", f"<dxfs>{_DXF.format(166, '0%')}</dxfs><numFmts>"
    ),
    "single quotes": _sub(r'="([^"]*)"', r"='\1'"),
    "spaces around the sign": _sub(r'(\w)="', r'\1 = "'),
    "prefixes": _prefixed,
    "a comment with a style": _sub("<cellXfs>", '<cellXfs><!-- <xf numFmtId="9"/> -->'),
    "UTF-16": lambda text: text.replace("UTF-8", "UTF-16").encode("utf-16"),
}

CASES = [
    pytest.param(part, respell, id=f"{part.rpartition('/')[2]}: {name}")
    for part, respells in ((SHEET, SHEETS), (TEXTS, SHARED_TEXTS), (STYLES, STYLE_SHEETS))
    for name, respell in respells.items()
]
PLAIN = _read()[1]


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    return value


pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")


def assert_is_what_openpyxl_reads(sheet: Sheet, data: bytes) -> None:
    other = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    assert isinstance(other, Worksheet)
    rows = [[_value(cell) for cell in row] for row in other.iter_rows(values_only=True)]
    assert sheet.rows == rows[: len(sheet.rows)]
    assert not any(value is not None for row in rows[len(sheet.rows) :] for value in row)
    ranges = {each.bounds for each in other.merged_cells.ranges}
    assert {(left, top, right, bottom) for top, left, bottom, right in sheet.merged} == {
        (left - 1, top - 1, right - 1, bottom - 1) for left, top, right, bottom in ranges
    }
    hidden = {row - 1 for row, its in other.row_dimensions.items() if its.hidden}
    assert sheet.hidden_rows == hidden
    shown = {
        (cell.row - 1, cell.column - 1)
        for row in other.iter_rows()
        for cell in row
        if "%" in cell.number_format and cell.value is not None
    }
    assert set(sheet.percent) == shown


def test_the_ordinary_spelling_reads_as_it_was_written() -> None:
    data, sheet = _read()
    first: list[Value] = [" 会议 ", date(2023, 7, 1), 0.1, 1.25]
    assert sheet.rows[0] == [*first, "甲 <1>", 2.5, None, None]
    assert sheet.hidden_rows == {3, 8}
    assert sheet.merged == ((0, 6, 1, 7), (2, 6, 4, 6))
    assert len(sheet.percent) == len(sheet.rows) == COUNT
    assert_is_what_openpyxl_reads(sheet, data)


def test_rows_of_the_ordinary_spelling_are_read_by_a_pattern() -> None:
    rows = "".join(map(_row, range(1, COUNT + 1))).encode()
    found = learn(rows).pattern.findall(rows)
    assert [groups[0] for groups in found] == [str(n).encode() for n in range(1, COUNT + 1)]
    assert not any(groups[-1] for groups in found)


@pytest.mark.parametrize(("part", "respell"), CASES)
def test_no_spelling_changes_what_is_read(part: str, respell: Respell) -> None:
    data, sheet = _read(part, respell)
    assert sheet == PLAIN
    assert_is_what_openpyxl_reads(sheet, data)


@pytest.mark.parametrize("before", [3, 15_000, 20_000])
@pytest.mark.parametrize("odd", [ONLY_COMMENTED, f"<?x {GHOST}?>"])
def test_a_long_sheet_is_read_as_a_tree_from_where_its_spelling_is_odd(
    before: int, odd: str
) -> None:
    rows = list(map(_row, range(1, 20_001)))
    after = '<mergeCells><mergeCell ref="G1:H2"/></mergeCells>'
    plain = {**_parts(), SHEET: worksheet("".join(rows), after=after)}
    rows[before - 1] += odd
    other = {**_parts(), SHEET: worksheet("".join(rows), after=after)}
    assert read_here(archive(other)) == read_here(archive(plain))


def test_rows_without_numbers_go_on_counting_where_a_tree_begins() -> None:
    row = "<row><c><v>1</v></c></row>"
    blank = '<row r="4"><c r="A4"/></row>'
    numbered = '<row r="3"><c r="A3"><v>3</v></c></row>'
    rows = f"{row}{row}{numbered}{blank}<!-- {row} -->{row}<x:row xmlns:x='{MAIN}'><x:c/></x:row>"
    sheet = read_here(crafted.xlsx(rows)).sheets[0]
    assert sheet.rows == [[1.0], [1.0], [3.0], [None], [1.0]]


def test_a_number_as_text_is_no_number() -> None:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"{kind}><is><t>12</t></is></c></row>'
        for n, kind in enumerate(["", ' t="inlineStr"', ' s="1"', "", ' t="inlineStr" s="1"'], 1)
    )
    assert read_here(crafted.xlsx(cells, formats=["0"])).sheets[0].rows == [["12"]] * 5


@pytest.mark.parametrize("state", ["state='hidden'", 'state = "veryHidden"', "state\n='hidden'"])
def test_a_hidden_sheet_is_known_in_any_spelling(state: str) -> None:
    parts = _parts()
    parts[WORKBOOK] = str(parts[WORKBOOK]).replace("<sheet ", f"<!-- x --><sheet {state} ")
    assert read_here(archive(parts)).sheets[0].hidden
