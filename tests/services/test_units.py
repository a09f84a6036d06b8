"""Units beside each other: every sum of the units is the portfolio's, and the last comes first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.month import Month
from monitor.review.months import review_month, review_units
from tests.services.desk import Desk

COUNTS = (
    "projects_count flagged_count new_count worse_count persisting_count better_count"
    " shortfall_count not_reported_count"
).split()
AMOUNTS = ("original_budget", "revised_budget", "spent", "shortfall_amount", "flagged_budget")


@pytest.fixture
def two_units(desk: Desk) -> Desk:
    """Report May and June: one unit falls behind, the other stays silent in June."""
    desk.report(5, A=300, B=900, C=10, D=1700)
    desk.report(6, A=500, B=900, C=10)
    return desk


@pytest.mark.parametrize("month", [4, 5, 6])
def test_the_units_add_up_to_the_portfolio(two_units: Desk, month: int) -> None:
    total = two_units.view(month).total
    units = review_units(two_units.store, Month(2023, month))
    assert {unit.unit_code for unit in units} == {"131001", "131002"}
    for name in COUNTS:
        assert sum(getattr(unit, name) for unit in units) == getattr(total, name), name
    for name in AMOUNTS:
        parts = [getattr(unit, name) for unit in units if getattr(unit, name) is not None]
        assert (sum(parts) if parts else None) == getattr(total, name), name


def test_what_is_at_stake_is_counted_from_the_projects(two_units: Desk) -> None:
    view = review_month(two_units.store, Month(2023, 6))
    flagged = [row for row in view.projects if row.is_flagged]
    assert view.total.flagged_count == len(flagged) > 0
    assert view.total.flagged_budget == sum(row.revised_budget or 0 for row in flagged)
    short = [-row.gap_amount for row in view.projects if row.gap_amount and row.gap_amount < 0]
    assert view.total.shortfall_amount == sum(short) == Decimal(340)  # 100 of B, 240 of C
    changes = [view.total.new_count, view.total.worse_count, view.total.persisting_count]
    assert sum(changes) + view.total.better_count == len(flagged)


def test_the_unit_furthest_behind_comes_first_and_one_without_a_rate_last(two_units: Desk) -> None:
    in_may = review_units(two_units.store, Month(2023, 5))
    gaps = [unit.gap_pp for unit in in_may]
    assert None not in gaps
    assert gaps == sorted(gaps, key=lambda gap: gap or 0)
    in_june = review_units(two_units.store, Month(2023, 6))
    assert [unit.gap_pp is None for unit in in_june] == [False, True]
