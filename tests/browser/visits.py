"""Visits as different people make them, and what the browser notices meanwhile."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

PATIENCE = 60_000  # milliseconds; a busy machine is slow, not wrong
expect.set_options(timeout=PATIENCE)
_HERE = re.compile(r"(https?|wss?)://(localhost|127\.0\.0\.1)[:/]|data:|blob:")
# Entered below its root, Streamlit's page first asks for the server under that path and goes on
# to the root when there is none; the browser notes both answers.
_HARMLESS = re.compile(r"/\w+/_stcore/(health|host-config)$")


@dataclass  # without slots: Playwright keeps its wrappers of a method on the object
class Visits:
    """Sessions of one test: ``outside`` are addresses asked for elsewhere, ``errors`` the rest."""

    browser: Browser
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        address: str,
        *,
        locale: str = "zh-CN",
        theme: str = "light",
        width: int = 1440,
        height: int = 1400,
    ) -> Page:
        """Open an address in a new session and wait until the page stands."""
        context = self.browser.new_context(
            locale=locale,
            color_scheme="dark" if theme == "dark" else "light",
            viewport={"width": width, "height": height},
        )
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self._note_request(request.url))
        page.on("websocket", lambda socket: self._note_request(socket.url))
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(address)
        settle(page)
        return page

    def close(self) -> None:
        """Look for boxes of errors left on the pages, and close every session."""
        for context in self._contexts:
            for page in context.pages:
                boxes = page.locator('[data-testid="stException"]').all_inner_texts()
                self.errors += boxes
            context.close()

    def _note_request(self, address: str) -> None:
        if not _HERE.match(address):
            self.outside.append(address)

    def _note_message(self, message: ConsoleMessage) -> None:
        place = message.location["url"]
        if message.type == "error" and not _HARMLESS.search(place):
            self.errors.append(f"{message.text} {place}")


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of the flagged list as it stands on the screen."""

    code: str
    light: str
    name: str
    budget: str
    spent: str
    rate: str
    gap: str
    months: str
    sentence: str


def settle(page: Page) -> None:
    """Wait until the page's own sentence or message stands and nothing runs any more."""
    said = '.em-lead, [data-testid="stAlert"]'
    page.wait_for_selector(f'[data-testid="stMain"] :is({said})')
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    expect(page.locator('[data-stale="true"]')).to_have_count(0)


def go(page: Page, name: str) -> None:
    """Follow a link of the sidebar and wait until its page stands."""
    page.locator('[data-testid="stSidebarNavLink"]', has_text=name).first.click()
    current = '[data-testid="stSidebarNavLink"][aria-current="page"]'
    expect(page.locator(current)).to_have_text(name)
    settle(page)


def lead(page: Page) -> Locator:
    """Find the sentence a page opens with."""
    return page.locator('[data-testid="stMain"] .em-lead')


def flags(page: Page) -> Locator:
    """Find the rows of the flagged list, without those whose flag is gone."""
    return page.locator(".em-table").first.locator("tr.em-above")


def listed(page: Page) -> list[ListedRow]:
    """Read the flagged list, once it is drawn."""
    expect(flags(page).first).to_be_visible()
    rows = flags(page).evaluate_all(
        """(rows) => rows.map((row) => [
            row.dataset.open,
            ...[...row.cells].map((cell) => cell.innerText.trim()),
            row.nextElementSibling.innerText.trim(),
        ])"""
    )
    return [
        ListedRow(code, light, name.split("\n")[0], budget, spent, rate, gap, months, sentence)
        for code, light, name, budget, spent, rate, gap, months, sentence in rows
    ]


def click_mark(page: Page, chart: int, code: str, month: int | None = None) -> None:
    """Click the mark of a project, in a chart of its own number, where charts know their place."""
    plot = page.locator(".js-plotly-plot").nth(chart)
    plot.scroll_into_view_if_needed()
    place = plot.evaluate(
        """(plot, [code, month]) => {
            for (const trace of plot._fullData) {
                const marks = trace.customdata || [];
                const at = [...marks].findIndex(
                    (mark) => mark[0] === code && (month === null || mark[1] === month));
                if (at < 0) continue;
                const x = plot._fullLayout[trace.xaxis.replace("x", "xaxis")];
                const y = plot._fullLayout[trace.yaxis.replace("y", "yaxis")];
                const reach = trace.type === "bar" ? trace.x[at] / 2 : trace.x[at];
                return [x._offset + x.d2p(reach), y._offset + y.d2p(trace.y[at])];
            }
            return null;
        }""",
        [code, month],
    )
    assert place is not None, f"the chart has no mark for {code}"
    plot.click(position={"x": place[0], "y": place[1]})
