"""Any spreadsheet file into a workbook of neutral rows, safely."""

from __future__ import annotations

from collections.abc import Callable

from monitor.domain.errors import UnreadableFile
from monitor.excel.grid import Workbook
from monitor.excel.safe.limits import ReadingLimits, megabytes
from monitor.excel.safe.process import read_in_child
from monitor.excel.understanding import count_header_cells

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
    found = count_header_cells(workbook)
    if found > limits.headers:
        raise UnreadableFile("too_many_header_cells", found=found, limit=limits.headers)
    report("done")
    return workbook


def _report_nothing(_: str) -> None:
    return None
