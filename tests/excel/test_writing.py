"""What every workbook that goes out has in common."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from monitor.domain.text import MAX_UNITS, clean, neutralise
from monitor.workbooks.cells import display_width, sheet_name
from monitor.workbooks.writing import (
    BODY,
    TITLE,
    Book,
    decimals_needed,
    fits_a_number,
    in_unit,
    lines_needed,
    money_format,
    write_explanation,
)
from tests.sizes import examples

HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-1",
    "\t=1",
    "\r=1",
    "＝1+1",
    "x" * 40_000,
    "😀" * 20_000,
    "a\x00b\x1fc\x0bd",
    "lone \ud800 surrogate",
    "a\ufffe\uffff",
    "_x000D_ kept",
    "<r><t>markup</t></r>",
    "<r>&</r>",
    "http://example.org/",
    "'quoted",
    "a\r\nb\rc",
    "\u202eright to left",
    "000001",
    "1E5",
    "&A&D",
]


def written(text: object) -> bytes:
    book = Book("t")
    page = book.add_page("s")
    page.text(0, 0, text)
    page.finish()
    return book.close()


def number_written(value: Decimal) -> tuple[str, object]:
    """Return the type and content of the cell."""
    book = Book("t")
    page = book.add_page("s")
    page.number(0, 0, value, BODY | {"num_format": money_format(decimals_needed([value]))})
    page.finish()
    cell = load_workbook(BytesIO(book.close()))["s"]["A1"]
    return cell.data_type, cell.value


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_every_reader(text: str) -> None:
    data = written(text)
    cell = load_workbook(BytesIO(data))["s"]["A1"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    row = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert row == [[clean(text)]]


@examples(20, 300)
@given(st.text(min_size=1, max_size=80))
def test_any_text_can_be_written_and_is_never_a_formula(text: str) -> None:
    data = written(text)
    with ZipFile(BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows == ([[clean(text)]] if clean(text) else [])


def test_text_that_looks_like_a_formula_stays_text_when_somebody_edits_it() -> None:
    cells = load_workbook(BytesIO(written("=1+1")))["s"]
    assert cells["A1"].quotePrefix
    assert not load_workbook(BytesIO(written("plain")))["s"]["A1"].quotePrefix


def test_too_long_text_is_cut_visibly_at_what_a_cell_holds() -> None:
    cut = clean("😀" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 <= MAX_UNITS
    assert cut.endswith("😀…")
    assert clean("x" * MAX_UNITS) == "x" * MAX_UNITS


def test_characters_no_workbook_may_hold_are_left_out_or_replaced() -> None:
    assert clean("a\x00b\x1fc") == "abc"
    assert clean("a\r\nb\rc\x0bd") == "a\nb\nc\nd"
    assert clean("\ud800") == "\ufffd"
    assert clean("\ud83d\ude00") == "😀"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "－", " ="])
def test_csv_text_that_could_become_a_formula_gets_an_apostrophe(start: str) -> None:
    assert neutralise(start + "1").startswith("'")


@pytest.mark.parametrize("text", ["调研费", "1-2", "a=b", "≥11次", "", "（=1）"])
def test_csv_leaves_harmless_text_as_it_is(text: str) -> None:
    assert neutralise(text) == text


@given(st.text())
def test_every_title_makes_a_sheet_name_that_a_workbook_accepts(title: str) -> None:
    book = Book(title)
    for _ in range(3):
        page = book.add_page(title)
        page.text(0, 0, "x")
        page.finish()
    assert len(load_workbook(BytesIO(book.close())).sheetnames) == 3


def test_a_sheet_name_keeps_what_is_legal() -> None:
    assert sheet_name("预警项目清单") == "预警项目清单"
    assert sheet_name("1/2 [a]*?") == "1 2 a"
    assert sheet_name("History") == "_History"
    assert sheet_name("支出", {"支出"}) == "支出 2"


@examples(20, 300)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_amounts_are_written_with_exactly_their_digits(yuan: Decimal) -> None:
    amount = in_unit(yuan, "万元")
    assert amount is not None
    kind, value = number_written(amount)
    assert kind == "n" if fits_a_number(amount) else kind == "s"
    assert Decimal(str(value).replace(",", "")) == amount


@pytest.mark.parametrize("text", ["64.01", "8.41", "0.1", "9007199254740.99", "-0.07", "1E+3"])
def test_a_number_is_not_changed_by_its_binary_form(text: str) -> None:
    book = Book("t")
    page = book.add_page("s")
    page.number(0, 0, Decimal(text), BODY)
    page.finish()
    with ZipFile(BytesIO(book.close())) as archive:
        assert f"<v>{Decimal(text):.16G}</v>".encode() in archive.read("xl/worksheets/sheet1.xml")


def test_an_amount_a_spreadsheet_would_round_is_written_as_text() -> None:
    assert number_written(Decimal("1234567890123456.78")) == ("s", "1,234,567,890,123,456.78")
    assert not fits_a_number(Decimal("1E+400"))
    assert fits_a_number(Decimal(999999999999999))


def test_zero_has_no_sign() -> None:
    assert number_written(Decimal("-0.00")) == ("n", 0)


def test_an_absent_number_is_a_blank_cell_and_not_zero() -> None:
    book = Book("t")
    page = book.add_page("s")
    page.number(0, 0, None, BODY)
    page.finish()
    assert load_workbook(BytesIO(book.close()))["s"]["A1"].value is None


@pytest.mark.parametrize(
    ("values", "places"),
    [
        (["15.40", "0.36"], 2),
        (["15.4", "12.345678"], 6),
        (["100"], 2),
        ([], 2),
        (["0.100"], 2),
    ],
)
def test_a_column_shows_as_many_decimals_as_its_amounts_need(
    values: list[str], places: int
) -> None:
    assert decimals_needed(map(Decimal, values)) == places


def test_decimal_points_line_up_under_one_format() -> None:
    assert money_format(2) == "#,##0.00"
    assert money_format(6) == "#,##0.00????"


def test_columns_are_wide_enough_for_every_number_in_them() -> None:
    book = Book("t")
    page = book.add_page("s", (4,))
    page.number(0, 0, Decimal("-123456789.123456"), BODY)
    page.day(1, 1, date(2023, 6, 30), BODY)
    page.finish()
    widths = load_workbook(BytesIO(book.close()))["s"].column_dimensions
    assert widths["A"].width >= len("-123,456,789.123456") + 1
    assert widths["B"].width >= len("2023-06-30") + 1


def test_rows_are_high_enough_for_wrapped_text() -> None:
    book = Book("t")
    page = book.add_page("s", (10, 20))
    page.text(0, 0, "标题", TITLE)
    page.text(1, 0, "一二三四五六七八九十")
    page.text(1, 1, "短")
    page.text(2, 1, "短")
    page.finish()
    rows = load_workbook(BytesIO(book.close()))["s"].row_dimensions
    assert rows[2].height >= 3 * 15
    assert rows[3].height < 2 * 15


def test_lines_are_counted_per_paragraph() -> None:
    assert lines_needed("a\nb\nc", 20) == 3
    assert lines_needed("一" * 20, 20) == 3
    assert display_width("一a\nabc") == 3


def test_the_same_content_gives_the_same_bytes() -> None:
    assert written("x") == written("x")


def test_every_page_prints_on_a4_one_page_wide_with_its_header_repeated() -> None:
    book = Book("t")
    page = book.add_page("s")
    page.header(0, ["a", "b"])
    page.finish()
    page.print_on_a4(0)
    sheet = load_workbook(BytesIO(book.close()))["s"]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"


def test_the_explanation_is_the_last_sheet_and_takes_any_text() -> None:
    book = Book("t")
    book.add_page("s").finish()
    write_explanation(book, "说明", [("=1", "=2"), ("空白", "不是 0")])
    loaded = load_workbook(BytesIO(book.close()))
    assert loaded.sheetnames == ["s", "说明"]
    cells = [[cell.value for cell in row] for row in loaded["说明"].iter_rows(min_row=3)]
    assert cells == [["=1", "=2"], ["空白", "不是 0"]]
    assert loaded["说明"]["A3"].data_type == "s"
