"""The dots of the quadrant: where each stands, how large it is, and what it says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go

from monitor.charts.frame import palette_of
from monitor.charts.hover import HOVER, told
from monitor.charts.numbers import full_amount
from monitor.charts.records import Dot, Look
from monitor.charts.words import word
from monitor.words.figures import write_percent, write_points

_LEAST, _ORDINARY, _MOST = Decimal(-5), Decimal(100), Decimal(150)
_SMALLEST = 5.0  # px of radius that a finger still finds


@dataclass(frozen=True, slots=True)
class Span:
    """An axis in percent: dots stand from ``least`` to ``most``, with ``room`` beyond both."""

    least: float
    most: float
    room: float

    @classmethod
    def of(cls, measures: Sequence[Decimal], room: float) -> Span:
        """Span 0 to 100, wider where a measure needs it, within limits."""
        high = min(_MOST, max([_ORDINARY, *measures]))
        return cls(float(max(_LEAST, min([Decimal(0), *measures]))), float(high), room)

    @property
    def low(self) -> float:
        """Give the axis's lower end."""
        return self.least - self.room

    @property
    def high(self) -> float:
        """Give the axis's upper end."""
        return self.most + self.room

    def clamp(self, measure: Decimal) -> float:
        """Place a measure, one out of bounds at the bound."""
        return max(self.least, min(self.most, float(measure)))

    def share(self, at: float) -> float:
        """Turn a place on the axis into a share of its length."""
        return (at - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class DrawnDot:
    """A dot with both its measures in percent, and its radius in px."""

    dot: Dot
    rate: Decimal
    completion: Decimal
    radius: float


def drawn_dots(dots: Sequence[Dot], look: Look) -> list[DrawnDot]:
    """Keep the dots that have both measures, the largest first so that small ones lie above."""
    largest = max((dot.budget for dot in dots), default=Decimal(0))
    widest = 18 if look.compact else 26
    known = [
        DrawnDot(dot, dot.execution_rate, dot.completion, _radius(dot.budget, largest, widest))
        for dot in dots
        if dot.execution_rate is not None and dot.completion is not None
    ]
    return sorted(known, key=lambda drawn: -drawn.dot.budget)


def _radius(budget: Decimal, largest: Decimal, widest: int) -> float:
    """Let the area grow with the budget."""
    share = float(budget / largest) if largest > 0 and budget > 0 else 0.0
    return max(_SMALLEST, widest * math.sqrt(share))


def agreement_band(across: Span, band: Decimal, look: Look) -> go.Scatter:
    """Draw the band along the diagonal in which money and results agree."""
    wide, low, high = float(band), across.low, across.high
    palette = palette_of(look)
    return go.Scatter(
        name="band",
        x=[low, high, high, low],
        y=[low - wide, high - wide, high + wide, low + wide],
        mode="lines",
        line={"width": 1, "color": palette.border},
        fill="toself",
        fillcolor=palette.grid,
        hoverinfo="skip",
    )


def dot_marks(
    drawn: Sequence[DrawnDot], spans: tuple[Span, Span], band: Decimal, look: Look
) -> go.Scatter:
    """Draw the dots over the two axes; each carries its project code as ``customdata``."""
    across, upwards = spans
    return go.Scatter(
        name="projects",
        x=[across.clamp(each.completion) for each in drawn],
        y=[upwards.clamp(each.rate) for each in drawn],
        mode="markers",
        marker={
            "size": [2 * each.radius for each in drawn],
            "color": [_colour(each, band, look) for each in drawn],
            "opacity": 0.85,
            "line": {"width": 1.5, "color": palette_of(look).background},
        },
        cliponaxis=False,
        customdata=[[each.dot.project_code] for each in drawn],
        hovertext=[_hover(each, look) for each in drawn],
        hovertemplate=HOVER,
        unselected={"marker": {"opacity": 0.85}},
    )


def _colour(each: DrawnDot, band: Decimal, look: Look) -> str:
    """Dark where money and results agree, else red for money and blue for results ahead."""
    palette = palette_of(look)
    if abs(each.rate - each.completion) <= band:
        return palette.actual
    return palette.gap_behind if each.rate > each.completion else palette.gap_ahead


def _hover(each: DrawnDot, look: Look) -> str:
    apart = each.rate - each.completion
    side = "apart" if apart > 0 else "behind"
    said = {
        "rate": {"percent": write_percent(each.rate)},
        "completion": {"percent": write_percent(each.completion)},
        "budget": {"amount": full_amount(each.dot.budget, look.language, look.unit)},
    }
    if apart:
        said[side] = {"points": write_points(abs(apart), sign=False)}
    lines = [word(look.language, f"quadrant.hover.{key}", **said[key]) for key in said]
    return told(lines, look, each.dot.project_name)
