"""The variance pins of a ranking: each gap on one scale, beside the bar it belongs to."""

from __future__ import annotations

from decimal import Decimal

import plotly.graph_objects as go

from monitor.charts.bullets import PINS, UNTOUCHED, PlacedRow
from monitor.charts.frame import palette_of
from monitor.charts.records import Look, RankingRow

_CAP = Decimal(100)  # percentage points that a pin reaches at most; its figure says the rest


def pin_range(rows: list[PlacedRow]) -> tuple[float, float]:
    """Give the common scale of the variance pins, with zero in it."""
    gaps = [_capped(placed.row.gap_pp) for placed in rows if placed.row.gap_pp is not None]
    low, high = float(min([Decimal(0), *gaps])), float(max([Decimal(0), *gaps]))
    room = max(high - low, 10.0) * 0.08
    return low - room, high + room


def variance_pins(rows: list[PlacedRow], look: Look) -> list[go.Scatter]:
    """Draw each gap as a pin from zero, on one scale for all rows, beside the bars."""
    found = [
        (placed, float(_capped(placed.row.gap_pp)), pin_colour(placed.row, look))
        for placed in rows
        if placed.row.gap_pp is not None
    ]
    stems = [
        go.Scatter(
            name="pin stem",
            xaxis=PINS,
            x=[end for _, gap, colour in found if colour == shown for end in (0.0, gap, None)],
            y=[
                height
                for placed, _, colour in found
                if colour == shown
                for height in (placed.middle, placed.middle, None)
            ],
            mode="lines",
            line={"color": shown, "width": 2},
            hoverinfo="skip",
        )
        for shown in dict.fromkeys(colour for _, _, colour in found)
    ]
    heads = go.Scatter(
        name="variance",
        xaxis=PINS,
        x=[gap for _, gap, _ in found],
        y=[placed.middle for placed, _, _ in found],
        mode="markers",
        marker={"size": 9, "color": [colour for _, _, colour in found], "line": {"width": 0}},
        cliponaxis=False,
        hoverinfo="skip",
        unselected=UNTOUCHED,
    )
    return [*stems, heads]


def pin_colour(row: RankingRow, look: Look) -> str:
    """Red for worse than plan or overspent, green for better, quiet for neither."""
    palette = palette_of(look)
    if row.bar.badge == "overspent" or (row.gap_pp is not None and row.gap_pp < 0):
        return palette.variance_worse
    return palette.variance_better if row.gap_pp else palette.muted


def _capped(gap: Decimal) -> Decimal:
    return max(-_CAP, min(_CAP, gap))
