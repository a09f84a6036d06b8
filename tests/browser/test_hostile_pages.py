"""Names and texts from files are data on every page: nothing runs, loads, links or takes shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from monitor.ui.shell.frame import PAGES
from monitor.upkeep.setup import Store
from tests.browser.serving import serving
from tests.browser.visits import Visits, settle
from tests.hostile.material import CODES, SIGN, fill

pytestmark = pytest.mark.browser

TOOK_SHAPE = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  return {
    ran: window.wasHacked === true ? 1 : 0,
    images: all('img[src="x"], img[src*="evil"]').length,
    links: all('a[href^="javascript"], a[href*="evil"], svg a[*|href*="hacked"]').length,
    formulas: all('.katex').length,
    bold: all('strong, b').filter((part) => part.textContent === 'fett').length,
    code: all('code').filter((part) => part.textContent === 'code').length,
    colour: all('span').filter((part) => part.textContent === 'x').length,
    icons: all('[data-testid="stIconMaterial"]').filter((i) => i.textContent === 'home').length,
    headings: all('h1, h2, h3').filter((part) => part.textContent.trim() === 'kopf').length,
  };
}"""


def test_no_text_of_a_file_becomes_anything_else(
    visits: Visits, root: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "hostile.duckdb")
    fill(store, tmp_path / "files")
    store.close()
    with serving(root, store.path) as address:
        page = visits.open(f"{address}/?month=2023-06")
        page.context.add_init_script("window.hacked = () => { window.wasHacked = true; };")
        for place in places():
            page.goto(f"{address}/{place}")
            settle(page)
            open_all(page)
            assert page.evaluate(TOOK_SHAPE) == dict.fromkeys(page.evaluate(TOOK_SHAPE), 0), place
            expect(page.locator("body")).to_contain_text(SIGN)
        page.close()  # before the server goes


def places() -> list[str]:
    """List every page, and the project page of three projects with different texts."""
    pages = ["" if name == PAGES[0] else name for name in PAGES]
    of_projects = [f"project?project={code}&" for code in CODES[:3]]
    return [f"{place}?month=2023-06" for place in pages] + [
        f"{place}month=2023-06" for place in of_projects
    ]


def open_all(page: Page) -> None:
    """Open what is folded, so that it is looked at too."""
    folded = page.locator('[data-testid="stExpander"] details:not([open]) summary')
    while folded.count():
        before = folded.count()
        folded.first.click()
        expect(folded).to_have_count(before - 1)
    settle(page)
