"""A person decides on the page how targets are read, judged and fed, and sees who did and why."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visiting import PLAN, SAMPLES, Taken, start_with, tables, take_in, visit

JUNE: tuple[Taken, ...] = (
    PLAN,
    ("spending", "2023-06-spending.xlsx", "2023-06"),
    ("results", "2023-06-results.xlsx", "2023-06"),
)
RATE = "13020923P000139100010 成本指标/预算执行率"
VISITS = "13020923P00014110001R"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("MONITOR_ACTOR", "reader")
    start_with(*JUNE)
    return visit("indicators", "zh", month="2023-06")


def about(app: AppTest, name: str) -> AppTest:
    return app.selectbox(key="reading_about").set_value(name).run()


def field(app: AppTest, label: str) -> int:
    return next(place for place, each in enumerate(app.text_input) if each.label == label)


def fill(app: AppTest, **given: str) -> AppTest:
    for label, text in given.items():
        app.text_input[field(app, label)].set_value(text).run()
    return app


def test_doubtful_targets_are_listed_with_their_reason(app: AppTest) -> None:
    said = tables(app)["reading_table"]
    assert "预算执行率 日常会务费|≤32.2万元|不超过 322,000 元" in said
    assert "是比率，指标值却是金额" in said
    assert [each.label for each in app.expander if "待核对" in each.label] == [
        "手工确定读法与判断方式（5项待核对）"
    ]


def test_a_reading_is_previewed_before_it_is_saved(app: AppTest) -> None:
    about(app, RATE)
    fill(app, **{"读法（规范写法）": "≥90%"})
    assert any("将读作：不低于 90%" in each.value for each in app.markdown)
    assert "不低于 90% reader" not in tables(app)["indicator_table"]


def test_a_reading_saved_is_shown_with_who_and_why_beside_the_text(app: AppTest) -> None:
    about(app, RATE)
    fill(app, **{"读法（规范写法）": "≥90%", "理由": "经财务科确认"})
    app.button(key="reading_save").click().run()
    assert not app.exception
    said = tables(app)["indicator_table"]
    assert "≤32.2万元|不低于 90% 按“≥90%”读取，reader确定：经财务科确认" in said
    assert any("4项待核对" in each.label for each in app.expander)


@pytest.mark.parametrize(
    ("spelling", "why", "refusal"),
    [("大约九成", "听说", "也无法读成指标值"), ("≥90%", "", "请说明理由")],
)
def test_a_reading_that_cannot_be_kept_says_why(
    app: AppTest, spelling: str, why: str, refusal: str
) -> None:
    about(app, RATE)
    fill(app, **{"读法（规范写法）": spelling, "理由": why})
    app.button(key="reading_save").click().run()
    assert any(refusal in each.value for each in app.error)
    assert "reader确定" not in tables(app)["indicator_table"]


def test_the_direction_can_be_overridden_with_a_reason(app: AppTest) -> None:
    about(app, RATE)
    next(each for each in app.segmented_control if each.label == "方向").set_value("higher")
    [each for each in app.text_input if each.label == "理由"][-1].set_value("应当高")
    next(each for each in app.button if each.label == "保存判断方式").click().run()
    assert not app.exception
    said = tables(app)["indicator_table"]
    assert "不低于 322,000 元 判断方式由reader改定：应当高" in said


def test_spending_is_offered_once_and_a_yes_is_shown(app: AppTest) -> None:
    assert any("有6项成本指标与项目预算相同" in each.value for each in app.markdown)
    app.button(key="feed_yes").click().run()
    assert not app.exception
    assert not any("成本指标与项目预算相同" in each.value for each in app.markdown)
    assert "取自支出" in tables(app)["indicator_table"]
    assert [each.value for each in app.toggle] == [True] * 6


def test_a_no_is_not_asked_again_and_can_be_changed(app: AppTest) -> None:
    app.button(key="feed_no").click().run()
    again = visit("indicators", "en", month="2023-06")
    assert not [each for each in again.button if each.key == "feed_yes"]
    assert "from spending" not in tables(again)["indicator_table"]
    changed = next(each for each in again.toggle if "系统成本" in each.label)
    assert changed.label.endswith("chosen by reader")
    changed.set_value(True).run()
    assert not again.exception
    assert sorted(each.value for each in again.toggle) == [False] * 5 + [True]
    assert "from spending" in tables(again)["indicator_table"]


def test_the_project_page_offers_its_own_indicator(app: AppTest) -> None:
    del app
    page = visit("project", "zh", month="2023-06", project="13020923P000151100011")
    page.button(key="feed_yes").click().run()
    assert not page.exception
    assert "取自支出" in tables(page)["project_indicators"]


def test_the_project_page_shows_both_targets_after_a_revision(app: AppTest) -> None:
    del app
    text = (SAMPLES / "plan-2023.txt").read_text(encoding="utf-8")
    take_in("plan", "revised.txt", data=text.replace("\t≥11次", "\t≥20次").encode())
    page = visit("project", "zh", month="2023-06", project=VISITS)
    said = tables(page)["target_revisions"]
    assert "≥20次|现行|" in said
    assert "≥11次|已被替换|" in said
    assert "revised.txt" in said
    assert "7次" in tables(page)["project_indicators"]
