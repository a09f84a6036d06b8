from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from monitor.ui.shell.frame import PAGES
from monitor.words.catalogue import say
from tests.browser.visits import Visits, go, lead, settle

pytestmark = pytest.mark.browser

EMPTY = {"followups"}  # nothing is agreed yet: the sentence on top says so
A4_WIDTH = 688  # pixels of an A4 sheet within its margins


def test_every_page_opens_in_the_light_without_leaving_the_machine(
    visits: Visits, dashboard: str
) -> None:
    page = visits.open(f"{dashboard}/?month=2023-04")
    for name in PAGES:
        go(page, say("zh", f"page.{name}"))
        shown = ".em-lead" if name in EMPTY else "tbody tr:visible, .js-plotly-plot"
        expect(page.locator(shown).first).to_be_visible()


def test_every_page_fits_a_phone_in_the_dark(visits: Visits, dashboard: str) -> None:
    page = visits.open(
        f"{dashboard}/?month=2023-04", locale="en-US", theme="dark", width=390, height=844
    )
    for name in PAGES:
        place = "" if name == PAGES[0] else name
        page.goto(f"{dashboard}/{place}?month=2023-04&project=13020923P000151100011")
        settle(page)
        shown = ".em-lead" if name in EMPTY else "tbody tr:visible, .js-plotly-plot"
        expect(page.locator(shown).first).to_be_visible()
        widths = page.evaluate(
            """() => [document.body, document.querySelector('[data-testid="stMain"]')]
                .map((part) => part.scrollWidth)"""
        )
        assert widths == [390, 390], name


def test_no_table_is_cut_on_a_small_laptop(visits: Visits, dashboard: str) -> None:
    page = visits.open(
        f"{dashboard}/?month=2023-06", locale="en-US", theme="light", width=1024, height=768
    )
    for name in ("flagged", "scores", "chase", "plan", "imports"):
        page.goto(f"{dashboard}/{name}?month=2023-06")
        settle(page)
        expect(page.locator(".em-rows:visible").first).to_be_visible()
        cut = page.locator(".em-rows:visible").evaluate_all(
            "tables => tables.filter((table) => table.scrollWidth > table.clientWidth + 1).length"
        )
        assert cut == 0, name


def test_amounts_change_between_ten_thousands_and_yuan(visits: Visits, dashboard: str) -> None:
    page = visits.open(f"{dashboard}/?month=2023-03")
    budget = page.locator(".em-figure dd").first
    expect(budget).to_contain_text("269.72")
    page.get_by_role("radio", name="元", exact=True).click()
    expect(budget).to_contain_text("2,697,200.00")
    assert "money=" in page.url
    page.get_by_role("radio", name="万元", exact=True).click()
    expect(budget).to_contain_text(re.compile(r"^269\.72"))


def test_no_english_word_of_the_framework_stands_on_a_chinese_page(
    visits: Visits, dashboard: str
) -> None:
    page = visits.open(f"{dashboard}/flagged?month=2023-03")
    page.locator('[data-testid="stMainMenu"]').click()
    menu = page.locator('[data-testid="stMainMenuPopover"]')
    expect(menu).to_be_visible()
    words = '[data-testid="stMainMenuItemLabel"], [role="menuitemradio"]'
    for item in menu.locator(words).all():
        if item.is_visible():
            assert item.evaluate("item => getComputedStyle(item).fontSize") == "0px"
            said = item.evaluate("item => getComputedStyle(item, '::after').content")
            assert re.fullmatch(r'"[\u4e00-\u9fff]+"', said)
    expect(menu.get_by_text("Streamlit")).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_overview_prints_on_light_paper_without_its_frame(
    visits: Visits, dashboard: str, theme: str
) -> None:
    page = visits.open(f"{dashboard}/?month=2023-03", theme=theme)
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    width = page.locator(".js-plotly-plot").first.evaluate("plot => plot.clientWidth")
    paper = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 3

    zoom = page.evaluate("document.documentElement.style.getPropertyValue('--em-paper-zoom')")
    assert width * float(zoom) <= A4_WIDTH
    page.emulate_media(media="print")
    for part in ("stSidebar", "stHeader", "stMainMenu"):
        expect(page.get_by_test_id(part)).to_be_hidden()
    expect(page.locator("button:visible")).to_have_count(0)
    expect(lead(page)).to_be_visible()
    assert lead(page).evaluate("part => getComputedStyle(part).color") == "rgb(27, 36, 48)"
    expect(page.locator(".em-print-only")).to_contain_text("131001")
