"""The script of the dashboard's frame; app.py serves it."""

from __future__ import annotations

from monitor.ui.frame import run

run()
