"""Starts the child, feeds it the file, takes what it sends, and ends it whatever happens."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import monitor
from monitor.domain.errors import UnreadableFile
from monitor.intake.files import wire
from monitor.intake.files.grid import Workbook
from monitor.intake.files.limits import (
    HEADER_COLUMNS,
    HEADER_ROWS,
    MEBIBYTE,
    ReadingLimits,
    megabytes,
)
from monitor.intake.files.unpack import Taking

try:
    import fcntl
except ImportError:  # on Windows
    fcntl = None  # type: ignore[assignment] # which _widen looks for

# The child is a fresh interpreter: a fork would carry the parent's memory, threads and locks.
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from monitor.intake.files.child import main; main()"
)

_ROOT = str(Path(monitor.__file__).resolve().parents[1])
_KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP")
_ROWS_PER_REPORT = 20_000
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_ONE_AT_A_TIME = threading.Lock()
_PROCESSOR_TIME_UP = getattr(signal, "SIGXCPU", 0) or -1
_KILLED = getattr(signal, "SIGKILL", 0) or -1
NONSENSE = (ArithmeticError, LookupError, TypeError, ValueError, struct.error)
_LOG = logging.getLogger(__name__)


def read_in_child(data: bytes, limits: ReadingLimits, report: Callable[[str], None]) -> Workbook:
    """Read a file in a child process, one file at a time; raises ``UnreadableFile``."""
    if not _ONE_AT_A_TIME.acquire(timeout=limits.seconds):
        raise UnreadableFile("reading_busy")
    try:
        return _read(data, limits, report)
    finally:
        _ONE_AT_A_TIME.release()


def _read(data: bytes, limits: ReadingLimits, report: Callable[[str], None]) -> Workbook:
    taking = Taking(limits)
    with _child(limits) as child, _killed_after(limits.seconds, child) as too_late:
        _feed(child, data)
        if _take_all(child, taking, report):
            return taking.book
        status = child.wait()
    if too_late.is_set() or -status == _PROCESSOR_TIME_UP:
        raise UnreadableFile("needs_time", seconds=round(limits.seconds))
    if -status == _KILLED:  # by the system, when it has no memory left
        raise UnreadableFile("needs_memory", limit=megabytes(limits.memory))
    _LOG.warning("the reading process ended with status %s", status)
    raise UnreadableFile("reader_stopped")


def _feed(child: subprocess.Popen[bytes], data: bytes) -> None:
    if child.stdin is not None:
        with contextlib.suppress(OSError):  # it may end before it has read everything
            child.stdin.write(data)
            child.stdin.close()


def _take_all(
    child: subprocess.Popen[bytes], taking: Taking, report: Callable[[str], None]
) -> bool:
    """Take frames to the end; False where they break off, a refusal where they make no sense."""
    if child.stdout is None:
        return False
    _widen(child.stdout)
    frames = wire.receive(child.stdout)
    reported = 0
    while not taking.ended:
        try:
            frame = next(frames, None)
            if frame is None:
                return False
            taking.take(frame)
        except NONSENSE as trouble:
            _LOG.warning("the reading process sent nonsense", exc_info=True)
            raise UnreadableFile("reader_stopped") from trouble
        if taking.taken - reported >= _ROWS_PER_REPORT:
            reported = taking.taken
            report(f"rows:{reported}")
    return True


def _widen(pipe: IO[bytes]) -> None:
    """Let the child run ahead a little, where the system can widen a pipe (Linux)."""
    widen = getattr(fcntl, "F_SETPIPE_SZ", None)
    if widen is not None:
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, widen, MEBIBYTE)


@contextlib.contextmanager
def _child(limits: ReadingLimits) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-I", "-c", _PROGRAM, _ROOT, limits.to_json()]
    child = subprocess.Popen(  # noqa: S603 - our own program; the file goes in by a pipe
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
        creationflags=_NO_WINDOW,
    )
    try:
        yield child
    finally:
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()


@contextlib.contextmanager
def _killed_after(seconds: float, child: subprocess.Popen[bytes]) -> Iterator[threading.Event]:
    too_late = threading.Event()

    def kill() -> None:
        too_late.set()
        child.kill()

    timer = threading.Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        yield too_late
    finally:
        timer.cancel()


__all__ = ["ReadingLimits", "read_workbook"]


def read_workbook(
    data: bytes,
    *,
    limits: ReadingLimits = ReadingLimits(),  # noqa: B008 - frozen, the same for all
    on_progress: Callable[[str], None] | None = None,
) -> Workbook:
    """Read xlsx, xlsm, xls, xlsb, ods or csv, told by content; macros never run.

    The file is read in a child process with limits on memory and time, one file at a time;
    nothing it can do reaches the caller. Raises ``UnreadableFile`` whose code names what the
    file is, or which limit it goes beyond; the sentences stand in ``monitor.words``.
    ``on_progress`` is told "opening", then "rows:20000" and so on, then "done".
    """
    report = on_progress or _report_nothing
    if not data:
        raise UnreadableFile("empty_file")
    if len(data) > limits.file:
        size, limit = megabytes(len(data)), megabytes(limits.file)
        raise UnreadableFile("file_too_large", found=size, limit=limit)
    report("opening")
    workbook = read_in_child(data, limits, report)
    found = _count_header_cells(workbook)
    if found > limits.headers:
        raise UnreadableFile("too_many_header_cells", found=found, limit=limits.headers)
    report("done")
    return workbook


def _count_header_cells(workbook: Workbook) -> int:
    rows = (row for sheet in workbook.sheets for row in sheet.rows[:HEADER_ROWS])
    return sum(value is not None for row in rows for value in row[:HEADER_COLUMNS])


def _report_nothing(_: str) -> None:
    return None
