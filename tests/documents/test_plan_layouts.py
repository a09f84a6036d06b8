"""Plans as other places publish them, in files made here: each is read, or says what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO

import docx
import openpyxl
import pytest

from monitor.domain.findings import Level
from monitor.domain.plan import Milestone, Plan
from monitor.intake.read_file import ReadFile, ReadingAsked, read_file

A, B = "13020923P00014110001R", "13020923P00014810001H"
Lines = Sequence[Sequence[object]]
HALVES = (Milestone(6, Decimal(50)), Milestone(12, Decimal(100)))
MINISTRY: Lines = (
    ("项目支出绩效目标申报表",),
    ("（2023年度）",),
    ("项目名称", "", f"{A}-日常会务费", "", ""),
    ("主管部门及代码", "", "131-区政协", "实施单位", "131001区政协本级"),
    ("项目资金（万元）", "", "年度资金总额：", "", 15.4),
    ("", "", "其中：财政拨款", "", 10),
    ("", "", "其他资金", "", 5.4),
    ("总体目标", "", "1.保证会务。", "", ""),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "会议次数", "≥11次"),
    ("", "", "质量指标", "会议合格率", "≥98%"),
    ("", "满意度指标", "服务对象满意度指标", "满意率", "≥90%"),
)
SECOND: Lines = tuple(
    tuple(str(cell).replace(f"{A}-日常会务费", f"{B}-劳模津贴") for cell in line)
    for line in MINISTRY
)
BOTH_TERMS: Lines = (
    ("项目支出绩效目标申报表",),
    ("项目名称", "", "", A + " 会务费", "", "", "", ""),
    ("主管部门", "", "", "区政协", "实施单位", "", "131001区政协本级", ""),
    ("项目资金（万元）", "实施期资金总额：", "", "46.2", "", "年度资金总额：", "", "15.4"),
    ("", "其中：财政拨款", "", "46.2", "", "其中：财政拨款", "", "15.4"),
    ("总体目标", "实施期目标", "", "", "", "年度目标", "", ""),
    ("", "三年办好。", "", "", "", "今年办好。", "", ""),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "会议次数", "≥33次", "数量指标", "会议次数", "≥11次"),
    ("", "满意度指标", "满意度", "满意率", "≥90%", "满意度", "满意率", "≥90%"),
)
LIST: Lines = (
    ("2023年项目支出绩效目标表",),
    ("单位名称：131001区政协本级",),
    (
        *("项目编码", "项目名称", "年度预算（万元）", "年度绩效目标", "一级指标", "二级指标"),
        *("三级指标", "指标性质", "指标值", "度量单位", "权重"),
    ),
    (A, "会务费", 15.4, "保证会务", "产出指标", "数量指标", "会议次数", "≥", 11, "次", 50),
    ("", "", "", "", "", "质量指标", "合格率", "≥", 98, "%", 40),
    ("", "", "", "", "满意度指标", "服务对象满意度", "满意率", "≥", 90, "%", 10),
    (B, "津贴", 0.36, "", "产出指标", "数量指标", "人数", "＝", 1, "人", 90),
    ("合计", "", 15.76, "", "", "", "", "", "", "", ""),
)
HEBEI: Lines = (
    ("1.日常会务费绩效目标表",),
    ("131001区政协本级", "", "", "", "", "单位：元"),
    ("项目编码", A, "", "项目名称", "日常会务费", ""),
    ("预算规模及资金用途", "预算数", 154000, "其中：财政资金", 154000, "其他资金"),
    ("", "会务", "", "", "", ""),
    ("资金支出计划（%）", "6月底", "", "12月底", "", ""),
    ("", 0.5, "", "100%", "", ""),
    ("绩效目标", "1.保证会务。", "", "", "", ""),
    ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"),
    ("产出指标", "数量指标", "会议次数", "会议次数", "≥11次", "计划"),
    ("满意度指标", "满意度", "满意率", "满意率", "≥90%", "计划"),
)


def as_xlsx(*sheets: Lines, percent: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook(write_only=False)
    for name in book.sheetnames:
        del book[name]
    for lines in sheets:
        made = book.create_sheet()
        for line in lines:
            made.append([cell if cell != "" else None for cell in line])
        for cell in percent:
            made[cell].number_format = "0%"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def fill(table: docx.table.Table, lines: Lines) -> None:
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=False):
            cell.text = str(text)


def as_docx(*tables: Lines, is_nested: bool = False) -> bytes:
    document = docx.Document()
    for lines in tables:
        if is_nested:
            outer = document.add_table(1, 1).cell(0, 0)
            outer.text = str(lines[0][0])
            fill(outer.add_table(len(lines) - 1, max(map(len, lines))), lines[1:])
        else:
            document.add_paragraph(str(lines[0][0]))
            fill(document.add_table(len(lines) - 1, max(map(len, lines))), lines[1:])
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_pasted(*tables: Lines) -> bytes:
    return "\n".join("\t".join(map(str, line)) for lines in tables for line in lines).encode()


def read(data: bytes) -> ReadFile:
    return read_file("plan", data, ReadingAsked(), on_progress=lambda *_: None)


def plan_of(data: bytes) -> Plan:
    found = read(data)
    blockers = [each for each in found.findings if each.level is Level.BLOCKER]
    assert found.plan is not None, blockers
    assert not blockers
    return found.plan


def targets(plan: Plan, project: int = 0) -> list[str]:
    return [
        f"{one.level2}|{one.level3}|{one.target_text}" for one in plan.projects[project].indicators
    ]


MINISTRYS = [
    "数量指标|会议次数|≥11次",
    "质量指标|会议合格率|≥98%",
    "服务对象满意度指标|满意率|≥90%",
]
MADE = {
    "workbook": as_xlsx(MINISTRY, SECOND),
    "stacked": as_xlsx((*MINISTRY, (), *SECOND)),
    "document": as_docx(MINISTRY, SECOND),
    "nested": as_docx(MINISTRY, SECOND, is_nested=True),
    "pasted": as_pasted(MINISTRY, SECOND),
}


@pytest.mark.parametrize("data", MADE.values(), ids=MADE)
def test_the_ministrys_form_is_read(data: bytes) -> None:
    plan = plan_of(data)
    assert (plan.unit_code, plan.unit_name, plan.fiscal_year) == ("131001", "区政协本级", 2023)
    assert [(one.project_code, one.project_name) for one in plan.projects] == [
        (A, "日常会务费"),
        (B, "劳模津贴"),
    ]
    first = plan.projects[0]
    assert first.original_budget == Decimal(154_000)
    assert [(fund.name, fund.amount) for fund in first.funds] == [
        ("财政拨款", Decimal(100_000)),
        ("其他资金", Decimal(54_000)),
    ]
    assert first.goal == "1.保证会务。"
    assert targets(plan) == targets(plan, 1) == MINISTRYS


@pytest.mark.parametrize("make", [as_xlsx, as_docx], ids=["workbook", "document"])
def test_of_several_years_and_the_year_the_year_is_read(make: Callable[..., bytes]) -> None:
    plan = plan_of(make(BOTH_TERMS))
    (project,) = plan.projects
    assert project.original_budget == Decimal(154_000)
    assert [fund.amount for fund in project.funds] == [Decimal(154_000)]
    assert project.goal == "今年办好。"
    assert targets(plan) == ["数量指标|会议次数|≥11次", "满意度|满意率|≥90%"]


@pytest.mark.parametrize("make", [as_xlsx, as_docx, as_pasted])
def test_a_list_of_indicators_with_their_projects_is_read(make: Callable[..., bytes]) -> None:
    plan = plan_of(make(LIST))
    assert (plan.unit_code, plan.unit_name, plan.fiscal_year) == ("131001", "区政协本级", 2023)
    assert [(one.project_code, one.original_budget) for one in plan.projects] == [
        (A, Decimal(154_000)),
        (B, Decimal(3600)),
    ]
    assert targets(plan) == [
        "数量指标|会议次数|≥11次",
        "质量指标|合格率|≥98%",
        "服务对象满意度|满意率|≥90%",
    ]
    assert [one.level1 for one in plan.projects[0].indicators] == [
        "产出指标",
        "产出指标",
        "满意度指标",
    ]
    assert [one.points for one in plan.projects[0].indicators] == [50, 40, 10]
    assert targets(plan, 1) == ["数量指标|人数|＝1人"]


@pytest.mark.parametrize(
    "data",
    [as_xlsx(HEBEI, percent=["B7"]), as_xlsx(((), (), *HEBEI), percent=["B9"])],
)
def test_the_published_table_is_read_from_a_workbook(data: bytes) -> None:
    (project,) = plan_of(data).projects
    assert (project.project_code, project.original_budget) == (A, Decimal(154_000))
    assert (project.purpose, project.milestones) == ("会务", HALVES)
    assert len(project.indicators) == 2


def test_what_is_wrong_in_a_sheet_is_named_by_its_cell() -> None:
    wrong = tuple(tuple("约15" if cell == 154000 else cell for cell in line) for line in HEBEI)
    found = [each for each in read(as_xlsx(wrong)).findings if each.level is Level.BLOCKER]
    assert {(each.code, each.sheet, each.cell) for each in found} >= {
        ("plan_amount_unreadable", "Sheet", "C4"),
    }


@pytest.mark.parametrize(
    ("headers", "shares"),
    [
        (("6月底", "12月底"), ("50%", "100%")),
        (("6月底", "12月底"), (50, 100)),
        (("6月底支出计划", "12月底支出计划"), (50, 100)),
        (("截至6月底计划支出进度(%)", "截至12月底计划支出进度(%)"), (50, 100)),
    ],
)
def test_a_sheet_with_a_column_per_month_is_read(
    headers: Sequence[str], shares: Sequence[object]
) -> None:
    lines: Lines = (
        ("131001区政协本级", "", "单位：万元"),
        ("项目编码", "项目名称", "预算数", *headers),
        (A, "会务费", 15.4, *shares),
        (B, "津贴", 0.36, *shares),
    )
    plan = plan_of(as_xlsx(lines))
    assert [(one.original_budget, one.milestones) for one in plan.projects] == [
        (Decimal(154_000), HALVES),
        (Decimal(3600), HALVES),
    ]


def test_amounts_by_month_are_no_plan() -> None:
    lines: Lines = (
        ("项目编码", "项目名称", "预算数", "6月底", "12月底"),
        (A, "会务费", 154000, 61600, 140000),
    )
    (finding,) = read(as_xlsx(lines)).findings
    assert finding.code == "wrong_workbook"


def test_projects_without_anything_planned_say_what_is_missing() -> None:
    lines: Lines = (("项目编码", "项目名称", "预算数"), (A, "会务费", 154000))
    (finding,) = read(as_xlsx(lines)).findings
    assert finding.values["missing"] == "累计支出计划、三级指标、年度指标值"


def test_a_project_without_a_code_is_named() -> None:
    nameless = tuple(tuple(str(cell).replace(f"{A}-", "") for cell in line) for line in MINISTRY)
    found = {each.code: each for each in read(as_xlsx(nameless)).findings}
    assert found["plan_code_missing"].values == {"project_name": "日常会务费"}


@pytest.mark.parametrize("make", [as_xlsx, as_docx, as_pasted])
def test_a_head_repeated_on_a_new_page_continues_its_table(make: Callable[..., bytes]) -> None:
    split: Lines = (*HEBEI[:10], *HEBEI[1:3], HEBEI[8], HEBEI[10])
    plan = plan_of(make(tuple(tuple("50%" if c == 0.5 else c for c in line) for line in split)))
    assert [len(one.indicators) for one in plan.projects] == [2]


def test_a_heading_whose_table_was_lost_is_said() -> None:
    document = docx.Document(BytesIO(as_docx(MINISTRY, SECOND)))
    document.add_paragraph("文史资料征编费绩效目标表")
    out = BytesIO()
    document.save(out)
    found = [each for each in read(out.getvalue()).findings if each.level is Level.BLOCKER]
    assert [(each.code, each.values["heading"]) for each in found] == [
        ("plan_table_missing", "文史资料征编费绩效目标表")
    ]


def test_levels_left_out_below_merged_cells_are_filled_when_pasted() -> None:
    lines = [
        *("1.会务费绩效目标表", "131001区政协本级\t单位：元"),
        f"项目编码\t{A}\t项目名称\t会务费",
        *("预算规模及资金用途\t预算数\t154000", "会务"),
        *("资金支出计划（%）\t6月底\t12月底", "50%\t100%", "绩效目标\t1.保证会务。", "2.办好。"),
        "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t依据",
        "产出指标\t数量指标\t次数\t会议",
        *("次数\t≥11次\t计划", "质量指标\t合格率\t合格\t≥98%\t计划", "优良率\t优良\t≥80%\t计划"),
        "满意度指标\t满意度指标\t满意率\t满意\t≥90%\t计划",
    ]
    (project,) = plan_of("\n".join(lines).encode()).projects
    assert (project.purpose, project.milestones) == ("会务", HALVES)
    assert project.goal == "1.保证会务。\n2.办好。"
    assert [
        (one.level1, one.level2, one.level3, one.description) for one in project.indicators
    ] == [
        ("产出指标", "数量指标", "次数", "会议\n次数"),
        ("产出指标", "质量指标", "合格率", "合格"),
        ("产出指标", "质量指标", "优良率", "优良"),
        ("满意度指标", "满意度指标", "满意率", "满意"),
    ]
