"""Clerks in processes of their own, who import one small file after another until they die."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_HEAD = """
import sys
from pathlib import Path
from monitor.domain.errors import Refusal
from tests.services.desk import desk_at, spending

database, first = Path(sys.argv[1]), int(sys.argv[2])


def tell(*words):
    print(*words, flush=True)


def file(number):
    return spending({"A": number})

"""
IMPORT_ON = """
with desk_at(database) as desk:
    tell("open")
    for number in range(first, first + 1000):
        done = desk.commit("spending", file(number), number % 12 + 1)
        tell(done.batch_id)
"""
FILL_THE_DISK = """
import resource

with desk_at(database) as desk:
    desk.commit("spending", file(first), 1)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, most))
    try:
        for number in range(first + 1, first + 200):
            desk.commit("spending", file(number), number % 12 + 1)
    except Refusal as refusal:
        tell(refusal.code)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    tell(desk.commit("spending", file(0), 12).batch_id)
"""


@contextmanager
def clerk(code: str, database: Path, first: int = 1) -> Iterator[subprocess.Popen[str]]:
    """Let a clerk work on a database; the block's end is the clerk's at the latest."""
    with subprocess.Popen(
        [sys.executable, "-c", _HEAD + code, str(database), str(first)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: subprocess.Popen[str]) -> list[str]:
    """Return every line a clerk has told, to the end."""
    assert process.stdout is not None
    return process.stdout.read().split()
