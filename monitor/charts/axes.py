"""Axes of the figures: months, amounts, and bare ones that only carry a scale."""

from __future__ import annotations

from monitor.charts.frame import Part, palette_of, text_size
from monitor.charts.records import Look
from monitor.words.figures import write_month


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
