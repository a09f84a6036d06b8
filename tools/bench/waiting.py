"""Measure how long readers wait while somebody's upload is being committed."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from monitor.domain.month import Month
from monitor.intake.commit import commit_import
from monitor.intake.request import ImportRequest
from monitor.review.counts import count_statuses
from monitor.review.months import review_month
from monitor.store.database import Store
from tools.bench.made_up import YEAR, made_up

_HEADER = ("项目编码", "项目名称", "累计支出（元）")
_UPLOADED, _READ = Month(YEAR, 11), Month(YEAR, 6)
_READERS = 2
_QUIET_SECONDS = 3.0


def measure_waiting(size: int, data: Path) -> str:
    """Return a sentence: the longest and the median wait, with and without a commit beside it.

    The upload is a unit's spending of a month; the readers ask for another month of that unit.
    """
    store = made_up(size, data)
    with store.reading() as reading:
        unit = str(reading.ask_value("first_unit", fiscal_year=YEAR))
    rows, workbook = _upload_of(store, unit)
    request = ImportRequest("spending", "upload.xlsx", workbook, "bench", _UPLOADED)
    quiet: list[float] = []
    with _reading_on(store, unit, quiet):
        time.sleep(_QUIET_SECONDS)
    beside: list[float] = []
    with _reading_on(store, unit, beside):
        started = time.perf_counter()
        commit_import(store, request, data / str(size) / "files")
        seconds = time.perf_counter() - started
    store.close()
    return (
        f"Readers beside an upload of {rows} figures into {size:,} projects, which took"
        f" {seconds:.1f} s: a question took {_median(beside):.0f} ms at the median and"
        f" {max(beside) * 1000:.0f} ms at most; without it {_median(quiet):.0f} ms and"
        f" {max(quiet) * 1000:.0f} ms."
    )


def _upload_of(store: Store, unit: str) -> tuple[int, bytes]:
    """Make a unit's spending file: a little more than what is known; the clock makes it new."""
    more = Decimal(time.time_ns() // 1000 % 100_000) / 100
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, _HEADER)
        projects = review_month(store, _UPLOADED, unit_code=unit).projects
        for row, project in enumerate(projects, start=1):
            spent = (project.last_spent or Decimal(0)) + more
            sheet.write_row(row, 0, (project.project_code, project.project_name, float(spent)))
    return len(projects), out.getvalue()


def _median(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) // 2] * 1000


@contextmanager
def _reading_on(store: Store, unit: str, seconds: list[float]) -> Iterator[None]:
    """Let readers ask for a month of one unit again and again, as its page does."""
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            started = time.perf_counter()
            count_statuses(store, _READ, unit)
            seconds.append(time.perf_counter() - started)

    readers = [threading.Thread(target=read) for _ in range(_READERS)]
    for reader in readers:
        reader.start()
    try:
        yield
    finally:
        is_over.set()
        for reader in readers:
            reader.join()
