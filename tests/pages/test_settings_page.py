from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visiting import lead, tables, visit

pytestmark = pytest.mark.usefixtures("sample_months")


def said(app: AppTest) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.info, *app.success, *app.error))


def choose_mode(app: AppTest, mode: str) -> AppTest:
    (radio,) = (each for each in app.radio if str(each.key).startswith("mode "))
    radio.set_value(mode).run()
    assert not app.exception
    return app


def number(app: AppTest, name: str, value: float) -> AppTest:
    (field,) = (each for each in app.number_input if str(each.key).startswith(f"{name} "))
    field.set_value(value).run()
    assert not app.exception
    return app


def press(app: AppTest, words: str) -> AppTest:
    (button,) = (each for each in app.button if each.label.startswith(words))
    button.click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("language", "opening", "waiting"),
    [
        ("zh", "2023年6月按产品自带的规则判断", "与2023年6月现行的规则相同"),
        ("en", "Jun 2023 is judged by the policy that came", "These are the rules in force"),
    ],
)
def test_the_policy_in_force_is_named_and_nothing_is_proposed(
    language: str, opening: str, waiting: str
) -> None:
    app = visit("settings", language, month="2023-06")
    assert opening in lead(app)
    assert waiting in said(app)
    assert "trial_table" not in tables(app)
    assert "60% / 80% / 120%" in tables(app)["policies"]


def test_a_change_is_seen_before_it_is_saved() -> None:
    app = number(visit("settings", month="2023-06"), "ratio_red", 5)
    assert "预警由 5 个变为 5 个" in said(app) or "预警 5 个" in said(app)
    assert "trial_table" in tables(app)
    assert "2023年6月按产品自带" in lead(visit("settings", month="2023-06"))


def test_a_change_is_saved_with_a_reason_listed_and_taken_back() -> None:
    app = choose_mode(visit("settings", "en", month="2023-06"), "floor")
    assert "Give a reason" in said(press(app, "Save, in force from Jun 2023"))
    app.text_input(key="settings_why").set_value("the bureau's notice").run()
    press(app, "Save, in force from Jun 2023")
    assert "Saved as policy 1, in force from Jun 2023." in said(app)
    assert "Jun 2023 is judged by policy 1, in force since Jun 2023." in lead(app)
    assert "the bureau's notice" in tables(app)["policies"]
    assert "by minimum" not in said(app)

    app.session_state["settings_withdrawing"] = 1
    app.run()
    app.text_input(key="settings_withdraw_why 1").set_value("a slip").run()
    press(app, "Take it back")
    assert "Policy 1 is taken back." in said(app)
    assert "a slip" in tables(app)["policies"]
    assert "Jun 2023 is judged by the policy that came with the product." in lead(app)


def test_rules_that_cannot_be_say_why_and_are_not_offered() -> None:
    app = number(visit("settings", month="2023-06"), "ratio_red", 90)
    assert "比率门槛应为" in said(app)
    assert not [each for each in app.button if each.label.startswith("保存")]


def test_the_fields_of_a_mode_appear_with_it() -> None:
    app = visit("settings", month="2023-06")
    keys = [str(each.key).split()[0] for each in app.number_input]
    assert "gap_red" not in keys
    assert "floor" not in keys
    app = choose_mode(app, "gap")
    assert "gap_red" in [str(each.key).split()[0] for each in app.number_input]
    app = choose_mode(app, "floor")
    floors = [each for each in app.number_input if str(each.key).startswith("floor ")]
    assert [each.value for each in floors][3:6] == [25, None, 40]


def test_a_change_for_a_later_month_stands_in_the_link() -> None:
    app = visit("settings", "en", month="2023-06", **{"from": "2023-09"})
    assert app.selectbox(key="from").value == "2023-09"
    choose_mode(app, "gap")
    assert any("takes effect from Sep 2023" in each.value for each in app.html)


def test_discarding_brings_the_rules_in_force_back() -> None:
    app = number(visit("settings", month="2023-06"), "mismatch_points", 50)
    assert "trial_table" in tables(app)
    press(app, "放弃改动")
    assert "与2023年6月现行的规则相同" in said(app)


def test_before_december_the_record_says_that_it_is_not_known() -> None:
    app = visit("settings", month="2023-08")
    assert "2023年12月尚未报送" in said(app)
    assert "record_table" not in tables(app)
