"""Spending judged: planned progress, states, thresholds, milestones, history."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .conftest import Office

LINEAR = "8.33 16.67 25 33.33 41.67 50 58.25 66.5 74.75 83 91.5 100".split()
STEP = "0 0 25 25 25 50 50 50 50 83 83 100".split()


@pytest.mark.parametrize(("interpolation", "expected"), [("linear", LINEAR), ("step", STEP)])
def test_planned_progress_follows_the_stated_rule(
    office: Office, interpolation: str, expected: list[str]
) -> None:
    office.plan()
    office.policy(interpolation=interpolation)
    planned = [office.month(number).planned_pct for number in range(1, 13)]
    assert [round(pct, 2) for pct in planned if pct is not None] == list(map(Decimal, expected))


def test_milestones_are_data_and_the_last_one_holds(office: Office) -> None:
    office.plan(milestones={6: "40", 9: "100"})
    assert [office.month(number).planned_pct for number in (3, 6, 9, 12)] == [20, 40, 100, 100]


@pytest.mark.parametrize(
    ("spent", "light"),
    [
        ("0", "red"),
        ("-5", "red"),
        ("299.99", "red"),
        ("300", "yellow"),
        ("399.99", "yellow"),
        ("400", "green"),
        ("599.99", "green"),
        ("600", "blue"),
        ("1000", "blue"),
        ("1000.01", "blue"),
    ],
)
def test_the_ratio_decides_and_its_boundary_belongs_to_the_better_light(
    office: Office, spent: str, light: str
) -> None:
    office.plan()
    office.spend({6: spent})
    assert office.month(6).spending_light == light


def test_a_third_of_a_percent_is_compared_without_rounding(office: Office) -> None:
    """April plans 33⅓ %: 60 % of it is exactly 200.00 of 1000."""
    office.plan()
    office.spend({4: "199.99"})
    assert office.month(4).light == "red"
    office.spend({4: "200"})
    assert office.month(4).light == "yellow"


@pytest.mark.parametrize(
    ("spent", "light"),
    [
        ("299.99", "red"),
        ("300", "yellow"),
        ("399.99", "yellow"),
        ("400", "green"),
        ("700", "green"),
        ("700.01", "blue"),
    ],
)
def test_the_gap_policy_counts_percentage_points(office: Office, spent: str, light: str) -> None:
    office.plan()
    office.policy(mode="gap")
    office.spend({6: spent})
    assert office.month(6).spending_light == light


def test_the_elapsed_policy_takes_the_year_as_yardstick(office: Office) -> None:
    office.plan(milestones={12: "100"})
    office.policy(mode="elapsed")
    office.spend({3: "149.99"})
    assert office.month(3).spending_light == "red"
    office.spend({3: "150"})
    assert office.month(3).spending_light == "yellow"


@pytest.mark.parametrize(
    ("month", "spent", "light"),
    [(3, "0", "green"), (5, "249.99", "red"), (5, "250", "green"), (12, "799", "red")],
)
def test_the_floor_policy_asks_for_the_minimum_reached_last(
    office: Office, month: int, spent: str, light: str
) -> None:
    office.plan()
    office.policy(mode="floor")
    office.spend({month: spent})
    assert office.month(month).spending_light == light


@pytest.mark.parametrize(
    ("spent", "light"),
    [
        ("299.99", "red"),
        ("300", "yellow"),
        ("399.99", "yellow"),
        ("400", "green"),
        ("599.99", "green"),
        ("600", "blue"),
        ("1000.01", "blue"),
    ],
)
def test_the_elapsed_policy_has_the_same_borders_as_the_ratio(
    office: Office, spent: str, light: str
) -> None:
    """June is half of the year, whatever the plan says of it."""
    office.plan(milestones={6: "90", 12: "100"})
    office.policy(mode="elapsed")
    office.spend({6: spent})
    assert office.month(6).spending_light == light


@pytest.mark.parametrize("mode", ["ratio", "gap", "elapsed", "floor"])
def test_more_than_the_budget_is_red_in_every_mode(office: Office, mode: str) -> None:
    office.plan()
    office.policy(mode=mode)
    office.spend({6: "1000.01", 12: "1000"})
    june = office.month(6)
    assert (june.light, june.is_overspent, office.month(12).is_overspent) == ("red", True, False)


@pytest.mark.parametrize(
    ("milestones", "spent", "light"),
    [
        ({11: "0", 12: "100"}, "0", "green"),
        ({11: "0", 12: "100"}, "0.01", "blue"),
        ({6: "100"}, "799.99", "red"),
        ({6: "100"}, "800", "yellow"),
        ({6: "100"}, "900", "green"),
    ],
)
def test_the_gap_policy_holds_where_nothing_or_all_is_due(
    office: Office, milestones: dict[int, str], spent: str, light: str
) -> None:
    office.plan(milestones=milestones)
    office.policy(mode="gap")
    office.spend({6: spent})
    assert office.month(6).spending_light == light


@pytest.mark.parametrize(
    ("month", "minimum"),
    [(3, None), (4, 25), (5, 25), (6, 40), (7, 40), (8, 60), (9, 60), (12, 80)],
)
def test_the_floor_policy_follows_its_table(
    office: Office, month: int, minimum: int | None
) -> None:
    office.plan()
    office.policy(mode="floor")
    below = "0" if minimum is None else f"{minimum * 10 - 0.01:.2f}"
    office.spend({month: below})
    assert office.month(month).spending_light == ("green" if minimum is None else "red")
    if minimum is not None:
        office.spend({month: str(minimum * 10)})
        assert office.month(month).spending_light == "green"


@pytest.mark.parametrize(("mode", "spent"), [("elapsed", "299.99"), ("floor", "399.99")])
def test_ahead_of_the_plan_is_no_excuse_where_the_plan_does_not_judge(
    office: Office, mode: str, spent: str
) -> None:
    office.plan(milestones={9: "1", 12: "100"})
    office.policy(mode=mode)
    office.spend({6: spent})
    assert (office.month(6).gap_amount or 0) > 0
    assert office.month(6).spending_light == "red"


@pytest.mark.parametrize(
    ("mode", "spent", "light"),
    [
        ("ratio", "299.99", "red"),
        ("ratio", "300.00", "yellow"),
        ("ratio", "300.01", "green"),
        ("elapsed", "299.99", "red"),
        ("floor", "199.99", "red"),
        ("floor", "200", "red"),
        ("floor", "200.01", "green"),
        ("gap", "299.99", "red"),
    ],
)
def test_the_least_gap_is_counted_from_the_yardstick_that_judges(
    office: Office, mode: str, spent: str, light: str
) -> None:
    office.plan()
    office.policy(mode=mode, materiality=Decimal(200))
    office.spend({6: spent})
    assert office.month(6).spending_light == light


def test_a_policy_is_in_force_from_its_month_on(office: Office) -> None:
    office.plan()
    office.policy(month=6, mode="gap")
    assert [office.month(number).mode for number in (5, 6, 12)] == ["ratio", "gap", "gap"]


def test_a_gap_under_the_materiality_is_not_flagged(office: Office) -> None:
    office.plan(budget="100")
    office.policy(materiality=Decimal(30))
    office.spend({6: "20.01"})
    below = office.month(6)
    assert (below.light, below.milestone_missed, below.is_flagged) == ("green", True, False)
    office.spend({6: "20"})
    assert (office.month(6).light, office.month(6).is_flagged) == ("red", True)


def test_at_no_planned_progress_anything_spent_is_ahead(office: Office) -> None:
    office.plan(milestones={6: "0", 12: "100"})
    office.spend({3: "0", 5: "0.01"})
    assert (office.month(3).light, office.month(5).light) == ("green", "blue")


@pytest.mark.parametrize(
    ("budget", "milestones", "spent", "state"),
    [
        ("1000", {}, "1", "no_plan"),
        ("0", {12: "100"}, None, "zero_budget"),
        (None, {12: "100"}, None, "zero_budget"),
        ("1000", {12: "100"}, None, "not_reported"),
        ("1000", {12: "100"}, "0", "reported"),
    ],
)
def test_a_month_is_in_exactly_one_state(
    office: Office, budget: str | None, milestones: dict[int, str], spent: str | None, state: str
) -> None:
    office.plan(budget=budget, milestones=milestones)
    if spent is not None:
        office.spend({6: spent})
    assert office.month(6).state == state


def test_not_reported_is_not_behind_and_still_shows_the_last_figure(office: Office) -> None:
    office.plan()
    office.spend({4: "350"})
    june = office.month(6)
    assert (june.state, june.light, june.spent, june.execution_rate) == (
        "not_reported",
        None,
        None,
        None,
    )
    assert (june.last_reported_month, june.last_spent, june.is_flagged) == (4, 350, True)


def test_money_spent_without_a_budget_is_overspent(office: Office) -> None:
    office.plan(budget="0")
    office.spend({6: "1"})
    june = office.month(6)
    assert (june.state, june.is_overspent, june.light, june.execution_rate) == (
        "zero_budget",
        True,
        "red",
        None,
    )


def test_monthly_amounts_add_to_the_running_total_before_them(office: Office) -> None:
    office.plan()
    office.spend({1: "10", 2: "20"}, basis="monthly")
    office.spend({3: "100"})
    office.spend({4: "5", 6: "-15"}, basis="monthly")
    spent = [office.month(number).spent for number in range(1, 7)]
    assert spent == [10, 30, 100, 105, None, 90]


def test_the_newest_live_batch_that_mentions_a_month_wins(office: Office) -> None:
    office.plan()
    office.spend({3: "100", 4: "200"})
    second = office.spend({4: "250"})
    office.spend({3: "110"})
    assert (office.month(3).spent, office.month(4).spent) == (110, 250)
    office.withdraw(second)
    assert (office.month(3).spent, office.month(4).spent) == (110, 200)
    office.restore(second)
    assert office.month(4).spent == 250


def test_what_was_known_on_a_day_can_be_asked(office: Office) -> None:
    office.plan()
    office.spend({3: "100"})
    with office.store.reading() as reading:
        cursor = reading.cursor
        row = cursor.execute("select max(committed_at) from batches").fetchall()[0]
    batch = office.spend({3: "120"})
    assert office.month(3, known_on=row[0]).spent == 100
    office.withdraw(batch)
    assert office.month(3).spent == 100


def test_adjustments_change_the_budget_from_their_month_on(office: Office) -> None:
    office.plan()
    office.adjust(5, added="500", cut="100")
    office.adjust(8, cut="200")
    assert [office.month(number).revised_budget for number in (4, 5, 8)] == [1000, 1400, 1200]
    assert (office.month(8).added, office.month(8).cut) == (500, 300)


def test_a_milestone_missed_is_told_by_any_margin_at_its_own_month(office: Office) -> None:
    office.plan()
    office.spend({3: "249.99", 4: "400", 6: "500", 7: "500"})
    assert office.month(2).milestone_missed is False
    assert [office.month(number).milestone_missed for number in (3, 4, 6, 7)] == [
        True,
        True,
        False,
        False,
    ]
    assert office.month(4).milestone_spent == Decimal("249.99")


def test_a_milestone_month_that_was_not_reported_is_not_known_to_be_missed(office: Office) -> None:
    office.plan()
    office.spend({4: "100"})
    assert office.month(4).milestone_missed is None


def test_flags_know_since_when_and_what_changed(office: Office) -> None:
    office.plan()
    office.spend({1: "80", 2: "100", 3: "170", 4: "300", 5: "100", 6: "500"})
    seen = [office.month(number) for number in range(1, 7)]
    assert [row.severity for row in seen] == [0, 2, 2, 1, 3, 0]
    assert [row.change for row in seen] == [
        None,
        "new",
        "persisting",
        "better",
        "worse",
        "cleared",
    ]
    assert [row.flagged_since for row in seen] == [None, 2, 2, 2, 2, None]
    assert [row.months_flagged for row in seen] == [0, 1, 2, 3, 4, 0]


def test_recovery_asks_for_the_steepest_milestone_ahead(office: Office) -> None:
    office.plan()
    office.spend({3: "100", 4: "130"})
    april = office.month(4)
    assert april.needed_per_month == 185  # 500 due in two months
    assert april.best_pace == Decimal("33.33")
    assert office.month(12).needed_per_month is None


def test_recovery_skips_no_milestone_on_the_way(office: Office) -> None:
    office.plan(milestones={6: "10", 7: "90", 12: "100"})
    office.spend({4: "50"})
    # 50 ÷ 2 until June, 950 ÷ 8 until December, and most until July between them: 850 ÷ 3
    assert office.month(4).needed_per_month == Decimal("283.33")


def test_the_forecasts_are_shares_of_the_budget(office: Office) -> None:
    office.plan()
    office.spend({4: "100", 5: "200", 6: "400"})
    june = office.month(6)
    assert june.forecast == 80
    assert june.forecast_run_rate == 80  # 400 + 6 × 400 ÷ 6 months, three reports since January


@pytest.mark.parametrize("mode", ["ratio", "gap", "elapsed", "floor"])
def test_the_forecast_follows_the_plan_whatever_policy_judges(office: Office, mode: str) -> None:
    office.plan()
    office.policy(mode=mode)
    office.spend({3: "200"})
    march = office.month(3)
    assert (march.forecast, march.forecast_amount) == (80, 800)


def test_the_amounts_at_the_years_end_come_from_exact_figures(office: Office) -> None:
    office.plan(budget="70000000")
    office.spend({1: "7000000", 7: "49000000"})
    assert office.month(1).forecast_amount == 84_000_000  # a tenth spent where a twelfth was due
    july = office.month(7)
    assert july.forecast == Decimal("120.1717")
    assert july.forecast_amount == Decimal("84120171.67")  # 49000000 ÷ 58.25 %
    assert july.forecast_run_rate_amount == 84_000_000


def test_a_total_says_how_much_of_the_plan_is_reported(office: Office) -> None:
    office.plan("A", budget="860")
    office.plan("B", budget="140")
    office.spend({6: "430"}, code="A")
    june = office.total(6)
    assert (june.revised_budget, june.spent, june.reported_pct) == (1000, 430, 86)
    assert (june.execution_rate, june.planned_pct, june.gap_amount) == (50, 50, 0)
    assert (june.not_reported_count, june.flagged_count) == (1, 1)


def test_the_reported_share_is_of_the_planned_money_alone(office: Office) -> None:
    office.plan("A", budget="860")
    office.plan("B", budget="140")
    office.plan("C", budget="1000", milestones={})  # no plan: nothing is due to be reported
    office.plan("D", budget="0")
    office.spend({6: "430"}, code="A")
    office.spend({6: "70"}, code="C")
    assert office.total(6).revised_budget == 2000
    assert (office.total(6).reported_budget, office.total(6).reported_pct) == (860, 86)
    with office.store.reading() as reading:
        cursor = reading.cursor
        cursor.execute("use main")
        units = cursor.execute(
            "select reported_budget, reported_pct from unit_months where month = 6"
        ).fetchall()
    assert units == [(860, 86)]


def test_projects_add_up_to_units_and_units_to_the_portfolio(office: Office) -> None:
    for code, unit, budget, spent in (
        ("A", "1", "333.33", "100.01"),
        ("B", "1", "0.01", "0.01"),
        ("C", "2", "77.77", "-3.5"),
    ):
        office.plan(code, budget=budget, unit=unit)
        office.spend({5: spent}, code=code)
    rows = [office.month(5, code) for code in "ABC"]
    units = [office.total(5, unit) for unit in ("1", "2")]
    whole = office.total(5)
    for name in ("revised_budget", "spent", "planned_amount", "gap_amount"):
        assert sum(getattr(row, name) for row in rows) == getattr(whole, name)
        assert sum(getattr(unit, name) for unit in units) == getattr(whole, name)


def test_absent_stays_absent_in_a_month_nobody_reported(office: Office) -> None:
    office.plan()
    january = office.total(1)
    assert (january.spent, january.execution_rate, january.gap_pp) == (None, None, None)
    assert january.reported_pct == 0


def test_the_largest_amounts_are_compared_exactly(office: Office) -> None:
    office.plan(budget="9999999999999.99")
    office.spend({6: "2999999999999.99"})
    june = office.month(6)
    assert (june.light, june.planned_amount) == ("red", Decimal("5000000000000.00"))
    office.spend({6: "3000000000000.00"})
    assert office.month(6).light == "yellow"
