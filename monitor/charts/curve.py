"""The spending curve: where the money stands against its plan, and where it is heading."""

from __future__ import annotations

from decimal import Decimal

import plotly.graph_objects as go

from monitor.charts.curve_data import CurveData
from monitor.charts.curve_labels import (
    LineEnd,
    end_label,
    line_ends,
    month_rule,
    name_actual,
    name_ends,
    right_margin,
)
from monitor.charts.curve_lines import (
    actual_line,
    actual_points,
    milestones,
    missing_months,
    plan_line,
    plan_points,
)
from monitor.charts.figure import Sheet, amount_axis, frame, month_axis, palette_of, titled
from monitor.charts.records import Curve, ForecastPoint, Look, View
from monitor.charts.text import HOVER, scale_amount, told
from monitor.words.catalogue import say


def forecast_layers(course: CurveData) -> list[go.Scatter]:
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


def _forecast_hover(course: CurveData, point: ForecastPoint) -> str:
    low, high = course.amount(point.low), course.amount(point.high)
    expected = course.say(
        "curve.hover.forecast",
        month=course.month(point.month),
        amount=course.amount(point.expected),
    )
    return told([expected, course.say("curve.hover.range", low=low, high=high)], course.look)


def portfolio_curve(curve: Curve, view: View, look: Look) -> go.Figure:
    """Draw all projects' spending against their plan, up to the month in view and beyond."""
    return draw_curve(CurveData(curve, view, look), [], [])


def draw_curve(course: CurveData, layers: list[go.Scatter], ends: list[LineEnd]) -> go.Figure:
    """Draw a curve over further layers, with further line ends named at the right."""
    look = course.look
    traces = [
        *layers,
        *forecast_layers(course),
        plan_line(course),
        plan_points(course),
        missing_months(course),
        actual_line(course),
        actual_points(course),
        milestones(course),
    ]
    height = 260 if look.compact else 340
    low, high = _range(course)
    scale = height / (high - low)
    labels = [
        end_label(course, end, (course.y(end.amount) - low) * scale)
        for end in [*line_ends(course), *ends]
    ]
    last = course.last_report
    depth = course.y(last.spent) * scale if last else 0.0
    sheet = Sheet(
        titled("curve", course.view, look),
        _notes(course),
        height,
        right=right_margin(labels, course),
        header=30,
        axes={
            "xaxis": month_axis(look) | {"range": [-0.1, 12.2]},
            "yaxis": amount_axis(look, low, high),
        },
        words=[*name_actual(course, depth), *name_ends(course, labels, height)],
        shapes=[month_rule(course)],
    )
    return frame(traces, look, sheet)


def _range(course: CurveData) -> tuple[float, float]:
    """Give the upright axis's ends in the unit, with room for words above the highest line."""
    ahead = [amount for point in course.ahead for amount in (point.expected, point.low, point.high)]
    drawn = [0.0, *map(course.y, [*course.amounts, *ahead])]
    top = max(drawn) or scale_amount(course.cap, course.look.unit) or 1.0
    bottom = min(drawn)
    return (bottom * 1.2 if bottom < 0 else -top * 0.02), top * 1.1


def _notes(course: CurveData) -> list[str]:
    has_plan = any(point.planned_amount is not None for point in course.curve.points)
    rule = say(course.look.language, f"policy.{course.curve.interpolation}")
    said = [
        course.say("unit", unit=course.say(f"unit.{course.look.unit}")),
        course.say("plan_rule", rule=rule) if has_plan else course.say("no_plan"),
    ]
    said += [course.say(f"curve.{key}") for key, shown in _footnotes(course).items() if shown]
    return said


def _footnotes(course: CurveData) -> dict[str, bool]:
    """Say which marks stand in this drawing and want a word."""
    points = course.curve.points
    return {
        "missing": any(point.spent is None for point in course.passed),
        "partial": any(report.point.is_partial for report in course.reports),
        "missed": any(point.milestone_missed for point in points),
        "forecast": bool(course.ahead),
        "capped": course.is_capped,
    }


def project_curve(curve: Curve, view: View, look: Look) -> go.Figure:
    """Draw one project's year; a budget line appears where the budget was changed."""
    course = CurveData(curve, view, look)
    revised = _revised(course)
    if not revised:
        return draw_curve(course, [], [])
    palette = palette_of(look)
    ends = [LineEnd(course.say("revised_budget"), palette.budget, revised[-1][1])]
    if curve.original_budget is not None:
        ends.append(LineEnd(course.say("original_budget"), palette.muted, curve.original_budget))
    return draw_curve(course, [*_original_line(course), _budget_line(course, revised)], ends)


def _revised(course: CurveData) -> list[tuple[int, Decimal]]:
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


def _budget_line(course: CurveData, budgets: list[tuple[int, Decimal]]) -> go.Scatter:
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


def _original_line(course: CurveData) -> list[go.Scatter]:
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
