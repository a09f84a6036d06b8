"""A dashboard started as the README starts it, on a port and a database of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_READY_SECONDS = 120


@contextmanager
def serving(root: Path, database: Path, *, is_set_up: bool = False) -> Iterator[str]:
    """Give the address of a fresh dashboard; at the end its log must hold no traceback."""
    environment = os.environ | {"MONITOR_DATABASE": str(database), "MONITOR_ACTOR": "tester"}
    monitor = [sys.executable, "-m", "monitor", "setup"]
    if not is_set_up:
        subprocess.run(monitor, cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL)
    port = _free_port()
    log = database.with_suffix(f".{port}.log")
    dashboard = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("wb") as out:
        server = subprocess.Popen(
            dashboard, cwd=root, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_healthy(server, f"http://localhost:{port}/_stcore/health")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)
    said = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in said, said
    assert '"level": "error"' not in said, said


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_until_healthy(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - loopback
                assert answer.status == 200
                return
        except OSError:
            assert server.poll() is None, "the dashboard stopped"
            assert time.monotonic() < deadline, "the dashboard did not start"
            time.sleep(0.1)
