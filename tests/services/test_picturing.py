"""What charts are given: nothing of later months enters the picture of the month in view."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from monitor.charts.records import RankingRow, Zone
from monitor.domain.month import Month
from monitor.domain.policies import Floor, Rules
from monitor.policies.rules import Draft, list_policies
from monitor.policies.trial import try_policy
from monitor.review.chart_data import portfolio_curve_of, project_curve_of, ranking_of
from monitor.review.counts import review_curve
from monitor.review.months import review_month, review_year
from tests.services.desk import Desk

YEAR_END = 12
HAIR = Decimal("0.0001")  # zones are drawn by rounded rates, lights judge by exact ones


@pytest.mark.parametrize("number", [6, 8])
def test_the_plan_ahead_stands_on_the_budgets_of_the_month_in_view(
    sampled: Desk, number: int
) -> None:
    view = review_month(sampled.store, Month(2023, number))
    year = review_year(sampled.store, view.month)
    curve = portfolio_curve_of(view, review_curve(sampled.store, view.month, None))
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


# In September, by a plan of 74.75 % and 75 % of the year gone by: where yellow begins and ends.
YELLOW = {
    "ratio": (Decimal("44.85"), Decimal("59.8")),
    "gap": (Decimal("54.75"), Decimal("64.75")),
    "elapsed": (Decimal(45), Decimal(60)),
}


@pytest.mark.parametrize("mode", YELLOW)
def test_the_zones_of_the_ranking_meet_at_the_lines_of_the_policy(sampled: Desk, mode: str) -> None:
    ranked = ranked_by(sampled, mode)
    assert len(ranked) == 8
    for row in ranked:
        red, yellow, green, blue = row.zones
        assert [zone.light for zone in row.zones] == ["red", "yellow", "green", "blue"]
        assert (yellow.start_pct, yellow.end_pct) == YELLOW[mode]
        assert (red.start_pct, red.end_pct) == (0, yellow.start_pct)
        assert (green.start_pct, green.end_pct) == (yellow.end_pct, blue.start_pct)
        assert blue.end_pct is None


def test_a_least_rate_parts_red_from_green(sampled: Desk) -> None:
    for row in ranked_by(sampled, "floor", Floor(1, Decimal(70))):
        assert row.zones == (
            Zone("red", Decimal(0), Decimal(70)),
            Zone("green", Decimal(70), None),
        )


def ranked_by(desk: Desk, mode: str, *floors: Floor) -> tuple[RankingRow, ...]:
    """Rank September's projects as another mode of judgement has them."""
    month = Month(2023, 9)
    (first,) = list_policies(desk.store)
    figures = replace(first.rules.figures, mode=mode)
    rules = Rules(figures, floors or first.rules.floors)
    trial = try_policy(desk.store, Draft(month, rules), month)
    return ranking_of(replace(desk.view(9), projects=tuple(each.then for each in trial.projects)))


def test_a_rate_stands_in_the_zone_of_its_light(sampled: Desk) -> None:
    found = set()
    for number in range(1, 9):
        view = sampled.view(number)
        for project, row in zip(view.projects, ranking_of(view), strict=True):
            rate, light = row.bar.execution_rate, project.spending_light
            if rate is None or project.is_overspent:
                continue
            (zone,) = (each for each in row.zones if each.light == light)
            assert zone.start_pct <= rate + HAIR
            assert zone.end_pct is None or rate <= zone.end_pct + HAIR
            found.add(light)
    assert found == {"red", "yellow", "green", "blue"}
