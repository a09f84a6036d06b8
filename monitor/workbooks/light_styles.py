"""How badges look in a cell: sign and word beside the colour, strong where action is due."""

from __future__ import annotations

from monitor.domain.badges import BADGES, CellLook, Marks, is_badge
from monitor.words.catalogue import PAPER
from monitor.words.phrases import say_badge, say_marks
from monitor.workbooks.writing import Style


def badge_style(value: object) -> Style:
    """Say how a badge's cell looks; nothing special for a word that names none."""
    name = value.badge if isinstance(value, Marks) else value
    return _style(BADGES[name].cell) if is_badge(name) else {}


def badge_text(value: object) -> str:
    """Write a badge as sign and word, the second mark below it; other text stays as it is."""
    if isinstance(value, Marks):
        return say_marks(PAPER, value, "\n")
    return say_badge(PAPER, value) if is_badge(value) else str(value)


def _style(look: CellLook) -> Style:
    if not look.fill:
        return {"font_color": look.text, "border": 3}
    style: Style = {"bg_color": look.fill, "font_color": look.text}
    return style | {"bold": True} if look.is_bold else style
