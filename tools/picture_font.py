"""Make the font of the pictures in documents: python -m tools.picture_font FONT [NUMBER].

FONT is a Noto Sans CJK or Noto Sans SC file; NUMBER is the place of its simplified Chinese face
in a collection, 2 in NotoSansCJK-Regular.ttc. Only the signs that pictures use are taken over,
under a name of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from monitor.charts.picture import FONT_FILE, SIGNS

FAMILY = "Execution Monitor Picture"
_COPYRIGHT, _LICENCE, _LICENCE_LINK = 0, 13, 14
_OWN_NAMES = {1: FAMILY, 2: "Regular", 3: FAMILY, 4: FAMILY, 6: FAMILY.replace(" ", "")}


def make(source: Path, number: int, target: Path) -> None:
    """Write the subset of ``source`` to ``target``."""
    font = TTFont(source, fontNumber=number if source.suffix == ".ttc" else -1)
    options = Options(layout_features=[], hinting=False, notdef_outline=True)
    options.name_IDs = [_COPYRIGHT, _LICENCE, _LICENCE_LINK, *_OWN_NAMES]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(text=SIGNS)
    subsetter.subset(font)
    for record in list(font["name"].names):
        if record.nameID in _OWN_NAMES:
            record.string = _OWN_NAMES[record.nameID]
    if "CFF " in font:
        table = font["CFF "].cff
        table.fontNames = [_OWN_NAMES[6]]
        table.topDictIndex[0].FullName = table.topDictIndex[0].FamilyName = FAMILY
    font.save(target)


if __name__ == "__main__":
    named = sys.argv[1:]
    make(Path(named[0]), int(named[1]) if named[1:] else 2, FONT_FILE)
    print(f"{FONT_FILE}: {FONT_FILE.stat().st_size} bytes, {len(SIGNS)} signs")
