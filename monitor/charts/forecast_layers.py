"""The forecast on a spending curve: dashed, over the range it lies in."""

from __future__ import annotations

import plotly.graph_objects as go

from monitor.charts.course import Course
from monitor.charts.frame import palette_of
from monitor.charts.hover import HOVER, told
from monitor.charts.records import ForecastPoint


def forecast_layers(course: Course) -> list[go.Scatter]:
    """Draw the forecast dashed from the last report, over its hatched range."""
    if not course.ahead:
        return []
    palette = palette_of(course.look)
    last = course.last_report
    start = [(last.month, course.y(last.spent))] if last else [(0, 0.0)]
    high = start + [(point.month, course.y(point.high)) for point in course.ahead]
    low = start + [(point.month, course.y(point.low)) for point in course.ahead]
    outline = high + low[::-1]
    band = go.Scatter(
        name="forecast range",
        x=[month for month, _ in outline],
        y=[amount for _, amount in outline],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor="rgba(0,0,0,0)",
        fillpattern={
            "shape": "/",
            "size": 6,
            "solidity": 0.18,
            "fgcolor": palette.forecast_band,
            "bgcolor": "rgba(0,0,0,0)",
        },
        hoverinfo="skip",
    )
    middle = go.Scatter(
        name="forecast",
        x=[month for month, _ in start] + [point.month for point in course.ahead],
        y=[amount for _, amount in start] + [course.y(point.expected) for point in course.ahead],
        mode="lines+markers",
        line={"color": palette.forecast, "width": 2, "dash": "dash"},
        marker={"size": 9, "opacity": 0},
        cliponaxis=False,
        hovertext=["", *(_forecast_hover(course, point) for point in course.ahead)],
        hovertemplate=HOVER,
    )
    return [band, middle]


def _forecast_hover(course: Course, point: ForecastPoint) -> str:
    low, high = course.amount(point.low), course.amount(point.high)
    expected = course.say(
        "curve.hover.forecast",
        month=course.month(point.month),
        amount=course.amount(point.expected),
    )
    return told([expected, course.say("curve.hover.range", low=low, high=high)], course.look)
