"""Text as the XML of an xlsx writes it: entities, escaped control characters, rich runs."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from monitor.domain.errors import UnreadableFile
from monitor.excel.safe.xml_parts import local

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
