from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visiting import PLAN, lead, start_with, tables, visit

MISSING = "13020923P00014410001T"


def take_june() -> None:
    may, june = (("spending", f"{month}-spending.xlsx", month) for month in ("2023-05", "2023-06"))
    start_with(PLAN, may, june)


def text_to_send(app: AppTest) -> str:
    return str(app.code[0].value)


@pytest.mark.parametrize(
    ("language", "opening", "last"),
    [
        ("zh", "2023年6月支出尚有1个项目未报送（共8个应报），涉及预算 4.28 万元", "2023年5月"),
        ("en", "For Jun 2023, 1 of 8 projects that should report spending have not", "May 2023"),
    ],
)
def test_the_page_names_who_is_missing_since_when_and_what_to_send(
    language: str, opening: str, last: str
) -> None:
    take_june()
    app = visit("chase", language, month="2023-06")
    assert opening in lead(app)
    rows = [row for row in tables(app)["chase_table"].splitlines() if "13020923P" in row]
    assert len(rows) == 1
    assert MISSING in rows[0]
    assert "4.28" in rows[0]
    assert last in rows[0]
    assert MISSING in text_to_send(app)
    assert last in text_to_send(app)
    assert len(app.get("download_button")) == 3


def test_amounts_follow_the_unit_of_the_screen() -> None:
    take_june()
    app = visit("chase", month="2023-06", money="元")
    assert "42,800.00" in tables(app)["chase_table"]
    assert "42,800.00 元" in text_to_send(app)


def test_a_month_that_is_all_in_needs_nobody() -> None:
    take_june()
    app = visit("chase", month="2023-05")
    assert "已全部报送" in lead(app)
    assert "chase_table" not in tables(app)
    assert not app.get("download_button")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_plan_the_page_leads_to_import(language: str) -> None:
    app = visit("chase", language)
    assert app.info
    assert "chase_table" not in tables(app)


@pytest.mark.parametrize(
    ("page", "key", "words"),
    [
        ("flagged", "changes_open", "项目列入计划"),
        ("project", "then_open", "还没有这一年的计划"),
    ],
)
def test_what_changed_since_a_day_opens_on_request(page: str, key: str, words: str) -> None:
    take_june()
    app = visit(page, month="2023-06")
    asked_before = [each.label for each in app.date_input]
    app.session_state[key] = True
    app.run()
    assert not app.exception
    (since,) = (each for each in app.date_input if each.label not in asked_before)
    assert since.value is not None
    said = " ".join([*tables(app).values(), *(each.value for each in app.caption)])
    assert words in said
