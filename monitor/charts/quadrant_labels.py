"""The words of the quadrant: its corners, and each dot named without covering another."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.charts.figure import Part, palette_of, text_size, written
from monitor.charts.label_places import Box, Named, Offset, place_names
from monitor.charts.records import Look
from monitor.charts.text import broken, width_of, word, wrap

_CORNERS = (
    ("top_left", 0, 1),
    ("top_right", 1, 1),
    ("bottom_left", 0, 0),
    ("bottom_right", 1, 0),
)

_COMPACT_WIDTHS = (270.0, 310.0, 370.0)
_WIDE_WIDTHS = (560.0, 760.0, 1000.0, 1340.0)


@dataclass(frozen=True, slots=True)
class PlacedDot:
    """A dot's name and place: on the axes, as shares of the drawing, and its radius in px."""

    name: str
    x: float
    y: float
    right: float
    up: float
    radius: float


def name_axes(look: Look) -> list[Part]:
    """Name both axes in upright words: one above the drawing, one below it."""
    places = {
        "y": {"x": 0, "xanchor": "left", "xshift": -30, "y": 1, "yanchor": "bottom"},
        "x": {"x": 1, "xanchor": "right", "y": 0, "yanchor": "top", "yshift": -24},
    }
    return [
        written(word(look.language, f"quadrant.{key}"), name="axis", **place, **_quiet(look))
        for key, place in places.items()
    ]


def _quiet(look: Look) -> Part:
    font = {"size": text_size(look), "color": palette_of(look).muted}
    return {"xref": "paper", "yref": "paper", "font": font}


def name_corners(look: Look) -> list[Part]:
    """Say in each corner what it means to stand there."""
    return [
        written(
            broken(_corner_lines(key, look)),
            x=x,
            xanchor="right" if x else "left",
            xshift=-6 if x else 6,
            y=y,
            yanchor="top" if y else "bottom",
            yshift=-4 if y else 4,
            align="right" if x else "left",
            name="corner",
            **_quiet(look),
        )
        for key, x, y in _CORNERS
    ]


def _corner_lines(key: str, look: Look) -> list[str]:
    return wrap(word(look.language, f"quadrant.{key}"), 11 if look.compact else 30)


def name_dots(dots: list[PlacedDot], look: Look, height: int) -> list[Part]:
    """Write names beside their dots, as far as they find room."""
    size = text_size(look)
    names = [wrap(dot.name, 9 if look.compact else 14) for dot in dots]
    named = [
        Named(
            dot.right,
            dot.up,
            dot.radius,
            max(map(width_of, lines)) * size + 6,
            len(lines) * size * 1.35 + 2,
        )
        for dot, lines in zip(dots, names, strict=True)
    ]
    widths = _COMPACT_WIDTHS if look.compact else _WIDE_WIDTHS
    offsets = place_names(named, widths, height, _corner_boxes(look, widths[0], height))
    return [
        _name(dot, lines, offset, look)
        for dot, lines, offset in zip(dots, names, offsets, strict=True)
        if offset is not None
    ]


def _corner_boxes(look: Look, width: float, height: float) -> list[Box]:
    """Give the room that the corners' words take, as shares of the drawing."""
    size = text_size(look)
    boxes = []
    for key, x, y in _CORNERS:
        lines = _corner_lines(key, look)
        wide = (max(map(width_of, lines)) * size + 10) / width
        high = (len(lines) * size * 1.35 + 8) / height
        left, bottom = x - wide * x, y - high * y
        boxes.append(Box(left, bottom, left + wide, bottom + high))
    return boxes


def _name(dot: PlacedDot, lines: list[str], offset: Offset, look: Look) -> Part:
    """Write a name at its offset, with a thin line to its dot where it lies farther off."""
    palette = palette_of(look)
    return {
        "text": broken(lines),
        "x": dot.x,
        "y": dot.y,
        "ax": offset.right,
        "ay": -offset.up,
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": palette.muted if offset.is_far else "rgba(0,0,0,0)",
        "standoff": dot.radius,
        "xanchor": "center",
        "yanchor": "middle",
        "borderpad": 0,
        "font": {"size": text_size(look), "color": palette.text},
        "name": "dot",
    }
