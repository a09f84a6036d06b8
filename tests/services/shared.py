"""Databases that take long to fill, filled once for all processes of a test run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE = 300  # seconds that a process waits for another to fill the database


def fill_once(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], None]) -> Path:
    """Return the database of this name; the process that asks first fills it, the others wait."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    ready = folder / name / "ready.duckdb"
    try:
        ready.parent.mkdir()
    except FileExistsError:
        wait_for(ready)
        return ready
    loading = ready.with_name("loading.duckdb")
    fill(loading)
    return loading.rename(ready)


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not path.exists():
        if time.monotonic() > deadline:
            pytest.fail(f"another process has not filled {path}")
        time.sleep(0.1)
