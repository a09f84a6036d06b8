"""A year's spending as a small line for a table cell, in SVG that takes the page's colours."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.charts.numbers import full_amount
from monitor.charts.records import CurvePoint, Look
from monitor.charts.words import word
from monitor.words.figures import write_month

WIDTH, HEIGHT = 96, 24
_EDGE = 4


def sparkline_svg(points: Sequence[CurvePoint], look: Look) -> str:
    """Draw a project's spending as steps over its plan; months not reported are left open.

    Colours are the page's ``--em-…`` properties, or the text's own where those are missing.
    """
    scale = _Scale.of(points)
    label = html.escape(_label(points, look))
    plan = [(0, Decimal(0))]
    plan += [(point.month, point.planned_amount) for point in points if point.planned_amount]
    plan_path = "L".join(scale.place(month, amount) for month, amount in plan)
    marks = "".join(
        f'<circle cx="{scale.x(month)}" cy="{scale.y(amount)}" r="{radius}"/>'
        for month, amount, radius in _marks(points)
    )
    return (
        f'<svg class="em-sparkline" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-label="{label}" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<title>{label}</title>"
        f'<path d="M{plan_path}" style="fill:none;stroke:var(--em-plan,currentColor);'
        f'stroke-width:1;opacity:.8"/>'
        f'<path d="{_steps(points, scale)}" style="fill:none;'
        f'stroke:var(--em-actual,currentColor);stroke-width:1.75"/>'
        f'<g style="fill:var(--em-actual,currentColor)">{marks}</g></svg>'
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, points: Sequence[CurvePoint]) -> _Scale:
        known = [point.spent for point in points] + [point.planned_amount for point in points]
        amounts = [Decimal(0), *(amount for amount in known if amount is not None)]
        return cls(min(amounts), max(amounts))

    def x(self, month: int) -> str:
        return f"{_EDGE + month * (WIDTH - 2 * _EDGE) / 12:.1f}"

    def y(self, amount: Decimal) -> str:
        share = float((amount - self.low) / (self.high - self.low or 1))
        return f"{HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE):.1f}"

    def place(self, month: int, amount: Decimal) -> str:
        return f"{self.x(month)} {self.y(amount)}"


def _steps(points: Sequence[CurvePoint], scale: _Scale) -> str:
    """Write the path of reported months, begun anew after every open month."""
    written = [f"M{scale.place(0, Decimal(0))}"]
    is_open = False
    for point in points:
        if point.spent is None:
            is_open = True
            continue
        move = f"M{scale.place(point.month, point.spent)}"
        step = f"H{scale.x(point.month)}V{scale.y(point.spent)}"
        written.append(move if is_open else step)
        is_open = False
    return "".join(written)


def _marks(points: Sequence[CurvePoint]) -> list[tuple[int, Decimal, float]]:
    """Mark the last report, and small reports that stand alone between open months."""
    reports = [(point.month, point.spent) for point in points if point.spent is not None]
    months = {month for month, _ in reports} | {0}
    alone = [
        (month, spent, 1.25)
        for month, spent in reports[:-1]
        if month - 1 not in months and month + 1 not in months
    ]
    return [*alone, *((month, spent, 2.5) for month, spent in reports[-1:])]


def _label(points: Sequence[CurvePoint], look: Look) -> str:
    reports = [(point.month, point.spent) for point in points if point.spent is not None]
    if not reports:
        return word(look.language, "sparkline.empty")
    month, spent = reports[-1]
    return word(
        look.language,
        "sparkline.label",
        reported=len(reports),
        month=write_month(month, look.language),
        amount=full_amount(spent, look.language, look.unit),
    )
