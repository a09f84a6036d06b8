"""From judged months to what charts are drawn from; only the forecast's path is worked out here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import cast

from monitor.charts.records import (
    Curve,
    CurvePoint,
    Dot,
    ForecastPoint,
    GapCell,
    Interpolation,
    RankingRow,
    RateBar,
    State,
    View,
    Zone,
)
from monitor.domain.badges import BadgeName
from monitor.domain.judged import ProjectMonth, UnitMonth
from monitor.review.counts import DENSITY_WIDTH, CurveSums, DensityBin
from monitor.review.months import MonthView

_CENT = Decimal("0.01")

_NOTHING = Decimal(0)


def view_of(view: MonthView, subject: str = "") -> View:
    """Return what is in view, for titles."""
    return View(view.month.year, view.month.number, subject)


def portfolio_curve_of(view: MonthView, sums: CurveSums) -> Curve:
    """Return the whole plan and what is spent up to the month in view, from sums alone."""
    planned = {each.month: each.planned_amount for each in sums.ahead}
    points = tuple(
        CurvePoint(
            month=month.month,
            planned_amount=planned.get(month.month, month.planned_amount_of_all),
            spent=month.spent if month.month <= view.month.number else None,
            milestone_pct=planned_share(month) if month.month in sums.milestone_months else None,
            reported_pct=month.reported_pct
            if month.spent is not None and month.month <= view.month.number
            else None,
        )
        for month in view.months
    )
    return Curve(
        points,
        forecast=tuple(each.point for each in sums.ahead if each.point is not None),
        interpolation=cast("Interpolation", view.policy.interpolation),
        original_budget=view.total.original_budget,
    )


def project_curve_of(view: MonthView, year: Sequence[ProjectMonth]) -> Curve:
    """Return one project's year up to the month in view."""
    current = next((row for row in year if row.month == view.month.number), None)
    budget = current.revised_budget if current else None
    points = tuple(
        CurvePoint(
            month=row.month,
            planned_amount=_planned(row, budget)
            if row.month > view.month.number
            else row.planned_amount,
            spent=row.spent if row.month <= view.month.number else None,
            milestone_pct=row.milestone_pct if row.is_milestone else None,
            milestone_missed=bool(row.is_milestone and row.milestone_missed)
            and row.month <= view.month.number,
            revised_budget=row.revised_budget,
        )
        for row in year
    )
    return Curve(
        points,
        forecast=_forecast(current, year) if current else (),
        interpolation=cast("Interpolation", view.policy.interpolation),
        original_budget=year[0].original_budget if year else None,
    )


def _planned(row: ProjectMonth, budget: Decimal | None) -> Decimal | None:
    """Return the plan of a month to come on the budget as it stands in the month in view.

    An adjustment that takes effect later is no part of the picture of this month.
    """
    if budget is None or row.planned_pct is None:
        return row.planned_amount
    return _to_cents(budget * row.planned_pct / 100)


def _to_cents(amount: Decimal) -> Decimal:
    """Round half away from zero, as the sums of ahead_months do; each project by itself."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def ranking_of(view: MonthView) -> tuple[RankingRow, ...]:
    """Return a bullet per project of the month in view."""
    return tuple(
        RankingRow(
            project_code=row.project_code,
            project_name=row.project_name,
            bar=rate_bar_of(row),
            gap_pp=row.gap_pp,
            zones=_zones(row),
            spent=row.spent,
            revised_budget=row.revised_budget,
        )
        for row in view.projects
    )


def rate_bar_of(row: ProjectMonth) -> RateBar:
    """Return a project's execution rate beside its plan, or its last report."""
    last_rate = None
    if row.spent is None and row.last_spent is not None and row.revised_budget:
        last_rate = row.last_spent / row.revised_budget * 100
    return RateBar(
        badge=cast("BadgeName", row.badge),
        execution_rate=row.execution_rate,
        planned_pct=row.planned_pct,
        last_reported_month=row.last_reported_month,
        last_reported_rate=last_rate,
    )


def unit_bar_of(unit: UnitMonth) -> RateBar:
    """Return the execution rate of a unit's reported projects beside their plan."""
    badge: BadgeName = "green" if unit.reported_count else "not_reported"
    return RateBar(badge, unit.execution_rate, unit.planned_pct, has_badge=False)


def gap_cells_of(view: MonthView, year: Sequence[ProjectMonth]) -> tuple[GapCell, ...]:
    """Return the gap of every project in every month up to the one in view."""
    return tuple(
        GapCell(
            row.project_code,
            row.project_name,
            row.month,
            cast("State", row.state),
            row.gap_pp,
            cast("BadgeName", row.badge),
        )
        for row in year
        if row.month <= view.month.number
    )


def dots_of(view: MonthView) -> tuple[Dot, ...]:
    """Return money against results, a dot per project."""
    return tuple(
        Dot(
            row.project_code,
            row.project_name,
            row.execution_rate,
            row.completion,
            row.revised_budget or Decimal(0),
        )
        for row in view.projects
    )


def planned_share(month: UnitMonth) -> Decimal | None:
    """Return the plan of a month as a share of the budget, in percent."""
    if not month.revised_budget or month.planned_amount_of_all is None:
        return None
    share = month.planned_amount_of_all / month.revised_budget * 100
    return share.quantize(_CENT, ROUND_HALF_UP)


def _zones(row: ProjectMonth) -> tuple[Zone, ...]:
    """Return the stretches of the execution rate in which the policy gives each light."""
    if row.yellow_from_pct is None or row.green_from_pct is None:
        return ()
    yellow, green = (max(line, _NOTHING) for line in (row.yellow_from_pct, row.green_from_pct))
    if row.blue_from_pct is None:  # a least rate: red below it, green above
        return Zone("red", _NOTHING, yellow), Zone("green", green, None)
    blue = max(row.blue_from_pct, _NOTHING)
    return (
        Zone("red", _NOTHING, yellow),
        Zone("yellow", yellow, green),
        Zone("green", green, blue),
        Zone("blue", blue, None),
    )


def _forecast(current: ProjectMonth, year: Sequence[ProjectMonth]) -> tuple[ForecastPoint, ...]:
    """Return the path to the year's end: as the plan goes on, and as spending went lately."""
    if current.state != "reported" or current.forecast is None:
        return ()
    return tuple(_point(current, row) for row in year if row.month > current.month)


def _point(current: ProjectMonth, ahead: ProjectMonth) -> ForecastPoint:
    """Return the expected spending at a month ahead, plan-shaped and by the run rate."""
    spent = current.spent or Decimal(0)
    shaped = _to_cents(
        (current.forecast_amount or Decimal(0)) * (ahead.planned_pct or Decimal(0)) / 100
    )
    final = current.forecast_run_rate_amount or Decimal(0)
    on_the_way = (final - spent) * (ahead.month - current.month) / (12 - current.month)
    running = spent + _to_cents(on_the_way)
    return ForecastPoint(ahead.month, shaped, min(shaped, running), max(shaped, running))


def dots_of_bins(bins: Iterable[DensityBin], words: str) -> tuple[Dot, ...]:
    """Return a dot in the middle of each bin of money against results; ``words`` name it."""
    return tuple(
        Dot(
            "",
            words.format(count=f"{each.projects_count:,}"),
            _middle(each.rate_bin),
            _middle(each.completion_bin),
            each.revised_budget or Decimal(0),
        )
        for each in bins
    )


def _middle(place: int) -> Decimal:
    return Decimal(place * DENSITY_WIDTH) + Decimal(DENSITY_WIDTH) / 2
