"""A heading is a path: up to four rows of header cells become, for each column, words under words.

A cell that stands over several columns, merged or beside blanks, heads all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from monitor.intake.files.grid import Sheet, Value
from monitor.intake.sheets.cells import as_text, fold
from monitor.intake.sheets.months import read_date
from monitor.intake.sheets.skips import is_numbering

MOST_ROWS = 4
_LONGEST_HEADER = 120
_NO_WORD = re.compile(r"[-+(]?[\d.,]+%?\)?|[0-9a-z][0-9a-z_\-/]{7,}", re.ASCII)
Spans = dict[int, list[tuple[int, int, int]]]  # by first row: first column, last row, last column
TextsOf = Callable[[int], Sequence[str]]


def spans_by_row(sheet: Sheet) -> Spans:
    """Lay out the merged cells by their first row."""
    spans: Spans = {}
    for top, left, bottom, right in sheet.merged:
        spans.setdefault(top, []).append((left, bottom, right))
    return spans


def last_row(sheet: Sheet, spans: Spans, top: int, texts_of: TextsOf) -> int:
    """Tell the last row of a heading that begins in ``top``.

    It goes on below a cell that stands over several columns, and as far as its merged cells reach.
    """
    row, reach, last = top, top, min(top + MOST_ROWS, len(sheet.rows)) - 1
    while row < last:
        reach = max([reach, *(bottom for _, bottom, _ in spans.get(row, ()))])
        lower = texts_of(row + 1)
        if reach <= row and not _is_under(spans, row, texts_of(row), lower):
            break
        if not _are_words(sheet.rows[row + 1], lower):
            break
        row += 1
    return row


def _is_under(spans: Spans, row: int, upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Say whether some cell stands under one that heads columns beside its own."""
    merged = [(left, right) for left, _, right in spans.get(row, ()) if right > left]
    if merged:
        return any(any(lower[left : right + 1]) for left, right in merged)
    is_headed = False
    for at, text in enumerate(lower):
        is_blank = at >= len(upper) or not upper[at]
        if text and is_blank and is_headed:
            return True
        is_headed = is_headed or not is_blank
    return False


def is_title(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Say whether a row above another is a line of text about the table, and heads no columns.

    Such a line begins where the table does and has no second word; 单位：元 beside it is none.
    """
    words = [at for at, text in enumerate(upper) if text and ":" not in fold(text)]
    if len(words) != 1:
        return not words
    return not any(lower[: words[0]])


def _are_words(row: list[Value], texts: Sequence[str]) -> bool:
    """Say whether a row holds words alone: no number, no day, no code, no numbering of columns."""
    said = list(filter(None, texts))
    for value in row[: len(texts)]:
        if isinstance(value, int | float):
            return _are_numbers_of_months(row, said)
    if not said or is_numbering(said):
        return False
    return not any(_NO_WORD.fullmatch(fold(text)) or read_date(text) for text in said)


def _are_numbers_of_months(row: list[Value], said: list[str]) -> bool:
    """Say whether numbers are those of months under a heading: 1 2 3 … one after the other."""
    numbers = [value for value in row if isinstance(value, int | float)]
    return len(numbers) == len(said) > 1 and numbers == list(range(1, len(numbers) + 1))


def paths(spans: Spans, top: int, bottom: int, width: int, texts_of: TextsOf) -> list[list[str]]:
    """Give each column's words from the lowest row of the heading up, blanks left out."""
    rows = [_padded(texts_of(row), width) for row in range(top, bottom + 1)]
    below = rows[-1].copy()
    for number in range(bottom - 1, top - 1, -1):
        words = rows[number - top]
        _spread(words, below, spans.get(number, ()))
        _name_months(words, rows[number + 1 - top])
        for at, word in enumerate(words):
            below[at] = word or below[at]
    rows.reverse()
    return [list(dict.fromkeys(filter(None, cells))) for cells in zip(*rows, strict=True)]


def _padded(texts: Sequence[str], width: int) -> list[str]:
    return [*texts[:width], *[""] * (width - len(texts))]


def _spread(words: list[str], below: list[str], spans: Sequence[tuple[int, int, int]]) -> None:
    """Let a merged cell stand over its columns; in a row without merged cells, over blanks."""
    wide = [(left, right) for left, _, right in spans if right > left]
    for left, right in wide:
        if left < len(words):
            words[left : right + 1] = [words[left]] * (min(right + 1, len(words)) - left)
    if wide:
        return
    for at in range(1, len(words)):
        if below[at] and not words[at] and below[at - 1]:
            words[at] = words[at - 1]


def _name_months(words: list[str], lower: list[str]) -> None:
    """Write 月 behind a bare number under a heading of months."""
    for at, word in enumerate(words):
        if "月" in word and fold(lower[at]).isdecimal():
            lower[at] += "月"


def header_text(value: Value) -> str:
    """Write a header cell as text."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月"
    return as_text(value).strip()[:_LONGEST_HEADER]
