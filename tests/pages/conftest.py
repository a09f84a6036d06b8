"""Every test of a page has a dashboard of its own."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from monitor.config import read_settings
from monitor.services.setup import Store, load_samples
from monitor.ui.frame import shared

_LOADING_SECONDS = 300


@pytest.fixture(autouse=True)
def own_dashboard(own_settings: None) -> Iterator[None]:
    """Give the database back after a test, and forget what was looked at."""
    del own_settings
    yield
    shared()[0].close()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Load every sample once; of several test processes one loads and the others wait for it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    ready = folder / "samples" / "ready.duckdb"
    try:
        ready.parent.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + _LOADING_SECONDS
        while not ready.exists():
            assert time.monotonic() < deadline, "another process has not loaded the samples"
            time.sleep(0.2)
        return ready
    store = Store(ready.with_name("loading.duckdb"))
    load_samples(store, ready.parent / "files")
    store.close()
    return store.path.rename(ready)


@pytest.fixture
def sample_months(sample_database: Path, own_settings: None) -> None:
    """Start from the sample plan with January to August."""
    del own_settings
    database = read_settings().database
    database.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sample_database, database)
