"""XML parts of an archive, guarded: as UTF-8, and no document type, so that nothing expands.

Parts of a workbook are UTF-8 or UTF-16 (ECMA-376 part 2, 8.1.1); any other encoding is refused.
"""

from __future__ import annotations

import codecs
import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast
from xml.etree.ElementTree import Element

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.archive import Archive

# UTF-8 by its first bytes and by its declaration: then no other encoding hides a document type,
# and without one there are no entities of the file's own, no outside ones and no defaults.
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_LONGEST = max(map(len, _FORBIDDEN))
_HEAD = 256
_UTF8 = (b"utf-8", b"utf8", b"us-ascii")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARATION = re.compile(r"<\?xml\b[^>]*>")

# What makes tags hard to find, each after a byte of it that is rare: it is looked for much faster.
_ODD_MARKS = ((b"!", b"<!"), (b"?", b"<?"), (b"x", b"xmlns"))
# The attributes of any tag, up to its end: a value may hold the sign that ends a tag.
ATTRIBUTES = rb"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+"""

# What may stand before an ordinary root element, and its tag with its name left open.
_ROOT_TAG = rb"(?:\xef\xbb\xbf)?(?:<\?xml\s[^<>]*\?>)?\s*(<%s(?=[\s>])" + ATTRIBUTES + rb"(?<!/)>)"


def xml_blocks(archive: Archive, name: str) -> Iterator[bytes]:
    """Unpack an XML part block by block as UTF-8; a document type in it is refused."""
    before = b""
    for block in _as_utf8(archive.blocks(name), name):
        seen = before + block[:_LONGEST]
        if any(word in block or word in seen for word in _FORBIDDEN):
            raise UnreadableFile("doctype_inside", part=name)
        before = block[-_LONGEST:]
        yield block


def _as_utf8(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    first = next(blocks, b"")
    if not first.startswith(_UTF16):
        _check_encoding(first[:_HEAD], name)
        yield first
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder("utf-16")()
    try:
        text = decoder.decode(first)
        yield _DECLARATION.sub("", text[:_HEAD], count=1).encode() + text[_HEAD:].encode()
        for block in blocks:
            yield decoder.decode(block).encode()
        decoder.decode(b"", final=True)
    except UnicodeError as trouble:
        raise UnreadableFile("damaged_file", part=name) from trouble


def _check_encoding(head: bytes, name: str) -> None:
    declared = head.split(b"?>")[0].lower() if head.lstrip(b"\xef\xbb\xbf")[:5] == b"<?xml" else b""
    if b"\0" in head or (b"encoding" in declared and not any(code in declared for code in _UTF8)):
        raise UnreadableFile("damaged_file", part=name)


def xml_root(archive: Archive, name: str) -> Element:
    """Read a small XML part as a tree."""
    return parse(xml_text(archive, name), name)


def xml_text(archive: Archive, name: str) -> bytes:
    """Unpack a small XML part as UTF-8; a document type in it is refused."""
    text = b"".join(_as_utf8(iter([archive.read(name)]), name))
    if any(word in text for word in _FORBIDDEN):
        raise UnreadableFile("doctype_inside", part=name)
    return text


def parse(text: bytes, name: str) -> Element:
    """Parse guarded XML; damaged XML is refused."""
    try:
        return ET.fromstring(text)  # noqa: S314 - no document type can be in it
    except (ET.ParseError, ValueError, LookupError) as trouble:
        raise UnreadableFile("damaged_file", part=name) from trouble


def local(element: Element) -> str:
    """Give an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Give an attribute by its name without namespace, blank where there is none."""
    if name in element.attrib:
        return element.attrib[name]
    ending = "}" + name
    return next((value for key, value in element.attrib.items() if key.endswith(ending)), "")


def find_all(root: Element, name: str) -> Iterator[Element]:
    """Find all elements of a name, whatever their namespace."""
    return (element for element in root.iter() if local(element) == name)


def split_root(head: bytes, name: bytes) -> tuple[bytes, bytes]:
    """Split the begin of a part into the tag of its root and what follows.

    The tag is blank where it is not written the ordinary way: by this very name without a
    prefix, with nothing but the XML declaration before it.
    """
    found = re.match(_ROOT_TAG % name, head)
    return (found[1], head[found.end() :]) if found else (b"", head)


def is_ordinary(text: bytes, *names: bytes) -> bool:
    """Say whether tags found in a piece of XML are its elements, and all of them.

    They may not be where the piece holds a comment, a CDATA section or a processing instruction;
    and elements of these names may be missed where one bears a prefix or a namespace of its own.
    """
    marks = (*_ODD_MARKS, *((b":", b":" + name) for name in names))
    return not any(rare in text and mark in text for rare, mark in marks)


def elements(blocks: Iterator[bytes], name: str, wanted: frozenset[str]) -> Iterator[Element]:
    """Read elements of some names in the namespace of the root from a part, one at a time.

    Each is forgotten with its neighbours.
    """
    path: list[Element] = []
    own: frozenset[str] = frozenset()
    for event, element in _events(blocks, name):
        if event == "start":
            if not path:
                space = str(element.tag).removesuffix(local(element))
                own = frozenset(space + each for each in wanted)
            path.append(element)
            continue
        path.pop()
        if element.tag in own:
            yield element
            if path:
                path[-1].clear()


def element_events(
    blocks: Iterator[bytes], name: str, wanted: frozenset[str]
) -> Iterator[tuple[bool, Element]]:
    """Read elements of some names, whatever their namespace, twice.

    False where one begins (attributes only), True where it has ended.
    """
    path: list[Element] = []
    for event, element in _events(blocks, name):
        if event == "start":
            path.append(element)
        else:
            path.pop()
        if local(element) in wanted:
            yield event == "end", element
            if event == "end" and path:
                path[-1].clear()


def _events(blocks: Iterator[bytes], name: str) -> Iterator[tuple[str, Element]]:
    parser: ET.XMLPullParser[Element] = ET.XMLPullParser(("start", "end"))
    try:
        for block in blocks:
            parser.feed(block)
            # as both kinds of event asked for bring
            yield from cast("Iterator[tuple[str, Element]]", parser.read_events())
        parser.close()
    except (ET.ParseError, ValueError, LookupError) as trouble:
        raise UnreadableFile("damaged_file", part=name) from trouble


def split_after(blocks: Iterator[bytes], mark: bytes, longest: int) -> Iterator[bytes]:
    """Cut a stream behind the last mark of each block; the rest comes last.

    A piece longer than so many bytes without a mark is refused.
    """
    pieces: list[bytes] = []
    size = 0
    for block in blocks:
        pieces.append(block)
        size += len(block)
        # the mark may lie across the seam of two blocks
        if mark in (pieces[-2][1 - len(mark) :] if len(pieces) > 1 else b"") + block:
            joined = b"".join(pieces)
            end = joined.rfind(mark) + len(mark)
            yield joined[:end]
            pieces = [joined[end:]]
            size = len(pieces[0])
        elif size > longest:
            raise UnreadableFile("text_too_long", limit=longest)
    yield b"".join(pieces)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another part; ``kind`` is the last word of its type, e.g. worksheet."""

    kind: str
    part: str


def read_links(archive: Archive, part: str) -> dict[str, Link]:
    """Read the links of a part by their ids; the package's own where ``part`` is blank."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations.lower() not in archive.names:
        return {}
    links = {}
    for each in find_all(xml_root(archive, relations), "Relationship"):
        if each.get("TargetMode", "") != "External":
            inside = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            kind = each.get("Type", "").rpartition("/")[2]
            links[each.get("Id", "")] = Link(kind, inside.lstrip("/"))
    return links


def part_of(links: dict[str, Link], kind: str) -> str:
    """Give the part of a kind, blank where there is none."""
    return next((link.part for link in links.values() if link.kind == kind), "")
