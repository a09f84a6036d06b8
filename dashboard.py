"""The script of the dashboard's frame; app.py serves it."""

from __future__ import annotations

from monitor.ui.shell.frame import run

run()
