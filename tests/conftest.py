"""What tests of every floor may ask for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import hypothesis
import pytest

from monitor.upkeep.setup import Store, load_samples
from tests.services.shared import fill_once
from tests.sizes import IS_LONG, sized
from tools import programs

ROOT = Path(__file__).resolve().parent.parent

# A busy machine makes an example slow, not wrong. In every run the same few examples; in
# `make test-long` many, and others each time.
hypothesis.settings.register_profile(
    "project",
    max_examples=sized(40, 500),
    deadline=None,
    derandomize=not IS_LONG,
    print_blob=True,
)
hypothesis.settings.load_profile("project")


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep a test off the settings and the database of the person who runs it."""
    found = [program.setting for program in programs.PROGRAMS.values()]
    for name in os.environ:
        if name.startswith("MONITOR_") and name not in found:
            monkeypatch.delenv(name)
    monkeypatch.setenv("MONITOR_DATABASE", str(tmp_path / "data" / "monitor.duckdb"))
    monkeypatch.setenv("MONITOR_BACKUPS", "off")


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def samples(root: Path) -> Path:
    """Give the folder of the sample plan and months."""
    return root / "data" / "samples"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of a Chromium; without one a browser test fails, it is never skipped."""
    path = programs.find(programs.PROGRAMS["browser"])
    if path is None:
        pytest.fail("no Chromium: run `make browser`, which installs one or says how")
    return path


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database without a plan once, which takes seconds; tests take copies."""

    def fill(path: Path) -> None:
        store = Store(path)
        with store.reading():
            pass
        store.close()

    return fill_once(tmp_path_factory, "blank", fill)


@pytest.fixture(scope="session")
def sampled_database(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """Load the samples once; tests take copies."""

    def fill(path: Path) -> None:
        store = Store(Path(shutil.copy(blank_database, path)))
        load_samples(store, path.parent / "files")
        store.close()

    return fill_once(tmp_path_factory, "samples", fill)
