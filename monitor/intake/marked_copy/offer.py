"""A person's own file given back with its findings marked: whether it can be, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from monitor.domain.errors import UnreadableFile
from monitor.domain.findings import Finding
from monitor.intake.files.grid import Workbook
from monitor.intake.files.process import read_workbook
from monitor.words.catalogue import PAPER, say, say_finding

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DOCX_PART = b"word/document.xml"
_MARKABLE_KINDS = ("spending", "results", "adjustments")


def can_mark(kind: str, data: bytes, findings: Sequence[Finding]) -> bool:
    """Say whether marks have somewhere to go: a workbook, and findings with a place in it."""
    is_book = kind in _MARKABLE_KINDS or data.startswith((_ZIP, _OLE))
    return is_book and _DOCX_PART not in data and any(finding.sheet for finding in findings)


def mark_file(kind: str, file_name: str, data: bytes, findings: Sequence[Finding]) -> bytes:
    """Return the file as an xlsx with its cells coloured and commented, an index in front.

    The words in it are Chinese, as in every workbook that goes out.
    """
    # openpyxl takes long to load, and few files come back marked
    from monitor.intake.marked_copy.copy import annotate  # noqa: PLC0415 - see above

    summary = (
        (say(PAPER, "import.marked_file"), PurePath(file_name).name),
        (say(PAPER, "import.kind"), say(PAPER, f"kind.{kind}")),
    )
    judged = [(finding, say_finding(PAPER, finding)) for finding in findings]
    return annotate(data, judged, summary, _rows_of(data))


def marked_name(file_name: str) -> str:
    """Return what the marked file is called."""
    return say(PAPER, "import.marked_name", name=PurePath(file_name).stem)


def _rows_of(data: bytes) -> Workbook | None:
    """Read the rows, for a file that cannot come back as it is."""
    try:
        return read_workbook(data)
    except UnreadableFile:
        return None
