from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visiting import PLAN, lead, start_with, tables, visit

JUNE = (
    PLAN,
    ("spending", "2023-06-spending.xlsx", "2023-06"),
    ("results", "2023-06-results.xlsx", "2023-06"),
)


def table_of(app: AppTest) -> str:
    return tables(app)["indicator_table"]


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("zh", "截至2023年6月底，54项绩效指标中，"),
        ("en", "By the end of Jun 2023, of 54 indicators "),
    ],
)
def test_the_page_opens_with_how_many_indicators_stand_where(language: str, opening: str) -> None:
    start_with(*JUNE)
    app = visit("indicators", language, month="2023-06")
    assert opening in lead(app)
    assert table_of(app).count("\n") > 54


@pytest.mark.parametrize(
    ("language", "readings"),
    [
        (
            "zh",
            ("不低于 11 次", "不超过 700,000 元", "等于 900 元/季", "最迟 2023-12-31", "定性："),
        ),
        (
            "en",
            (
                "at least 11 次",
                "at most 700,000 元",
                "exactly 900 元/季",
                "by 2023-12-31",
                "in words",
            ),
        ),
    ],
)
def test_every_target_stands_as_written_beside_how_it_was_read(
    language: str, readings: tuple[str, ...]
) -> None:
    start_with(*JUNE)
    said = table_of(visit("indicators", language, month="2023-06"))
    for written in ("≥11次", "≤70万", "每季900元", "2023年12底前", "按期召开会议"):
        assert written in said
    for reading in readings:
        assert reading in said


def test_a_deadline_not_yet_met_says_how_many_days_are_left() -> None:
    start_with(*JUNE)
    assert "due in 184 days" in table_of(visit("indicators", "en", month="2023-06"))
    assert "还有 31 天" in table_of(visit("indicators", "zh", month="2023-11"))


def test_a_doubtful_target_says_why() -> None:
    start_with(*JUNE)
    said = table_of(visit("indicators", "zh", month="2023-06"))
    assert "请核对: 指标“预算执行率”是比率，指标值却是金额“≤32.2万元”" in said


def test_a_result_of_an_earlier_month_is_dated() -> None:
    start_with(*JUNE)
    said = table_of(visit("indicators", "zh", month="2023-07"))
    assert "6月报送：" in said


def test_the_indicators_can_be_grouped_by_project() -> None:
    start_with(*JUNE)
    by_level = table_of(visit("indicators", "zh", month="2023-06"))
    assert "产出指标 · 数量指标（8）" in by_level
    by_project = table_of(visit("indicators", "zh", month="2023-06", by="project"))
    assert "调研学习考察费 · 13020923P00014110001R（6）" in by_project


def test_filters_stand_in_the_link() -> None:
    start_with(*JUNE)
    app = visit("indicators", "en", month="2023-06", look="yes", seek="预算执行率")
    said = table_of(app)
    assert "1 of 54 shown by the filters." in said
    assert "≤32.2万元" in said
    app = visit("indicators", "zh", month="2023-06", level="满意度指标")
    assert "显示 8 项，共 54 项" in table_of(app)
    assert app.query_params["level"] == "满意度指标"


def test_filters_that_leave_nothing_say_so() -> None:
    start_with(*JUNE)
    app = visit("indicators", "zh", month="2023-06", seek="没有这样的指标")
    assert "没有符合筛选条件的指标" in app.info[0].value


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_plan_the_page_leads_to_import(language: str) -> None:
    app = visit("indicators", language)
    assert app.info
    assert "indicator_table" not in tables(app)
