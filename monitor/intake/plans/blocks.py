"""The neutral form of a plan document: paragraphs, and a table of rows for every project.

Both readers hand over the same blocks in reading order, so that every rule is written once.
A cell merged into another is blank, in every form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.domain.findings import Finding
from monitor.intake.facts import RowSkipped
from monitor.intake.plans.findings import Notes
from monitor.intake.plans.words import (
    MONEY_UNIT,
    PROJECT_CODE,
    fold,
    is_numbered_title,
    is_table_title,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``expected`` is its due number of cells where they could not be told."""

    cells: tuple[str, ...]
    expected: int | None = None

    @property
    def is_broken(self) -> bool:
        """Say whether the cells cannot be put under their columns safely."""
        return self.expected is not None

    @property
    def keys(self) -> tuple[str, ...]:
        """The cells as labels."""
        return tuple(fold(cell) for cell in self.cells)


Block = Paragraph | Row
NumberedRow = tuple[int, Row]  # a row's number within its project's table, from 1


@dataclass(slots=True)
class ProjectTable:
    """Everything in tables under one project's heading, head and indicators in one run of rows.

    ``has_code`` says whether a row so far has the label of the project code.
    """

    heading: str
    number: int = 0
    rows: list[Row] = field(default_factory=list)
    outside: list[RowSkipped] = field(default_factory=list)
    has_code: bool = False

    @property
    def sheet(self) -> str:
        """The name of the table as findings give it: its heading, else its number."""
        return self.heading or str(self.number)


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A document taken apart: the text before the tables, the tables, what was strange."""

    paragraphs: tuple[str, ...]
    tables: tuple[ProjectTable, ...]
    findings: tuple[Finding, ...] = ()


def has_code_label(row: Row) -> bool:
    """Say whether a row has the label of the project code."""
    return not PROJECT_CODE.isdisjoint(row.keys)


def gather(blocks: Iterable[Block]) -> PlanDocument:
    """Sort blocks into the text of the first part and one table per project."""
    paragraphs: list[str] = []
    tables = [ProjectTable("")]
    for block in blocks:
        if isinstance(block, Row):
            _take_row(tables, block)
        elif is_table_title(block.text):
            tables.append(ProjectTable(block.text))
        elif tables[-1].rows and (tables[-1].heading or tables[-1].has_code):
            _take_outside(tables[-1], block)
        else:
            paragraphs.append(block.text)
    return _sift(paragraphs, tables)


def _take_row(tables: list[ProjectTable], row: Row) -> None:
    """Add a row; a second project code opens a table without a heading."""
    table = tables[-1]
    if has_code_label(row) and table.has_code:
        tables.append(ProjectTable(""))
        if any(MONEY_UNIT.fullmatch(key) for key in table.rows[-1].keys):
            tables[-1].rows.append(table.rows.pop())
    tables[-1].rows.append(row)
    tables[-1].has_code |= has_code_label(row)


def _take_outside(table: ProjectTable, paragraph: Paragraph) -> None:
    if paragraph.text:
        table.outside.append(RowSkipped(len(table.rows), "outside", paragraph.text))


def _sift(paragraphs: list[str], tables: list[ProjectTable]) -> PlanDocument:
    """Keep the projects' tables; say which headings have none, and which tables are no project's.

    A heading without rows that is met again with rows is a line of the contents page.
    """
    notes = Notes()
    filled = {fold(table.heading) for table in tables if table.rows}
    kept: list[ProjectTable] = []
    for table in tables:
        if table.rows and (table.heading or table.has_code):
            table.number = len(kept) + 1
            kept.append(table)
        elif table.rows:
            first = next((cell for row in table.rows for cell in row.cells if cell), "")
            notes.add("plan_table_skipped", text=first)
        elif is_numbered_title(table.heading) and fold(table.heading) not in filled:
            notes.add("plan_table_missing", heading=table.heading)
    return PlanDocument(tuple(paragraphs), tuple(kept), tuple(notes.found))


_ARCHIVE = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_KINDS = {
    b"%PDF-": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!": "RAR",
    b"\x1f\x8b": "gzip",
    _ARCHIVE: "ZIP",
    _OLD_OFFICE: "OLE2",
}

_FOLDERS = {"xl": "Excel", "ppt": "PowerPoint", "META-INF": "ODF"}
_BEGINNING = 8


def is_archive(data: bytes) -> bool:
    """Say whether the bytes begin as a zip archive, as every docx does."""
    return data.startswith(_ARCHIVE)


def is_old_office(data: bytes) -> bool:
    """Say whether the file is a Word file of before 2007, or a newer one under a password."""
    return data.startswith(_OLD_OFFICE)


def known_kind(data: bytes) -> str:
    """Name the kind of a file, blank where its beginning says nothing."""
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), "")


def kind_of(data: bytes) -> str:
    """Name the kind of a file, or show its first bytes where the kind is not known."""
    return known_kind(data) or data[:_BEGINNING].hex(" ")


def archive_kind(names: list[str]) -> str:
    """Tell what an archive holds by the folders that office programs use."""
    folders = {name.split("/")[0] for name in names}
    return next((kind for folder, kind in _FOLDERS.items() if folder in folders), "ZIP")
