from __future__ import annotations

import pytest

from tests.pages.visiting import PLAN, lead, start_with, tables, visit


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "2023年绩效计划：8个项目，预算 269.72 万元，54项绩效指标。"),
        ("en", "for 2023: 8 projects, a budget of 269.72 万元, 54 indicators."),
    ],
)
def test_the_page_opens_with_what_the_plan_holds(language: str, sentence: str) -> None:
    start_with(PLAN)
    app = visit("plan", language)
    assert sentence in lead(app)
    assert "曹妃甸区人民政协办公室本级" in lead(app)


def test_projects_stand_with_budget_funds_milestones_and_a_total() -> None:
    start_with(PLAN)
    rows = tables(visit("plan"))["plan_projects"].splitlines()
    first = next(row for row in rows if "13020923P00014110001R" in row)
    assert "15.40" in first
    assert "财政资金 15.40" in first
    assert "◆ 3月 25% ◆ 6月 50% ◆ 10月 83% ◆ 12月 100%" in first
    total = next(row for row in rows if "合计" in row)
    assert "269.72" in total
    assert "54" in total


def test_amounts_follow_the_unit_of_the_screen() -> None:
    start_with(PLAN)
    said = tables(visit("plan", money="元"))["plan_projects"]
    assert "154,000.00" in said
    assert "2,697,200.00" in said


def test_goals_sub_goals_and_measures_stand_as_written() -> None:
    start_with(PLAN)
    said = tables(visit("plan", "en"))
    assert said["plan_goals"].count("\n") == 5
    assert said["plan_sub_goals"].count("\n") == 9
    assert said["plan_measures"].count("\n") == 4
    assert "张贺青荣誉津贴" in said["plan_sub_goals"]
    assert "1.保证老干部顺利享受服务" in said["plan_texts"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "指标“预算执行率”是比率，指标值却是金额"),
        ("en", "“预算执行率” is a rate, but its target"),
    ],
)
def test_what_was_found_in_the_plan_stands_with_its_place(language: str, sentence: str) -> None:
    start_with(PLAN)
    app = visit("plan", language)
    said = tables(app)["plan_findings"]
    assert sentence in said
    assert "4.日常会务费绩效目标表" in said
    assert "9" in app.expander[0].label


def test_the_plan_can_be_taken_away_as_a_workbook() -> None:
    start_with(PLAN)
    app = visit("plan", "en")
    assert [each.proto.label for each in app.get("download_button")] == [
        "Download the plan as a workbook"
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_plan_the_page_leads_to_import(language: str) -> None:
    app = visit("plan", language)
    assert app.info
    assert "plan_projects" not in tables(app)
