"""The layers of a spending curve: plan and milestones, spending, months left open."""

from __future__ import annotations

from decimal import Decimal

import plotly.graph_objects as go

from monitor.charts.curve_data import CurveData, Report
from monitor.charts.figure import palette_of, text_size
from monitor.charts.records import CurvePoint
from monitor.charts.text import HOVER, short_percent, told
from monitor.domain.badges import BADGES
from monitor.words.figures import write_percent

_YEAR_END = 12


def plan_line(course: CurveData) -> go.Scatter:
    """Draw the plan from nothing at the year's start through every month's end."""
    planned = course.planned
    return go.Scatter(
        name="plan",
        x=[0, *(month for month, _ in planned)] if planned else [],
        y=[0.0, *(course.y(amount) for _, amount in planned)] if planned else [],
        mode="lines",
        line={
            "color": palette_of(course.look).plan,
            "width": 2,
            "shape": "linear" if course.curve.interpolation == "linear" else "hv",
        },
        hoverinfo="skip",
    )


def plan_points(course: CurveData) -> go.Scatter:
    """Give every month's end on the plan line something to point at."""
    return go.Scatter(
        name="plan points",
        x=[month for month, _ in course.planned],
        y=[course.y(amount) for _, amount in course.planned],
        mode="markers",
        marker={"size": 12, "opacity": 0},
        hovertext=[
            course.say("curve.hover.plan", month=course.month(month), amount=course.amount(amount))
            for month, amount in course.planned
        ],
        hovertemplate=HOVER,
    )


def milestones(course: CurveData) -> go.Scatter:
    """Mark the milestones with diamonds and their percentage, a missed one with a cross."""
    palette = palette_of(course.look)
    points = [
        (point, point.milestone_pct, point.planned_amount)
        for point in course.curve.points
        if point.milestone_pct is not None and point.planned_amount is not None
    ]
    missed = BADGES["red"].shade(course.look.theme).text
    colours = [missed if point.milestone_missed else palette.plan for point, _, _ in points]
    return go.Scatter(
        name="milestones",
        x=[point.month for point, _, _ in points],
        y=[course.y(amount) for _, _, amount in points],
        mode="markers+text",
        marker={
            "symbol": "diamond",
            "size": 10,
            "color": palette.background,
            "line": {"color": colours, "width": 2},
        },
        text=[
            f"× {short_percent(pct)}" if point.milestone_missed else short_percent(pct)
            for point, pct, _ in points
        ],
        textposition=[_side(course, point.month) for point, _, _ in points],
        textfont={"size": text_size(course.look), "color": colours},
        cliponaxis=False,
        hovertext=[_milestone_hover(course, point, pct, amount) for point, pct, amount in points],
        hovertemplate=HOVER,
    )


def _side(course: CurveData, month: int) -> str:
    """Choose the side away from spending; at the year's end the right side has other words."""
    if not course.is_ahead(month):
        return "top left"
    return "bottom right" if month < _YEAR_END else "bottom center"


def _milestone_hover(course: CurveData, point: CurvePoint, pct: Decimal, amount: Decimal) -> str:
    said = course.say(
        "curve.hover.milestone",
        month=course.month(point.month),
        percent=short_percent(pct),
        amount=course.amount(amount),
    )
    missed = course.say("curve.hover.missed") if point.milestone_missed else ""
    return told([said, missed], course.look)


def actual_line(course: CurveData) -> go.Scatter:
    """Draw spending as a step from month's end to month's end, open where nothing is reported."""
    passed = course.passed
    return go.Scatter(
        name="actual",
        x=[0, *(point.month for point in passed)],
        y=[0.0, *(None if point.spent is None else course.y(point.spent) for point in passed)],
        mode="lines",
        connectgaps=False,
        line={"color": palette_of(course.look).actual, "width": 3, "shape": "hv"},
        hoverinfo="skip",
    )


def actual_points(course: CurveData) -> go.Scatter:
    """Mark each reported month's end; hollow where only part of the money is reported."""
    palette = palette_of(course.look)
    reports = course.reports
    return go.Scatter(
        name="reported",
        x=[report.month for report in reports],
        y=[course.y(report.spent) for report in reports],
        mode="markers",
        marker={
            "size": 7,
            "color": [
                palette.background if report.point.is_partial else palette.actual
                for report in reports
            ],
            "line": {"color": palette.actual, "width": 2},
        },
        cliponaxis=False,
        hovertext=[_actual_hover(course, report) for report in reports],
        hovertemplate=HOVER,
    )


def _actual_hover(course: CurveData, report: Report) -> str:
    month = course.month(report.month)
    lines = [course.say("curve.hover.actual", month=month, amount=course.amount(report.spent))]
    if report.planned is not None:
        apart = course.amount(report.spent - report.planned)
        lines.append(course.say("curve.hover.against", amount=apart))
    share = report.point.reported_pct
    if share is not None and report.point.is_partial:
        lines.append(course.say("curve.hover.reported", percent=write_percent(share)))
    return told(lines, course.look)


def missing_months(course: CurveData) -> go.Scatter:
    """Mark the months up to the one in view that nothing was reported for."""
    months = [point.month for point in course.passed if point.spent is None]
    shade = BADGES["not_reported"].shade(course.look.theme)
    return go.Scatter(
        name="not reported",
        x=months,
        y=[0.0] * len(months),
        mode="markers",
        marker={
            "symbol": "circle-open",
            "size": 9,
            "color": shade.strong,
            "line": {"color": shade.strong, "width": 2},
        },
        cliponaxis=False,
        hovertext=[
            course.say("curve.hover.missing", month=course.month(month)) for month in months
        ],
        hovertemplate=HOVER,
    )
