"""Measure from starting the dashboard to its first page drawn, beside a page that only greets."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tools.bench.measures import Line, median_seconds
from tools.load_server import serving, set_up
from tools.load_session import open_line

_GREETING = 'import streamlit as st\n\nst.write("hello")\n'


def measure_start() -> list[Line]:
    """Measure the bare framework and the dashboard on the sample data."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "greeting.py"
        script.write_text(_GREETING, encoding="utf-8")
        database = set_up(Path(folder))
        bare = median_seconds(lambda: _start_bare(script))
        ours = median_seconds(lambda: _start_dashboard(database))
    group = "from starting the program to the first page drawn"
    return [
        Line(group, "Streamlit with a page of one line", bare),
        Line(group, "the dashboard with its overview", ours, bare),
    ]


def _start_dashboard(database: Path) -> None:
    with serving(database) as dashboard:
        cookies = dashboard.visit()
        asyncio.run(_open(dashboard.address, cookies))


def _start_bare(script: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    command += ["--browser.serverAddress", "localhost"]
    server = subprocess.Popen(
        command,
        cwd=script.parent,
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _try_until(lambda: asyncio.run(_open(f"http://localhost:{port}", {})))
    finally:
        server.terminate()
        server.wait(timeout=60)


async def _open(address: str, cookies: dict[str, str]) -> None:
    line = await open_line(address, cookies)
    await line.open_page()
    await line.close()


def _try_until(attempt: Callable[[], None], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            return attempt()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
