from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from monitor.domain.findings import Level
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
from monitor.intake.facts import Reading
from monitor.intake.files.grid import Sheet, Value, Workbook
from monitor.intake.files.process import read_workbook
from monitor.intake.plans.workbooks.read import read_plan_workbook
from monitor.outputs.templates.plan import write_plan_workbook
from tests.excel.pipe_tables import sheet, workbook
from tests.sizes import examples

UNIT = sheet("| 预算单位编码 | '131001 |\n| 预算单位名称 | 办公室 |\n| 财政年度 | 2023 |", "单位")
PROJECTS = sheet(
    """
    | 单位：万元 |
    | 项目编码 | 项目名称 | 处室 | 预算数 | 资金用途 | 绩效目标 |
    | 13020923P000000000001 | 调研费 | 办公室 | 15.4 | 调研 | 完成调研 |
    | 13020923P000000000002 | 会议费 | | | | |
    """,
    "项目",
)
FUNDS = sheet(
    "| 单位：万元 |\n| 项目编码 | 资金来源 | 金额 |\n| 13020923P000000000001 | 财政资金 | 15.4 |",
    "资金来源",
)
MILESTONES = sheet(
    """
    | 项目编码 | 月份 | 累计支出计划(%) |
    | 13020923P000000000001 | 3 | 25 |
    | 13020923P000000000001 | 6月 | 50% |
    | 13020923P000000000001 | 2023-12 | 100 |
    | 13020923P000000000002 | 12 | |
    """,
    "支出计划",
)
INDICATORS = sheet(
    """
    | 项目编码 | 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 | 分值 |
    | 13020923P000000000001 | 产出指标 | 数量指标 | 调研次数 | 全年 | ≥11次 | 计划 | 10 |
    | 13020923P000000000001 | 产出指标 | 质量指标 | 完成率 | | 8 | | |
    """,
    "绩效指标",
)
GOALS = sheet("| 标题 | 内容 |\n| 政治协商 | 提高质量 |", "总体目标")
SUB_GOALS = sheet("| 标题 | 绩效目标 | 绩效指标 |\n| 调研费 | 保证调研 | 11次 |", "分项目标")
MEASURES = sheet("| 标题 | 内容 |\n| 完善制度 | |", "保障措施")
ALL = (UNIT, PROJECTS, FUNDS, MILESTONES, INDICATORS, GOALS, SUB_GOALS, MEASURES)
PLAN = Plan(
    "131001",
    "办公室",
    2023,
    (
        Project(
            "13020923P000000000001",
            "调研费",
            Decimal(154_000),
            purpose="调研",
            goal="完成调研",
            office="办公室",
            funds=(FundSource("财政资金", Decimal(154_000)),),
            milestones=(
                Milestone(3, Decimal(25)),
                Milestone(6, Decimal(50)),
                Milestone(12, Decimal(100)),
            ),
            indicators=(
                Indicator(
                    *("产出指标", "数量指标", "调研次数", "全年", "≥11次", "计划"), Decimal(10)
                ),
                Indicator("产出指标", "质量指标", "完成率", "", "8"),
            ),
            place="项目!A3",
        ),
        Project("13020923P000000000002", "会议费", None, place="项目!A4"),
    ),
    (Goal("政治协商", "提高质量"),),
    (SubGoal("调研费", "保证调研", "11次"),),
    (Measure("完善制度", ""),),
)


def found(reading: Reading[Plan]) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.sheet, finding.cell) for finding in reading.findings]


def with_cell(made: Sheet, row: int, column: int, value: Value) -> Sheet:
    rows = [list(each) for each in made.rows]
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = value
    return replace(made, rows=rows)


def read_with(changed: Sheet) -> Reading[Plan]:
    sheets = [changed if made.name == changed.name else made for made in ALL]
    return read_plan_workbook(workbook(*sheets))


def test_the_workbook_becomes_the_plan() -> None:
    reading = read_plan_workbook(workbook(*ALL))
    assert reading.findings == ()
    assert reading.facts == (PLAN,)
    assert [one.sheet for one in reading.understood] == [
        *("项目", "资金来源", "支出计划", "绩效指标", "总体目标", "分项目标", "保障措施"),
    ]


def test_the_order_of_sheets_does_not_matter() -> None:
    assert read_plan_workbook(workbook(*reversed(ALL))).facts == (PLAN,)


def test_merged_codes_and_levels_fill_down() -> None:
    blanked = with_cell(with_cell(INDICATORS, 2, 0, None), 2, 1, None)
    merged = replace(blanked, merged=((1, 0, 2, 0), (1, 1, 2, 1)))
    assert read_with(merged).facts == (PLAN,)


def test_percentages_of_percent_cells_are_percent() -> None:
    shown = replace(with_cell(MILESTONES, 1, 2, 0.25), percent=frozenset({(1, 2)}))
    assert read_with(shown).facts == (PLAN,)


@pytest.mark.parametrize(
    ("made", "row", "column", "value", "code"),
    [
        (PROJECTS, 3, 0, "13020923P000000000001", "project_twice"),
        (PROJECTS, 2, 0, 13020923001.0, "code_not_text"),
        (PROJECTS, 2, 3, "约15", "amount_not_number"),
        (FUNDS, 2, 2, None, "amount_missing"),
        (FUNDS, 2, 2, "x", "amount_not_number"),
        (FUNDS, 2, 0, "13020923P000000000009", "project_not_in_plan"),
        (MILESTONES, 1, 1, "年底", "month_unreadable"),
        (MILESTONES, 1, 2, "一半", "percent_unreadable"),
        (INDICATORS, 1, 7, "10分", "number_unreadable"),
        (INDICATORS, 1, 0, None, "code_missing"),
    ],
)
def test_one_bad_cell_makes_one_finding(
    made: Sheet, row: int, column: int, value: Value, code: str
) -> None:
    reading = read_with(with_cell(made, row, column, value))
    on_the_sheet = [one for one in found(reading) if one[1] == made.name]
    assert [one[0] for one in on_the_sheet] == [code]


def test_a_unit_that_is_not_stated_is_a_finding() -> None:
    assert found(read_with(with_cell(UNIT, 0, 1, None))) == [("unit_missing", "单位", "")]
    assert found(read_with(with_cell(UNIT, 0, 1, 131001.0))) == [("code_not_text", "单位", "B1")]
    assert found(read_with(with_cell(UNIT, 2, 1, "明年"))) == [("year_unknown", "单位", "B3")]
    assert read_with(with_cell(UNIT, 2, 1, "2023年")).facts == (PLAN,)


def test_unit_code_and_name_glued_together_are_split() -> None:
    glued = with_cell(with_cell(UNIT, 0, 1, "131001办公室"), 1, 1, None)
    assert read_with(glued).facts == (PLAN,)


def test_a_section_that_is_absent_is_said() -> None:
    reading = read_plan_workbook(workbook(*(made for made in ALL if made.name != "保障措施")))
    assert [(one.code, one.values["expected"]) for one in reading.findings] == [
        ("sheet_absent", "保障措施")
    ]
    assert reading.facts == (replace(PLAN, measures=()),)


def test_an_unstated_unit_of_money_is_a_warning() -> None:
    reading = read_with(with_cell(FUNDS, 0, 0, "资金来源"))
    assert found(reading) == [("unit_unstated", "资金来源", "C2")]


def test_a_budget_total_is_compared_and_no_project() -> None:
    total: list[Value] = ["合计", None, None, 16.0]
    reading = read_with(replace(PROJECTS, rows=[*PROJECTS.rows, total]))
    assert found(reading) == [("control_total_differs", "项目", "D5")]
    assert reading.facts == (PLAN,)


@pytest.mark.parametrize(
    ("row", "value", "code", "cell", "written"),
    [
        (2, "20%", "plan_milestones_fall", "C4", "3 → 25%, 6 → 20%, 12 → 100%"),
        (3, 90.0, "plan_milestones_end", "C4", "3 → 25%, 6 → 50%, 12 → 90%"),
        (2, 25.0, "plan_milestones_flat", "C4", "3 → 25%, 6 → 25%, 12 → 100%"),
    ],
)
def test_milestones_of_a_workbook_keep_to_the_rule_of_documents(
    row: int, value: Value, code: str, cell: str, written: str
) -> None:
    (finding,) = read_with(with_cell(MILESTONES, row, 2, value)).findings
    assert (finding.code, finding.sheet, finding.cell) == (code, "支出计划", cell)
    assert finding.values["found"] == f"13020923P000000000001: {written}"
    assert finding.level is (Level.WARNING if code.endswith("flat") else Level.BLOCKER)


def test_a_month_planned_twice_blocks_the_workbook() -> None:
    (finding,) = read_with(with_cell(MILESTONES, 2, 1, "3月")).findings
    assert (finding.code, finding.level) == ("plan_months_order", Level.BLOCKER)


def test_milestones_may_stand_in_any_order_of_rows() -> None:
    top, first, *others = MILESTONES.rows
    assert read_with(replace(MILESTONES, rows=[top, *reversed(others), first])).facts == (PLAN,)


def test_sources_that_do_not_add_up_to_the_budget_are_a_warning() -> None:
    (finding,) = read_with(with_cell(FUNDS, 2, 2, 15.0)).findings
    assert (finding.code, finding.sheet, finding.cell) == ("plan_funds_sum", "项目", "A3")
    assert finding.values == {"funds": "150000.00", "budget": "154000.00"}


def test_an_unusual_code_is_kept_and_noted() -> None:
    reading = read_with(with_cell(PROJECTS, 3, 0, "13020923P0002"))
    assert ("plan_code_unusual", "项目", "A4") in found(reading)
    assert reading.facts[0].projects[1].project_code == "13020923P0002"


def test_a_spending_workbook_is_no_plan() -> None:
    text = """
        | 单位：元 |
        | 项目编码 | 项目名称 | 年初预算数 | 累计支出 |
        | 13020923P000000000001 | 甲 | 1 | 1 |
    """
    (finding,) = read_plan_workbook(workbook(text)).findings
    assert (finding.code, finding.values["found_kind"]) == ("wrong_workbook", "spending")


_TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12
).map(str.strip)
_NAMES = _TEXTS.filter(bool)
_AMOUNTS = st.integers(0, 10**11).map(lambda cents: Decimal(cents) / 100)
_BUDGETS = st.none() | _AMOUNTS
_FUNDS = st.builds(FundSource, _NAMES, _AMOUNTS)
_INDICATORS = st.builds(
    Indicator, *[_TEXTS] * 2, _NAMES, *[_TEXTS] * 3, st.none() | st.integers(0, 100).map(Decimal)
)


@st.composite
def milestones(draw: st.DrawFn) -> tuple[Milestone, ...]:
    """Quarters of a percent that rise from month to month and end at 100."""
    months = sorted(draw(st.sets(st.integers(1, 12), max_size=4)))
    quarters = st.sets(st.integers(0, 399), min_size=len(months) - 1, max_size=len(months) - 1)
    shares = [*sorted(draw(quarters)), 400] if months else []
    return tuple(Milestone(m, Decimal(q) / 4) for m, q in zip(months, shares, strict=True))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    numbers = draw(st.lists(st.integers(0, 999), min_size=1, max_size=4, unique=True))
    projects = tuple(
        Project(
            f"13020923P{number:012d}",
            draw(_NAMES),
            sum((fund.amount for fund in funds), Decimal(0)) if funds else draw(_BUDGETS),
            purpose=draw(_TEXTS),
            goal=draw(_TEXTS),
            office=draw(_TEXTS),
            funds=funds,
            milestones=draw(milestones()),
            indicators=tuple(draw(st.lists(_INDICATORS, max_size=3))),
        )
        for number in numbers
        for funds in [tuple(draw(st.lists(_FUNDS, max_size=2)))]
    )
    goals = draw(st.lists(st.builds(Goal, _NAMES, _TEXTS), max_size=2))
    sub_goals = draw(st.lists(st.builds(SubGoal, _NAMES, _TEXTS, _TEXTS), max_size=2))
    measures = draw(st.lists(st.builds(Measure, _NAMES, _TEXTS), max_size=2))
    name = draw(_NAMES)
    return Plan("131001", name, 2023, projects, tuple(goals), tuple(sub_goals), tuple(measures))


@given(plans(), st.sampled_from(["元", "万元"]))
@examples(10, 150)
def test_plan_to_workbook_to_plan_gives_the_same_facts(plan: Plan, unit: str) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(write_plan_workbook(plan, out_unit=unit)))
    sheets = [
        Sheet(name, [[None if v == "" else v for v in row] for row in rows])
        for name in book.sheet_names
        for rows in [book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    ]
    reading = read_plan_workbook(Workbook("xlsx", sheets))
    assert [one.code for one in reading.findings] == []
    (read,) = reading.facts
    placeless = tuple(replace(project, place="") for project in read.projects)
    assert replace(read, projects=placeless) == plan


def test_a_plan_comes_back_through_a_real_file() -> None:
    placeless = tuple(replace(project, place="") for project in PLAN.projects)
    reading = read_plan_workbook(read_workbook(write_plan_workbook(PLAN)))
    assert reading.findings == ()
    (read,) = reading.facts
    assert tuple(replace(project, place="") for project in read.projects) == placeless
    assert (read.goals, read.sub_goals, read.measures) == (
        *(PLAN.goals, PLAN.sub_goals),
        PLAN.measures,
    )
