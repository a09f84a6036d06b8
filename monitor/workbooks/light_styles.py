"""How lights look in a cell: word and sign beside the colour, strong where action is due."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.words.catalogue import paper
from monitor.workbooks.writing import Style

LIGHTS = paper("lights")

_GREY: Style = {"bg_color": "#EDEDED", "font_color": "#595959"}

_OUTLINED: Style = {"font_color": "#595959", "border": 3}

_RED: Style = {"bg_color": "#B3372B", "font_color": "#FFFFFF", "bold": True}

# Dark, middle and light fills stay apart in grey print.
LIGHT_STYLES: Mapping[str, Style] = {
    "red": _RED,
    "overspent": _RED,
    "yellow": {"bg_color": "#F6DC94", "font_color": "#5C4300", "bold": True},
    "green": {"bg_color": "#E1EFE3", "font_color": "#24592F"},
    "blue": {"bg_color": "#DCE8F5", "font_color": "#1F4B80"},
    "not_reported": _GREY,
    "no_plan": _OUTLINED,
    "zero_budget": _OUTLINED,
}


def light_style(light: object) -> Style:
    """Say how a light's cell looks; nothing special for a word that names no light."""
    return LIGHT_STYLES.get(str(light), {})


def light_label(light: object) -> str:
    """Write a light as sign and word, e.g. ▼ 滞后; any other text stays as it is."""
    return LIGHTS.get(str(light), str(light))
