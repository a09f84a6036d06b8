"""项目支出绩效自评表, written cell by cell as officials know it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from monitor.domain.month import Month
from monitor.domain.plan import FundSource
from monitor.outputs.forms.records import (
    EvaluatedIndicator,
    EvaluatedMoney,
    SelfEvaluationForm,
    evaluated_by_fund,
)
from monitor.outputs.forms.self_evaluation import write_self_evaluation_forms
from tests.excel.filled_forms import (
    CODE,
    EVALUATED,
    FOOTER,
    NAME,
    UNIT,
    merges_of,
    sheet_of,
    sheets_of,
    values_of,
)

DECEMBER = Month(2023, 12)


def write(*forms: SelfEvaluationForm, one_sheet: bool = False) -> bytes:
    return write_self_evaluation_forms(
        forms, fiscal_year=2023, month=DECEMBER, footer=FOOTER, one_sheet=one_sheet
    )


def without_scores(*numbers: int) -> SelfEvaluationForm:
    """Make a form in which these indicators have no score."""
    indicators = tuple(
        replace(one, result="", score=None) if number in numbers else one
        for number, one in enumerate(EVALUATED.indicators)
    )
    return replace(EVALUATED, indicators=indicators, total_score=None, grade="")


def test_the_head_names_project_department_and_unit() -> None:
    sheet = sheet_of(write(EVALUATED))
    assert values_of(sheet, 1, 4) == [
        ["项目支出绩效自评表", *[None] * 8],
        ["（2023年度）", *[None] * 8],
        ["项目名称", NAME, None, None, "项目编码", CODE, None, None, None],
        ["主管部门", UNIT, None, None, "实施单位", UNIT, None, None, None],
    ]


def test_money_is_scored_in_its_total_only() -> None:
    sheet = sheet_of(write(EVALUATED))
    assert values_of(sheet, 5, 9) == [
        [
            *("项目资金(万元)", None, "年初预算数", "全年预算数", "全年执行数"),
            *("分值", "执行率", None, "得分"),
        ],
        [None, "年度资金总额", 15.4, 16.4, 12.3, 10, 75, None, 7.5],
        [None, "当年财政拨款", 15.4, 16.4, 12.3, "—", None, None, "—"],
        [None, "上年结转资金", None, None, None, "—", None, None, "—"],
        [None, "其他资金", None, None, None, "—", None, None, "—"],
    ]
    assert {"A5:A9", "G6:H6"} <= merges_of(sheet)
    assert [sheet[cell].number_format for cell in ("C6", "G6", "I6")] == [
        *("#,##0.00", '0.00"%"', "0.00"),
    ]


def test_the_goal_stands_beside_what_became_of_it() -> None:
    sheet = sheet_of(write(EVALUATED))
    assert values_of(sheet, 10, 11) == [
        ["年度总体目标", "预期目标", None, None, "实际完成情况", *[None] * 4],
        [None, EVALUATED.goal, None, None, EVALUATED.achieved, *[None] * 4],
    ]
    assert {"A10:A11", "B11:D11", "E11:I11"} <= merges_of(sheet)


def test_indicators_total_and_grade_are_written() -> None:
    sheet = sheet_of(write(EVALUATED))
    assert values_of(sheet, 12, 17) == [
        [
            *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
            *("偏差原因分析及改进措施", None),
        ],
        ["产出指标", "数量指标", "调研次数", "≥11次", "11次", 25, 25, None, None],
        [None, "质量指标", "形成调研报告", "≥10篇", "9篇", 25, 22.5, "两篇合并为一篇。", None],
        ["满意度指标", "满意度指标", "满意率", "≥90%", "95%", 40, 40, None, None],
        ["总分", None, None, None, None, 100, 95, None, None],
        ["评价等级", None, None, None, None, "优", None, None, None],
    ]
    assert sheet.max_row == 17
    assert {"A13:A14", "H12:I12", "A16:E16", "F17:I17"} <= merges_of(sheet)


def test_an_incomplete_score_names_what_is_missing_and_the_sum_so_far() -> None:
    sheet = sheet_of(write(without_scores(0, 2)))
    assert [sheet[f"G{row}"].value for row in (13, 14, 15, 16)] == [None, 22.5, None, None]
    assert sheet["H16"].value == "（未完整：缺2项）已得分的各项合计 30.00 分"
    assert sheet["F17"].value == "得分未完整，暂不定级"
    assert (sheet["A18"].value, sheet["B18"].value) == (
        "未得分的项",
        "数量指标 / 调研次数；满意度指标 / 满意率",
    )


def test_an_execution_rate_without_a_score_is_missing_too() -> None:
    form = replace(without_scores(1), total=EvaluatedMoney(points=Decimal(10)))
    sheet = sheet_of(write(form))
    assert sheet["I6"].value is None
    assert str(sheet["H16"].value).startswith("（未完整：缺2项）")
    assert sheet["B18"].value == "预算执行率；质量指标 / 形成调研报告"


def test_points_are_rounded_half_up_and_a_score_of_zero_is_no_blank() -> None:
    third = Decimal(100) / 3
    indicator = EvaluatedIndicator("产", "数", "次数", "≥3", "0", third, Decimal(0))
    sheet = sheet_of(write(replace(EVALUATED, indicators=(indicator,) * 3)))
    assert [sheet[cell].value for cell in ("F13", "G13")] == [33.33, 0]
    assert sheet["F16"].value == 110


def test_points_that_are_not_known_make_no_sum() -> None:
    indicator = replace(EVALUATED.indicators[0], points=None)
    sheet = sheet_of(write(replace(EVALUATED, indicators=(indicator,))))
    assert sheet["F14"].value is None


def test_the_form_prints_upright_on_a4_under_its_header() -> None:
    sheet = sheet_of(write(EVALUATED))
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$12:$12"
    assert sheet.freeze_panes == "A4"


def test_forms_stand_on_a_sheet_each_or_below_each_other() -> None:
    other = replace(EVALUATED, project_name="津贴")
    assert sheets_of(write(EVALUATED, other)).sheetnames == [NAME, "津贴", "说明"]
    book = sheets_of(write(EVALUATED, other, one_sheet=True))
    assert book.sheetnames == ["项目支出绩效自评表", "说明"]
    assert [one.id for one in book.worksheets[0].row_breaks.brk] == [17]
    assert book.worksheets[0]["B20"].value == "津贴"
    explained = {row[0].value: row[1].value for row in book["说明"].iter_rows(3)}
    assert explained["数据月份"] == "2023-06"
    assert "不当作 0" in str(explained["得分"])


@pytest.mark.parametrize("text", ["=1+1", "@A1", "\t1", "+1", "<r>x</r>", "x" * 40_000])
def test_hostile_text_is_text_in_every_cell(text: str) -> None:
    indicator = EvaluatedIndicator(text, text, text, text, text, note=text)
    form = SelfEvaluationForm(text, text, text, text, goal=text, achieved=text, grade=text)
    form = replace(form, indicators=(indicator,), total_score=Decimal(1))
    for sheet in load_workbook(BytesIO(write(form))).worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


NINE = Decimal(9)
WHOLE = EvaluatedMoney(NINE, NINE, NINE, NINE, NINE, NINE)
SHARE = replace(WHOLE, points=None, score=None)
FISCAL, CARRIED = FundSource("财政资金", Decimal(6)), FundSource("上年结转", Decimal(3))
NOTHING = EvaluatedMoney()


@pytest.mark.parametrize(
    ("funds", "rows"),
    [
        ((FISCAL,), (SHARE, NOTHING, NOTHING)),
        ((FundSource("政府性基金预算", Decimal(1)),), (SHARE, NOTHING, NOTHING)),
        ((CARRIED,), (NOTHING, SHARE, NOTHING)),
        ((FundSource("自筹", Decimal(1)),), (NOTHING, NOTHING, SHARE)),
        ((FISCAL, CARRIED), (EvaluatedMoney(Decimal(6)), EvaluatedMoney(Decimal(3)), NOTHING)),
    ],
)
def test_a_single_fund_carries_the_whole_without_the_points(
    funds: tuple[FundSource, ...], rows: tuple[EvaluatedMoney, ...]
) -> None:
    assert evaluated_by_fund(WHOLE, funds) == rows
