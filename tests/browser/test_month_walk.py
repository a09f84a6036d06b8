"""A clerk's month in a real browser: upload April, see the flags move, take the list, undo."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from monitor.domain.month import Month
from monitor.services.importing import ImportRequest, commit_import
from monitor.services.setup import SAMPLE_PLAN
from monitor.store.connection import Store

pytestmark = pytest.mark.browser

APRIL = "month=2023-04&lang=zh"
_READY_SECONDS = 90
_WAIT = 60_000  # milliseconds; a busy machine is slow, not wrong


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory: pytest.TempPathFactory, samples: Path, root: Path) -> Iterator[str]:
    """Start the dashboard as the README does, on the plan and January to March."""
    folder = tmp_path_factory.mktemp("walk")
    store = Store(folder / "monitor.duckdb")
    _import(store, folder, "plan", samples / SAMPLE_PLAN, None)
    for number in (1, 2, 3):
        month = Month(2023, number)
        _import(store, folder, "spending", samples / f"{month}-spending.xlsx", month)
    store.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=root,
        env=os.environ | {"MONITOR_DATABASE": str(store.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _import(store: Store, folder: Path, kind: str, path: Path, month: Month | None) -> None:
    request = ImportRequest(kind, path.name, path.read_bytes(), "test", month)
    assert commit_import(store, request, folder / "files").batch_id is not None


def _wait_until_healthy(address: str) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - loopback
                assert answer.status == 200
                return
        except OSError:
            assert time.monotonic() < deadline, "the dashboard did not start"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    arguments += ["--disable-background-networking", "--no-first-run"]
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium, args=arguments)
        yield found
        found.close()


def visit(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)


def settle(page: Page) -> None:
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=_WAIT)


def flagged_codes(page: Page) -> list[str]:
    rows = page.locator("tr.em-above[data-open]")
    return [row.get_attribute("data-open") or "" for row in rows.all()]


def test_a_month_is_uploaded_seen_taken_away_and_undone(
    browser: Browser, dashboard: str, samples: Path, tmp_path: Path
) -> None:
    outside: list[str] = []
    context = browser.new_context(
        viewport={"width": 1440, "height": 2400}, locale="zh-CN", accept_downloads=True
    )
    page = context.new_page()
    page.on("request", lambda sent: outside.append(sent.url) if _is_outside(sent.url) else None)

    visit(page, f"{dashboard}/flagged?{APRIL}")
    expect(page.locator("tr.em-above[data-open]")).to_have_count(8, timeout=_WAIT)
    expect(page.locator(".em-lead")).to_contain_text("8个项目预警")

    visit(page, f"{dashboard}/imports?{APRIL}")
    upload = page.locator('input[type="file"]')
    upload.set_input_files(samples / "2023-04-spending.xlsx")
    confirm = page.get_by_role("button", name="导入 8 条支出")
    expect(confirm).to_be_visible(timeout=_WAIT)
    confirm.click()
    undo = page.get_by_role("button", name="撤销这次导入")
    expect(undo.first).to_be_visible(timeout=_WAIT)

    watch = context.new_page()
    visit(watch, f"{dashboard}/flagged?{APRIL}")
    expect(watch.locator(".em-lead")).not_to_contain_text("8个项目预警", timeout=_WAIT)
    on_screen = flagged_codes(watch)
    assert 0 < len(on_screen) < 8
    assert "13020923P000143100015" in on_screen  # 7 % of the budget where 33 % was planned
    with watch.expect_download(timeout=_WAIT) as taken:
        watch.get_by_role("button", name="下载 Excel").click()
    taken.value.save_as(tmp_path / "list.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    header = next(
        row for row in sheet.iter_rows(max_row=10) if any(c.value == "项目编码" for c in row)
    )
    column = next(cell.column for cell in header if cell.value == "项目编码")
    last = header[0].row or 0
    codes = [sheet.cell(row, column).value for row in range(last + 1, sheet.max_row + 1)]
    assert [code for code in codes if code] == on_screen

    undo.first.click()
    expect(page.get_by_role("button", name="恢复批次 5").first).to_be_visible(timeout=_WAIT)
    visit(page, f"{dashboard}/flagged?{APRIL}")
    expect(page.locator("tr.em-above[data-open]")).to_have_count(8, timeout=_WAIT)
    assert outside == []
    context.close()


def _is_outside(address: str) -> bool:
    return not address.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
