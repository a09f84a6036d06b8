"""Lists that go out: the same rows in xlsx and csv, harmless and exact."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from monitor.domain.list_columns import Kind, ListColumn
from monitor.domain.month import Month
from monitor.outputs.lists.columns import flagged_columns, flagged_title
from monitor.outputs.lists.workbook import write_list, write_list_csv
from tests.sizes import examples

JUNE = Month(2023, 6)
FOOTER = [("统计截至", "2023年6月"), ("数据版本", "17")]
HOSTILE = ["=1+1", "@SUM(A1)", "+1", "-1", "\t1", "\r1", "x" * 40_000, "a\x00\x1f\ud800"]
FLAGGED = {
    "sequence": 1,
    "unit_name": "131001曹妃甸区人民政协办公室本级",
    "office": None,
    "project_code": "13020923P00014110001R",
    "project_name": "调研学习考察费",
    "original_budget": Decimal("154000.00"),
    "added": Decimal("0.00"),
    "cut": None,
    "revised_budget": Decimal("154000.00"),
    "spent": Decimal("30800.01"),
    "execution_rate": Decimal("20.0000065"),
    "planned_pct": Decimal(50),
    "gap_pp": Decimal("-29.9999935"),
    "gap_amount": Decimal("-46199.99"),
    "badge": "red",
    "is_on_plan": False,
    "is_on_results": None,
    "lagging_indicators": "调研次数",
    "sentence": "截至6月底支出3.08万元。",
    "months_flagged": 3,
    "needed_per_month": Decimal("20533.33"),
    "cause_kind": "政府采购程序",
    "analysis": "=1+1",
    "measure": None,
    "owner": "办公室负责人",
    "due_date": date(2023, 7, 31),
}


def column(kind: Kind, header: str = "h") -> ListColumn:
    return ListColumn("k", header, kind)


def sheet_of(data: bytes, name: str | None = None) -> Worksheet:
    book = load_workbook(BytesIO(data))
    found = book[name] if name else book.worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def cell_of(kind: Kind, value: object, header: str = "h") -> tuple[object, str]:
    """Return the value and the number format of a cell written."""
    cell = sheet_of(write_list("t", [column(kind, header)], [{"k": value}], []))["A4"]
    return cell.value, cell.number_format


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def csv_cell(kind: Kind, value: object) -> str:
    return csv_rows(write_list_csv([column(kind)], [{"k": value}, {"k": "end"}]))[1][0]


def test_the_flagged_list_has_the_26_columns_of_its_form() -> None:
    headers = [column.header for column in flagged_columns(JUNE)]
    assert (
        headers
        == (
            "序号 预算单位 处室 项目编码 项目名称 年初预算数 追加数 追减数 调整后预算数 "
            "截止6月底支出数 预算执行率 计划进度 差距(百分点) 差额 预警等级 是否达到序时支出进度 "
            "是否达到阶段性绩效目标 滞后指标 预警原因 连续预警月数 每月需支出 原因类型 情况分析 "
            "整改措施 责任人 完成时限"
        ).split()
    )
    assert [column.key for column in flagged_columns(JUNE)] == list(FLAGGED)
    assert "截止11月底支出数" in [column.header for column in flagged_columns(Month(2023, 11))]


def test_a_flagged_row_is_written_cell_by_cell() -> None:
    data = write_list(flagged_title(JUNE), flagged_columns(JUNE), [FLAGGED], FOOTER)
    sheet = sheet_of(data, "预警项目清单")
    assert sheet["A1"].value == "预警项目清单（截至2023年6月底）"
    assert sheet["A2"].value == "单位：万元"
    assert [cell.value for cell in sheet[4]] == [
        1,
        "131001曹妃甸区人民政协办公室本级",
        None,
        "13020923P00014110001R",
        "调研学习考察费",
        15.4,
        0,
        None,
        15.4,
        3.080001,
        20,
        50,
        -30,
        -4.619999,
        "▼ 滞后",
        "否",
        None,
        "调研次数",
        "截至6月底支出3.08万元。",
        3,
        2.053333,
        "政府采购程序",
        "=1+1",
        None,
        "办公室负责人",
        datetime(2023, 7, 31),  # noqa: DTZ001 - as openpyxl reads a date
    ]
    assert sheet["W4"].data_type == "s"
    assert sheet.max_row == 4


def test_a_flagged_list_keeps_its_header_and_names_in_view_and_prints_on_a4() -> None:
    data = write_list(flagged_title(JUNE), flagged_columns(JUNE), [FLAGGED], FOOTER)
    sheet = sheet_of(data)
    assert sheet.freeze_panes == "F4"
    assert sheet.auto_filter.ref == "A3:Z4"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0


def test_the_footer_stands_on_a_sheet_of_its_own() -> None:
    data = write_list(flagged_title(JUNE), flagged_columns(JUNE), [FLAGGED], FOOTER)
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    assert book.sheet_names == ["预警项目清单", "说明"]
    told = [list(row) for row in book.get_sheet_by_name("说明").to_python()[2:]]
    assert told[:2] == [["统计截至", "2023年6月"], ["数据版本", "17"]]
    assert ["金额单位", "万元"] in told
    assert told[-1] == ["空白单元格", "没有该项数据（未报送或不适用），不等于 0。"]


def test_the_flagged_csv_has_the_same_cells() -> None:
    data = write_list_csv(flagged_columns(JUNE), [FLAGGED])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") == 2
    header, row = csv_rows(data)
    assert header == [column.header for column in flagged_columns(JUNE)]
    assert row == [
        "1",
        "131001曹妃甸区人民政协办公室本级",
        "",
        "13020923P00014110001R",
        "调研学习考察费",
        "15.40",
        "0.00",
        "",
        "15.40",
        "3.080001",
        "20.00",
        "50.00",
        "-30.00",
        "-4.619999",
        "▼ 滞后",
        "否",
        "",
        "调研次数",
        "截至6月底支出3.08万元。",
        "3",
        "2.053333",
        "政府采购程序",
        "'=1+1",
        "",
        "办公室负责人",
        "2023-07-31",
    ]


def test_a_csv_footer_follows_after_a_blank_line() -> None:
    data = write_list_csv([column("integer")], [{"k": 1}], [("筛选", "=全部")])
    assert csv_rows(data) == [["h"], ["1"], [], ["筛选", "'=全部"]]


@pytest.mark.parametrize(
    ("kind", "value", "shown", "number_format"),
    [
        ("money_wan", Decimal("154000.00"), 15.4, "#,##0.00"),
        ("money_wan", Decimal("0.01"), 0.000001, "#,##0.00????"),
        ("money_wan", Decimal("-0.00"), 0, "#,##0.00"),
        ("money_yuan", Decimal("154000.07"), 154000.07, "#,##0.00"),
        ("money_yuan", 154000, 154000, "#,##0.00"),
        ("percent", Decimal("47.5"), 47.5, '0.00"%"'),
        ("percent", Decimal("33.335"), 33.34, '0.00"%"'),
        ("points", Decimal("-0.004"), 0, "+0.00;-0.00;0.00"),
        ("points", Decimal("-12.345"), -12.35, "+0.00;-0.00;0.00"),
        ("integer", 3, 3, "0"),
        ("code", "000001", "000001", "General"),
        ("flag", True, "是", "General"),
        ("flag", False, "否", "General"),
        ("badge", "blue", "▲ 超前", "General"),
        ("badge", "not_reported", "○ 未报送", "General"),
        ("badge", "something", "something", "General"),
        ("text", 12, "12", "General"),
        ("money_wan", "约3万", "约3万", "General"),
        ("date", "待定", "待定", "General"),
    ],
)
def test_each_kind_of_value_is_written_in_its_way(
    kind: Kind, value: object, shown: object, number_format: str
) -> None:
    written, shape = cell_of(kind, value)
    assert written == shown
    if not isinstance(shown, str):
        assert shape == number_format


@pytest.mark.parametrize(
    ("kind", "absent"),
    [
        *(
            (kind, None)
            for kind in ("text", "code", "money_wan", "percent", "flag", "badge", "date")
        ),
        *((kind, "") for kind in ("text", "money_yuan", "points", "integer")),
        *((kind, Decimal("NaN")) for kind in ("money_wan", "percent", "integer")),
        ("percent", float("inf")),
    ],
)
def test_absent_is_blank_and_never_zero(kind: Kind, absent: object) -> None:
    assert cell_of(kind, absent)[0] is None
    assert csv_cell(kind, absent) == ""


def test_a_header_that_says_percent_spares_the_cells_the_sign() -> None:
    assert cell_of("percent", Decimal("47.5"), "执行率(%)") == (47.5, "0.00")


def test_decimal_points_of_a_column_line_up() -> None:
    rows = [{"k": Decimal(154000)}, {"k": Decimal("123456.78")}]
    sheet = sheet_of(write_list("t", [column("money_wan")], rows, []))
    assert [sheet[cell].number_format for cell in ("A4", "A5")] == ["#,##0.00????"] * 2


def test_an_amount_beyond_fifteen_digits_is_not_rounded() -> None:
    assert cell_of("money_yuan", Decimal("1234567890123456.78"))[0] == "1,234,567,890,123,456.78"


def test_lights_are_told_apart_by_word_sign_and_fill() -> None:
    lights = ["red", "yellow", "green", "blue", "not_reported"]
    rows = [{"k": light} for light in lights]
    sheet = sheet_of(write_list("t", [column("badge")], rows, []))
    cells = [sheet.cell(4 + number, 1) for number in range(len(lights))]
    assert len({cell.value for cell in cells}) == len(lights)
    assert len({cell.fill.fgColor.rgb for cell in cells}) == len(lights)


def test_a_list_may_not_mix_yuan_and_wan() -> None:
    columns = [ListColumn("a", "a", "money_wan"), ListColumn("b", "b", "money_yuan")]
    with pytest.raises(ValueError, match="元"):
        write_list("t", columns, [], [])


def test_an_empty_list_says_so_and_has_no_rows() -> None:
    sheet = sheet_of(write_list("t", flagged_columns(JUNE), [], FOOTER))
    assert sheet["A2"].value == "单位：万元　没有符合条件的记录"
    assert sheet.max_row == 3
    assert len(csv_rows(write_list_csv(flagged_columns(JUNE), []))) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_every_exit(text: str) -> None:
    columns = [ListColumn("k", text), ListColumn("c", text, "code"), ListColumn("l", "l", "badge")]
    rows = [{"k": text, "c": text, "l": text}]
    footer = [(text, text)]
    for sheet in load_workbook(BytesIO(write_list(text, columns, rows, footer))).worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    for row in csv_rows(write_list_csv(columns, rows, footer)):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@examples(13, 200)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "t": st.none() | st.text(max_size=20),
                "m": st.none() | st.decimals(-(10**11), 10**11, places=2),
                "p": st.none() | st.decimals(-1000, 1000, places=6),
            }
        ),
        max_size=8,
    )
)
def test_xlsx_and_csv_hold_the_same_rows(rows: list[dict[str, object]]) -> None:
    columns = [
        ListColumn("t", "文字"),
        ListColumn("m", "金额", "money_wan"),
        ListColumn("p", "比例", "percent"),
    ]
    sheet = sheet_of(write_list("t", columns, rows, []))
    in_csv = csv_rows(write_list_csv(columns, rows))[1:]
    assert len(in_csv) == len(rows)
    for number, line in enumerate(in_csv, start=4):
        text, money, percent = (sheet.cell(number, place + 1).value for place in range(3))
        assert line[0].removeprefix("'") == str(text or "").removeprefix("'")
        for written, value in ((line[1], money), (line[2], percent)):
            assert (written == "") == (value is None)
            if written:
                assert Decimal(written) == Decimal(str(value))


def many(count: int) -> Iterator[Mapping[str, object]]:
    for number in range(count):
        yield {"k": Decimal(number) / 100}


def test_a_long_list_is_streamed_with_every_row_in_it() -> None:
    data = write_list("t", [column("money_yuan")], many(5_500), FOOTER)
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    assert book.sheet_names == ["t", "说明"]
    values = [row[0] for row in book.get_sheet_by_index(0).to_python()[3:]]
    assert values == [number / 100 for number in range(5_500)]


@pytest.mark.parametrize(
    ("count", "sheets"), [(10, ["t"]), (11, ["t", "t（2）"]), (25, ["t", "t（2）", "t（3）"])]
)
def test_rows_beyond_one_sheet_go_on_to_the_next(count: int, sheets: list[str]) -> None:
    data = write_list("t", [column("money_yuan")], many(count), [], sheet_rows=10)
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    assert book.sheet_names == [*sheets, "说明"]
    values = [row[0] for name in sheets for row in book.get_sheet_by_name(name).to_python()[3:]]
    assert values == [number / 100 for number in range(count)]
