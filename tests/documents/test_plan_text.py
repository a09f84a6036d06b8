"""The published plan of 2023 as plain text: everything arrives, as written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.errors import UnreadableFile
from monitor.domain.findings import Level
from monitor.domain.plan import FundSource, Indicator, Milestone, Plan, SubGoal
from monitor.intake.facts import Reading
from monitor.intake.plans.text import read_plan_text

BUDGETS = {
    "13020923P00014110001R": ("调研学习考察费", "154000"),
    "13020923P00014810001H": ("劳模荣誉津贴", "3600"),
    "13020923P000140100014": ("区政协三届三次会议费", "900000"),
    "13020923P000139100010": ("日常会务费", "322000"),
    "13020923P000143100015": ("文史资料征编费", "700000"),
    "13020923P00014410001T": ("政协团结联谊费用", "42800"),
    "13020923P00014510001G": ("政协委员活动经费", "74800"),
    "13020923P000151100011": ("政协委员履职平台APP后续开发和运行维护资金", "500000"),
}


def test_unit_and_year_are_read(plan: Plan) -> None:
    assert (plan.unit_code, plan.unit_name) == ("131001", "曹妃甸区人民政协办公室本级")
    assert plan.fiscal_year == 2023


def test_the_eight_projects_have_their_codes_names_and_budgets_in_yuan(plan: Plan) -> None:
    found = {each.project_code: (each.project_name, each.original_budget) for each in plan.projects}
    expected = {code: (name, Decimal(yuan)) for code, (name, yuan) in BUDGETS.items()}
    assert found == expected
    assert sum(each.original_budget or 0 for each in plan.projects) == Decimal(2697200)


def test_all_money_is_fiscal_and_a_blank_source_is_absent_rather_than_zero(plan: Plan) -> None:
    for each in plan.projects:
        assert each.original_budget is not None
        assert each.funds == (FundSource("财政资金", each.original_budget),)


def test_percentages_belong_to_months_by_order_whatever_blank_cells_stand_between(
    plan: Plan,
) -> None:
    expected = tuple(
        Milestone(month, Decimal(share)) for month, share in ((3, 25), (6, 50), (10, 83), (12, 100))
    )
    assert {each.milestones for each in plan.projects} == {expected}


def test_the_fifty_four_indicators_arrive_under_their_levels(plan: Plan) -> None:
    assert [len(each.indicators) for each in plan.projects] == [6, 7, 7, 7, 7, 7, 6, 7]
    every = [indicator for each in plan.projects for indicator in each.indicators]
    assert {each.level1 for each in every} == {"产出指标", "效益指标", "满意度指标"}
    assert all(each.level2 and each.level3 and each.description for each in every)
    assert {each.basis for each in every} == {"按照当年预算执行"}
    assert len({each.target_text for each in every}) == 33


def test_a_line_break_within_a_cell_does_not_end_its_row(plan: Plan) -> None:
    meeting = plan.projects[2].indicators
    assert meeting[1] == Indicator(
        "产出指标", "质量指标", "会议圆满完成", "与会代表满意度", "≥95%", "按照当年预算执行"
    )
    assert meeting[4].level3 == "社会影响力"
    assert meeting[4].description.startswith("充分发挥政协会议在全市产生的重要影响")
    assert meeting[4].target_text == "≥5%"
    daily = plan.projects[3].indicators
    assert (daily[6].level3, daily[6].description) == ("会议满意度", "会议满意度")


def test_targets_stay_as_written(plan: Plan) -> None:
    targets = {
        (each.project_name, indicator.level3): indicator.target_text
        for each in plan.projects
        for indicator in each.indicators
    }
    assert targets["文史资料征编费", "按时完成印刷任务"] == "2023年12底前"
    assert targets["文史资料征编费", "印刷费"] == "≤70万"
    assert targets["劳模荣誉津贴", "资金发放准时率"] == "≥100%"
    assert targets["劳模荣誉津贴", "奖励标准"] == "每季900元"
    assert targets["政协团结联谊费用", "保障时间"] == "2023年12月底前"


def test_purpose_and_goal_stay_as_written(plan: Plan) -> None:
    daily, platform = plan.projects[3], plan.projects[7]
    assert daily.purpose.startswith("常委会议会务费:区政协安排六次常委会议;  各界人士茶话会:")
    assert daily.purpose.endswith("按照专委会制度安排16次活动。")
    assert platform.purpose.startswith("履职管理服务端：   ")
    assert daily.goal == "1.圆满完成日常会务，保证政协工作顺利进行"
    assert [each.place for each in plan.projects][:2] == [
        "1.调研学习考察费绩效目标表",
        "2.劳模荣誉津贴绩效目标表",
    ]


def test_goals_sub_goals_and_measures_belong_to_the_plan(plan: Plan) -> None:
    titles = [goal.title for goal in plan.goals]
    assert titles == ["政治协商", "民主监督", "参政议政", "政协事务管理"]
    assert plan.goals[3].text == "机关自身建设、服务保障能力进一步提升。"
    assert len(plan.sub_goals) == 8
    assert plan.sub_goals[6] == SubGoal(
        "张贺青荣誉津贴",
        "保证老干部顺利享受服务。",
        "获得全国五一劳动奖章，退休后享受每月300元荣誉津贴，老干部服务保障能力进一步提高。",
    )
    assert [measure.title for measure in plan.measures] == [
        "完善制度建设",
        "加强支出管理",
        "加强宣传培训调研等",
    ]
    assert plan.measures[0].text.startswith("制定完善预算绩效管理制度")


def test_the_sample_gives_notes_only_and_each_trap_one(reading: Reading[Plan]) -> None:
    assert {finding.level for finding in reading.findings} == {Level.NOTE}
    assert [
        (finding.code, finding.sheet[:2], finding.cell, *finding.values.values())
        for finding in reading.findings
    ] == [
        ("plan_purpose_name_differs", "3.", "", "区政协三届二次会议费", "区政协三届三次会议费"),
        ("plan_indicator_stars", "7.", "R10", "**活动参与率"),
        ("plan_sub_goal_name_differs", "", "", "张贺青荣誉津贴", "劳模荣誉津贴"),
        (
            "plan_sub_goal_name_differs",
            "",
            "",
            "政协委员履职平台APP后续开发和运行维护",
            "政协委员履职平台APP后续开发和运行维护资金",
        ),
    ]


def test_what_was_understood_is_said_back_for_every_table(reading: Reading[Plan]) -> None:
    assert [sheet.rows_taken for sheet in reading.understood] == [6, 7, 7, 7, 7, 7, 6, 7]
    first = reading.understood[0]
    assert (first.sheet, first.header_row) == ("1.调研学习考察费绩效目标表", 8)
    assert (first.unit, first.unit_stated) == ("万元", True)
    assert [(column.letter, column.field) for column in first.columns] == [
        ("A", "level1"),
        ("B", "level2"),
        ("C", "level3"),
        ("D", "description"),
        ("F", "target_text"),
        ("G", "basis"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_any_usual_encoding_gives_the_same_reading(
    plan_text: str, reading: Reading[Plan], encoding: str
) -> None:
    assert read_plan_text(plan_text.encode(encoding)) == reading


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_any_line_end_gives_the_same_reading(
    plan_text: str, reading: Reading[Plan], line_end: str
) -> None:
    assert read_plan_text(plan_text.replace("\n", line_end).encode()) == reading


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", ""),
        ("支出进度通报\n一、总体绩效目标\n".encode(), "支出进度通报 一、总体绩效目标"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04 and so on", "ZIP"),
        (b"\xff\xff\xff\xff\x00\x01\x02\x03\x04", "ff ff ff ff 00 01 02 03"),
        (b"\xff\xfe\x00", "ff fe 00"),
    ],
)
def test_what_is_no_plan_document_is_refused_with_what_was_found(data: bytes, found: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_plan_text(data)
    assert refusal.value.code == "not_a_plan_document"
    assert refusal.value.values == {"found": found}


def test_a_text_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_plan_text(b"\t" * (2 * 1024 * 1024), megabytes=1)
    assert refusal.value.code == "plan_file_too_large"
    assert refusal.value.values == {"found": "2.0", "limit": "1"}
