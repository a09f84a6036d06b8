"""The dots of the quadrant: where each stands, how large it is, and what it says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go

from monitor.charts.figure import Part, Sheet, amount_axis, empty_figure, frame, palette_of, titled
from monitor.charts.quadrant_labels import PlacedDot, name_axes, name_corners, name_dots
from monitor.charts.records import Dot, Look, View
from monitor.charts.text import HOVER, full_amount, told, word
from monitor.words.figures import plain_number, write_percent, write_points

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


BAND = Decimal(10)
MOST_NAMED = 15
MOST_DOTS = 300  # more hide each other: then a dot is a bin of projects


def money_results_quadrant(
    dots: Sequence[Dot], view: View, look: Look, band: Decimal = BAND
) -> go.Figure:
    """Draw execution rate over completion, in percent, a dot per project sized by its budget.

    ``band`` is the policy's difference, in points, up to which money and results agree. Projects
    that lack either measure are counted in the note. Dots carry project codes as ``customdata``.
    """
    title = titled("quadrant", view, look)
    drawn = drawn_dots(dots, look)
    if not drawn:
        return empty_figure(title, look)
    across = Span.of([each.completion for each in drawn], 5)
    upwards = Span.of([each.rate for each in drawn], 16 if look.compact else 11)
    height = 440 if look.compact else 480
    placed = [_placed(each, across, upwards) for each in drawn]
    names = name_dots(placed, look, height) if len(placed) <= MOST_NAMED else []
    sheet = Sheet(
        title,
        _notes(band, len(dots) - len(drawn), len(drawn) - len(names), look),
        height,
        left=36,
        right=16,
        bottom=48,
        header=32,
        axes={"xaxis": _axis(look, across), "yaxis": _axis(look, upwards)},
        words=[*name_axes(look), *name_corners(look), *names],
    )
    traces = [agreement_band(across, band, look), dot_marks(drawn, (across, upwards), band, look)]
    return frame(traces, look, sheet)


def _axis(look: Look, span: Span) -> Part:
    """Describe one of the two axes, ruled at every quarter."""
    return amount_axis(look, span.low, span.high) | {
        "tickvals": [0, 25, 50, 75, 100, 125, 150],
        "tickmode": "array",
        "automargin": False,
        "zerolinecolor": palette_of(look).grid,
    }


def _placed(each: DrawnDot, across: Span, upwards: Span) -> PlacedDot:
    x, y = across.clamp(each.completion), upwards.clamp(each.rate)
    return PlacedDot(each.dot.project_name, x, y, across.share(x), upwards.share(y), each.radius)


def _notes(band: Decimal, left_out: int, unnamed: int, look: Look) -> list[str]:
    points = plain_number(band)
    notes = [
        word(look.language, "quadrant.key.size"),
        word(look.language, "quadrant.key.band", points=points),
    ]
    if left_out:
        notes.append(word(look.language, "quadrant.left_out", count=left_out))
    if unnamed:
        notes.append(word(look.language, "quadrant.unnamed"))
    return notes
