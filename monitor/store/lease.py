"""One database file, opened while it is used and given back when idle.

Only one process may hold a DuckDB file for writing. So the dashboard and the terminal each keep
it on a lease: a waiting process leaves a ticket beside the file, and the holder lets go as soon
as its running queries are done.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

IDLE_SECONDS = 1.0

TICKET_LIFE_SECONDS = 2.0

_RETRY_SECONDS = 0.05

_LOCKED = re.compile("Could not set lock on file|being used by another process")

_MARKS = itertools.count(1)

_CHANGES: dict[Path, int] = {}  # when a file was last changed, or found changed, by marks

Trace = tuple[int, int, int, int] | None  # of a file: device, number, size, time; None: no file

Traces = tuple[Trace, Trace]


def _holder(message: str) -> str | None:
    """Return the process id that holds the lock, blank when unnamed; None: not a lock at all."""
    if not _LOCKED.search(message):
        return None
    named = re.search(r"PID (\d+)", message)
    return named[1] if named else ""


def _traces(path: Path) -> Traces:
    """Return what writing to a database changes: size and time of the file and of its log."""
    found: list[Trace] = []
    for each in (path, path.with_name(path.name + ".wal")):
        try:
            told = each.stat()
        except OSError:
            found.append(None)
        else:
            found.append((told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns))
    return found[0], found[1]


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell files of the same name apart; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
