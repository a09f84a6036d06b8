"""Every test of a page has a dashboard of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st

from monitor.ui.frame import _shared


@pytest.fixture(autouse=True)
def own_dashboard(own_settings: None) -> Iterator[None]:
    """Give the database back after a test, and forget what was looked at."""
    del own_settings
    yield
    _shared()[0].close()
    st.cache_resource.clear()
