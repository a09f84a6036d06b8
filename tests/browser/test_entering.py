from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Visits, lead, listed

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("path", "title", "sentence"),
    [
        ("flagged?month=2023-03", "预警清单", "2023年3月共有"),
        ("project?month=2023-03&project=13020923P000139100010", "项目", "截至3月底累计支出"),
    ],
)
def test_a_page_entered_first_on_a_fresh_server_stands_in_its_frame(
    own_dashboard: str, visits: Visits, path: str, title: str, sentence: str
) -> None:
    page = visits.open(f"{own_dashboard}/{path}")
    current = page.locator('[data-testid="stSidebarNavLink"][aria-current="page"]')
    expect(current).to_have_text(title)
    expect(lead(page)).to_contain_text(sentence)
    assert page.url.startswith(f"{own_dashboard}/{path.partition('?')[0]}")


@pytest.mark.parametrize(
    ("locale", "language", "name"),
    [
        ("zh-CN", "zh-CN", "预警清单"),
        ("zh-TW", "zh-CN", "预警清单"),
        ("en-US", "en", "Flagged"),
        ("fr-FR", "en", "Flagged"),
    ],
)
def test_the_browser_chooses_the_language_first(
    visits: Visits, dashboard: str, locale: str, language: str, name: str
) -> None:
    page = visits.open(f"{dashboard}/flagged", locale=locale)
    expect(page.locator('[data-testid="stSidebarNavLink"]').nth(1)).to_have_text(name)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert listed(page)
