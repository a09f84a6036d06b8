"""What an xlsx says of itself: its sheets in order, its styles, its calendar."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from monitor.domain.errors import UnreadableFile
from monitor.excel.safe.archive import Archive
from monitor.excel.safe.formats import Look, looks_of
from monitor.excel.safe.relations import Link, part_of, read_links
from monitor.excel.safe.xml_parts import attribute, find_all, local, xml_root


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet: its name, whether it is hidden, and the part that holds it."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Book:
    """The frame of a workbook; ``looks`` says what each cell style makes of a number."""

    sheets: tuple[SheetPart, ...]
    looks: tuple[Look, ...]
    texts_part: str
    from_1904: bool


def read_book(archive: Archive) -> Book:
    """Read the frame of a workbook; chart sheets, dialogs and macro sheets are left out."""
    main = _main_part(archive)
    root = xml_root(archive, main)
    links = read_links(archive, main)
    sheets = tuple(_sheet_parts(root, links))
    if not sheets:
        raise UnreadableFile("no_sheets")
    return Book(
        sheets=sheets,
        looks=tuple(_read_looks(archive, part_of(links, "styles"))),
        texts_part=part_of(links, "sharedStrings"),
        from_1904=any(
            attribute(each, "date1904") in ("1", "true") for each in find_all(root, "workbookPr")
        ),
    )


def _main_part(archive: Archive) -> str:
    return part_of(read_links(archive, ""), "officeDocument") or "xl/workbook.xml"


def _sheet_parts(root: Element, links: dict[str, Link]) -> list[SheetPart]:
    sheets = []
    for each in find_all(root, "sheet"):
        link = links.get(attribute(each, "id"))
        if link is not None and link.kind == "worksheet":
            hidden = each.attrib.get("state", "visible") != "visible"
            sheets.append(SheetPart(each.attrib.get("name", ""), hidden, link.part))
    return sheets


def _read_looks(archive: Archive, part: str) -> list[Look]:
    if part.lower() not in archive.names:
        return []
    root = xml_root(archive, part)
    custom = {
        _number(each, "numFmtId"): each.attrib.get("formatCode", "")
        for formats in find_all(root, "numFmts")  # a differential format holds one of its own
        for each in formats
        if local(each) == "numFmt"
    }
    styles = next(find_all(root, "cellXfs"), None)
    if styles is None:
        return []
    return looks_of([_number(each, "numFmtId") for each in styles if local(each) == "xf"], custom)


def _number(element: Element, name: str) -> int:
    text = element.attrib.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else 0
