"""Days behind plan: how long ago the plan stood where spending stands now."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from .conftest import SEED_MILESTONES, Office


@pytest.mark.parametrize(
    ("month", "spent", "days"),
    [
        (6, "500", 0),  # just on plan
        (6, "700", 0),  # ahead
        (6, "250", 91),  # where the plan stood at the end of March
        (6, "499.99", 0),  # less than half a day
        (6, "495", 2),  # 0.06 of June: 1.8 days
        (6, "0", 181),  # since the year began
        (6, "-100", 181),  # and never longer
        (5, "250", 61),
        (12, "830", 61),
        (1, "41.67", 15),  # half of January: 15.5 days, a hair less
        (1, "41.66", 16),
    ],
)
def test_days_run_back_along_the_line(office: Office, month: int, spent: str, days: int) -> None:
    office.plan()
    office.spend({month: spent})
    assert office.month(month).days_behind == days


@pytest.mark.parametrize(
    ("month", "spent", "days"),
    [
        (2, "0", 0),  # nothing is due yet
        (3, "100", 0),  # due this very day
        (5, "100", 61),  # since the end of March
        (5, "250", 0),
        (8, "300", 62),  # since the end of June
        (12, "0", 275),
    ],
)
def test_by_steps_days_run_back_to_the_milestone_not_met(
    office: Office, month: int, spent: str, days: int
) -> None:
    office.plan()
    office.policy(interpolation="step")
    office.spend({month: spent})
    assert office.month(month).days_behind == days


@pytest.mark.parametrize("interpolation", ["linear", "step"])
@pytest.mark.parametrize("milestones", [SEED_MILESTONES, {3: "0", 12: "100"}, {11: "100"}])
def test_spending_below_zero_counts_from_the_years_beginning(
    office: Office, interpolation: str, milestones: dict[int, str]
) -> None:
    office.plan(milestones=milestones)
    office.policy(interpolation=interpolation)
    office.spend(dict.fromkeys(range(1, 13), "-100"))
    ends = [date(2023 + month // 12, month % 12 + 1, 1) for month in range(1, 13)]
    found = [office.month(month).days_behind for month in range(1, 13)]
    assert found == [(end - date(2023, 1, 1)).days for end in ends]


def test_a_flat_stretch_counts_from_its_end(office: Office) -> None:
    office.plan(milestones={3: "25", 6: "25", 12: "100"})
    office.spend({8: "250"})
    assert office.month(8).days_behind == 62


@pytest.mark.parametrize("given_plan", [{"budget": "0"}, {"milestones": {}}, {}])
def test_only_a_reported_month_has_days(office: Office, given_plan: dict[str, object]) -> None:
    office.plan(**given_plan)  # type: ignore[arg-type]  # a plan without budget or milestones
    assert office.month(6).days_behind is None


def test_a_plan_that_ends_early_is_late_ever_after(office: Office) -> None:
    office.plan(milestones={6: "100"})
    office.spend({9: "1000", 10: "500"})
    assert office.month(9).days_behind == 0
    assert office.month(10).days_behind == (date(2023, 10, 31) - date(2023, 3, 31)).days


def expected_days(month: int, fen: int, budget_fen: int) -> int:
    """Work the days out by fractions, another way round: walk back along the line."""
    rate = Fraction(fen * 100, budget_fen)
    points = [(0, Fraction(0)), *((m, Fraction(p)) for m, p in SEED_MILESTONES.items())]
    place = Fraction(0)
    for (start, low), (end, high) in pairwise(points):
        if low <= rate < high:
            place = start + (rate - low) / (high - low) * (end - start)
    if rate >= 100 or place >= month:
        return 0
    ends = [date(2022, 12, 31)]
    ends += [date(2023 + m // 12, m % 12 + 1, 1) - timedelta(1) for m in range(1, 13)]
    whole = int(place)
    stood = (ends[whole] - ends[0]).days + (place - whole) * (ends[whole + 1] - ends[whole]).days
    return int((ends[month] - ends[0]).days - stood + Fraction(1, 2))


def test_days_are_exact_whatever_was_spent(office: Office) -> None:
    draw = random.Random(7)  # noqa: S311 - figures, not secrets
    drawn = [(draw.randint(-500, 120_000), draw.randint(1, 100_000)) for _ in range(60)]
    for number, (fen, budget) in enumerate(drawn):
        office.plan(f"P{number}", budget=str(Decimal(budget) / 100))
        office.spend({number % 12 + 1: str(Decimal(fen) / 100)}, f"P{number}")
    found = [office.month(number % 12 + 1, f"P{number}").days_behind for number in range(60)]
    assert found == [
        expected_days(number % 12 + 1, *figures) for number, figures in enumerate(drawn)
    ]
    assert len(set(found)) > 15
