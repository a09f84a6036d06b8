"""A browser, a dashboard with January to March, and visits that are watched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from monitor.upkeep.setup import Store, load_samples, sample_files
from tests.browser.serving import serving
from tests.browser.visits import Visits

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def quarter(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """Give a database that holds the sample plan and January to March."""
    folder = tmp_path_factory.mktemp("quarter")
    chosen = folder / "samples"
    chosen.mkdir()
    for _, path, month in sample_files():
        if month is None or month.number <= 3:
            shutil.copyfile(path, chosen / path.name)
    store = Store(Path(shutil.copy(blank_database, folder / "quarter.duckdb")))
    load_samples(store, folder / "files", folder=chosen)
    store.close()
    return store.path


@pytest.fixture
def own_dashboard(quarter: Path, tmp_path: Path, root: Path) -> Iterator[str]:
    """Give the address of a fresh dashboard whose data a test may change; ask for it first."""
    database = shutil.copyfile(quarter, tmp_path / "own.duckdb")
    with serving(root, database) as address:
        yield address


@pytest.fixture(scope="session")
def dashboard(quarter: Path, root: Path) -> Iterator[str]:
    """Give the address of a dashboard that tests only look at."""
    with serving(root, quarter) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Give a running browser."""
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def visits(browser: Browser) -> Iterator[Visits]:
    """Open pages in sessions of their own; what went wrong in any of them fails the test."""
    made = Visits(browser)
    yield made
    made.close()
    assert made.outside == []
    assert made.errors == []
