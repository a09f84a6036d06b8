"""What charts are given: nothing of later months enters the picture of the month in view."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.month import Month
from monitor.services.picturing import portfolio_curve_of, project_curve_of
from monitor.services.reviewing import review_month, review_year
from tests.services.desk import Desk

YEAR_END = 12


@pytest.mark.parametrize("number", [6, 8])
def test_the_plan_ahead_stands_on_the_budgets_of_the_month_in_view(
    sampled: Desk, number: int
) -> None:
    view = review_month(sampled.store, Month(2023, number))
    year = review_year(sampled.store, view.month)
    curve = portfolio_curve_of(view, year)
    assert curve.points[YEAR_END - 1].planned_amount == view.total.revised_budget
    for project in view.projects:
        own = [row for row in year if row.project_code == project.project_code]
        points = project_curve_of(view, own).points
        assert points[YEAR_END - 1].planned_amount == project.revised_budget


def test_a_budget_adjusted_in_august_is_no_news_in_june(sampled: Desk) -> None:
    ends = [
        review_month(sampled.store, Month(2023, number)).total.revised_budget for number in (6, 8)
    ]
    assert ends == [Decimal("2697200.00"), Decimal("2717200.00")]
