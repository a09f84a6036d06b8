"""Finding the header of a sheet by its words: which row, and which column feeds which field."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from monitor.domain.month import Month
from monitor.intake.files.grid import Sheet
from monitor.intake.files.limits import HEADER_COLUMNS, HEADER_ROWS
from monitor.intake.sheets.cells import column_letter, fold
from monitor.intake.sheets.fields import Contract
from monitor.intake.sheets.header_words import (
    DOUBTFUL,
    is_telling,
    rank,
    read_heading,
    signature_word,
)
from monitor.intake.sheets.heading import (
    MOST_ROWS,
    Spans,
    header_text,
    is_title,
    last_row,
    paths,
    spans_by_row,
)
from monitor.intake.sheets.months import StatedMonth

_MONTHS = 12
_FIELD_OF_MONTH = re.compile(r"(spent|month_spent):(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a person corrected; None leaves a thing to be found in the file.

    ``header_row`` counts from 1, 0 for a sheet without a header. ``columns`` says which letter
    feeds which field (blank: none; month_spent:3 for the column of March). ``unit`` is 元 or
    万元; ``basis`` is cumulative, monthly or payments. ``signature`` names the one header to read
    by, wherever it stands. ``add_lines`` is the person's word that several lines of a project are
    to be added up.
    """

    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None
    basis: str | None = None
    month: Month | None = None
    signature: str | None = None
    add_lines: bool = False


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What the person asked for: the month or year of the upload and the corrections.

    ``has_several`` is set while one of several sheets of the same kind is read; ``file_name`` may
    say the month where the sheets do not.
    """

    fiscal_year: int | None = None
    month: Month | None = None
    overrides: Overrides = field(default_factory=Overrides)
    has_several: bool = False
    file_name: str = ""

    @property
    def last(self) -> Month | None:
        """The month the upload is for, after which nothing can have happened yet."""
        return self.overrides.month or self.month

    @property
    def year(self) -> int | None:
        """The year for a month written without one."""
        return self.last.year if self.last else self.fiscal_year


@dataclass(frozen=True, slots=True)
class Column:
    """One column, counted from 0, as its header explains it."""

    index: int
    header: str
    field: str
    unit: str = ""
    month: StatedMonth | None = None
    is_percent: bool = False
    rank: int = 0
    year: int | None = None

    @property
    def letter(self) -> str:
        """The column's letter."""
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: its first and last row, counted from 0, and every column under it.

    ``words`` are the texts of its cells and of the lines above, by which a repetition is known.
    Both rows are -1 for a sheet without a header.
    """

    top: int
    bottom: int
    columns: tuple[Column, ...]
    words: frozenset[str] = frozenset()

    @property
    def place(self) -> int:
        """The row to point at when the header is meant."""
        return max(self.bottom, 0)

    @property
    def title_rows(self) -> range:
        """The rows above the header."""
        return range(max(self.top, 0))

    @property
    def fields(self) -> frozenset[str]:
        """The fields that have a column."""
        return frozenset(column.field for column in self.columns if column.field)

    def columns_of(self, name: str) -> tuple[Column, ...]:
        """List the columns that feed a field."""
        return tuple(column for column in self.columns if column.field == name)

    def column(self, name: str) -> Column | None:
        """Give the column that feeds a field; where several claim it, the most telling word."""
        return min(self.columns_of(name), key=lambda column: column.rank, default=None)

    @property
    def signature(self) -> str:
        """Identify the header's words, months aside; blank for a header without any.

        The same header in another file has the same one, so that a mapping can be offered again.
        """
        words = "|".join(signature_word(column.header) for column in self.columns).rstrip("|")
        return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""


def find_header(sheet: Sheet, contract: Contract, overrides: Overrides) -> Header | None:
    """Find the header that holds what the contract needs and most of what it may hold.

    Rows are taken together where their words say more than the lower ones alone.
    """
    best, best_score = None, (-1, 0)
    for header in _headers(sheet, contract, overrides):
        if contract.missing(_assumed(header.fields, overrides)):
            continue
        score = (len(header.fields - DOUBTFUL), header.top - header.bottom)
        if score > best_score:
            best, best_score = header, score
    if best is None:
        return None
    words = {fold(text) for row in range(best.bottom + 1) for text in _header_texts(sheet, row)}
    return replace(best, words=frozenset(words))


def signatures(sheet: Sheet, contract: Contract) -> frozenset[str]:
    """List the signatures of all that may be a header in a sheet."""
    found = _headers(sheet, contract, Overrides(), are_all=True)
    return frozenset(header.signature for header in found) - {""}


def nearest_missing(sheet: Sheet, contract: Contract, overrides: Overrides) -> tuple[str, ...]:
    """Name the fields that the row most like a header of this kind still lacks."""
    headers = _headers(sheet, contract, overrides)
    fields = max((header.fields for header in headers), key=len, default=frozenset())
    return contract.missing(_assumed(fields, overrides))


def likeness(sheet: Sheet, contract: Contract, overrides: Overrides) -> int:
    """Count how many fields of the contract a sheet names by its own words."""
    own = replace(overrides, columns={})
    return max((len(one.fields) for one in _headers(sheet, contract, own)), default=0)


def _assumed(fields: frozenset[str], overrides: Overrides) -> frozenset[str]:
    return fields | {"month"} if overrides.basis else fields


@dataclass(frozen=True, slots=True)
class _TopRows:
    """The rows of a sheet among which its header is looked for; the texts of each are read once."""

    sheet: Sheet
    fields: frozenset[str]
    spans: Spans
    texts: dict[int, list[str]] = field(default_factory=dict)
    telling: dict[int, bool] = field(default_factory=dict)

    def texts_of(self, row: int) -> list[str]:
        """Give a row's texts."""
        if row not in self.texts:
            self.texts[row] = _header_texts(self.sheet, row)
        return self.texts[row]

    def may_head(self, row: int) -> bool:
        """Say whether some cell of a row may head a column of the fields."""
        if row not in self.telling:
            fields, texts = self.fields, self.texts_of(row)
            self.telling[row] = any(text and is_telling(fields, text) for text in texts)
        return self.telling[row]


def _headers(
    sheet: Sheet, contract: Contract, overrides: Overrides, *, are_all: bool = False
) -> Iterator[Header]:
    """Read all rows, alone and together, that may be a header.

    Rows of which no cell can head a column are passed over, unless a header is known by something
    else: by corrected columns, by its signature, or because ``are_all`` are asked for.
    """
    fields = frozenset(one.name for one in contract.fields)
    rows = _TopRows(sheet, fields, spans_by_row(sheet))
    are_all = are_all or bool(overrides.columns) or overrides.signature is not None
    for top, bottom in _candidates(rows, overrides):
        if not (are_all or any(map(rows.may_head, range(top, bottom + 1)))):
            continue
        columns = _read_columns(rows, top, bottom, _last_corrected(overrides))
        header = Header(top, bottom, tuple(_corrected(columns, overrides)))
        if overrides.signature is None or overrides.signature == header.signature:
            yield header


def _candidates(rows: _TopRows, overrides: Overrides) -> Iterator[tuple[int, int]]:
    """List the rows that may be a header together.

    A row that heads cells below it is never one alone, unless a person points to it.
    """
    sheet, count = rows.sheet, len(rows.sheet.rows)
    if overrides.header_row is not None:
        row = overrides.header_row - 1
        if row >= count:
            return
        yield row, row
        yield from ((top, row) for top in range(row - 1, max(row - MOST_ROWS, -1), -1))
        if 0 <= row < count - 1:
            yield row, row + 1
        return
    for row in range(min(count, HEADER_ROWS)):
        last = last_row(sheet, rows.spans, row, rows.texts_of) if rows.may_head(row) else row
        if last > row and is_title(rows.texts_of(row), rows.texts_of(row + 1)):
            last = row
        yield row, last
        if last == row and row and not is_title(rows.texts_of(row - 1), rows.texts_of(row)):
            yield row - 1, row


def _read_columns(rows: _TopRows, top: int, bottom: int, least_width: int) -> list[Column]:
    below = rows.sheet.rows[bottom + 1 : bottom + 4]
    texts = map(rows.texts_of, range(top, bottom + 1)) if bottom >= 0 else ()
    width = min(max(least_width, *map(len, texts), *map(len, below), 0), HEADER_COLUMNS)
    if bottom < 0:
        return [Column(index, "", "") for index in range(width)]
    found = paths(rows.spans, top, bottom, width, rows.texts_of)
    return [_column(rows.fields, index, path) for index, path in enumerate(found)]


def _column(fields: frozenset[str], index: int, path: list[str]) -> Column:
    if not path:
        return Column(index, "", "")
    heading = read_heading(fields, *path)
    return Column(
        index,
        " / ".join(reversed(path)),
        heading.field,
        heading.unit,
        heading.month,
        heading.is_percent,
        rank(heading.field, *path) if heading.field else 0,
        heading.year,
    )


def _header_texts(sheet: Sheet, row: int) -> list[str]:
    if not 0 <= row < len(sheet.rows):
        return []
    return [header_text(value) for value in sheet.rows[row][:HEADER_COLUMNS]]


def _last_corrected(overrides: Overrides) -> int:
    return max(map(_column_index, overrides.columns), default=-1) + 1


def _column_index(letter: str) -> int:
    index = 0
    for character in letter.strip().upper():
        index = index * 26 + ord(character) - ord("A") + 1
    return index - 1


def _corrected(columns: list[Column], overrides: Overrides) -> list[Column]:
    """Put a person's word before the header's: a field given by hand leaves its old column."""
    given = {_column_index(letter): name for letter, name in overrides.columns.items()}
    taken = {name for name in given.values() if ":" not in name}
    corrected = []
    for column in columns:
        if column.index in given:
            corrected.append(_given(column, given[column.index]))
        else:
            corrected.append(replace(column, field="") if column.field in taken else column)
    return corrected


def _given(column: Column, name: str) -> Column:
    of_month = _FIELD_OF_MONTH.fullmatch(name)
    if of_month and 1 <= int(of_month[2]) <= _MONTHS:
        return replace(column, field=of_month[1], month=StatedMonth(int(of_month[2])))
    return replace(column, field=name)
