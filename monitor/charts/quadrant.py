"""Money against results: who spends without results, and who has results without spending."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import plotly.graph_objects as go

from monitor.charts.axes import amount_axis
from monitor.charts.empty import empty_figure
from monitor.charts.frame import Part, Sheet, frame, palette_of, titled
from monitor.charts.quadrant_dots import (
    DrawnDot,
    Span,
    agreement_band,
    dot_marks,
    drawn_dots,
)
from monitor.charts.quadrant_words import PlacedDot, name_axes, name_corners, name_dots
from monitor.charts.records import Dot, Look, View
from monitor.charts.words import word
from monitor.words.figures import plain_number

BAND = Decimal(10)
MOST_NAMED = 15


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
