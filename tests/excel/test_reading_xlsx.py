from __future__ import annotations

import io
import re
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from monitor.intake.files.grid import Sheet, Value
from monitor.intake.files.number_formats import Look, look_of_code
from monitor.intake.files.process import read_workbook
from monitor.intake.files.unpack import trim
from tests.excel import crafted
from tests.excel.crafted import archive, shared, worksheet, xlsx, xlsx_parts
from tests.excel.reading_samples import read_here
from tests.sizes import examples


def first(data: bytes) -> Sheet:
    return read_here(data).sheets[0]


def by_calamine(data: bytes) -> list[list[Value]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    found: list[list[Value]] = [[None if value == "" else value for value in row] for row in rows]
    sheet = Sheet("S", found)
    trim(sheet, 10**6)
    return sheet.rows


texts = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=6)
numbers = st.floats(-1e15, 1e15, allow_subnormal=False) | st.integers(-(10**9), 10**9).map(float)
days = st.dates(date(1950, 1, 1), date(2090, 1, 1))
moments = st.builds(
    datetime,
    st.integers(1950, 2089),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(0, 59),
)
odd: st.SearchStrategy[Value] = st.one_of(texts, numbers, st.none())
kinds: st.SearchStrategy[st.SearchStrategy[Value]] = st.sampled_from(
    [texts, numbers, days, moments, st.booleans(), st.none()]
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[Value]]:
    """Draw rows as lists have them: a kind per column, with some cells of another kind."""
    columns = draw(st.lists(kinds, min_size=1, max_size=6))
    rows: list[list[Value]] = [[] for _ in range(draw(st.integers(1, 12)))]
    for row in rows:
        row.extend(draw(odd if draw(st.integers(0, 9)) == 0 else its) for its in columns)
    return rows


def write(rows: list[list[Value]], *, constant_memory: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": constant_memory, "strings_to_formulas": False}
    )
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy/m/d hh:mm:ss"})
    sheet = book.add_worksheet()
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, datetime):
                sheet.write_datetime(row, column, value, moment)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write(row, column, value)
    book.close()
    return out.getvalue()


@examples(40, 600)
@given(tables(), st.booleans())
def test_values_are_those_that_calamine_finds(rows: list[list[Value]], constant: bool) -> None:  # noqa: FBT001 - drawn
    data = write(rows, constant_memory=constant)
    found, expected = first(data).rows, by_calamine(data)
    assert found == expected
    assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in expected]


def respelled(data: bytes) -> bytes:
    """Write the same sheets with prefixes, single quotes and line breaks between the tags."""
    part = "xl/worksheets/sheet1.xml"
    sheet = crafted.part_of(data, part).decode()
    sheet = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", sheet).replace("xmlns=", "xmlns:x=", 1)
    sheet = re.sub(r'="([^"\']*)"', r"='\1'", sheet.partition("?>")[2])
    return crafted.with_parts(data, {part: sheet.replace("</x:c>", "</x:c>\n ")})


@examples(20, 300)
@given(tables())
def test_another_spelling_of_the_xml_says_the_same(rows: list[list[Value]]) -> None:
    data = write(rows)
    plain, other = first(data), first(respelled(data))
    assert other == plain


def test_a_long_list_with_odd_rows_reads_as_it_was_written() -> None:
    rows: list[list[Value]] = [["标题"]]
    for number in range(1, 30_000):
        amount: Value = "未报" if number % 700 == 0 else number / 4
        row: list[Value] = [f"{number:06}", "甲<乙>&丙", amount, date(2023, 1 + number % 12, 5)]
        rows.append([*row, "备注" if number % 3 else None])
        if number == 15_000:
            rows += [[None] * 5, [None, None, None, None, None, True]]
    found = first(write(rows)).rows
    assert found == [row + [None] * (6 - len(row)) for row in rows]


def test_formulas_without_a_value_are_named_and_those_with_a_blank_one_are_not() -> None:
    sheet = read_workbook(
        xlsx(
            '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c>'
            '<c r="C1"><f>1+1</f><v>2</v></c><c r="D1" t="str"><f>""</f><v></v></c>'
            '<c r="E1" t="str"><f>A1</f></c><c r="F1"><f t="shared" si="0"/></c></row>'
        )
    ).sheets[0]
    assert sheet.uncalculated == {(0, 0), (0, 1), (0, 4), (0, 5)}
    assert sheet.rows == [[None, None, 2.0, None, None, None]]


def test_errors_are_kept_by_place_and_their_cells_are_blank() -> None:
    sheet = read_workbook(
        xlsx(
            '<row r="2"><c r="B2" t="e"><v>#REF!</v></c>'
            '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="A2"><v>1</v></c></row>'
        )
    ).sheets[0]
    assert sheet.errors == {(1, 1): "#REF!", (1, 2): "#DIV/0!"}
    assert sheet.rows == [[None] * 3, [1.0, None, None]]


def test_a_column_of_errors_among_numbers_is_read_to_the_last() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c>'
        + (
            f'<c r="B{n}" t="e"><v>#N/A</v></c></row>'
            if n % 3
            else f'<c r="B{n}"><v>2</v></c></row>'
        )
        for n in range(1, 301)
    )
    sheet = first(xlsx(rows))
    assert len(sheet.errors) == 200
    assert [row[1] for row in sheet.rows] == [None if n % 3 else 2.0 for n in range(1, 301)]


def test_percent_is_noted_for_cells_with_a_value() -> None:
    sheet = read_workbook(
        xlsx(
            '<row r="1"><c r="A1" s="1"><v>0.64</v></c><c r="B1" s="2"><v>64</v></c></row>'
            '<row r="2"><c r="A2" s="1"/><c r="B2" s="3"><v>0.5</v></c></row>',
            formats=["0%", '0.0"%"', "0.00%;[Red]-0.00%"],
        )
    ).sheets[0]
    assert sheet.percent == {(0, 0), (1, 1)}


@pytest.mark.parametrize(
    ("code", "look"),
    [
        ("0.00%", Look.PERCENT),
        ('0"%"', Look.PLAIN),
        ("\\%0", Look.PLAIN),
        ("yyyy-mm-dd", Look.DATE),
        ('yyyy"年"m"月"', Look.DATE),
        ("[$-804]yyyy/m/d;@", Look.DATE),
        ("[DBNum1]m月d日", Look.DATE),
        ("[h]:mm:ss", Look.SPAN),
        ("General", Look.PLAIN),
        ('General"元"', Look.PLAIN),
        ("#,##0.00_);[Red](#,##0.00)", Look.PLAIN),
        ('#,##0.00"days"', Look.PLAIN),
        ("0.00E+00", Look.PLAIN),
        ("@", Look.PLAIN),
    ],
)
def test_a_number_format_is_understood(code: str, look: Look) -> None:
    assert look_of_code(code) is look


def test_numbers_beyond_every_decimal_become_text() -> None:
    sheet = read_workbook(
        xlsx(
            '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1E400</v></c><c r="C1"><v>1e3</v></c>'
            '<c r="D1"><v>-INF</v></c><c r="E1"><v>1_0</v></c></row>'
        )
    ).sheets[0]
    assert sheet.rows == [["NaN", "1E400", 1000.0, "-INF", "1_0"]]


def test_whole_numbers_that_lost_their_last_digits_are_named() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>{value}</v></c></row>'
        for n, value in enumerate(["9007199254740991", "9007199254740993", "-1.30209E+19"], 1)
    )
    assert read_workbook(xlsx(rows)).sheets[0].imprecise == {(1, 1), (2, 1)}


def test_control_characters_and_marks_of_direction_are_data() -> None:
    text = "a_x0000_b_x0001_\u202ec\u200f_x005F_x0041_&#9;_xD83D__xDE00_"
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    assert read_workbook(xlsx(rows)).sheets[0].rows == [["a\0b\x01\u202ec\u200f_x0041_\t😀"]]


def test_rich_text_is_joined_and_readings_above_it_are_left_out() -> None:
    texts_part = shared(
        "<si><r><t>专项</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 经费</t></r></si>",
        "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>",
        "<si/>",
        "<si><t>&lt;甲&gt;&#10;乙</t></si>",
    )
    cells = "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABCD"))
    parts = xlsx_parts(worksheet(f'<row r="1">{cells}</row>'), texts=texts_part)
    assert read_workbook(archive(parts)).sheets[0].rows == [["专项 经费", "東京", None, "<甲>\n乙"]]


def test_hidden_rows_are_known_whether_or_not_a_template_fits() -> None:
    rows = "".join(
        f'<row r="{n}" spans="1:1"{" hidden=" + chr(34) + "1" + chr(34) if n in (3, 9) else ""}>'
        f'<c r="A{n}"{" t=" + chr(34) + "b" + chr(34) if n == 9 else ""}><v>1</v></c></row>'
        for n in range(1, 20)
    )
    assert read_workbook(xlsx(rows)).sheets[0].hidden_rows == {2, 8}


def test_cells_without_references_follow_each_other() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>4</v></c></row>"
    assert read_workbook(xlsx(rows)).sheets[0].rows == [[1.0, 2.0], [None, 4.0]]


def test_days_times_and_spans_are_what_their_format_says() -> None:
    cells = [
        ("1", 45107, date(2023, 6, 30)),
        ("1", 45107.5, datetime(2023, 6, 30, 12)),  # noqa: DTZ001 - a cell has no zone
        ("1", 0.25, time(6)),
        ("2", 1.25, timedelta(hours=30)),
        ("1", 59, date(1900, 2, 28)),
        ("1", 61, date(1900, 3, 1)),
        ("1", -1, -1.0),
        ("1", 99999999, 99999999.0),
    ]
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="{style}"><v>{serial}</v></c></row>'
        for n, (style, serial, _) in enumerate(cells, 1)
    )
    found = read_workbook(xlsx(rows, formats=["yyyy/m/d", "[h]:mm"])).sheets[0].rows
    assert found == [[value] for _, _, value in cells]


def test_the_calendar_of_1904_is_four_years_later() -> None:
    parts = xlsx_parts(
        worksheet('<row r="1"><c r="A1" s="1"><v>43645</v></c></row>'), formats=["yyyy-mm-dd"]
    )
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "<sheets>", '<workbookPr date1904="1"/><sheets>'
    )
    assert read_workbook(archive(parts)).sheets[0].rows == [[date(2023, 6, 30)]]


def test_a_macro_stays_where_it_is() -> None:
    data = crafted.with_parts(
        xlsx('<row r="1"><c r="A1"><v>1</v></c></row>'), {"xl/vbaProject.bin": b"Sub Auto_Open()"}
    )
    assert read_workbook(data).sheets[0].rows == [[1.0]]
