"""Knock at a dashboard over HTTP, without a browser."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import requests
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

Cookies = Mapping[str, str | None]
PASSWORD = "four unrelated words"  # noqa: S105 - of accounts that tests make


def run_monitor(
    root: Path, database: Path, *arguments: str, said: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the terminal as an owner would."""
    return subprocess.run(
        [sys.executable, "-m", "monitor", "--lang", "en", "--database", str(database), *arguments],
        cwd=root,
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )


def add_account(root: Path, database: Path, name: str, role: str, *units: str) -> None:
    asked = ["account", "add", name, "--role", role, "--password-stdin"]
    for unit in units:
        asked += ["--unit", unit]
    done = run_monitor(root, database, *asked, said=f"{PASSWORD}\n")
    assert done.returncode == 0, done.stderr


def form_of(visitor: requests.Session, address: str, path: str = "/sign-in") -> str:
    """Open a form and return the word that proves it is one's own."""
    page = visitor.get(f"{address}{path}", timeout=30)
    found = re.search(r'name="form" value="(\w+)"', page.text)
    assert found is not None, page.text
    return found[1]


def try_in(
    visitor: requests.Session, address: str, name: str, password: str = PASSWORD, wanted: str = "/"
) -> requests.Response:
    fields = {
        "form": form_of(visitor, address),
        "name": name,
        "password": password,
        "next": wanted,
        "lang": "en",
    }
    return visitor.post(f"{address}/sign-in", fields, allow_redirects=False, timeout=30)


def open_socket(
    address: str,
    cookies: Mapping[str, str | None],
    headers: Mapping[str, str] | None = None,
    page_of: str = "",
) -> ClientConnection:
    """Open the websocket that the pages come through, as a page of that site would."""
    said = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return connect(
        f"ws://{urlsplit(address).netloc}/_stcore/stream",
        origin=Origin(page_of or address),
        additional_headers={"Cookie": said, **(headers or {})},
        open_timeout=30,
        proxy=None,
        legacy=True,
    )


def is_socket_refused(
    address: str,
    cookies: Mapping[str, str | None],
    headers: Mapping[str, str] | None = None,
    page_of: str = "",
) -> bool:
    try:
        open_socket(address, cookies, headers, page_of).close()
    except InvalidStatus as refused:
        return refused.response.status_code == 403
    return False


def is_hung_up(line: ClientConnection) -> bool:
    """Wait for the server to close a websocket, past what it had still to say."""
    try:
        for _ in range(5):
            line.recv(timeout=30)
    except ConnectionClosed:
        return True
    except TimeoutError:
        return False
    return False
