from __future__ import annotations

import pytest

from tests.pages.test_overview import chart_titles, figures
from tests.pages.visiting import PLAN, lead, start_with, tables, visit

OVERSPENT = "13020923P000140100014"
WATCH = "13020923P000139100010"
SILENT = "13020923P00014410001T"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_product_says_the_next_step(language: str) -> None:
    app = visit("project", language)
    assert len(app.info) == 1
    assert app.get("page_link")[0].proto.page == "imports"
    assert not tables(app)


@pytest.mark.usefixtures("sample_months")
def test_the_link_names_the_project_and_the_month() -> None:
    app = visit("project", month="2023-06", project=WATCH)
    assert app.selectbox(key="project").value == WATCH
    assert chart_titles(app) == ["日常会务费：累计支出与计划（2023年，截至6月底）"]
    assert (
        "截至6月底累计支出11.8973 万元，执行率36.9%，计划进度50.0%，落后13.1个百分点"
        "（差额4.2027 万元）；执行率为计划的73.9%，低于80%的关注线；6月底节点应支出50%"
        "（16.10 万元），当时支出11.8973 万元，未达到；"
    ) in lead(app)


@pytest.mark.usefixtures("sample_months")
def test_the_figures_of_a_project_stand_under_their_names() -> None:
    assert [each[:2] for each in figures(visit("project", month="2023-06", project=WATCH))] == [
        ("调整后预算（万元）", "32.20"),
        ("累计支出（万元）", "11.8973"),
        ("执行率", "36.9%"),
        ("差距（个百分点）", "-13.1"),
        ("全年预计", "73.9%"),
        ("每月需支出（万元）", "3.707175"),
    ]


@pytest.mark.usefixtures("sample_months")
def test_a_project_not_reported_shows_no_figure_in_place_of_one() -> None:
    app = visit("project", "en", month="2023-06", project=SILENT)
    shown = {name: value for name, value, _ in figures(app)}
    assert shown["Spent to date (万元)"] == shown["Execution rate"] == "—"
    assert "Spending for Jun was not reported; last known at the end of May: 1.6233 万元" in lead(
        app
    )


@pytest.mark.usefixtures("sample_months")
def test_without_a_choice_the_most_urgent_project_opens() -> None:
    assert visit("project", month="2023-06").selectbox(key="project").value == OVERSPENT


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(
    ("language", "warning"),
    [
        ("zh", "这一年度没有编码为 P\\*X 的项目。"),
        ("en", "There is no project with code P\\*X in this year."),
    ],
)
def test_a_link_to_an_unknown_project_says_so(language: str, warning: str) -> None:
    app = visit("project", language, month="2023-06", project="P*X")
    assert [each.value for each in app.warning] == [warning]


@pytest.mark.usefixtures("sample_months")
def test_another_project_is_chosen_on_the_page() -> None:
    app = visit("project", month="2023-06")
    app.selectbox(key="project").set_value(WATCH).run()
    assert app.query_params["project"] == WATCH
    assert "日常会务费" in chart_titles(app)[0]


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(("language", "month"), [("zh", "6月"), ("en", "Jun")])
def test_every_figure_says_its_batch_file_and_cell(language: str, month: str) -> None:
    shown = tables(visit("project", language, month="2023-06", project=OVERSPENT))
    lines = shown["project_history"].splitlines()
    assert len(lines) == 9
    line = next(line.split("|") for line in lines if line.startswith(month))
    assert line[1] == "91.3523"
    assert line[5:7] == ["2023-06-spending.xlsx", "支出 D6"]


@pytest.mark.usefixtures("sample_months")
def test_indicators_goal_and_funds_stand_as_in_the_plan() -> None:
    shown = tables(visit("project", month="2023-06", project=OVERSPENT))
    lines = shown["project_indicators"].splitlines()
    assert len(lines) == 8
    assert "▼ 滞后|控制在预算内 产出指标 · 成本指标|≤90万元|91.17万元|98.7%|" in lines
    assert "绩效目标|1.圆满完成区政协三届三次会议，保证大会顺利进行|" in shown["project_about"]
    assert "资金来源|财政资金 90.00 万元|" in shown["project_about"]
    assert "支出节点|3月底 25%，6月底 50%，10月底 83%，12月底 100%|" in shown["project_about"]


def test_a_plan_without_spending_shows_the_plan_and_says_what_is_missing() -> None:
    start_with(PLAN)
    app = visit("project", month="2023-03", project=WATCH)
    assert "3月未报送支出，本年度尚无支出数据" in lead(app)
    assert chart_titles(app) == ["日常会务费：累计支出与计划（2023年，截至3月底）"]
    assert "还没有报送过支出。" in [each.value for each in app.caption]
