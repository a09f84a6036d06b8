"""The shared texts of an xlsx, read block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from monitor.domain.errors import UnreadableFile
from monitor.excel.safe.archive import Archive
from monitor.excel.safe.limits import MEBIBYTE
from monitor.excel.safe.xlsx_strings import read_strings, text_of
from monitor.excel.safe.xml_parts import elements, parse, split_after, xml_blocks

_LONGEST_ITEM = 16 * MEBIBYTE
_AT_ONCE = 10_000
_ITEM = b"<si"
_ITEM_END = b"</si>"
_PLAIN_ITEM = rb'<si><t(?: xml:space="preserve")?>([^<]*+)</t></si>'
_ANY_ITEM = rb"(<si\b[^>]*+>(?:(?<=/>)|(?:[^<]++|<(?!/si>))*</si>))"
_ITEMS = re.compile(_PLAIN_ITEM + rb"|" + _ANY_ITEM)


def read_texts(archive: Archive, part: str) -> Iterator[list[str]]:
    """Read the shared texts in order, many at a time."""
    blocks = split_after(xml_blocks(archive, part), _ITEM_END, _LONGEST_ITEM)
    for number, block in enumerate(blocks):
        if number == 0 and b"<sst" not in block:  # the names carry prefixes: the slow way
            items = elements(archive, part, frozenset({"si"}))
            while some := [text_of(item) for item in islice(items, _AT_ONCE)]:
                yield some
            return
        yield _read_block(block, part)


def _read_block(block: bytes, part: str) -> list[str]:
    found = _ITEMS.findall(block)
    if len(found) != block.count(_ITEM):
        raise UnreadableFile("damaged_file", part=part)
    texts = read_strings([plain for plain, _ in found])
    odd = [place for place, (_, other) in enumerate(found) if other]
    if odd:
        tree = parse(b"<sst>" + b"".join(found[place][1] for place in odd) + b"</sst>", part)
        for place, item in zip(odd, tree, strict=True):
            texts[place] = text_of(item)
    return texts
