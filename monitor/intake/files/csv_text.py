"""A csv: its encoding and its delimiter found, everything in it text."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.collect import Collector
from monitor.intake.files.limits import MEBIBYTE

SHEET = "CSV"

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

_GUESSES = ("utf-8", "gb18030")
_DELIMITERS = "\t;,"
_HINT = re.compile(r"sep=([\t;,])\r?\n")
_QUOTED = re.compile(r'"[^"]*"')
_SAMPLE = 65_536
_SAMPLE_LINES = 100
_CELLS_AT_ONCE = 50_000
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FEW, _PART = 16, 0.02


def read_csv(data: bytes, collector: Collector) -> None:
    """Read a csv as one sheet; raises ``UnreadableFile`` for what is no text."""
    text = io.TextIOWrapper(io.BytesIO(data), find_encoding(data), newline="")
    delimiter = find_delimiter(text.read(_SAMPLE))
    text.seek(0)
    csv.field_size_limit(collector.limits.text)
    lines = csv.reader(text, delimiter=delimiter)
    collector.start_sheet(SHEET)
    first = 0
    try:
        for batch in _batches(lines):
            collector.add_rows(range(first, first + len(batch)), batch)
            first += len(batch)
    except csv.Error as trouble:
        raise UnreadableFile("csv_quotes", line=lines.line_num) from trouble
    collector.end_sheet()


def _batches(lines: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    batch: list[list[str]] = []
    cells = 0
    for row in lines:
        batch.append(row)
        cells += len(row) + 1
        if cells > _CELLS_AT_ONCE:
            yield batch
            batch, cells = [], 0
    if batch:
        yield batch


def find_encoding(data: bytes) -> str:
    """Tell UTF-8 and UTF-16 by their mark, else UTF-8 or GB18030 by what decodes."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark) and _decodes_to(data, encoding) is None:
            return encoding
    sample = data[:_SAMPLE]
    if b"\0" in data or len(_CONTROLS.findall(sample)) > _FEW + _PART * len(sample):
        raise UnreadableFile("unknown_format")
    ends = {encoding: _decodes_to(data, encoding) for encoding in _GUESSES}
    for encoding, end in ends.items():
        if end is None:
            return encoding
    furthest = max(end for end in ends.values() if end is not None)
    raise UnreadableFile("text_encoding", line=data.count(b"\n", 0, furthest) + 1)


def _decodes_to(data: bytes, encoding: str) -> int | None:
    """Give the place of the first byte that does not decode, None where all do."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(data), MEBIBYTE):
        piece = data[start : start + MEBIBYTE]
        try:
            decoder.decode(piece, final=start + MEBIBYTE >= len(data))
        except UnicodeDecodeError as trouble:
            return start + trouble.start
    return None


def find_delimiter(sample: str) -> str:
    """Find the delimiter that cuts most lines into equally many cells; a comma if none does."""
    if hint := _HINT.match(sample):
        return hint[1]
    lines = _QUOTED.sub("", sample).splitlines()[:_SAMPLE_LINES]
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        score = max(((alike, count) for count, alike in counts.items()), default=(0, 0))
        if score > best_score:
            best, best_score = delimiter, score
    return best
