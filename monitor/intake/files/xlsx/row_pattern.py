"""A pattern for whole rows, learned from some of them.

Rows of a list resemble each other: the same columns, each with one style and one type. A
pattern made for them reads a row in one step, some six times faster than cell by cell. It is
strict: what it does not cover to the last byte is handed over as it is, to be read slowly.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from monitor.intake.files.xlsx.cells import column_index
from monitor.intake.files.xml_parts import ATTRIBUTES

_WIDEST = 256
_SAMPLE = 64
_FIRST = 16
_MOSTLY = 0.9
_CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"([^>]*)>')
_ATTRIBUTE = re.compile(rb' ([a-z]+)="([A-Za-z0-9]+)"')
_ATTRIBUTES = re.compile(rb'(?: [a-z]+="[A-Za-z0-9]+")*')
_FORMULA = rb"(?:<f[^>]*+>(?:[^<]*+</f>)?)?"

_VALUES = {
    b"": rb"<v>([0-9.eE+-]++)</v>",
    b"n": rb"<v>([0-9.eE+-]++)</v>",
    b"s": rb"<v>([0-9]++)</v>",
    b"b": rb"<v>([01])</v>",
    b"str": rb"<v>([^<]*+)</v>",
    b"inlineStr": rb'<is><t(?: xml:space="preserve")?>([^<]*+)</t></is>',
}

_INLINE = rb'(?<= t="inlineStr">)<is><t(?: xml:space="preserve")?>'  # elsewhere it is no value
_ANY_VALUE = rb"(?:" + _FORMULA + rb"<v>|" + _INLINE + rb")([^<]++)</(?:v|t></is)>"
_BLANK = rb"[^>/]*+(?:/>|></c>)"
_ANY_ATTRIBUTES = rb'((?: [a-z]++="[A-Za-z0-9]++")*)'

# Attributes of a row written the ordinary way, so that a hidden row is known by its spelling.
ROW_ATTRIBUTES = rb'(?: [A-Za-z0-9:]++="[^"<>&]*+")*'
_ODD_ROW = rb"(<row(?=[\s/>])" + ATTRIBUTES + rb">(?:(?<=/>)|(?:[^<]++|<(?!/row>))*</row>))"


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """One column: its index, type and style; ``free`` where every cell has its own."""

    index: int
    kind: str = ""
    style: int = 0
    free: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A pattern and the columns it finds.

    Its groups are the row's number, then for each column the value (before it the attributes
    where the column is free), then a row that did not fit.
    """

    pattern: re.Pattern[bytes]
    columns: tuple[ColumnShape, ...]


NOTHING_LEARNED = Template(re.compile(rb"(?!)()|" + _ODD_ROW), ())


def learn(block: bytes) -> Template:
    """Make a template from a block of rows."""
    rows = block.split(b"</row>")
    step = len(rows) // _SAMPLE | 1  # odd, so that it falls in step with fewer patterns
    attributes: dict[bytes, Counter[bytes]] = defaultdict(Counter)
    for row in (*rows[:_FIRST], *rows[::step]):
        for letters, written in _CELL.findall(row):
            if not written.endswith(b"/"):
                attributes[letters][written] += 1
    if not attributes or len(attributes) > _WIDEST:
        return NOTHING_LEARNED
    in_order = sorted(attributes, key=lambda letters: column_index(letters.decode()))
    parts, shapes = [], []
    for letters in in_order:
        part, shape = _learn_column(letters, attributes[letters])
        parts.append(part)
        shapes.append(shape)
    row_pattern = rb'<row r="([0-9]++)"' + ROW_ATTRIBUTES + b">" + b"".join(parts) + b"</row>"
    return Template(re.compile(row_pattern + b"|" + _ODD_ROW), tuple(shapes))


def _learn_column(letters: bytes, found: Counter[bytes]) -> tuple[bytes, ColumnShape]:
    index = column_index(letters.decode())
    attributes, count = found.most_common(1)[0]
    known = dict(_ATTRIBUTE.findall(attributes))
    kind, style = known.get(b"t", b""), known.get(b"s", b"0")
    fixed = (
        kind in _VALUES
        and style.isdigit()
        and count >= _MOSTLY * found.total()
        and _ATTRIBUTES.fullmatch(attributes) is not None  # else a type or style may be missed
    )
    if fixed:
        content = re.escape(attributes) + b">" + _FORMULA + _VALUES[kind]
        shape = ColumnShape(index, kind.decode(), int(style))
    else:
        content = _ANY_ATTRIBUTES + b">" + _ANY_VALUE
        shape = ColumnShape(index, free=True)
    cell = rb'(?:<c r="' + letters + rb'\1"(?:' + content + rb"</c>|" + _BLANK + rb"))?"
    return cell, shape
