"""The shared texts of an xlsx, read block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from monitor.excel.safe.archive import Archive
from monitor.excel.safe.limits import MEBIBYTE
from monitor.excel.safe.xlsx_strings import read_strings, text_of
from monitor.excel.safe.xml_parts import (
    ATTRIBUTES,
    elements,
    is_ordinary,
    parse,
    split_after,
    split_root,
    xml_blocks,
)

_LONGEST_ITEM = 16 * MEBIBYTE
_AT_ONCE = 10_000
_ITEM = b"<si"
_ITEM_END = b"</si>"
_PLAIN_ITEM = rb'<si><t(?: xml:space="preserve")?>([^<]*+)</t></si>'
_ANY_ITEM = rb"(<si(?=[\s/>])" + ATTRIBUTES + rb">(?:(?<=/>)|(?:[^<]++|<(?!/si>))*</si>))"
_ITEMS = re.compile(_PLAIN_ITEM + rb"|" + _ANY_ITEM)


def read_texts(archive: Archive, part: str) -> Iterator[list[str]]:
    """Read the shared texts in order, many at a time."""
    unpacked = xml_blocks(archive, part)
    first = next(unpacked, b"")
    root, inside = split_root(first, b"sst")
    if not root:
        yield from _read_as_tree(chain([first], unpacked), part)
        return
    blocks = split_after(chain([inside], unpacked), _ITEM_END, _LONGEST_ITEM)
    for block in blocks:
        texts = _read_block(block, root, part)
        if texts is None:  # what comes before was read by patterns, the rest is as a tree
            yield from _read_as_tree(chain([root, block], blocks), part)
            return
        yield texts


def _read_as_tree(blocks: Iterator[bytes], part: str) -> Iterator[list[str]]:
    items = elements(blocks, part, frozenset({"si"}))
    while some := [text_of(item) for item in islice(items, _AT_ONCE)]:
        yield some


def _read_block(block: bytes, root: bytes, part: str) -> list[str] | None:
    """Read a block of whole texts; None where they are not written the ordinary way."""
    found = _ITEMS.findall(block)
    if len(found) != block.count(_ITEM) or not is_ordinary(block, _ITEM[1:]):
        return None
    texts = read_strings([plain for plain, _ in found])
    odd = [place for place, (_, other) in enumerate(found) if other]
    if odd:
        tree = parse(root + b"".join(found[place][1] for place in odd) + b"</sst>", part)
        for place, item in zip(odd, tree, strict=True):
            texts[place] = text_of(item)
    return texts
