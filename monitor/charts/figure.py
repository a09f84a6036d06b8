"""What every figure shares: its title and notes, its height, its axes and its manners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from monitor.charts.colours import FONTS, PALETTES, Palette
from monitor.charts.records import Look, View
from monitor.charts.text import broken, month_end_word, width_of, word, wrap
from monitor.words.figures import write_month

CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}

"""Plotly's settings for showing any of these figures."""

Part = dict[str, Any]

"""A part of a figure as Plotly's own attributes."""

COMPACT_WIDTH = 350
WIDE_WIDTH = 640
_BUTTONS = ["toImage", "zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure's title and notes, the height of its drawing and the room around it, in px.

    ``header`` lies between the notes and the drawing. ``axes`` are Plotly's axes by their names,
    ``words`` its annotations: all are handed over at once, for each addition to a figure would
    copy the ones before it.
    """

    title: list[str]
    notes: list[str]
    height: int
    left: int = 8
    right: int = 8
    bottom: int = 28
    header: int = 12
    axes: Part = field(default_factory=dict)
    words: Sequence[Part] = ()
    shapes: Sequence[Part] = ()


def written(text: str, **place: object) -> Part:
    """Describe words that stand in a figure, without an arrow."""
    return {"text": text, "showarrow": False, **place}


def palette_of(look: Look) -> Palette:
    """Give the colours of the look's theme."""
    return PALETTES[look.theme]


def text_size(look: Look) -> int:
    """Give the size of ordinary words in px."""
    return 11 if look.compact else 12


def titled(key: str, view: View, look: Look) -> list[str]:
    """Write a title in parts: whose, if anyone's in particular, and what and when."""
    month = month_end_word(look.language, view.month)
    what = word(look.language, f"{key}.title", year=view.fiscal_year, month=month)
    return [view.subject, what] if view.subject else [what]


def frame(traces: Sequence[go.Scatter], look: Look, sheet: Sheet) -> go.Figure:
    """Put title and notes above a drawing and set what all figures share."""
    heading, top = _heading(sheet, look)
    top += sheet.header
    whole = top + sheet.height + sheet.bottom
    layout = _manners(look) | {
        "title": _title(heading, whole, look),
        "height": whole,
        "margin": {"l": sheet.left, "r": sheet.right, "t": top, "b": sheet.bottom, "pad": 0},
        "annotations": list(sheet.words),
        "shapes": list(sheet.shapes),
    }
    # Checking every attribute again takes longer than all the rest; the tests hold them.
    return go.Figure(list(traces), layout | sheet.axes, _validate=False)


def _manners(look: Look) -> Part:
    palette = palette_of(look)
    return {
        "template": {"data": {"scatter": [{"type": "scatter"}]}},  # nobody's looks but these
        "font": {"family": FONTS, "size": text_size(look), "color": palette.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "barmode": "overlay",
        "separators": ".,",
        "modebar": {"remove": _BUTTONS},
        "hoverlabel": {
            "bgcolor": palette.secondary,
            "bordercolor": palette.border,
            "font": {"family": FONTS, "size": 12, "color": palette.text},
            "align": "left",
            "namelength": -1,
        },
    }


def _title(heading: str, whole: int, look: Look) -> Part:
    size = _title_size(look)
    return {
        "text": heading,
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 1 - (size + 2) / whole,  # the first line's foot
        "yref": "container",
        "yanchor": "bottom",
        "pad": {"t": 0, "l": 2, "r": 0, "b": 0},
        "font": {"size": size, "color": palette_of(look).text},
        "automargin": False,
    }


def _title_size(look: Look) -> int:
    return 15 if look.compact else 16


def _heading(sheet: Sheet, look: Look) -> tuple[str, int]:
    """Write title and notes as markup, and say how many px high they stand."""
    width = COMPACT_WIDTH if look.compact else WIDE_WIDTH
    size, small = _title_size(look), text_size(look)
    upper = _title_lines(sheet.title, width / (size * 1.05), look)
    lower = _note_lines(sheet.notes, width / small, look)
    colour = palette_of(look).muted
    text = f"<b>{broken(upper)}</b>"
    if lower:
        text += f'<br><span style="font-size:{small}px;color:{colour}">{broken(lower)}</span>'
    return text, round((len(upper) + len(lower)) * size * 1.3) + 6


def _title_lines(parts: list[str], width: float, look: Look) -> list[str]:
    """Set a title's parts in one line, or each on its own where that is too long."""
    line = word(look.language, "colon").join(parts)
    if width_of(line) <= width:
        return [line]
    return [line for part in parts for line in wrap(part, width)]


def _note_lines(notes: list[str], width: float, look: Look) -> list[str]:
    """Set notes one after another, a new line where the next would not fit."""
    separator = word(look.language, "separator")
    lines: list[str] = []
    for note in notes:
        joined = separator.join([*lines[-1:], note])
        if lines and width_of(joined) <= width:
            lines[-1] = joined
        else:
            lines.extend(wrap(note, width))
    return lines


def month_axis(look: Look) -> Part:
    """Describe an axis of twelve months, every other one named where room is short."""
    months = range(2, 13, 2) if look.compact else range(1, 13)
    return _plain_axis(look) | {
        "tickmode": "array",
        "tickvals": list(months),
        "ticktext": [write_month(month, look.language) for month in months],
        "showgrid": False,
        "tickangle": 0,
    }


def amount_axis(look: Look, low: float, high: float) -> Part:
    """Describe an upright axis of amounts or percentages from low to high."""
    palette = palette_of(look)
    return _plain_axis(look) | {
        "range": [low, high],
        "nticks": 6,
        "tickformat": ",.4~f",
        "showgrid": True,
        "gridcolor": palette.grid,
        "zeroline": True,
        "zerolinecolor": palette.border,
        "zerolinewidth": 1,
        "automargin": True,
    }


def bare_axis(look: Look, low: float, high: float) -> Part:
    """Describe an axis that carries no words and no lines of its own."""
    return _plain_axis(look) | {
        "range": [low, high],
        "showgrid": False,
        "showticklabels": False,
        "ticks": "",
    }


def _plain_axis(look: Look) -> Part:
    palette = palette_of(look)
    return {
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
        "linecolor": palette.border,
        "tickfont": {"size": text_size(look), "color": palette.muted},
        "ticks": "",
    }


def empty_figure(title: list[str], look: Look) -> go.Figure:
    """Say that there is nothing to draw."""
    font = {"size": 13, "color": palette_of(look).muted}
    words = written(
        word(look.language, "empty"), x=0.5, y=0.5, xref="paper", yref="paper", font=font
    )
    axes = {"xaxis": bare_axis(look, 0, 1), "yaxis": bare_axis(look, 0, 1)}
    return frame([], look, Sheet(title, [], 120, axes=axes, words=[words]))


class DescribedFigure(go.Figure):  # type: ignore[misc]  # Plotly carries no types
    """A figure whose description is worked out once; whoever is given it must not change it."""

    def __init__(self, figure: go.Figure) -> None:
        """Keep what the figure describes itself as."""
        super().__init__()
        self._described: dict[str, Any] = figure.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """Return the description kept, the same one to everybody."""
        return self._described
