"""The dashboard's frame: streamlit run app.py."""

from __future__ import annotations

from monitor.ui.frame import run

run()
