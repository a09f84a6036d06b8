"""Indicators judged: every kind of target, its boundaries, and what becomes of the project."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.store.database import Store

from .conftest import SEED_MILESTONES, Office

Judged = tuple[str, str | None, str | None]  # state, light, completion
JUNE_30 = date(2023, 6, 30)


def target(operator: str = "≥", number: str | None = None, **more: object) -> dict[str, object]:
    """Write a target as it was read, a count of 数量指标 unless told otherwise."""
    return {"operator": operator, "number": None if number is None else Decimal(number), **more}


def count(number: str, operator: str = "≥", **more: object) -> dict[str, object]:
    return target(operator, number, **more)


def rate(number: str, operator: str = "≥", **more: object) -> dict[str, object]:
    return target(operator, number, level2="质量指标", kind="rate", unit="%", **more)


def cost(number: str, operator: str = "≤") -> dict[str, object]:
    return target(operator, number, level2="成本指标", kind="money", direction="lower")


def deadline(due: date = JUNE_30) -> dict[str, object]:
    return target("", kind="deadline", due=due, level2="时效指标", direction="none")


def words() -> dict[str, object]:
    return target("", kind="qualitative", level2="社会效益指标", direction="none")


@dataclass(frozen=True)
class Case:
    """A target, its results by month, and what is said of it in a month."""

    claim: str
    target: dict[str, object]
    month: int
    expected: Judged
    results: dict[int, dict[str, object]] = field(default_factory=dict)


def number(value: str) -> dict[str, object]:
    return {"number": Decimal(value), "result_text": value}


def said(level: str) -> dict[str, object]:
    return {"level": level, "result_text": level}


def done(day: date) -> dict[str, object]:
    return {"done_on": day, "result_text": str(day)}


def case(
    claim: str, asked: dict[str, object], result: dict[str, object] | None, *expected: str | None
) -> Case:
    """Judge in June, when half the year's plan is due."""
    state, light, completion = expected
    return Case(claim, asked, 6, (str(state), light, completion), {6: result} if result else {})


TEN = count("10")
CASES = [
    # Counts are held against target × planned progress: 5 of 10 are due in June.
    case("under 60 % of what is due", TEN, number("2.999999"), "reported", "red", "30"),
    case("at 60 % of what is due", TEN, number("3"), "reported", "yellow", "30"),
    case("under 80 % of what is due", TEN, number("3.999999"), "reported", "yellow", "40"),
    case("at 80 % of what is due", TEN, number("4"), "reported", "green", "40"),
    case("under 120 % of what is due", TEN, number("5.999999"), "reported", "green", "60"),
    case("at 120 % of what is due", TEN, number("6"), "reported", "blue", "60"),
    case("nothing done yet", TEN, number("0"), "reported", "red", "0"),
    case("less than nothing", TEN, number("-3"), "reported", "red", "0"),
    case("a count not reported", TEN, None, "not_reported", None, None),
    case("ten thousand people", count("10000"), number("4000"), "reported", "green", "40"),
    case("a bare count", count("10", ""), number("3"), "reported", "yellow", "30"),
    case("an equal count", count("10", "="), number("2"), "reported", "red", "20"),
    case("more than a count", count("10", ">"), number("3"), "reported", "yellow", "30"),
    case("a one-off already met", count("1"), number("1"), "reported", "blue", "100"),
    case("a count exceeded", TEN, number("25"), "reported", "blue", "100"),
    Case("a third of a percent", TEN, 4, ("reported", "red", "20"), {4: number("1.999999")}),
    Case("two of ten in April", TEN, 4, ("reported", "yellow", "20"), {4: number("2")}),
    Case(
        "a one-off met at the end", count("1"), 12, ("reported", "green", "100"), {12: number("1")}
    ),
    Case("met, more asked", count("1", ">"), 12, ("reported", "green", "100"), {12: number("1")}),
    # Everything else is not prorated: within is green, outside is red.
    case("a rate just under", rate("90"), number("89.999999"), "reported", "red", "100"),
    case("a rate at its target", rate("90"), number("90"), "reported", "green", "100"),
    case("a rate above its target", rate("90"), number("100"), "reported", "green", "100"),
    case("a rate at what it must pass", rate("90", ">"), number("90"), "reported", "red", "100"),
    case("a rate that passes", rate("90", ">"), number("90.01"), "reported", "green", "100"),
    case("a rate half met", rate("90"), number("45"), "reported", "red", "50"),
    case("a rate not measured yet", rate("90"), None, "not_reported", None, None),
    case("a lowest amount", cost("400"), number("400"), "reported", "green", "100"),
    case("an amount over", cost("400"), number("400.01"), "reported", "red", "99.9975"),
    case("an amount over by half", cost("400"), number("600"), "reported", "red", "50"),
    case("an amount over by more than twice", cost("400"), number("900"), "reported", "red", "0"),
    case(
        "an amount at what it must stay under",
        cost("400", "<"),
        number("400"),
        "reported",
        "red",
        "100",
    ),
    case("an amount of nothing", cost("400"), number("0"), "reported", "green", "100"),
    case(
        "an exact rate",
        rate("100", "=", direction="equal"),
        number("100"),
        "reported",
        "green",
        "100",
    ),
    case(
        "an exact rate missed",
        rate("100", "=", direction="equal"),
        number("99"),
        "reported",
        "red",
        "0",
    ),
    # A target of zero: equal is green, all else red.
    case(
        "none, and none it is",
        rate("0", "=", direction="equal"),
        number("0"),
        "reported",
        "green",
        "100",
    ),
    case(
        "none, and one it is",
        rate("0", "=", direction="equal"),
        number("1"),
        "reported",
        "red",
        "0",
    ),
    case(
        "a count of none, none",
        count("0", "=", direction="equal"),
        number("0"),
        "reported",
        "green",
        "100",
    ),
    case(
        "a count of none, one",
        count("0", "=", direction="equal"),
        number("1"),
        "reported",
        "red",
        "0",
    ),
    case(
        "at most none, one", count("0", "≤", direction="lower"), number("1"), "reported", "red", "0"
    ),
    # Ranges and tolerances.
    *(
        case(
            f"{value} within 95 to 100",
            rate("95", "range", direction="range", upper_number=Decimal(100)),
            number(value),
            "reported",
            light,
            completion,
        )
        for value, light, completion in (
            ("94.99", "red", "0"),
            ("95", "green", "100"),
            ("100", "green", "100"),
            ("100.01", "red", "0"),
        )
    ),
    case(
        "within ±10", rate("10", "±", direction="range"), number("-10"), "reported", "green", "100"
    ),
    case("outside ±10", rate("10", "±", direction="range"), number("10.1"), "reported", "red", "0"),
    # Words.
    case("reached", words(), said("full"), "reported", "green", "100"),
    case("reached in part", words(), said("partial"), "reported", "yellow", "80"),
    case("not reached", words(), said("none"), "reported", "red", "0"),
    case("no word yet", words(), None, "not_reported", None, None),
    # Deadlines.
    case("due today and not done", deadline(), said("none"), "reported", "green", "0"),
    case(
        "due later, nothing said", deadline(date(2023, 9, 30)), None, "not_reported", "green", None
    ),
    case("late and not done", deadline(date(2023, 6, 29)), said("none"), "reported", "red", "0"),
    case(
        "late and done",
        deadline(date(2023, 5, 1)),
        done(date(2023, 6, 2)),
        "reported",
        "green",
        "100",
    ),
    case("done in time", deadline(), done(date(2023, 5, 1)), "reported", "green", "100"),
    case("done, in words", deadline(), said("full"), "reported", "green", "100"),
    Case("once done, done", deadline(), 9, ("not_reported", "green", "100"), {5: said("full")}),
    Case("done only later", deadline(), 6, ("reported", "green", "0"), {6: done(date(2023, 7, 2))}),
    # What cannot be read is not judged.
    case(
        "unreadable",
        target("", kind="unreadable", reason="two_numbers"),
        number("5"),
        "unreadable",
        None,
        None,
    ),
    # A result speaks for its own month.
    Case("last month's result", TEN, 7, ("not_reported", None, None), {6: number("9")}),
]


@pytest.fixture(scope="module")
def judged(
    tmp_path_factory: pytest.TempPathFactory, fresh_database: Path
) -> dict[tuple[str, int], IndicatorMonth]:
    """Judge every case at once: each is an indicator of one project."""
    store = Store(Path(shutil.copy(fresh_database, tmp_path_factory.mktemp("indicators"))))
    office = Office(store)
    office.plan()
    results: list[dict[str, object]] = []
    indicators = []
    for each in CASES:
        indicators.append(indicator_row(each.claim, 1, "A", each.target))
        results += [
            result_row(each.claim, month, "A", given) for month, given in each.results.items()
        ]
    with office.writing() as transaction:
        transaction.append("plan_indicators", indicators)
    office.append("results", "result_facts", results)
    with store.transaction() as transaction:
        transaction.keep(2023)
    rows = [row for month in (4, 6, 7, 9, 12) for row in measured(store, month)]
    store.close()
    return {(row.indicator_key, row.month): row for row in rows}


def indicator_row(
    key: str, batch_id: int, code: str, asked: dict[str, object]
) -> dict[str, object]:
    blank = dict.fromkeys("level3 description target_text basis unit reason suspicion".split(), "")
    return {
        **blank,
        "batch_id": batch_id,
        "fiscal_year": 2023,
        "project_code": code,
        "indicator_key": key,
        "position": 1,
        "level1": "产出指标",
        "level2": "数量指标",
        "kind": "quantity",
        "direction": "higher",
        **asked,
    }


def result_row(key: str, month: int, code: str, given: dict[str, object]) -> dict[str, object]:
    blank = dict.fromkeys("result_text level evidence sheet cell".split(), "")
    return {**blank, "project_code": code, "indicator_key": key, "month": month, **given}


def measured(store: Store, month: int) -> list[IndicatorMonth]:
    asked = {"fiscal_year": 2023, "month": month, "unit_code": None, "project_code": None}
    with store.reading() as reading:
        return reading.ask("indicator_months", IndicatorMonth, **asked)


@pytest.mark.parametrize("each", CASES, ids=[each.claim for each in CASES])
def test_an_indicator_is_judged_by_its_target(
    judged: dict[tuple[str, int], IndicatorMonth], each: Case
) -> None:
    row = judged[each.claim, each.month]
    state, light, completion = each.expected
    assert (row.state, row.light) == (state, light)
    assert row.completion == (None if completion is None else Decimal(completion))


def test_a_deadline_counts_the_days_left(judged: dict[tuple[str, int], IndicatorMonth]) -> None:
    assert judged["due later, nothing said", 6].days_to_due == 92
    assert judged["due today and not done", 6].days_to_due == 0
    assert judged["late and not done", 6].days_to_due == -1


def test_the_last_result_stays_in_sight(judged: dict[tuple[str, int], IndicatorMonth]) -> None:
    row = judged["last month's result", 7]
    assert (row.last_reported_month, row.last_result_text, row.result_text) == (6, "9", None)


# Overrides are data, with a who and a why; the newest one speaks.


def override(office: Office, number_of: int = 1, **given: object) -> None:
    row = {
        "override_id": number_of,
        "fiscal_year": 2023,
        "project_code": "A",
        "indicator_key": "k",
        "direction": "",
        "is_prorated": None,
        "actor": "the office",
        "why": "agreed on 1 June",
        "set_at": datetime(2023, 6, 1),  # noqa: DTZ001 - the store keeps UTC without a zone
        **given,
    }
    with office.writing() as transaction:
        transaction.append("indicator_overrides", [row])


def test_a_count_can_be_taken_off_the_plan_and_put_back(office: Office) -> None:
    office.plan()
    office.indicator(number=Decimal(10))
    office.result(6, number=Decimal(5))
    assert (office.measured(6).is_prorated, office.measured(6).light) == (True, "green")
    override(office, 1, is_prorated=False)
    assert (office.measured(6).is_prorated, office.measured(6).light) == (False, "red")
    override(office, 2, is_prorated=True)
    assert (office.measured(6).is_prorated, office.measured(6).light) == (True, "green")


def test_a_rate_can_be_held_against_the_plan(office: Office) -> None:
    office.plan()
    office.indicator(number=Decimal(90), level2="质量指标", kind="rate")
    office.result(6, number=Decimal(45))
    assert office.measured(6).light == "red"
    override(office, is_prorated=True)
    assert office.measured(6).light == "green"


def test_a_direction_can_be_turned(office: Office) -> None:
    office.plan()
    office.indicator(number=Decimal(5), operator="", level2="质量指标")
    office.result(6, number=Decimal(8))
    assert office.measured(6).light == "green"
    override(office, direction="lower")
    assert (office.measured(6).direction, office.measured(6).light) == ("lower", "red")


def test_an_override_says_who_and_why(office: Office) -> None:
    override(office)
    with office.store.reading() as reading:
        cursor = reading.cursor
        rows = cursor.execute("select actor, why from main.indicator_overrides").fetchall()
    assert rows == [("the office", "agreed on 1 June")]


# The project: its worst light, its completion, and money beside results.


@dataclass(frozen=True)
class Measured:
    """A project with a budget of 1000, what it spent by June, and its indicators."""

    claim: str
    spent: str | None
    indicators: tuple[tuple[dict[str, object], dict[str, object] | None], ...]
    milestones: dict[int, str] = field(default_factory=lambda: SEED_MILESTONES)


QUALITY = rate("90")
PROJECTS = [
    Measured("worst is red", "500", ((QUALITY, number("10")), (QUALITY, number("95")))),
    Measured("worst is yellow", "500", ((words(), said("partial")), (QUALITY, number("95")))),
    Measured("blue and green", "600", ((QUALITY, number("95")),)),
    Measured("blue alone", "600", ((TEN, number("8")),)),
    Measured("nothing measured", "500", ((QUALITY, None), (TEN, None))),
    Measured("only a date ahead", "500", ((deadline(date(2023, 12, 31)), None),)),
    Measured("money not reported", None, ((QUALITY, number("95")),)),
    Measured("one of two measured", "500", ((TEN, number("4")), (TEN, None))),
    Measured(
        "the groups weigh by their points",
        "500",
        (
            (TEN, number("10")),  # output 50, alone
            ({**words(), "level1": "效益指标"}, said("none")),  # benefit 30, two share it
            ({**words(), "level1": "效益指标"}, said("full")),
            ({**rate("90"), "level1": "满意度指标"}, number("45")),  # satisfaction 10
        ),
    ),
    Measured(
        "stated points",
        "500",
        (({**TEN, "points": 3}, number("10")), ({**TEN, "points": 1}, number("0"))),
    ),
    Measured("apart by ten points", "500", ((TEN, number("4")),)),
    Measured("spent without results", "500.01", ((TEN, number("4")),)),
    Measured("results without spending", "499.99", ((TEN, number("6")),)),
    Measured("ten points the other way", "500", ((TEN, number("6")),)),
    Measured("results, money not reported", None, ((TEN, number("10")),)),
    Measured("no plan", "500", ((TEN, number("10")),), milestones={}),
]


@pytest.fixture(scope="module")
def projects(
    tmp_path_factory: pytest.TempPathFactory, fresh_database: Path
) -> Iterator[dict[str, ProjectMonth]]:
    store = Store(Path(shutil.copy(fresh_database, tmp_path_factory.mktemp("projects"))))
    office = Office(store)
    indicators, results = [], []
    for batch, each in enumerate(PROJECTS, start=1):
        office.plan(each.claim, milestones=each.milestones)
        for place, (asked, result) in enumerate(each.indicators):
            row = indicator_row(f"{place}", 2 * batch - 1, each.claim, asked)
            indicators.append(row | {"position": place})
            if result:
                results.append(result_row(f"{place}", 6, each.claim, result))
        office.append("spending", "spending_facts", spending_of(each))
    with office.writing() as transaction:
        transaction.append("plan_indicators", indicators)
    office.append("results", "result_facts", results)
    yield {each.claim: office.month(6, each.claim) for each in PROJECTS}
    store.close()


def spending_of(each: Measured) -> list[dict[str, object]]:
    if each.spent is None:
        return []
    row = dict.fromkeys(("sheet", "cell"), "") | {"basis": "cumulative", "stated": "reported"}
    return [row | {"project_code": each.claim, "month": 6, "amount": Decimal(each.spent)}]


@pytest.mark.parametrize(
    ("claim", "spending", "indicators", "light"),
    [
        ("worst is red", "green", "red", "red"),
        ("worst is yellow", "green", "yellow", "yellow"),
        ("blue and green", "blue", "green", "green"),
        ("blue alone", "blue", "blue", "blue"),
        ("nothing measured", "green", None, "green"),
        ("only a date ahead", "green", None, "green"),
        ("money not reported", None, "green", "green"),
        ("no plan", None, "green", "green"),
    ],
)
def test_the_project_shows_the_worst_of_its_lights(
    projects: dict[str, ProjectMonth],
    claim: str,
    spending: str | None,
    indicators: str | None,
    light: str,
) -> None:
    row = projects[claim]
    assert (row.spending_light, row.indicator_light, row.light) == (spending, indicators, light)


@pytest.mark.parametrize(
    ("claim", "completion"),
    [
        ("nothing measured", None),
        ("one of two measured", "40"),
        ("the groups weigh by their points", "77.7778"),  # (50×100 + 15×0 + 15×100 + 10×50) ÷ 90
        ("stated points", "75"),
    ],
)
def test_completion_is_weighed_over_what_was_measured(
    projects: dict[str, ProjectMonth], claim: str, completion: str | None
) -> None:
    assert projects[claim].completion == (None if completion is None else Decimal(completion))


@pytest.mark.parametrize(
    ("claim", "mismatch"),
    [
        ("apart by ten points", None),
        ("ten points the other way", None),
        ("spent without results", "spent_without_results"),
        ("results without spending", "results_without_spending"),
        ("results, money not reported", None),
        ("nothing measured", None),
    ],
)
def test_money_and_results_more_than_ten_points_apart_are_flagged(
    projects: dict[str, ProjectMonth], claim: str, mismatch: str | None
) -> None:
    row = projects[claim]
    assert row.mismatch == mismatch
    assert row.is_flagged == bool(mismatch or row.state == "not_reported")


def test_lagging_indicators_are_counted(projects: dict[str, ProjectMonth]) -> None:
    counts = [
        (row.indicators_count, row.measured_count, row.lagging_count)
        for row in (projects["worst is red"], projects["nothing measured"], projects["blue alone"])
    ]
    assert counts == [(2, 2, 1), (2, 0, 0), (1, 1, 0)]


def test_the_threshold_of_a_mismatch_is_policy(office: Office) -> None:
    office.plan()
    office.indicator(number=Decimal(10))
    office.result(6, number=Decimal(4))
    office.spend({6: "700"})
    assert office.month(6).mismatch == "spent_without_results"
    office.policy(mismatch_points=Decimal(30))
    assert office.month(6).mismatch is None


@pytest.mark.parametrize(
    ("budget", "spent", "target", "result", "mismatch"),
    [
        # a rate of 53.33333…, a completion of 43.33333…: ten apart, however they are rounded
        ("300", "160", "30", "13", None),
        ("300", "160.01", "30", "13", "spent_without_results"),
        ("300", "100", "30", "13", None),
        # 0.000003 points more than ten, lost in rates of four decimals
        ("1000000000", "500000030", "10", "4", "spent_without_results"),
        ("1000000000", "499999970", "10", "6", "results_without_spending"),
        ("1000000000", "500000000", "10", "4", None),
        ("1000000000", "500000000", "10", "6", None),
        ("1000000000", "433333333.33", "3", "1", None),
        ("1000000000", "433333333.34", "3", "1", "spent_without_results"),
    ],
)
def test_money_and_results_compare_by_exact_figures(
    office: Office, budget: str, spent: str, target: str, result: str, mismatch: str | None
) -> None:
    office.plan(budget=budget)
    office.indicator(number=Decimal(target))
    office.result(6, number=Decimal(result))
    office.spend({6: spent})
    assert office.month(6).mismatch == mismatch
