"""A database of very many projects that a newer program opens: everybody sees how far it is."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.doors import run_monitor
from tests.browser.serving import serving

pytestmark = pytest.mark.browser

PROJECTS = 21_000  # worked out anew in three parts
WAIT = 90_000  # milliseconds


@pytest.fixture
def outdated(tmp_path: Path, root: Path) -> Path:
    """Give a database whose months were worked out by an older program."""
    database = tmp_path / "outdated.duckdb"
    run_monitor(root, database, "bench", "generate", "--projects", str(PROJECTS), "--units", "60")
    with duckdb.connect(str(database)) as connection:
        connection.execute("update view_signature set signature = 'of an older version'")
    return database


def test_the_page_says_how_far_it_is_and_opens_by_itself(
    outdated: Path, root: Path, browser: Browser
) -> None:
    with serving(root, outdated, is_set_up=True) as address:
        page = browser.new_page(locale="zh-CN")
        answer = page.goto(address, wait_until="domcontentloaded", timeout=WAIT)
        assert answer is not None
        assert answer.status == 503
        expect(page.get_by_role("status")).to_contain_text(re.compile(r"已完成 \d+%"))
        expect(page.get_by_test_id("stMain")).to_be_visible(timeout=WAIT)
        page.close()
