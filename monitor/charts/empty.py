"""A figure that says there is nothing to draw."""

from __future__ import annotations

import plotly.graph_objects as go

from monitor.charts.axes import bare_axis
from monitor.charts.frame import Sheet, frame, palette_of, written
from monitor.charts.records import Look
from monitor.charts.words import word


def empty_figure(title: list[str], look: Look) -> go.Figure:
    """Say that there is nothing to draw."""
    font = {"size": 13, "color": palette_of(look).muted}
    words = written(
        word(look.language, "empty"), x=0.5, y=0.5, xref="paper", yref="paper", font=font
    )
    axes = {"xaxis": bare_axis(look, 0, 1), "yaxis": bare_axis(look, 0, 1)}
    return frame([], look, Sheet(title, [], 120, axes=axes, words=[words]))
