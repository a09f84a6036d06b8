from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import Visits, click_mark, flags, go, lead, listed, settle

pytestmark = pytest.mark.browser

BEHIND = "13020923P000143100015"
WATCH = "13020923P000139100010"


def month_in_view(page: Page) -> str:
    return page.locator('[data-testid="stSidebar"] [data-testid="stSelectbox"] input').input_value()


def choose_month(page: Page, month: str) -> None:
    page.locator('[data-testid="stSidebar"] [data-testid="stSelectbox"] input').click()
    page.get_by_role("option", name=month).click()


def test_the_same_link_shows_the_same_to_someone_else(visits: Visits, dashboard: str) -> None:
    mine = visits.open(f"{dashboard}/flagged")
    choose_month(mine, "2023年2月")
    expect(lead(mine)).to_contain_text("2023年2月")
    mine.get_by_role("radio", name="元", exact=True).click()
    expect(lead(mine)).to_contain_text(".00 元")
    mine.get_by_role("radio", name="English").click()
    expect(lead(mine)).to_contain_text("flagged in Feb 2023")
    mine.get_by_role("button", name="behind", exact=True).click()
    settle(mine)
    mine.get_by_role("button", name="spending behind", exact=True).click()
    settle(mine)
    mine.get_by_label("Find a project").fill("文史")
    mine.keyboard.press("Enter")
    expect(flags(mine)).to_have_count(1)
    settle(mine)

    theirs = visits.open(mine.url)
    expect(flags(theirs)).to_have_count(1)
    assert listed(theirs) == listed(mine)
    assert listed(theirs)[0].spent == "8,411.00"
    assert lead(theirs).inner_text() == lead(mine).inner_text()
    assert month_in_view(theirs) == "Feb 2023"
    expect(theirs.get_by_label("Find a project")).to_have_value("文史")
    for name in ("behind", "spending behind"):
        chosen = theirs.get_by_role("button", name=name, exact=True)
        expect(chosen).to_have_attribute("aria-pressed", "true")


def test_a_project_opens_by_its_row_and_the_back_button_returns_to_the_list(
    visits: Visits, dashboard: str
) -> None:
    page = visits.open(f"{dashboard}/?month=2023-02")
    go(page, "预警清单")
    before = listed(page)
    page.locator(f'tr.em-below[data-open="{WATCH}"]').click()
    expect(page.locator("h2")).to_contain_text("日常会务费")
    settle(page)
    assert f"project={WATCH}" in page.url
    assert "month=2023-02" in page.url

    page.go_back()
    expect(flags(page)).to_have_count(len(before))
    settle(page)
    assert "/flagged" in page.url
    assert listed(page) == before
    page.go_back()
    expect(page.locator(".em-lights")).to_be_visible()
    expect(lead(page)).to_contain_text("截至2023年2月底")


def test_the_back_button_takes_a_change_of_month_back(visits: Visits, dashboard: str) -> None:
    page = visits.open(f"{dashboard}/?month=2023-03")
    steps = page.evaluate("history.length")
    choose_month(page, "2023年1月")
    expect(lead(page)).to_contain_text("截至2023年1月底")
    page.wait_for_function("steps => history.length === steps + 1", arg=steps)
    page.go_back()
    expect(lead(page)).to_contain_text("截至2023年3月底")
    settle(page)
    assert month_in_view(page) == "2023年3月"


def test_the_back_button_takes_a_filter_back(visits: Visits, dashboard: str) -> None:
    page = visits.open(f"{dashboard}/flagged?month=2023-02")
    before = listed(page)
    steps = page.evaluate("history.length")
    page.get_by_role("button", name="滞后", exact=True).click()
    expect(flags(page)).to_have_count(2)
    page.wait_for_function("steps => history.length === steps + 1", arg=steps)
    page.go_back()
    expect(flags(page)).to_have_count(len(before))
    settle(page)
    assert listed(page) == before
    page.go_forward()
    expect(flags(page)).to_have_count(2)
    go(page, "总览")
    go(page, "预警清单")
    expect(flags(page)).to_have_count(2)  # what was chosen stays chosen


def test_a_row_is_reached_and_opened_from_the_keyboard(visits: Visits, dashboard: str) -> None:
    page = visits.open(f"{dashboard}/flagged?month=2023-03")
    row = flags(page).first
    page.get_by_role("button", name="下载 CSV").focus()
    for _ in range(3):  # what else stands between the downloads and the list
        page.keyboard.press("Tab")
        if row.evaluate("row => row === document.activeElement"):
            break
    expect(row).to_be_focused()
    assert row.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"
    code = listed(page)[0].code
    page.keyboard.press("Enter")
    expect(page.locator("h2")).to_be_visible()
    settle(page)
    assert f"project={code}" in page.url


@pytest.mark.parametrize(
    ("chart", "mark", "month"), [(1, None, "2023-03"), (2, 1, "2023-01")], ids=["bar", "cell"]
)
def test_a_mark_of_a_chart_leads_to_its_project_in_that_month(
    visits: Visits, dashboard: str, chart: int, mark: int | None, month: str
) -> None:
    page = visits.open(f"{dashboard}/?month=2023-03")
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    click_mark(page, chart, BEHIND, mark)
    expect(page.locator("h2")).to_contain_text("文史资料征编费")
    settle(page)
    assert f"project={BEHIND}" in page.url
    assert f"month={month}" in page.url
    page.go_back()
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    settle(page)
    expect(lead(page)).to_contain_text("截至2023年3月底")
