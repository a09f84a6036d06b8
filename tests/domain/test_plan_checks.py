from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.plan import (
    FundSource,
    Milestone,
    judge_code,
    judge_funds,
    judge_milestones,
    write_milestones,
)


def plan(**shares: str) -> tuple[Milestone, ...]:
    return tuple(Milestone(int(month[1:]), Decimal(share)) for month, share in shares.items())


@pytest.mark.parametrize(
    ("milestones", "wrong"),
    [
        (plan(m3="25", m6="50", m10="83", m12="100"), []),
        (plan(m12="100"), []),
        (plan(m1="0", m12="100"), []),
        (plan(), []),
        (plan(m6="50", m12="99.9"), []),
        (plan(m6="50", m12="100.1"), []),
        (plan(m6="50", m12="99.89"), ["plan_milestones_end"]),
        (plan(m6="50", m12="90"), ["plan_milestones_end"]),
        (plan(m6="50", m12="100.11"), ["plan_milestones_end"]),
        (plan(m3="50", m6="40", m12="100"), ["plan_milestones_fall"]),
        (plan(m3="50", m6="40", m12="90"), ["plan_milestones_fall", "plan_milestones_end"]),
        (plan(m3="-5", m12="100"), ["plan_milestones_fall"]),
        (plan(m3="50", m6="50", m12="100"), ["plan_milestones_flat"]),
        (plan(m6="50", m3="40", m12="90"), ["plan_months_order"]),
    ],
)
def test_milestones_rise_month_by_month_and_end_at_100(
    milestones: tuple[Milestone, ...], wrong: list[str]
) -> None:
    assert judge_milestones(milestones) == wrong


def test_a_month_named_twice_is_out_of_order() -> None:
    twice = (Milestone(6, Decimal(50)), Milestone(6, Decimal(60)), Milestone(12, Decimal(100)))
    assert judge_milestones(twice) == ["plan_months_order"]


def test_milestones_are_written_as_they_are() -> None:
    assert write_milestones(plan(m3="33.50", m12="100")) == "3 → 33.50%, 12 → 100%"


def test_sources_are_held_against_the_budget_to_the_fen() -> None:
    funds = (FundSource("财政资金", Decimal("10.00")), FundSource("其他资金", Decimal("5.01")))
    assert judge_funds(Decimal("15.01"), funds) == {}
    assert judge_funds(Decimal(15), funds) == {"funds": Decimal("15.01"), "budget": Decimal(15)}
    assert judge_funds(None, funds) == {}
    assert judge_funds(Decimal(15), ()) == {}


def test_a_code_of_another_length_is_unusual() -> None:
    assert judge_code("13020923P00014110001R") == []
    assert judge_code("1302092300014110") == ["plan_code_unusual"]
