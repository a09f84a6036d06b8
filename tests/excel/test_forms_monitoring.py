"""项目支出绩效目标执行监控表, written cell by cell as officials know it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from monitor.domain.month import Month
from monitor.domain.plan import FundSource
from monitor.intake.plans.text import read_plan_text
from monitor.outputs.forms.monitoring import write_monitoring_forms
from monitor.outputs.forms.records import (
    MonitoredIndicator,
    MonitoredMoney,
    MonitoringForm,
    monitored_by_fund,
)
from monitor.words.catalogue import paper_columns
from tests.excel.filled_forms import (
    CODE,
    FOOTER,
    MONEY,
    MONITORED,
    NAME,
    UNIT,
    merges_of,
    sheet_of,
    sheets_of,
    values_of,
)
from tests.sizes import examples

CAUSES = paper_columns("causes")

JUNE = Month(2023, 6)
HOSTILE = ["=1+1", "@SUM(A1)", "+1", "-1", "\t1", "<r>x</r>", "x" * 40_000, "a\x00\ud800"]


def write(*forms: MonitoringForm, month: Month = JUNE, one_sheet: bool = False) -> bytes:
    return write_monitoring_forms(forms, month=month, footer=FOOTER, one_sheet=one_sheet)


def many(count: int, explanation: str = "") -> MonitoringForm:
    """Make a form of many indicators in two groups of level 1 and four of level 2."""
    indicators = tuple(
        MonitoredIndicator(
            "产出指标" if number < count // 2 else "效益指标",
            f"第{number // 10}组",
            f"指标{number}的名称",
            "≥1次",
            explanation=explanation,
        )
        for number in range(count)
    )
    return replace(MONITORED, indicators=indicators)


def test_the_head_names_project_code_department_and_unit() -> None:
    sheet = sheet_of(write(MONITORED))
    assert [sheet[cell].value for cell in ("A1", "A2")] == [
        "项目支出绩效目标执行监控表",
        "（2023年度1-6月）",
    ]
    assert {
        cell: sheet[cell].value for cell in ("A3", "B3", "F3", "G3", "A4", "B4", "F4", "G4")
    } == {
        "A3": "项目名称",
        "B3": NAME,
        "F3": "项目编码",
        "G3": CODE,
        "A4": "主管部门及代码",
        "B4": f"131001 {UNIT}",
        "F4": "实施单位",
        "G4": UNIT,
    }
    assert sheet["G3"].data_type == "s"
    assert {"A1:P1", "A2:P2", "B3:E3", "G3:P3", "B4:E4", "G4:P4"} <= merges_of(sheet)


def test_money_stands_in_wan_with_real_number_formats() -> None:
    sheet = sheet_of(write(MONITORED))
    assert sheet["A5"].value == "项目资金(万元)"
    shown = [[row[at] for at in (1, 3, 4, 5, 6, 11)] for row in values_of(sheet, 5, 8)]
    assert shown == [
        [None, "年初预算数", "调整后预算数", "1-6月执行数", "1-6月执行率", "全年预计执行数"],
        ["年度资金总额", 15.4, 16.4, 9.086001, 55.4, 16.4],
        ["其中：本年一般公共预算拨款", 15.4, 16.4, 9.086001, 55.4, 16.4],
        ["其他资金", None, None, None, None, None],
    ]
    assert [sheet[cell].number_format for cell in ("D6", "F6", "G6", "L6")] == [
        "#,##0.00????",
        "#,##0.00????",
        '0.00"%"',
        "#,##0.00????",
    ]
    assert {"A5:A8", "B6:C6", "G6:K6", "L6:P6"} <= merges_of(sheet)


def test_the_goal_stands_in_one_wide_cell() -> None:
    sheet = sheet_of(write(MONITORED))
    assert (sheet["A9"].value, sheet["B9"].value) == ("年度总体目标", MONITORED.goal)
    assert "B9:P9" in merges_of(sheet)


def test_indicators_have_two_header_rows_with_their_groups_merged() -> None:
    sheet = sheet_of(write(MONITORED))
    upper, lower = values_of(sheet, 10, 11)
    assert upper == [
        *("一级指标", "二级指标", "三级指标", "年度指标值", "1-6月执行情况", "全年预计完成情况"),
        *("偏差原因分析", None, None, None, None, None),
        *("完成目标可能性", None, None, "备注"),
    ]
    assert lower == [
        *[None] * 6,
        *("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他", "原因说明"),
        *("确定能", "有可能", "完全不可能", None),
    ]
    standing = {f"{letter}10:{letter}11" for letter in "ABCDEFP"}
    assert standing | {"G10:L10", "M10:O10"} <= merges_of(sheet)


def test_indicators_are_written_with_ticks_and_merged_levels() -> None:
    sheet = sheet_of(write(MONITORED))
    assert values_of(sheet, 12, 15) == [
        ["产出指标", "数量指标", "调研次数", "≥11次", "6次", "11次", *[None] * 6, "√", *[None] * 3],
        [
            *(None, None, "形成调研报告", "≥10篇", "2篇", None),
            *("√", None, None, None, "√", "经费到位较晚。", None, "√", None, "见附件"),
        ],
        [None, "成本指标", "调研成本", "≤400元", *[None] * 12],
        [
            *("满意度指标", "服务对象满意度指标", "满意率", "≥90%", "60%", None),
            *(None, None, "√", None, None, None, None, None, "√", None),
        ],
    ]
    assert {"A12:A14", "B12:B13"} <= merges_of(sheet)


@pytest.mark.parametrize("month", [1, 6, 12])
def test_the_month_in_view_stands_in_every_header(month: int) -> None:
    sheet = sheet_of(write(MONITORED, month=Month(2024, month)))
    assert [sheet[cell].value for cell in ("A2", "F5", "G5", "E10")] == [
        f"（2024年度1-{month}月）",
        f"1-{month}月执行数",
        f"1-{month}月执行率",
        f"1-{month}月执行情况",
    ]


def test_absent_is_blank_and_zero_is_zero() -> None:
    money = MonitoredMoney(spent=Decimal(0), execution_rate=Decimal(0))
    sheet = sheet_of(write(MonitoringForm(CODE, NAME, "", UNIT, total=money)))
    assert [sheet[cell].value for cell in ("D6", "E6", "F6", "G6", "L6", "D7", "B9")] == [
        *(None, None, 0, 0, None, None, None),
    ]
    assert sheet["B4"].value == UNIT


def test_a_cause_or_likelihood_without_a_column_is_refused() -> None:
    for wrong in ({"causes": ("天气",)}, {"likelihood": "大概"}):
        with pytest.raises(ValueError, match="no column of the form"):
            replace(MONITORED.indicators[0], **wrong)


def test_every_project_has_its_sheet_and_the_footer_its_own() -> None:
    names = ["调研", "调研", "长" * 40, "a/b:c*[1]?", "说明", "'=1+1"]
    book = sheets_of(write(*(replace(MONITORED, project_name=name) for name in names)))
    assert book.sheetnames == [
        *("调研", "调研 2", "长" * 31, "a b c 1", "说明", "=1+1", "说明 2"),
    ]
    explained = {row[0].value: row[1].value for row in book["说明 2"].iter_rows(3)}
    assert explained["数据月份"] == "2023-06"
    assert explained["数据版本"] == "17"
    assert explained["1-6月执行率"] == "1-6月执行数 ÷ 调整后预算数。"
    assert "空白单元格" in explained


def test_a_form_prints_on_a4_across_one_page_wide_under_its_header() -> None:
    sheet = sheet_of(write(MONITORED))
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    setup = sheet.sheet_properties.pageSetUpPr
    assert setup is not None
    assert setup.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$10:$11"
    assert sheet.freeze_panes == "A4"
    assert [one.id for one in sheet.row_breaks.brk] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_every_cell(text: str) -> None:
    indicator = replace(
        MonitoredIndicator(text, text, text, text, text, text, CAUSES),
        explanation=text,
        likelihood="有可能",
        remark=text,
    )
    form = MonitoringForm(text, text, text, text, MONEY, goal=text, indicators=(indicator,) * 2)
    data = write_monitoring_forms([form], month=JUNE, footer=[(text, text)])
    for sheet in load_workbook(BytesIO(data)).worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_rows_are_as_high_as_their_merged_and_wrapped_text() -> None:
    goal = "目标内容较长。" * 100  # 1,400 half-width characters
    explanation = "原因较长。" * 20  # 200, in a column 24 wide
    first = replace(MONITORED.indicators[0], explanation=explanation)
    sheet = sheet_of(write(replace(MONITORED, goal=goal, indicators=(first,))))
    wide = sum(sheet.column_dimensions[letter].width for letter in "BCDEFGHIJKLMNOP")
    assert sheet.row_dimensions[9].height >= 15 * (1400 / wide)
    assert sheet.row_dimensions[12].height >= 15 * (200 / 24)


def test_a_text_higher_than_a_row_can_be_takes_several_merged_rows() -> None:
    long = "很长的说明，" * 100
    first = replace(MONITORED.indicators[0], explanation=long)
    sheet = sheet_of(write(replace(MONITORED, indicators=(first, *MONITORED.indicators[1:]))))
    (tall,) = [one for one in sheet.merged_cells.ranges if str(one).startswith("L12:L")]
    assert tall.max_row > 12
    assert {f"C12:C{tall.max_row}", f"G12:G{tall.max_row}"} <= merges_of(sheet)
    assert sheet["L12"].value == long
    heights = [sheet.row_dimensions[row].height for row in range(12, tall.max_row + 1)]
    assert max(heights) <= 409
    assert sum(heights) >= 15 * (1200 / 24)


@pytest.mark.parametrize("one_sheet", [False, True])
def test_no_merged_cell_is_cut_by_the_end_of_a_page(one_sheet: bool) -> None:  # noqa: FBT001 - a column of the table of cases
    sheet = sheet_of(
        write(many(60, "经费到位较晚，第三季度集中支付。"), MONITORED, one_sheet=one_sheet)
    )
    breaks = [one.id for one in sheet.row_breaks.brk]  # the last row of each page
    assert len(breaks) >= 3
    for merged in sheet.merged_cells.ranges:
        assert not [row for row in breaks if merged.min_row <= row < merged.max_row], str(merged)


def test_a_group_that_goes_on_over_the_page_is_named_again() -> None:
    sheet = sheet_of(write(many(60)))
    for row in [one.id + 1 for one in sheet.row_breaks.brk]:
        assert sheet.cell(row, 1).value in {"产出指标", "效益指标"}
        assert str(sheet.cell(row, 2).value).endswith("组")


def test_forms_on_one_sheet_each_begin_a_page() -> None:
    other = replace(MONITORED, project_code="13020923P00014810001H", project_name="津贴")
    book = sheets_of(write(MONITORED, other, MONITORED, one_sheet=True))
    assert book.sheetnames == ["项目支出绩效目标执行监控表", "说明"]
    sheet = book.worksheets[0]
    assert [one.id for one in sheet.row_breaks.brk] == [15, 30]
    assert [sheet[f"A{row}"].value for row in (1, 16, 31)] == ["项目支出绩效目标执行监控表"] * 3
    assert [sheet[f"B{row}"].value for row in (3, 18, 33)] == [NAME, "津贴", NAME]
    assert sheet.print_title_rows is None


def test_on_one_sheet_the_header_is_written_again_over_the_next_page() -> None:
    sheet = sheet_of(write(many(60), one_sheet=True))
    tops = [one.id + 1 for one in sheet.row_breaks.brk]
    assert len(tops) >= 2
    assert {sheet.cell(row, 1).value for row in tops} == {"一级指标"}
    assert {sheet.cell(row + 1, 7).value for row in tops} == {"经费保障"}


def test_columns_are_wide_enough_for_large_amounts() -> None:
    large = Decimal("1234567890123.45")
    money = MonitoredMoney(large, large, large, Decimal("99999.99"), large)
    sheet = sheet_of(write(replace(MONITORED, total=money)))
    shown = "123,456,789.012345"
    wide = {
        column
        for one in sheet.column_dimensions.values()
        for column in range(one.min or 0, (one.max or 0) + 1)
        if one.width >= len(shown)
    }
    assert {4, 5, 6} <= wide


def test_a_workbook_without_forms_says_so() -> None:
    book = sheets_of(write())
    assert book.sheetnames == ["项目支出绩效目标执行监控表", "说明"]
    assert book.worksheets[0]["A2"].value == "没有符合条件的记录"


FISCAL, OTHER = FundSource("财政资金", Decimal(100)), FundSource("自有资金", Decimal(50))
NOTHING = MonitoredMoney()


@pytest.mark.parametrize(
    ("funds", "public", "other"),
    [
        ((FISCAL,), MONEY, NOTHING),
        ((FISCAL, FundSource("其他资金", Decimal(0))), MONEY, NOTHING),
        ((OTHER,), NOTHING, MONEY),
        ((FundSource("政府性基金", Decimal(9)),), NOTHING, MONEY),
        ((FISCAL, OTHER), MonitoredMoney(Decimal(100)), MonitoredMoney(Decimal(50))),
        ((), NOTHING, NOTHING),
    ],
)
def test_a_single_fund_carries_the_whole_and_several_only_their_budgets(
    funds: tuple[FundSource, ...], public: MonitoredMoney, other: MonitoredMoney
) -> None:
    assert monitored_by_fund(MONEY, funds) == (public, other)


def test_the_plan_of_2023_fills_eight_forms_of_a_page_each(samples: Path) -> None:
    (plan,) = read_plan_text((samples / "plan-2023.txt").read_bytes()).facts
    forms = [
        MonitoringForm(
            project.project_code,
            project.project_name,
            plan.unit_code,
            plan.unit_name,
            MonitoredMoney(project.original_budget),
            *monitored_by_fund(MonitoredMoney(project.original_budget), project.funds),
            project.goal,
            tuple(
                MonitoredIndicator(one.level1, one.level2, one.level3, one.target_text)
                for one in project.indicators
            ),
        )
        for project in plan.projects
    ]
    book = sheets_of(write(*forms))
    assert len(book.sheetnames) == 9
    written = [
        sheet.cell(row, 3).value
        for sheet in book.worksheets[:8]
        for row in range(12, sheet.max_row + 1)
    ]
    assert written == [one.level3 for form in forms for one in form.indicators]
    assert sum(Decimal(str(sheet["D7"].value)) for sheet in book.worksheets[:8]) == Decimal(
        "269.72"
    )
    assert all(not sheet.row_breaks.brk for sheet in book.worksheets[:8])


@examples(5, 60)
@given(
    st.lists(
        st.tuples(st.sampled_from("甲乙"), st.sampled_from(["", "子", "丑"]), st.text(max_size=60)),
        min_size=1,
        max_size=30,
    )
)
def test_levels_are_merged_over_exactly_the_rows_that_share_them(
    rows: list[tuple[str, str, str]],
) -> None:
    indicators = tuple(MonitoredIndicator(*row, target_text="≥1") for row in rows)
    sheet = sheet_of(write(replace(MONITORED, indicators=indicators)))
    seen: list[tuple[object, object]] = []
    tops = {
        (row, column): merged
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row, merged.max_row + 1)
        for column in range(merged.min_col, merged.max_col + 1)
    }
    for number in range(len(rows)):
        row = 12 + number
        places = [tops.get((row, column)) for column in (1, 2)]
        first, second = (
            sheet.cell(place.min_row if place else row, column).value
            for column, place in enumerate(places, start=1)
        )
        seen.append((first, second or ""))
    assert seen == [(level1, level2) for level1, level2, _ in rows]
