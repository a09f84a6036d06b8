"""XML parts of an archive, guarded: UTF-8 only, and no document type, so that nothing expands."""

from __future__ import annotations

import posixpath
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


def xml_blocks(archive: Archive, name: str) -> Iterator[bytes]:
    """Unpack an XML part block by block; a document type in it is refused."""
    before = b""
    for number, block in enumerate(archive.blocks(name)):
        if number == 0:
            _check_encoding(block[:_HEAD], name)
        seen = before + block[:_LONGEST]
        if any(word in block or word in seen for word in _FORBIDDEN):
            raise UnreadableFile("doctype_inside", part=name)
        before = block[-_LONGEST:]
        yield block


def _check_encoding(head: bytes, name: str) -> None:
    declared = head.split(b"?>")[0].lower() if head.lstrip(b"\xef\xbb\xbf")[:5] == b"<?xml" else b""
    if b"\0" in head or (b"encoding" in declared and not any(code in declared for code in _UTF8)):
        raise UnreadableFile("damaged_file", part=name)


def xml_root(archive: Archive, name: str) -> Element:
    """Read a small XML part as a tree."""
    archive_bytes = archive.read(name)
    _check_encoding(archive_bytes[:_HEAD], name)
    if any(word in archive_bytes for word in _FORBIDDEN):
        raise UnreadableFile("doctype_inside", part=name)
    return parse(archive_bytes, name)


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


def elements(archive: Archive, name: str, wanted: frozenset[str]) -> Iterator[Element]:
    """Read elements of some names from an XML part, forgetting each with its neighbours."""
    return (element for ended, element in element_events(archive, name, wanted) if ended)


def element_events(
    archive: Archive, name: str, wanted: frozenset[str]
) -> Iterator[tuple[bool, Element]]:
    """Read elements twice: False where one begins (attributes only), True where it has ended."""
    parser: ET.XMLPullParser[Element] = ET.XMLPullParser(("start", "end"))
    path: list[Element] = []
    try:
        for block in xml_blocks(archive, name):
            parser.feed(block)
            yield from _events(parser, path, wanted)
        parser.close()
    except (ET.ParseError, ValueError, LookupError) as trouble:
        raise UnreadableFile("damaged_file", part=name) from trouble


def _events(
    parser: ET.XMLPullParser[Element], path: list[Element], wanted: frozenset[str]
) -> Iterator[tuple[bool, Element]]:
    for each in parser.read_events():
        event, element = cast("tuple[str, Element]", each)  # as both events asked for bring
        if event == "start":
            path.append(element)
        else:
            path.pop()
        if local(element) in wanted:
            yield event == "end", element
            if event == "end" and path:
                path[-1].clear()


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
