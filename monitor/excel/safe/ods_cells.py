"""What the cells of an ods say, one at a time (OpenDocument 1.3 part 3, 9.1.4 and 19.385)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from monitor.excel.safe.columns import Value
from monitor.excel.safe.number_text import read_number
from monitor.excel.safe.serials import read_duration, read_moment
from monitor.excel.safe.xml_parts import local

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
