"""The self-evaluation: points by group, shares of a result, incomplete scores, grades."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.month import Month
from monitor.review.scores import Evaluation, evaluate

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


def add_whole(office: Office, **given: object) -> None:
    """Add an indicator of 50 points, and one to each of the other groups."""
    add(office, "a", **given)
    add(office, "b", "benefit")
    add(office, "c", "satisfaction")


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


def weights_of(evaluation: Evaluation) -> list[Decimal]:
    assert sum(each.weight for each in evaluation.indicators) == 90
    return [each.weight for each in evaluation.indicators]


def test_cost_at_level_1_changes_the_groups(office: Office) -> None:
    office.plan()
    for key, group in zip("abcd", LEVELS, strict=True):
        add(office, key, group)
    assert weights_of(december(office)) == [40, 20, 20, 10]


@pytest.mark.parametrize(
    ("output", "benefit", "satisfaction", "weights"),
    [
        # stated for a whole group, the others shared evenly
        (["12.5", "37.5"], [None, None], [None], ["12.5", "37.5", "15", "15", "10"]),
        # stated in part: the others share what is left of the group
        (["20", None, None], [None], [None], ["20", "15", "15", "30", "10"]),
        (["0", None], ["10", None], [None], ["0", "50", "10", "20", "10"]),
        # all of them together 90, whatever their groups
        (["30", "30"], ["20"], ["10"], ["30", "30", "20", "10"]),
        (["12.3456", "37.6544"], ["30"], ["10"], ["12.35", "37.65", "30", "10"]),
        # a group that they do not add up to scales them
        (["10", "20"], [None], [None], ["16.67", "33.33", "30", "10"]),
        (["60", "40"], ["30"], ["10"], ["30", "20", "30", "10"]),
        (["60", None], [None], [None], ["50", "0", "30", "10"]),
        (["0", "0"], [None], [None], ["25", "25", "30", "10"]),
    ],
)
def test_points_stated_in_the_plan_count_group_by_group(
    office: Office,
    output: list[str | None],
    benefit: list[str | None],
    satisfaction: list[str | None],
    weights: list[str],
) -> None:
    office.plan()
    groups = {"output": output, "benefit": benefit, "satisfaction": satisfaction}
    stated = [(group, points) for group, all_points in groups.items() for points in all_points]
    for key, (group, points) in zip("abcdef", stated, strict=False):
        add(office, key, group, points=None if points is None else Decimal(points))
    evaluation = december(office)
    assert weights_of(evaluation) == [Decimal(weight) for weight in weights]
    assert evaluation.project.spread_points == 0


@pytest.mark.parametrize(
    ("groups", "weights", "spread"),
    [
        (["output", "benefit"], ["56.25", "33.75"], 10),
        (["output", "output", "benefit"], ["28.13", "28.12", "33.75"], 10),
        (["output"], ["90"], 40),
        (["benefit", "satisfaction"], ["67.5", "22.5"], 50),
        (["cost", "output", "benefit"], ["22.5", "45", "22.5"], 10),
    ],
)
def test_the_points_of_a_group_without_indicators_go_to_the_others_and_the_score_says_so(
    office: Office, groups: list[str], weights: list[str], spread: int
) -> None:
    office.plan()
    for key, group in zip("abc", groups, strict=False):
        add(office, key, group)
    evaluation = december(office)
    assert weights_of(evaluation) == [Decimal(weight) for weight in weights]
    assert evaluation.project.points_execution == 10
    assert evaluation.project.spread_points == spread
    missing = {"output", "benefit", "satisfaction"} - set(groups)
    assert set(evaluation.project.empty_groups) == missing


def test_stated_points_are_scaled_with_their_group_where_another_is_empty(office: Office) -> None:
    office.plan()
    add(office, "a", points=Decimal(20))
    add(office, "b")
    add(office, "c", "benefit")
    weights = weights_of(december(office))
    assert weights == [Decimal(each) for each in ("22.5", "33.75", "33.75")]


def test_points_stated_for_all_stand_though_a_group_is_empty(office: Office) -> None:
    office.plan()
    add(office, "a", points=Decimal(60))
    add(office, "b", "benefit", points=Decimal(30))
    evaluation = december(office)
    assert weights_of(evaluation) == [60, 30]
    assert (evaluation.project.spread_points, evaluation.project.empty_groups) == (0, ())


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
    add_whole(office, **given)
    office.result(12, "a", number=Decimal(result))
    assert december(office).indicators[0].score == Decimal(score)


@pytest.mark.parametrize(
    ("level", "number", "score"),
    [
        ("full", None, "50"),
        ("partial", None, "40"),
        ("none", None, "0"),
        ("partial", "70", "35"),
        ("partial", "50", "30"),
        ("none", "20", "10"),
        ("full", "50", "40"),
    ],
)
def test_qualitative_results_earn_their_band(
    office: Office, level: str, number: str | None, score: str
) -> None:
    office.plan()
    add_whole(office, kind="qualitative", direction="none", number=None)
    office.result(12, "a", level=level, number=None if number is None else Decimal(number))
    assert december(office).indicators[0].score == Decimal(score)


@pytest.mark.parametrize(("number", "completion"), [(None, 80), ("70", 70), ("62.5", 62.5)])
def test_what_is_met_in_part_is_as_complete_as_its_points(
    office: Office, number: str | None, completion: float
) -> None:
    office.plan()
    add_whole(office, kind="qualitative", direction="none", number=None)
    office.result(12, "a", level="partial", number=None if number is None else Decimal(number))
    assert office.month(12).completion == completion
    assert december(office).indicators[0].share_pct == completion


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
    add_whole(office)
    office.spend({12: "1000"})
    office.result(12, "a", number=Decimal(10))
    office.result(12, "c", number=Decimal(10))
    evaluation = december(office)
    assert (evaluation.project.score, evaluation.project.grade) == (None, None)
    assert evaluation.project.score_so_far == 70
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
