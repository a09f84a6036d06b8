"""One project's year: plan and milestones, spending, budget changes, forecast."""

from __future__ import annotations

from decimal import Decimal

import plotly.graph_objects as go

from monitor.charts.course import Course
from monitor.charts.curve import draw_curve
from monitor.charts.curve_words import LineEnd
from monitor.charts.frame import palette_of
from monitor.charts.hover import HOVER
from monitor.charts.records import Curve, Look, View


def project_curve(curve: Curve, view: View, look: Look) -> go.Figure:
    """Draw one project's year; a budget line appears where the budget was changed."""
    course = Course(curve, view, look)
    revised = _revised(course)
    if not revised:
        return draw_curve(course, [], [])
    palette = palette_of(look)
    ends = [LineEnd(course.say("revised_budget"), palette.budget, revised[-1][1])]
    if curve.original_budget is not None:
        ends.append(LineEnd(course.say("original_budget"), palette.muted, curve.original_budget))
    return draw_curve(course, [*_original_line(course), _budget_line(course, revised)], ends)


def _revised(course: Course) -> list[tuple[int, Decimal]]:
    """Give the budget month by month, where it ever differs from the original one."""
    budgets = [
        (point.month, point.revised_budget)
        for point in course.curve.points
        if point.revised_budget is not None
    ]
    original = course.curve.original_budget
    if original is None and budgets:
        original = budgets[0][1]
    return budgets if any(budget != original for _, budget in budgets) else []


def _budget_line(course: Course, budgets: list[tuple[int, Decimal]]) -> go.Scatter:
    """Draw the revised budget, each change at the end of its month."""
    return go.Scatter(
        name="revised budget",
        x=[month for month, _ in budgets],
        y=[course.y(budget) for _, budget in budgets],
        mode="lines",
        line={"color": palette_of(course.look).budget, "width": 1.5, "dash": "dot", "shape": "hv"},
        hovertext=[
            course.say(
                "curve.hover.budget", month=course.month(month), amount=course.amount(budget)
            )
            for month, budget in budgets
        ],
        hovertemplate=HOVER,
    )


def _original_line(course: Course) -> list[go.Scatter]:
    original = course.curve.original_budget
    if original is None:
        return []
    height = course.y(original)
    return [
        go.Scatter(
            name="original budget",
            x=[0, 12],
            y=[height, height],
            mode="lines",
            line={"color": palette_of(course.look).muted, "width": 1, "dash": "dot"},
            hoverinfo="skip",
        )
    ]
