"""The neutral form of a plan document: paragraphs, and a table of rows for every project.

Both readers hand over the same blocks in reading order, so that every rule is written once.
A cell merged into another is blank, in every form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from monitor.domain.findings import Finding
from monitor.intake.facts import RowSkipped
from monitor.intake.plans.findings import Notes
from monitor.intake.plans.labels import (
    INDICATOR_COLUMNS,
    MONEY_UNIT,
    is_result_header,
    label_of,
    naming_labels,
)
from monitor.intake.plans.words import (
    fold,
    is_numbered_title,
    is_of_whole_unit,
    is_table_title,
    name_in_title,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``expected`` is its due number of cells where they could not be told.

    ``number`` is its row in a sheet, counted from 1, else 0.
    """

    cells: tuple[str, ...]
    expected: int | None = None
    number: int = 0

    @property
    def is_broken(self) -> bool:
        """Say whether the cells cannot be put under their columns safely."""
        return self.expected is not None

    @property
    def keys(self) -> tuple[str, ...]:
        """The cells as labels."""
        return tuple(fold(cell) for cell in self.cells)

    @property
    def alone(self) -> str:
        """The text of the only cell that is filled, blank where there are more or none."""
        filled = [cell for cell in self.cells if cell]
        return filled[0] if len(filled) == 1 else ""

    def without_first(self) -> Row:
        """The row with its first cell blank."""
        return replace(self, cells=("", *self.cells[1:]))

    def from_column(self, first: int) -> Row:
        """The row with all cells before a column blank."""
        return replace(self, cells=("",) * first + self.cells[first:])


Block = Paragraph | Row
NumberedRow = tuple[int, Row]  # a row's number within its project's table or its sheet, from 1


@dataclass(slots=True)
class ProjectTable:
    """Everything in tables under one project's heading, head and indicators in one run of rows.

    ``labels`` says which of the labels that name a project have been met so far; ``in_sheet`` is
    the name of the sheet it stands in.
    """

    heading: str
    number: int = 0
    rows: list[Row] = field(default_factory=list)
    outside: list[RowSkipped] = field(default_factory=list)
    labels: frozenset[str] = frozenset()
    in_sheet: str = ""

    @property
    def sheet(self) -> str:
        """The name of the table as findings give it: its sheet or heading, else its number."""
        return self.in_sheet or self.heading or str(self.number)

    @property
    def numbered(self) -> list[NumberedRow]:
        """The rows with their numbers."""
        return [(row.number or at, row) for at, row in enumerate(self.rows, start=1)]


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A document taken apart: the text before the tables, the tables, what was strange."""

    paragraphs: tuple[str, ...]
    tables: tuple[ProjectTable, ...]
    findings: tuple[Finding, ...] = ()


def gather(blocks: Iterable[Block], in_sheet: str = "") -> PlanDocument:
    """Sort blocks into the text of the first part and one table per project."""
    paragraphs: list[str] = []
    tables = [ProjectTable("", in_sheet=in_sheet)]
    for block in blocks:
        text = block.alone if isinstance(block, Row) else block.text
        if is_table_title(text):
            tables.append(ProjectTable(text, in_sheet=in_sheet))
        elif isinstance(block, Row):
            _take_row(tables, block)
        elif tables[-1].rows and (tables[-1].heading or tables[-1].labels):
            _take_outside(tables[-1], block)
        else:
            paragraphs.append(block.text)
    return _sift(paragraphs, tables)


def _take_row(tables: list[ProjectTable], row: Row) -> None:
    """Add a row; a label of a project met before opens a table without a heading.

    The line with the unit above it belongs to it too.
    """
    table, named = tables[-1], naming_labels(row.cells)
    again = named & table.labels
    if again and ("code" in again or find_header_row(table.rows) is not None):
        tables.append(ProjectTable("", in_sheet=table.in_sheet))
        if any(MONEY_UNIT.fullmatch(key) for key in table.rows[-1].keys):
            tables[-1].rows.append(table.rows.pop())
    tables[-1].rows.append(row)
    tables[-1].labels |= named


def find_header_row(rows: Iterable[Row]) -> int | None:
    """Find the index of the row that heads the indicators."""
    names = set(INDICATOR_COLUMNS["level1"])
    for at, row in enumerate(rows):
        if not names.isdisjoint(map(label_of, row.cells)):
            return at
    return None


def is_plan_form(rows: Sequence[Row]) -> bool:
    """Say whether rows hold indicators to be reached; a form of results is none of a plan."""
    header = find_header_row(rows)
    return header is not None and not any(map(is_result_header, rows[header].cells))


def _take_outside(table: ProjectTable, paragraph: Paragraph) -> None:
    if paragraph.text:
        table.outside.append(RowSkipped(len(table.rows), "outside", paragraph.text))


def _sift(paragraphs: list[str], tables: list[ProjectTable]) -> PlanDocument:
    """Keep the projects' tables; say which headings have none, and which tables are no project's.

    A heading without rows that is met again with rows is a line of the contents page. One that
    names a project, or is one of a numbered series, has lost its table.
    """
    notes = Notes()
    filled = {fold(table.heading) for table in tables if table.rows}
    kept: list[ProjectTable] = []
    for table in tables:
        if _is_of_project(table):
            if not _continue(kept, table):
                table.number = len(kept) + 1
                kept.append(table)
        elif table.rows:
            first = next((cell for row in table.rows for cell in row.cells if cell), "")
            notes.add("plan_table_skipped", text=table.heading or first)
        elif table.heading and fold(table.heading) not in filled and _is_of_series(table.heading):
            notes.add("plan_table_missing", heading=table.heading)
    return PlanDocument(tuple(paragraphs), tuple(kept), tuple(notes.found))


def _is_of_project(table: ProjectTable) -> bool:
    if not table.rows or (is_of_whole_unit(table.heading) and not table.labels):
        return False
    return bool(table.heading or table.labels)


def _is_of_series(heading: str) -> bool:
    return is_numbered_title(heading) or bool(name_in_title(heading))


def _continue(kept: list[ProjectTable], table: ProjectTable) -> bool:
    """Add a table to the one before where it repeats that one's head on a new page."""
    if table.heading or not kept or not table.labels:
        return False
    head, before = _head_cells(table), _head_cells(kept[-1])
    at = find_header_row(table.rows)
    if at is None or not head or head != before:
        return False
    kept[-1].rows += table.rows[at:]
    return True


def _head_cells(table: ProjectTable) -> frozenset[tuple[str, ...]]:
    """Give the rows that name the project, to tell whether two heads are the same."""
    return frozenset(row.keys for row in table.rows if naming_labels(row.cells))
