"""Every test of a page has a dashboard of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from monitor.config import read_settings
from monitor.ui.shell.frame import shared


@pytest.fixture(autouse=True)
def own_dashboard(own_settings: None, blank_database: Path) -> Iterator[None]:
    """Start without a plan; give the database back after a test, and forget what was seen."""
    del own_settings
    _put(blank_database)
    yield
    shared()[0].close()
    st.cache_resource.clear()


@pytest.fixture
def sample_months(sampled_database: Path, own_settings: None) -> None:
    """Start from the sample plan with January to August."""
    del own_settings
    _put(sampled_database)


def _put(made: Path) -> None:
    """Copy a database that was made before to where the dashboard looks for it."""
    database = read_settings().database
    database.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, database)
