"""The spending curve: where the money stands against its plan, and where it is heading."""

from __future__ import annotations

import plotly.graph_objects as go

from monitor.charts.axes import amount_axis, month_axis
from monitor.charts.course import Course
from monitor.charts.curve_layers import (
    actual_line,
    actual_points,
    milestones,
    missing_months,
    plan_line,
    plan_points,
)
from monitor.charts.curve_words import (
    LineEnd,
    end_label,
    line_ends,
    month_rule,
    name_actual,
    name_ends,
    right_margin,
)
from monitor.charts.forecast_layers import forecast_layers
from monitor.charts.frame import Sheet, frame, titled
from monitor.charts.numbers import scale_amount
from monitor.charts.records import Curve, Look, View
from monitor.words.catalogue import say


def portfolio_curve(curve: Curve, view: View, look: Look) -> go.Figure:
    """Draw all projects' spending against their plan, up to the month in view and beyond."""
    return draw_curve(Course(curve, view, look), [], [])


def draw_curve(course: Course, layers: list[go.Scatter], ends: list[LineEnd]) -> go.Figure:
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


def _range(course: Course) -> tuple[float, float]:
    """Give the upright axis's ends in the unit, with room for words above the highest line."""
    ahead = [amount for point in course.ahead for amount in (point.expected, point.low, point.high)]
    drawn = [0.0, *map(course.y, [*course.amounts, *ahead])]
    top = max(drawn) or scale_amount(course.cap, course.look.unit) or 1.0
    bottom = min(drawn)
    return (bottom * 1.2 if bottom < 0 else -top * 0.02), top * 1.1


def _notes(course: Course) -> list[str]:
    has_plan = any(point.planned_amount is not None for point in course.curve.points)
    rule = say(course.look.language, f"policy.{course.curve.interpolation}")
    said = [
        course.say("unit", unit=course.say(f"unit.{course.look.unit}")),
        course.say("plan_rule", rule=rule) if has_plan else course.say("no_plan"),
    ]
    said += [course.say(f"curve.{key}") for key, shown in _footnotes(course).items() if shown]
    return said


def _footnotes(course: Course) -> dict[str, bool]:
    """Say which marks stand in this drawing and want a word."""
    points = course.curve.points
    return {
        "missing": any(point.spent is None for point in course.passed),
        "partial": any(report.point.is_partial for report in course.reports),
        "missed": any(point.milestone_missed for point in points),
        "forecast": bool(course.ahead),
        "capped": course.is_capped,
    }
