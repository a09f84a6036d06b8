"""The bars of a ranking: zones, spending and plan ticks on an upright axis of px.

Rows stand on an upright axis counted in px from above, so that names of one line and of three
each get the height they need. Three axes lie across: one for the bars, one for the pins,
and over both the whole width for figures, rules and the pointer.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go

from monitor.charts.figure import palette_of
from monitor.charts.records import Look, RankingRow, Zone
from monitor.domain.badges import BADGES, Light

BAR = 14
ZONE = 22
ROW = 36
BARS, PINS, WHOLE = "x", "x2", "x3"
UNTOUCHED = {"marker": {"opacity": 1}}
MOST = Decimal(150)
LEAST = Decimal(-30)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row from ``top`` to ``bottom``; its bar has the room below ``bar_top``, all in px."""

    row: RankingRow
    top: float
    bar_top: float
    bottom: float
    name_lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """Give the height of the bar's middle."""
        return (self.bar_top + self.bottom) / 2


def rate_range(rows: list[PlacedRow]) -> tuple[float, float]:
    """Give the scale of execution rates: 0 to 100, wider where a row needs it, with a limit."""
    rates = [rate for placed in rows if (rate := shown_rate(placed.row)) is not None]
    low = max(LEAST, min([Decimal(0), *rates]))
    high = min(MOST, max([Decimal(100), *rates]))
    return float(low) * 1.1, float(high) * 1.02


def shown_rate(row: RankingRow) -> Decimal | None:
    """Give the rate that the row's bar shows: this month's, else the last one reported."""
    bar = row.bar
    return bar.last_reported_rate if bar.execution_rate is None else bar.execution_rate


def _drawn(rate: Decimal) -> float:
    return float(max(LEAST, min(MOST, rate)))


def zone_bars(rows: list[PlacedRow], look: Look, high: float) -> list[go.Bar]:
    """Draw each policy zone as a faint bar behind the spending bar, one layer per light."""
    lights = dict.fromkeys(zone.light for placed in rows for zone in zones_of(placed.row))
    return [_zone_layer(light, rows, look, high) for light in lights]


def zones_of(row: RankingRow) -> tuple[Zone, ...]:
    """Give a row's zones; without a budget there is no scale for them to stand on."""
    return () if row.bar.badge == "zero_budget" else row.zones


def _zone_layer(light: Light, rows: list[PlacedRow], look: Look, high: float) -> go.Bar:
    found = [
        (placed, float(zone.start_pct), high if zone.end_pct is None else float(zone.end_pct))
        for placed in rows
        for zone in zones_of(placed.row)
        if zone.light == light
    ]
    return go.Bar(
        name=f"zone {light}",
        orientation="h",
        xaxis=BARS,
        base=[min(start, high) for _, start, _ in found],
        x=[max(0.0, min(end, high) - min(start, high)) for _, start, end in found],
        y=[placed.middle for placed, _, _ in found],
        width=ZONE,
        marker={"color": BADGES[light].shade(look.theme).fill, "line": {"width": 0}},
        hoverinfo="skip",
        unselected=UNTOUCHED,
    )


def spending_bars(rows: list[PlacedRow], look: Look) -> go.Bar:
    """Draw what is spent as solid dark bars."""
    found = [
        (placed, placed.row.bar.execution_rate)
        for placed in rows
        if placed.row.bar.execution_rate is not None
    ]
    return go.Bar(
        name="spending",
        orientation="h",
        xaxis=BARS,
        x=[_drawn(rate) for _, rate in found],
        y=[placed.middle for placed, _ in found],
        width=BAR,
        marker={"color": palette_of(look).actual, "line": {"width": 0}},
        hoverinfo="skip",
        unselected=UNTOUCHED,
    )


def outlined_bars(rows: list[PlacedRow], look: Look) -> go.Bar:
    """Draw rows without a report hatched: up to their last figure, or empty from 0 to 100."""
    shade = BADGES["not_reported"].shade(look.theme)
    found = [placed for placed in rows if placed.row.bar.is_not_reported]
    last = [placed.row.bar.last_reported_rate for placed in found]
    return go.Bar(
        name="not reported",
        orientation="h",
        xaxis=BARS,
        x=[100.0 if rate is None else _drawn(rate) for rate in last],
        y=[placed.middle for placed in found],
        width=BAR,
        marker={
            "color": "rgba(0,0,0,0)",
            "line": {"width": 1, "color": shade.strong},
            "pattern": {
                "shape": ["" if rate is None else "/" for rate in last],
                "fgcolor": shade.strong,
                "bgcolor": "rgba(0,0,0,0)",
                "size": 5,
                "solidity": 0.25,
            },
        },
        hoverinfo="skip",
        unselected=UNTOUCHED,
    )


def plan_ticks(rows: list[PlacedRow], look: Look) -> go.Scatter:
    """Mark each row's planned progress with an upright tick."""
    found = [
        (placed, placed.row.bar.planned_pct)
        for placed in rows
        if placed.row.bar.planned_pct is not None and placed.row.bar.badge != "zero_budget"
    ]
    return go.Scatter(
        name="plan",
        xaxis=BARS,
        x=[float(planned) for _, planned in found],
        y=[placed.middle for placed, _ in found],
        mode="markers",
        marker={
            "symbol": "line-ns-open",
            "size": ZONE + 2,
            "color": palette_of(look).plan,
            "line": {"width": 3, "color": palette_of(look).plan},
        },
        cliponaxis=False,
        hoverinfo="skip",
        unselected=UNTOUCHED,
    )


def zero_lines(rows: list[PlacedRow], look: Look) -> list[go.Scatter]:
    """Rule the zero of bars and pins beside each row, clear of the names."""
    return [
        go.Scatter(
            name="zero",
            x=[0.0, 0.0, None] * len(rows),
            y=[height for placed in rows for height in (placed.bar_top, placed.bottom, None)],
            xaxis=axis,
            mode="lines",
            line={"color": palette_of(look).muted, "width": 1},
            hoverinfo="skip",
        )
        for axis in (BARS, PINS)
    ]


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
