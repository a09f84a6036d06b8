"""The words on a spending curve: the month in view, and each line named where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from monitor.charts.curve_data import CurveData
from monitor.charts.figure import Part, palette_of, text_size, written
from monitor.charts.text import broken, month_end_word, short_amount, width_of


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Lines of words for a margin; ``at`` is the height their line ends at, in px from below."""

    lines: tuple[str, ...]
    colour: str
    at: float


def spread(labels: list[EndLabel], line_height: float, top: float) -> list[float]:
    """Give each label's middle in px so that none covers another and all stay under the top."""
    order = sorted(range(len(labels)), key=lambda index: labels[index].at)
    halves = [len(label.lines) * line_height / 2 for label in labels]
    middles = [label.at for label in labels]
    floor = 0.0
    for index in order:
        middles[index] = max(middles[index], floor + halves[index])
        floor = middles[index] + halves[index]
    ceiling = max(top, 2 * sum(halves))
    for index in reversed(order):
        middles[index] = min(middles[index], ceiling - halves[index])
        ceiling = middles[index] - halves[index]
    return middles


_LAST_WITH_ROOM = 9  # words beside a later month would run into the margin
_ROOM_BELOW = 40.0
_FIRST_WITH_ROOM = 4  # words to the left of an earlier month would run into the axis


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A line's name and the amount it ends at."""

    name: str
    colour: str
    amount: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


def month_rule(course: CurveData) -> Part:
    """Rule a thin upright line at the month in view."""
    return {
        "type": "line",
        "x0": course.view.month,
        "x1": course.view.month,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "below",
        "line": {"color": palette_of(course.look).muted, "width": 1, "dash": "dot"},
        "name": "month in view",
    }


def _name_month(course: CurveData, words: str) -> Part:
    """Name the month in view above its line, inside the figure early and late in the year."""
    month = course.view.month
    anchor = "center"
    if month < _FIRST_WITH_ROOM or month > _LAST_WITH_ROOM:
        anchor = "left" if month < _FIRST_WITH_ROOM else "right"
    return written(
        words,
        x=month,
        xanchor=anchor,
        xshift={"left": -12, "center": 0, "right": 12}[anchor],
        y=1,
        yref="paper",
        yanchor="bottom",
        font={"size": text_size(course.look), "color": palette_of(course.look).muted},
        name="month in view",
    )


def name_actual(course: CurveData, depth: float) -> list[Part]:
    """Name the spending line where it stops, on the side away from the plan, and the month.

    ``depth`` is how many px the line's end lies above zero. Where neither side has room,
    the month's words above the drawing say the figure.
    """
    month = month_end_word(course.look.language, course.view.month)
    last = course.last_report
    if last is None or last.month > _LAST_WITH_ROOM:
        return [_name_month(course, month)]
    amount = short_amount(last.spent, course.look.unit)
    is_above = course.is_ahead(last.month) or depth < _ROOM_BELOW
    if is_above and last.month < _FIRST_WITH_ROOM:
        key = "curve.at_month" if last.month == course.view.month else "curve.before_month"
        at = course.month(last.month)
        return [_name_month(course, course.say(key, month=month, last=at, amount=amount))]
    beside = written(
        f"<b>{course.say('actual')}{'<br>' if course.look.compact else ' '}{amount}</b>",
        x=last.month,
        y=course.y(last.spent),
        align="right" if is_above else "left",
        xanchor="right" if is_above else "left",
        yanchor="bottom" if is_above else "top",
        xshift=-6 if is_above else 6,
        yshift=4 if is_above else -4,
        font={"size": text_size(course.look), "color": palette_of(course.look).actual},
        name="actual",
    )
    return [_name_month(course, month), beside]


def line_ends(course: CurveData) -> list[LineEnd]:
    """Collect what ends at the right: plan, forecast, and spending late in the year."""
    palette = palette_of(course.look)
    ends = []
    planned = [point.planned_amount for point in course.curve.points if point.planned_amount]
    if planned:
        ends.append(LineEnd(course.say("plan"), palette.plan, planned[-1]))
    if course.ahead:
        far = course.ahead[-1]
        name = course.say("forecast")
        ends.append(LineEnd(name, palette.forecast, far.expected, far.low, far.high))
    last = course.last_report
    if last is not None and last.month > _LAST_WITH_ROOM:
        ends.append(LineEnd(course.say("actual"), palette.actual, last.spent))
    return ends


def end_label(course: CurveData, end: LineEnd, at: float) -> EndLabel:
    """Write a line's end: name and number, and a forecast's range where there is room."""
    unit = course.look.unit
    number = short_amount(end.amount, unit) + ("↑" if end.amount > course.cap else "")
    if course.look.compact:
        return EndLabel((end.name, number), end.colour, at)
    lines: tuple[str, ...] = (f"{end.name} {number}",)
    if end.low is not None and end.high is not None and end.low != end.high:
        lines += (f"{short_amount(end.low, unit)} – {short_amount(end.high, unit)}",)
    return EndLabel(lines, end.colour, at)


def name_ends(course: CurveData, labels: list[EndLabel], height: int) -> list[Part]:
    """Write the labels into the right margin, none covering another."""
    size = text_size(course.look)
    return [
        written(
            broken(list(label.lines)),
            x=1,
            xref="paper",
            xanchor="left",
            xshift=4,
            y=middle / height,
            yref="paper",
            yanchor="middle",
            align="left",
            font={"size": size, "color": label.colour},
            name="line end",
        )
        for label, middle in zip(labels, spread(labels, size * 1.35, height), strict=True)
    ]


def right_margin(labels: list[EndLabel], course: CurveData) -> int:
    """Say how much room the labels need at the right, in px."""
    widest = max((width_of(line) for label in labels for line in label.lines), default=0.0)
    return round(widest * text_size(course.look)) + 12
