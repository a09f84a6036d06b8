"""A dashboard on loopback with the sample data, in a folder that is thrown away afterwards."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from monitor.config import PROJECT_FOLDER

ACCOUNT = "load"
_READY_SECONDS = 120.0
_FORM = re.compile(r'name="form" value="(\w+)"')


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A running dashboard; ``password`` is blank where nobody signs in."""

    address: str
    database: Path
    process: int
    password: str = ""

    def visit(self) -> dict[str, str]:
        """Come to the dashboard, sign in where that is asked, and return the cookies."""
        with requests.Session() as visitor:
            if self.password:
                form = visitor.get(f"{self.address}/sign-in", timeout=60)
                found = _FORM.search(form.text)
                fields = {"form": found[1] if found else "", "name": ACCOUNT}
                fields |= {"password": self.password, "next": "/", "lang": "zh"}
                visitor.post(f"{self.address}/sign-in", fields, timeout=60).raise_for_status()
            visitor.get(f"{self.address}/_stcore/health", timeout=60).raise_for_status()
            return {cookie.name: str(cookie.value) for cookie in visitor.cookies}

    def processor_seconds(self) -> float:
        """Return how long the server has worked; 0 where the system has no word."""
        try:
            said = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8")
        except OSError:
            return 0.0
        user, system = said.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Return the most memory the server took, in megabytes; 0 where the system has no word."""
        try:
            said = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        except OSError:
            return 0
        found = re.search(r"VmHWM:\s+(\d+) kB", said)
        return int(found[1]) // 1024 if found else 0


def set_up(folder: Path, password: str = "") -> Path:
    """Make a database with the sample data, and an account when there is a password."""
    database = folder / "load.duckdb"
    _run(database, "setup")
    if password:
        _run(
            database,
            *("account", "add", ACCOUNT, "--role", "finance", "--password-stdin"),
            said=f"{password}\n",
        )
    return database


@contextmanager
def serving(database: Path, password: str = "") -> Iterator[Dashboard]:
    """Give a fresh dashboard on a free port; its log stays beside the database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log_of(database).open("wb") as log:
        server = subprocess.Popen(
            command,
            cwd=PROJECT_FOLDER,
            env=_environment(database),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(server, f"http://localhost:{port}/healthz")
            yield Dashboard(f"http://localhost:{port}", database, server.pid, password)
        finally:
            server.terminate()
            server.wait(timeout=60)


def log_of(database: Path) -> Path:
    """Return where the dashboard of a database writes its log."""
    return database.with_suffix(".log")


def _environment(database: Path) -> dict[str, str]:
    return os.environ | {"MONITOR_DATABASE": str(database), "MONITOR_BACKUPS": "off"}


def _run(database: Path, *arguments: str, said: str = "") -> None:
    subprocess.run(
        [sys.executable, "-m", "monitor", "--database", str(database), *arguments],
        cwd=PROJECT_FOLDER,
        env=_environment(database),
        input=said,
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            if requests.get(address, timeout=5).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    message = "the dashboard did not start"
    raise RuntimeError(message)
