"""What the cells of an xlsx say, one at a time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.collect import Collector, Column, Merged, is_indexes
from monitor.intake.files.columns import Gaps, Value
from monitor.intake.files.grid import Place
from monitor.intake.files.number_formats import Look, read_moment, read_number, read_serial
from monitor.intake.files.xml_parts import local

_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LAST_CHARACTER = 0x10FFFF
_BETWEEN = "\0"


def read_strings(written: Sequence[bytes]) -> list[str]:
    """Read the texts of cells, escaped control characters too; raises ``UnreadableFile``."""
    texts = read_contents(written)
    return list(map(unescape, texts)) if "_x" in _BETWEEN.join(texts) else texts


def read_contents(written: Sequence[bytes]) -> list[str]:
    """Read the contents of elements that hold text only; raises ``UnreadableFile``."""
    joined = _BETWEEN.encode().join(written)
    try:
        text = joined.decode("utf-8")
    except UnicodeDecodeError as trouble:
        raise UnreadableFile("damaged_file", part="xml") from trouble
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    texts = text.split(_BETWEEN) if written else []
    if len(texts) != len(written):
        raise UnreadableFile("damaged_file", part="xml")
    if "&" in text:
        read = _read_entities([each for each in dict.fromkeys(texts) if "&" in each])
        texts = [read.get(each, each) for each in texts]
    return texts


def _read_entities(texts: Sequence[str]) -> dict[str, str]:
    """Read texts with entities all at once; some writers spell every Chinese character so."""
    joined = "</t><t>".join(texts)
    try:
        tree = ET.fromstring(f"<s><t>{joined}</t></s>")  # noqa: S314 - no document type fits in
    except ET.ParseError:  # one of them names what XML does not know
        return {text: _ENTITY.sub(_character, text) for text in texts}
    return {text: each.text or "" for text, each in zip(texts, tree, strict=True)}


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code <= _LAST_CHARACTER else found[0]


def unescape(text: str) -> str:
    """Read _x000D_ and its kin, by which control characters are written (ECMA-376, 22.9.2.19)."""
    if "_x" not in text:
        return text
    read = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if _SURROGATES.search(read):
        return read.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return read


def text_of(element: Element) -> str:
    """Give the text of a rich or plain string; readings above characters do not belong to it."""
    parts = []
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [run.text or "" for run in child if local(run) == "t"]
    return unescape("".join(parts))


LAST_COLUMN = 16_383
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})").fullmatch
TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class Cells:
    """Reads cells by what the workbook says of texts, styles and its calendar."""

    collector: Collector
    texts: Sequence[str]
    looks: Sequence[Look]
    from_1904: bool

    def look(self, style: int) -> Look:
        """Say what a cell style makes of a number."""
        return self.looks[style] if style < len(self.looks) else Look.PLAIN

    def number(self, text: str, look: Look) -> Value:
        """Read a number; text that is none, as NaN or 1E400, stays text."""
        number = read_number(text.strip())
        if look in (Look.DATE, Look.SPAN) and isinstance(number, float):
            return read_serial(number, look, from_1904=self.from_1904)
        return number

    def value(self, kind: str, style: int, text: str, place: Place) -> Value:
        """Read a cell by its type attribute (ECMA-376 part 1, 18.18.11) and its value as text."""
        if kind in ("", "n"):
            look = self.look(style)
            if look is Look.PERCENT:
                self.collector.remarks.percent.add(place[1], place[0], place[0])
            return self.number(text, look)
        if kind == "s":
            return self.shared(text)
        if kind == "b":
            return text.strip() in TRUE
        if kind == "e":
            self.collector.add_error(place, text)
            return None
        return read_moment(text) if kind == "d" else unescape(text)

    def shared(self, text: str) -> str:
        """Look up a shared text; raises ``UnreadableFile`` for one that is not there."""
        index = int(text)
        if not 0 <= index < len(self.texts):
            raise UnreadableFile("damaged_file", part="sharedStrings")
        return self.texts[index]

    def plain(self, column: Column) -> list[Value]:
        """Give the values of a column, texts instead of their indexes."""
        if is_indexes(column):
            known = len(self.texts)
            return [self.texts[index] if index < known else None for index in column]
        return column.values() if isinstance(column, Gaps) else list(column)

    def row(self, element: Element, row: int) -> dict[int, Value]:
        """Read a row of which only the tree is known: column → value."""
        names = _names_in(str(element.tag)[: -len("row")])
        values: dict[int, Value] = {}
        column = -1
        for cell in element:
            if cell.tag != names.cell:
                continue
            reference = cell.get("r")
            column = column + 1 if reference is None else _column(reference, row)
            value = self._cell(cell, names, (row, column))
            if value is not None and value != "":
                values[column] = value
        if element.get("hidden") in TRUE:
            self.collector.remarks.hidden_rows.add(0, row, row)
        return values

    def _cell(self, cell: Element, names: _Names, place: Place) -> Value:
        written = cell.find(names.value)
        text = None if written is None else written.text
        kind = cell.get("t", "")
        if text:
            style = cell.get("s", "0")
            return self.value(kind, int(style) if style.isdecimal() else 0, text, place)
        inline = cell.find(names.inline)
        if inline is not None:
            return text_of(inline)
        if cell.find(names.formula) is not None and (written is None or kind != "str"):
            self.collector.check_extent(place)
            self.collector.remarks.uncalculated.add(place[1], place[0], place[0])
        return None


@dataclass(frozen=True, slots=True)
class _Names:
    cell: str
    value: str
    formula: str
    inline: str


@cache
def _names_in(space: str) -> _Names:
    return _Names(f"{space}c", f"{space}v", f"{space}f", f"{space}is")


def row_number(element: Element, expected: int) -> int:
    """Give the number of a row, counted from 0: the one written, or the one after the last."""
    written = element.get("r")
    if written is None:
        return expected
    if not written.isdecimal() or int(written) < 1:
        raise UnreadableFile("damaged_file", part="sheet")
    return int(written) - 1


def _column(reference: str, row: int) -> int:
    found = _REFERENCE(reference)
    if found is None or int(found[2]) != row + 1:
        raise UnreadableFile("damaged_file", part="sheet")
    return column_index(found[1])


@cache
def column_index(letters: str) -> int:
    """Give the index of a column, A is 0."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    if index - 1 > LAST_COLUMN:
        raise UnreadableFile("damaged_file", part="sheet")
    return index - 1


def read_range(text: str) -> Merged | None:
    """Read a range such as A1:C3; None for what is none."""
    first, _, last = text.partition(":")
    start, end = _REFERENCE(first), _REFERENCE(last or first)
    if start is None or end is None:
        return None
    left, right = sorted((column_index(start[1]), column_index(end[1])))
    top, bottom = sorted((int(start[2]) - 1, int(end[2]) - 1))
    return top, left, bottom, right
