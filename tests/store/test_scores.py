"""The self-evaluation: points by group, shares of a result, incomplete scores, grades."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.month import Month
from monitor.services.scoring import Evaluation, evaluate

from .conftest import Office

LEVELS = {
    "output": ("产出指标", "数量指标"),
    "cost": ("成本指标", "经济成本指标"),
    "benefit": ("效益指标", "社会效益指标"),
    "satisfaction": ("满意度指标", "服务对象满意度指标"),
}


def add(office: Office, key: str, group: str = "output", /, **given: object) -> None:
    level1, level2 = LEVELS[group]
    office.indicator(
        indicator_key=key, level1=level1, level2=level2, **{"number": Decimal(10), **given}
    )


def december(office: Office) -> Evaluation:
    with office.store.transaction() as transaction:
        transaction.keep(2023)
    (evaluation,) = evaluate(office.store, Month(2023, 12))
    return evaluation


def test_points_of_a_group_are_shared_evenly_and_add_up(office: Office) -> None:
    office.plan()
    for key in "abc":
        add(office, key)
    add(office, "d", "benefit")
    add(office, "e", "satisfaction")
    weights = [each.weight for each in december(office).indicators]
    assert weights == [Decimal(each) for each in ("16.67", "16.67", "16.66", "30", "10")]


def test_cost_at_level_1_changes_the_groups(office: Office) -> None:
    office.plan()
    for key, group in zip("abcd", LEVELS, strict=True):
        add(office, key, group)
    assert [each.weight for each in december(office).indicators] == [40, 20, 20, 10]


def test_points_stated_in_the_plan_speak(office: Office) -> None:
    office.plan()
    add(office, "a", points=Decimal("12.5"))
    add(office, "b", points=Decimal(40))
    assert [each.weight for each in december(office).indicators] == [Decimal("12.5"), 40]


@pytest.mark.parametrize(
    ("given", "result", "score"),
    [
        ({}, "10", "50"),
        ({}, "15", "50"),
        ({}, "4", "20"),
        ({}, "-3", "0"),
        ({"direction": "lower", "operator": "≤"}, "10", "50"),
        ({"direction": "lower", "operator": "≤"}, "12", "40"),
        ({"direction": "lower", "operator": "≤"}, "20", "0"),
        ({"direction": "lower", "operator": "≤"}, "35", "0"),
        ({"direction": "equal", "operator": "=", "number": Decimal(0)}, "0", "50"),
        ({"direction": "equal", "operator": "=", "number": Decimal(0)}, "-1", "50"),
        ({"direction": "equal", "operator": "=", "number": Decimal(0)}, "1", "0"),
    ],
)
def test_a_result_earns_its_share(
    office: Office, given: dict[str, object], result: str, score: str
) -> None:
    office.plan()
    add(office, "a", **given)
    office.result(12, "a", number=Decimal(result))
    assert december(office).indicators[0].score == Decimal(score)


@pytest.mark.parametrize(
    ("level", "number", "score"),
    [
        ("full", None, "50"),
        ("partial", None, "40"),
        ("none", None, "0"),
        ("partial", "70", "35"),
        ("none", "20", "10"),
        ("full", "50", "40"),
    ],
)
def test_qualitative_results_earn_their_band(
    office: Office, level: str, number: str | None, score: str
) -> None:
    office.plan()
    add(office, "a", kind="qualitative", direction="none", number=None)
    office.result(12, "a", level=level, number=None if number is None else Decimal(number))
    assert december(office).indicators[0].score == Decimal(score)


@pytest.mark.parametrize(
    ("spent", "score"), [("1000", "10"), ("1200", "10"), ("333.33", "3.33"), ("-5", "0")]
)
def test_the_execution_rate_earns_up_to_ten(office: Office, spent: str, score: str) -> None:
    office.plan()
    add(office, "a")
    office.spend({12: spent})
    assert december(office).project.execution_score == Decimal(score)


def test_a_missing_result_makes_the_score_incomplete_and_is_not_zero(office: Office) -> None:
    office.plan()
    add(office, "a")
    add(office, "b", "benefit")
    office.spend({12: "1000"})
    office.result(12, "a", number=Decimal(10))
    evaluation = december(office)
    assert (evaluation.project.score, evaluation.project.grade) == (None, None)
    assert evaluation.project.score_so_far == 60
    assert [each.indicator_key for each in evaluation.missing] == ["b"]
    assert evaluation.best_gains[0][1] == 30


@pytest.mark.parametrize(
    ("result", "grade"),
    [
        ("8", "excellent"),
        ("7.99", "good"),
        ("6", "good"),
        ("5.99", "fair"),
        ("2", "fair"),
        ("1.99", "poor"),
    ],
)
def test_grades_begin_at_their_bound(office: Office, result: str, grade: str) -> None:
    """One output indicator of 50, benefit 30 and satisfaction 10 in full, execution 10."""
    office.plan()
    add(office, "a")
    add(office, "b", "benefit")
    add(office, "c", "satisfaction")
    office.spend({12: "1000"})
    for key, number in (("a", result), ("b", "10"), ("c", "10")):
        office.result(12, key, number=Decimal(number))
    evaluation = december(office).project
    assert evaluation.score == 50 + Decimal(result) * 5
    assert evaluation.grade == grade


@pytest.mark.parametrize(
    ("result", "needs"), [("9.9", True), ("10", False), ("12.9", False), ("13", True)]
)
def test_results_off_their_target_need_a_cause(office: Office, result: str, *, needs: bool) -> None:
    office.plan()
    add(office, "a")
    office.result(12, "a", number=Decimal(result))
    assert december(office).indicators[0].needs_cause is needs
