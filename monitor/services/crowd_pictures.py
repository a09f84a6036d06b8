"""From counts of very many projects to what charts are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import cast

from monitor.charts.records import Curve, CurvePoint, Dot, Interpolation
from monitor.services.crowds import DENSITY_WIDTH, Ahead, Field
from monitor.services.picturing import planned_share
from monitor.services.reviewing import MonthView


def curve_of_crowd(view: MonthView, ahead: Sequence[Ahead], milestone_months: set[int]) -> Curve:
    """Return the whole plan and what is spent up to the month in view, from the totals alone."""
    planned = {each.month: each.planned_amount for each in ahead}
    points = tuple(
        CurvePoint(
            month=month.month,
            planned_amount=planned.get(month.month, month.planned_amount_of_all),
            spent=month.spent if month.month <= view.month.number else None,
            milestone_pct=planned_share(month) if month.month in milestone_months else None,
            reported_pct=month.reported_pct
            if month.spent is not None and month.month <= view.month.number
            else None,
        )
        for month in view.months
    )
    return Curve(
        points,
        forecast=tuple(each.point for each in ahead if each.point is not None),
        interpolation=cast("Interpolation", view.policy.interpolation),
        original_budget=view.total.original_budget,
    )


def dots_of_fields(fields: Iterable[Field], words: str) -> tuple[Dot, ...]:
    """Return a dot per field of money against results, in its middle; ``words`` name it."""
    return tuple(
        Dot(
            "",
            words.format(count=f"{each.projects_count:,}"),
            _middle(each.rate_field),
            _middle(each.completion_field),
            each.revised_budget or Decimal(0),
        )
        for each in fields
    )


def _middle(place: int) -> Decimal:
    return Decimal(place * DENSITY_WIDTH) + Decimal(DENSITY_WIDTH) / 2
