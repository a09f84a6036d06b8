"""The font of the pictures in documents: shipped, for a server may have no Chinese font at all.

``python -m tools.picture_font`` makes it anew when the pictures' words change.
"""

from __future__ import annotations

import re
from pathlib import Path

from matplotlib.font_manager import FontProperties

from monitor.words.catalogue import paper

PICTURE = paper("picture")

FONT_FILE = Path(__file__).parent / "fonts" / "picture.otf"
SIGNS = "".join(sorted({*re.sub(r"{\w+}", "", "".join(PICTURE.values())), *"0123456789 .,+-%×"}))


def picture_font(size: float) -> FontProperties:
    """Return the font in a size in points."""
    return FontProperties(fname=FONT_FILE, size=size)
