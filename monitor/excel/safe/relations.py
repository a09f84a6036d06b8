"""Which part of an office archive leads to which; nothing outside the file is ever followed."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from monitor.excel.safe.archive import Archive
from monitor.excel.safe.xml_parts import find_all, xml_root


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
