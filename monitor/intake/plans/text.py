"""The plain-text form of a plan document: a table cell per line, each behind a tab.

A blank line parts two rows; but a cell may hold line breaks too, so that a row is complete only
when it has as many cells as its table is wide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from monitor.domain.errors import UnreadableFile
from monitor.domain.plan import Plan
from monitor.intake.facts import Reading
from monitor.intake.plans.blocks import Block, Paragraph, Row
from monitor.intake.plans.document import read_document
from monitor.intake.plans.file_kinds import kind_of, known_kind
from monitor.intake.plans.findings import Notes
from monitor.intake.plans.labels import INDICATOR_COLUMNS
from monitor.intake.plans.text_rows import has_rows_as_lines, row_blocks
from monitor.intake.plans.words import clean, fold, is_table_title

_MEBIBYTE = 1024 * 1024
_RICH_TEXT = b"{\\rtf"
_CUT_CHARACTER = 3
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HEADER_WORDS = frozenset(INDICATOR_COLUMNS["level1"])

# What stands between two blank lines of a table: a run of cells, or a line without a tab.
Item = list[str] | str


def decode(data: bytes, megabytes: int) -> tuple[str, bool]:
    """Decode a text file and say whether its last character was cut off.

    UTF-8 with or without a mark, UTF-16 with one, GB18030. Raises ``UnreadableFile`` for a file
    over the limit or bytes in no such encoding.
    """
    if len(data) > megabytes * _MEBIBYTE:
        found = f"{len(data) / _MEBIBYTE:.1f}"
        raise UnreadableFile("plan_file_too_large", found=found, limit=megabytes)
    if data.startswith(_RICH_TEXT):
        raise UnreadableFile("plan_file_format", found="RTF")
    if known_kind(data):
        raise UnreadableFile("not_a_plan_document", found=known_kind(data))
    if data.startswith(_WIDE_MARKS):
        return _decode_as("utf-16", data), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError as trouble:
        if trouble.reason == "unexpected end of data" and trouble.start >= (
            len(data) - _CUT_CHARACTER
        ):
            return data[: trouble.start].decode("utf-8-sig"), True
    return _decode_as("gb18030", data), False


def text_blocks(text: str) -> Iterator[Block]:
    """Take a text apart into paragraphs and rows, in reading order."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\n")
    if has_rows_as_lines(lines):
        yield from row_blocks(lines)
        return
    in_tables = not any(is_table_title(line) for line in lines)
    pending: list[str] = []
    for line in lines:
        is_title = not _is_cell(line) and is_table_title(line)
        in_tables = in_tables or is_title
        if in_tables and not is_title and (pending or _is_cell(line)):
            pending.append(line)
            continue
        yield from _table_blocks(pending)
        pending = []
        yield Paragraph(clean(line))
    yield from _table_blocks(pending)


def _decode_as(encoding: str, data: bytes) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as trouble:
        raise UnreadableFile("not_a_plan_document", found=kind_of(data)) from trouble


def _is_cell(line: str) -> bool:
    return line.lstrip(" ").startswith("\t")


def _table_blocks(lines: list[str]) -> Iterator[Block]:
    """Read the lines under one heading: the head table, then the indicators with their header."""
    items = list(_items(lines))
    starts = [
        number
        for number, item in enumerate(items)
        if not isinstance(item, str) and not _HEADER_WORDS.isdisjoint(map(fold, item))
    ]
    bounds = [0, *starts, len(items)]
    for first, last in pairwise(bounds):
        yield from _rows(items[first:last])


def _items(lines: Iterable[str]) -> Iterator[Item]:
    """Part the lines of a table at blank lines; a line without a tab continues the cell before."""
    run: list[list[str]] = []
    loose: list[str] = []
    for line in lines:
        if _is_cell(line):
            if loose:
                yield "\n".join(loose)
                loose = []
            run.extend([cell] for cell in line.lstrip(" ").split("\t")[1:])
        elif line.strip():
            (run[-1] if run else loose).append(line)
        elif run:
            yield ["\n".join(cell) for cell in run]
            run = []
    if run:
        yield ["\n".join(cell) for cell in run]
    elif loose:
        yield "\n".join(loose)


def _rows(items: list[Item]) -> Iterator[Block]:
    """Join and cut runs of cells to rows of the table's width."""
    runs = [item for item in items if not isinstance(item, str)]
    width = _width(runs)
    row: list[str] = []
    for item in items:
        if isinstance(item, str):
            if row:
                row[-1] += "\n" + item
            else:
                yield Paragraph(clean(item))
            continue
        if row and len(row) + len(item) > width:
            yield _row(row, width)
            row = []
        row += item
        if len(row) % width == 0:
            yield from (_row(row[at : at + width], width) for at in range(0, len(row), width))
            row = []
        elif len(row) > width:
            yield _row(row, width)
            row = []
    if row:
        yield _row(row, width)


def _row(cells: list[str], width: int) -> Row:
    texts = tuple(clean(cell) for cell in cells)
    return Row(texts, None if len(texts) == width else width)


def _width(runs: list[list[str]]) -> int:
    """Tell how many cells a row has: as the first row, unless most runs agree on another."""
    if not runs:
        return 1
    width, often = Counter(map(len, runs)).most_common(1)[0]
    return width if 2 * often > len(runs) else len(runs[0])


MEGABYTES = 2


def read_plan_text(data: bytes, *, megabytes: int = MEGABYTES) -> Reading[Plan]:
    """Read a plan from its plain-text form: UTF-8, UTF-16 with a mark, or GB18030.

    ``facts`` holds the plan, or nothing while a blocker stands. Raises ``UnreadableFile`` for
    what is no such document, or larger than ``megabytes``.
    """
    text, is_cut = decode(data, megabytes)
    notes = Notes()
    if is_cut:
        notes.add("plan_text_cut")
    return read_document(text_blocks(text), notes)
