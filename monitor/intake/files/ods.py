"""An ods, read as a stream of XML; what it claims to repeat is judged before it is repeated."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.archive import Archive
from monitor.intake.files.collect import Collector, Merged, add_sparse
from monitor.intake.files.columns import Value
from monitor.intake.files.number_formats import read_duration, read_moment, read_number
from monitor.intake.files.xml_parts import attribute, element_events, local, xml_blocks

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
KIND = f"{_OFFICE}value-type"
PERCENTAGE = "percentage"
CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
FORMULA = f"{_TABLE}formula"

ROWS_REPEATED, COLUMNS_REPEATED = (
    f"{_TABLE}number-{each}-repeated" for each in ("rows", "columns")
)

ROWS_SPANNED, COLUMNS_SPANNED = (f"{_TABLE}number-{each}-spanned" for each in ("rows", "columns"))
_PARAGRAPH = f"{_TEXT}p"
_NUMBERS = ("float", PERCENTAGE, "currency")
_UNSAID = ("annotation", "ruby-text", "note")
_ERRORS = ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "Err:")
_MOST_DIGITS = 12


def repeats(element: Element, name: str) -> int:
    """Say how often an element counts; nonsense counts once."""
    text = element.get(name, "")[:_MOST_DIGITS]
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1


def read_cell(cell: Element) -> Value:
    """Read a cell's value."""
    kind = cell.get(KIND, "")
    if kind in _NUMBERS:
        return read_number(cell.get(f"{_OFFICE}value", "").strip())
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        return read_moment(cell.get(f"{_OFFICE}date-value", ""))
    if kind == "time":
        return read_duration(cell.get(f"{_OFFICE}time-value", ""))
    if not kind or read_error(cell):
        return None
    return _text(cell) or cell.get(f"{_OFFICE}string-value")


def read_error(cell: Element) -> str:
    """Give the error that a formula shows, blank where it shows none."""
    if FORMULA not in cell.attrib or cell.get(KIND) in _NUMBERS:
        return ""
    text = _text(cell)
    return text if text.startswith(_ERRORS) else ""


def is_uncalculated(cell: Element) -> bool:
    """Say whether a cell holds a formula without a value."""
    return FORMULA in cell.attrib and KIND not in cell.attrib and cell.find(_PARAGRAPH) is None


def _text(cell: Element) -> str:
    return "\n".join(map(_spoken, cell.iterfind(_PARAGRAPH)))


def _spoken(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name == "s":
            parts.append(" " * min(repeats(child, f"{_TEXT}c"), 1000))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name not in _UNSAID:
            parts.append(_spoken(child))
        parts.append(child.tail or "")
    return "".join(parts)


_PART = "content.xml"
_WANTED = frozenset({"style", "table", "table-row"})
_HIDDEN_ROW = ("collapse", "filter")
_CELLS_AT_ONCE = 100_000


def read_ods(archive: Archive, collector: Collector) -> None:
    """Read every table; raises ``UnreadableFile``."""
    hidden: set[str] = set()
    table = _Table(collector)
    depth = found = 0
    for ended, element in element_events(xml_blocks(archive, _PART), _PART, _WANTED):
        name = local(element)
        if name == "style":
            if ended and _is_hidden_style(element):
                hidden.add(attribute(element, "name"))
        elif name == "table":
            depth += -1 if ended else 1
            if depth == 1 and not ended:
                found += 1
                style = attribute(element, "style-name")
                collector.start_sheet(attribute(element, "name"), hidden=style in hidden)
                table = _Table(collector)
            elif depth == 0:
                table.flush()
                collector.end_sheet()
        elif ended and depth == 1:
            table.add_row(element)
    if not found:
        raise UnreadableFile("no_sheets")


def _is_hidden_style(style: Element) -> bool:
    return any(attribute(each, "display") == "false" for each in style)


@dataclass(slots=True)
class _Table:
    """The rows of one table as they come."""

    collector: Collector
    next_row: int = 0
    count: int = 0
    numbers: list[int] = field(default_factory=list)
    rows: list[dict[int, Value]] = field(default_factory=list)

    def add_row(self, element: Element) -> None:
        """Take a row, as often as it repeats itself."""
        first = self.next_row
        last = first + repeats(element, ROWS_REPEATED) - 1
        self.next_row = last + 1
        values = self._read_cells(element, first, last)
        if not values:
            return
        self.collector.check_extent((last, max(values)))
        if attribute(element, "visibility") in _HIDDEN_ROW:
            self.collector.remarks.hidden_rows.add(0, first, last)
        for row in range(first, last + 1):
            self.numbers.append(row)
            self.rows.append(values)
            self.count += len(values)
            if self.count > _CELLS_AT_ONCE:
                self.flush()

    def flush(self) -> None:
        """Hand over the rows so far."""
        add_sparse(self.collector, self.numbers, self.rows)
        self.numbers, self.rows, self.count = [], [], 0

    def _read_cells(self, element: Element, first: int, last: int) -> dict[int, Value]:
        values: dict[int, Value] = {}
        column = 0
        for cell in element:
            if cell.tag not in CELLS:
                continue
            end = column + repeats(cell, COLUMNS_REPEATED) - 1
            value = read_cell(cell)
            if value not in (None, ""):
                self.collector.check_extent((last, end))
                values.update(dict.fromkeys(range(column, end + 1), value))
            if cell.attrib:
                self._remark(cell, value, (first, column, last, end))
            column = end + 1
        return values

    def _remark(self, cell: Element, value: Value, area: Merged) -> None:
        first, left, last, right = area
        remarks = self.collector.remarks
        if value is not None and cell.get(KIND) == PERCENTAGE:
            for column in range(left, right + 1):
                remarks.percent.add(column, first, last)
        if FORMULA in cell.attrib:
            self._remark_formula(cell, area)
        down, across = repeats(cell, ROWS_SPANNED), repeats(cell, COLUMNS_SPANNED)
        if down > 1 or across > 1:
            self.collector.add_merged([(first, left, first + down - 1, left + across - 1)])

    def _remark_formula(self, cell: Element, area: Merged) -> None:
        first, left, last, right = area
        error, uncalculated = read_error(cell), is_uncalculated(cell)
        if not (error or uncalculated):
            return
        self.collector.check_extent((last, right))
        for column in range(left, right + 1):
            if uncalculated:
                self.collector.remarks.uncalculated.add(column, first, last)
            for row in range(first, last + 1) if error else ():
                self.collector.add_error((row, column), error)
