"""Templates people fill in, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from monitor.domain.month import Month
from monitor.domain.plan import (
    FundSource,
    Goal,
    Indicator,
    Measure,
    Milestone,
    Plan,
    Project,
    SubGoal,
)
from monitor.intake.files.grid import Sheet
from monitor.intake.files.grid import Workbook as GridWorkbook
from monitor.intake.plans.workbooks.read import read_plan_workbook
from monitor.outputs.templates.monthly import (
    TemplateIndicator,
    TemplateProject,
    write_adjustments_template,
    write_results_template,
    write_spending_template,
)
from monitor.outputs.templates.plan import write_plan_workbook

APRIL = Month(2023, 4)
UNIT = "131001曹妃甸区人民政协办公室本级"
TRIP = TemplateProject(
    "13020923P00014110001R",
    "调研学习考察费",
    original_budget=Decimal("154000.00"),
    revised_budget=Decimal("155000.50"),
    last_spent=Decimal("38500.00"),
    last_month=3,
)
MEETING = TemplateProject("000001", "会议费", original_budget=None, revised_budget=None)
HOSTILE = ["=1+1", "@SUM(A1)", "+1", "-1", "\t1", "\r1", "x" * 40_000, "\x00\x1f\ud800", "<r></r>"]


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def rows(data: bytes, name: str) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(name)
    return [list(row) for row in sheet.to_python()]


def rule_at(sheet: Worksheet, cell: str) -> dict[str, object]:
    """Describe the validation of a cell."""
    found = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
    assert len(found) == 1
    rule = found[0]
    return {"type": rule.type, "formula": rule.formula1, "error": rule.error, "help": rule.prompt}


def assert_prints_on_a4(sheet: Worksheet, header_row: int) -> None:
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth in {None, 1}
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == f"$1:${header_row}"


def plan() -> Plan:
    indicator = Indicator(
        "产出指标", "数量指标", "调研次数", "调研次数\n全年", "≥11次", "按照当年预算执行"
    )
    weighed = Indicator("满意度指标", "", "满意率", "", "=90%", "", Decimal("7.5"))
    trip = Project(
        "13020923P00014110001R",
        "调研学习考察费",
        Decimal("154000.12"),
        purpose="调研",
        goal="1.保证\n顺利",
        office="办公室",
        funds=(FundSource("财政资金", Decimal(150000)), FundSource("其他资金", Decimal("4000.12"))),
        milestones=(Milestone(3, Decimal(25)), Milestone(12, Decimal("100.0"))),
        indicators=(indicator, weighed),
    )
    blank = Project("000001", "-没有预算", None)
    return Plan(
        "131001",
        "曹妃甸区人民政协办公室本级",
        2023,
        (trip, blank),
        (Goal("1、政治协商", "完善"),),
        (SubGoal("（一）日常会务费", "圆满", "六次"),),
        (Measure("完善制度", "制定"),),
    )


def test_the_spending_template_has_the_layout_its_reader_knows() -> None:
    data = write_spending_template([TRIP, MEETING], month=APRIL, unit_name=UNIT)
    assert opened(data).sheetnames == ["支出", "说明"]
    assert rows(data, "支出") == [
        ["2023年4月 项目支出填报表", "", "", "", ""],
        [f"填报单位：{UNIT}", "", "截至2023年4月底累计支出", "", "单位：万元"],
        ["项目编码", "项目名称", "调整后预算数", "累计支出", "备注"],
        ["13020923P00014110001R", "调研学习考察费", 15.50005, "", ""],
        ["000001", "会议费", "", "", ""],
    ]


def test_only_what_is_to_be_filled_in_can_be_changed() -> None:
    sheet = opened(write_spending_template([TRIP], month=APRIL, unit_name=UNIT))["支出"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert [cell.protection.locked for cell in sheet[4]] == [True, True, True, False, False]
    assert [cell.protection.locked for cell in sheet[3]] == [True] * 5
    locked, free = sheet["A4"].fill.fgColor.rgb, sheet["D4"].fill.fgColor.rgb
    assert locked != free
    assert "00000000" not in {locked, free}


def test_amount_cells_take_numbers_only_and_say_what_was_reported_last() -> None:
    sheet = opened(write_spending_template([TRIP, MEETING], month=APRIL, unit_name=UNIT))["支出"]
    rule = rule_at(sheet, "D4")
    assert rule["type"] == "decimal"
    assert rule["error"] == "这里只能填数字，单位：万元。没有发生填 0，暂不报送留空。"
    assert str(rule["help"]).endswith("上次报送：3月底累计 3.85 万元。")
    assert "上次报送" not in str(rule_at(sheet, "D5")["help"])


def test_a_thousand_projects_share_one_rule() -> None:
    many = [TRIP] * 1001
    sheet = opened(write_spending_template(many, month=APRIL, unit_name=UNIT))["支出"]
    assert len(sheet.data_validations.dataValidation) == 1
    assert rule_at(sheet, "D1004")["type"] == "decimal"


def test_templates_can_be_written_in_yuan() -> None:
    data = write_spending_template([TRIP], month=APRIL, unit_name=UNIT, out_unit="元")
    assert rows(data, "支出")[1][4] == "单位：元"
    assert rows(data, "支出")[3][2] == 155000.5
    assert opened(data)["支出"]["C4"].number_format == "#,##0.00"


def test_amounts_show_all_their_decimals() -> None:
    sheet = opened(write_spending_template([TRIP], month=APRIL, unit_name=UNIT))["支出"]
    assert sheet["C4"].number_format == "#,##0.00???"
    assert sheet["D4"].number_format == "#,##0.00####"


def test_templates_print_on_a4_and_keep_their_header_in_view() -> None:
    for data, name, frozen in (
        (write_spending_template([TRIP], month=APRIL, unit_name=UNIT), "支出", "C4"),
        (write_adjustments_template([TRIP], month=APRIL, unit_name=UNIT), "预算调整", "C4"),
        (write_results_template([], month=APRIL, unit_name=UNIT), "指标结果", "C4"),
    ):
        sheet = opened(data)[name]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.freeze_panes == frozen
        assert_prints_on_a4(sheet, 3)


def test_the_explaining_sheet_speaks_of_every_column_and_of_blank_and_zero() -> None:
    for data, name in (
        (write_spending_template([TRIP], month=APRIL, unit_name=UNIT), "支出"),
        (write_adjustments_template([TRIP], month=APRIL, unit_name=UNIT), "预算调整"),
        (write_results_template([], month=APRIL, unit_name=UNIT), "指标结果"),
    ):
        told = rows(data, "说明")[2:]
        words = " ".join(str(row[0]) for row in told)
        for column in rows(data, name)[2]:
            assert str(column) in words
        assert "留空表示什么" in words
        assert "0 表示什么" in words
        assert "怎样报送" in words
        assert not any("{" in str(cell) for row in told for cell in row)


def test_the_results_template_has_the_layout_its_reader_knows() -> None:
    known = ("13020923P00014110001R", "调研学习考察费", "产出指标", "数量指标", "调研次数")
    row = TemplateIndicator(*known, "描述", "≥11次")
    data = write_results_template([row], month=APRIL, unit_name=UNIT)
    assert opened(data).sheetnames == ["指标结果", "说明"]
    assert rows(data, "指标结果") == [
        ["2023年4月 绩效指标完成情况填报表", *[""] * 8],
        [f"填报单位：{UNIT}", "", "截至2023年4月底完成情况", *[""] * 6],
        [
            "项目编码",
            "项目名称",
            "一级指标",
            "二级指标",
            "三级指标",
            "绩效指标描述",
            "年度指标值",
            "实际完成值",
            "佐证说明",
        ],
        [*known, "描述", "≥11次", "", ""],
    ]


def test_qualitative_targets_are_answered_from_a_list() -> None:
    choices = ("达成", "部分达成", "未达成")
    known = ("P1", "项目", "效益指标", "社会效益指标", "工作热情", "", "提高")
    lines = [TemplateIndicator(*known, choices), TemplateIndicator(*known)]
    sheet = opened(write_results_template(lines, month=APRIL, unit_name=UNIT))["指标结果"]
    assert rule_at(sheet, "H4")["formula"] == '"达成,部分达成,未达成"'
    assert rule_at(sheet, "H4")["error"] == (
        "请从下拉列表中选择：达成、部分达成、未达成。尚未测量请留空。"
    )
    assert rule_at(sheet, "H5")["formula"] is None
    assert "提高" in str(rule_at(sheet, "H5")["help"])


def test_results_stay_as_they_are_typed() -> None:
    row = TemplateIndicator("P1", "项目", "a", "b", "c", "", "≥95%")
    sheet = opened(write_results_template([row], month=APRIL, unit_name=UNIT))["指标结果"]
    assert sheet["H4"].number_format == "@"
    assert [cell.protection.locked for cell in sheet[4]] == [True] * 7 + [False] * 2


@pytest.mark.parametrize("choice", ["a,b", 'say "yes"', "长" * 300])
def test_choices_that_fit_no_list_leave_the_cell_free(choice: str) -> None:
    row = TemplateIndicator("P1", "项目", "a", "b", "c", "", "", (choice, "否"))
    sheet = opened(write_results_template([row], month=APRIL, unit_name=UNIT))["指标结果"]
    assert rule_at(sheet, "H4")["formula"] is None


def test_the_adjustments_template_has_the_layout_its_reader_knows() -> None:
    data = write_adjustments_template([TRIP, MEETING], month=APRIL, unit_name=UNIT)
    assert opened(data).sheetnames == ["预算调整", "说明"]
    assert rows(data, "预算调整") == [
        ["2023年4月 预算调整填报表", "", "", "", "", "", ""],
        [f"填报单位：{UNIT}", "", "2023年4月当月的追加和追减", "", "", "", "单位：万元"],
        ["项目编码", "项目名称", "年初预算数", "追加数", "追减数", "文号", "调整原因"],
        ["13020923P00014110001R", "调研学习考察费", 15.4, "", "", "", ""],
        ["000001", "会议费", "", "", "", "", ""],
    ]
    sheet = opened(data)["预算调整"]
    assert [cell.protection.locked for cell in sheet[4]] == [True] * 3 + [False] * 4
    for cell in ("D4", "E5"):
        assert rule_at(sheet, cell)["formula"] == "0"


def test_a_plan_workbook_carries_the_whole_plan() -> None:
    data = write_plan_workbook(plan())
    assert opened(data).sheetnames == [
        "单位",
        "项目",
        "资金来源",
        "支出计划",
        "绩效指标",
        "总体目标",
        "分项目标",
        "保障措施",
        "说明",
    ]
    code = "13020923P00014110001R"
    assert rows(data, "单位")[2:] == [
        ["预算单位编码", "131001"],
        ["预算单位名称", "曹妃甸区人民政协办公室本级"],
        ["财政年度", 2023],
    ]
    assert rows(data, "项目")[1:] == [
        ["", "", "", "", "", "单位：万元"],
        ["项目编码", "项目名称", "处室", "预算数", "资金用途", "绩效目标"],
        [code, "调研学习考察费", "办公室", 15.400012, "调研", "1.保证\n顺利"],
        ["000001", "-没有预算", "", "", "", ""],
    ]
    assert rows(data, "资金来源")[1:] == [
        ["", "", "单位：万元"],
        ["项目编码", "资金来源", "金额"],
        [code, "财政资金", 15],
        [code, "其他资金", 0.400012],
    ]
    assert rows(data, "支出计划")[2:] == [
        ["项目编码", "项目名称", "3月底累计支出计划(%)", "12月底累计支出计划(%)"],
        [code, "调研学习考察费", 25, 100],
        ["000001", "-没有预算", "", ""],
    ]
    level = ["产出指标", "数量指标", "调研次数", "调研次数\n全年", "≥11次", "按照当年预算执行", ""]
    assert rows(data, "绩效指标")[3:] == [
        [code, *level],
        [code, "满意度指标", "", "满意率", "", "=90%", "", 7.5],
    ]
    assert rows(data, "总体目标")[2:] == [["标题", "内容"], ["1、政治协商", "完善"]]
    assert rows(data, "分项目标")[2:] == [
        ["标题", "绩效目标", "绩效指标"],
        ["（一）日常会务费", "圆满", "六次"],
    ]
    assert rows(data, "保障措施")[2:] == [["标题", "内容"], ["完善制度", "制定"]]


@pytest.mark.parametrize("unit", ["万元", "元"])
def test_a_plan_written_reads_back_as_the_same_plan(unit: str) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(write_plan_workbook(plan(), out_unit=unit)))
    sheets = []
    for name in book.sheet_names:
        grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        sheets.append(Sheet(name, [[None if cell == "" else cell for cell in row] for row in grid]))
    (read,) = read_plan_workbook(GridWorkbook("xlsx", sheets)).facts
    placeless = tuple(replace(project, place="") for project in read.projects)
    assert replace(read, projects=placeless) == plan()


def test_an_empty_plan_template_has_headers_and_nothing_else() -> None:
    data = write_plan_workbook(None)
    filled, empty = opened(write_plan_workbook(plan())), opened(data)
    assert empty.sheetnames == filled.sheetnames
    for name in empty.sheetnames[1:-1]:
        header = [cell.value for cell in empty[name][3]]
        if name == "支出计划":
            assert [str(title)[:3] for title in header[2:]] == ["3月底", "6月底", "10月", "12月"]
        else:
            assert header == [cell.value for cell in filled[name][3]]
        assert all(cell.value is None for row in empty[name].iter_rows(min_row=4) for cell in row)
    assert rows(data, "单位")[2:] == [["预算单位编码"], ["预算单位名称"], ["财政年度"]]


def test_an_empty_plan_template_is_open_below_its_headers() -> None:
    sheet = opened(write_plan_workbook(None))["项目"]
    assert sheet["A3"].protection.locked
    assert not sheet["A4"].protection.locked
    assert not sheet.column_dimensions["A"].protection.locked
    assert sheet["A4"].number_format == "@"
    assert rule_at(sheet, "D2000")["type"] == "decimal"


def test_targets_typed_into_a_plan_stay_as_written() -> None:
    assert opened(write_plan_workbook(None))["绩效指标"]["F4"].number_format == "@"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_any_field_becomes_no_formula_and_breaks_nothing(text: str) -> None:
    project = TemplateProject(text, text, text, Decimal(1), Decimal(1), Decimal(1), 3)
    indicator = TemplateIndicator(text, text, text, text, text, text, text, (text,))
    planned = Indicator(text, text, text, text, text, text)
    whole = Project(text, text, Decimal(1), text, text, text, indicators=(planned,))
    goals = ((Goal(text, text),), (SubGoal(text, text, text),), (Measure(text, text),))
    for data in (
        write_spending_template([project], month=APRIL, unit_name=text),
        write_adjustments_template([project], month=APRIL, unit_name=text),
        write_results_template([indicator], month=APRIL, unit_name=text),
        write_plan_workbook(Plan(text, text, 2023, (whole,), *goals)),
    ):
        for sheet in opened(data).worksheets:
            kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
            assert kinds <= {"s", "n"}
        assert CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names


def test_a_template_without_projects_is_still_a_template() -> None:
    data = write_spending_template([], month=APRIL, unit_name="")
    assert rows(data, "支出")[2] == ["项目编码", "项目名称", "调整后预算数", "累计支出", "备注"]
