"""Budget adjustments: a paper counts once, a budget stated afterwards is a difference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.intake.batches import withdraw
from tests.services.desk import A, Desk, desk_at, plan_file, project, table

PAPERS = "| 项目编码 | 追加数（元） | 追减数（元） | 文号 |"
BARE = "| 项目编码 | 追加数（元） | 追减数（元） |"
STATED = "| 项目编码 | 年初预算数（元） | 调整后预算数（元） |"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_at(tmp_path / "monitor.duckdb") as made:
        made.commit("plan", plan_file(project(A)))
        yield made


def adjust(desk: Desk, month: int, *rows: str, head: str = PAPERS, **given: object) -> list[str]:
    """Hand in adjustments of the one project; returns what stops them or needs a look."""
    file = table("\n".join([head, *(f"| {A} | {row} |" for row in rows)]))
    return [each.code for each in desk.commit("adjustments", file, month, **given).preview.findings]


def budgets(desk: Desk, *months: int) -> list[object]:
    return [desk.project(month).revised_budget for month in months]


def test_two_papers_of_a_month_add_up_and_the_same_paper_replaces_itself(desk: Desk) -> None:
    adjust(desk, 3, "100 | | 曹财预〔2023〕1号", "50 | | 曹财预〔2023〕2号")
    assert budgets(desk, 2, 3) == [1000, 1150]
    adjust(desk, 3, "120 | | 曹财预[2023]1号")
    assert budgets(desk, 3) == [1170]


def test_a_paper_handed_in_for_another_month_moves_there(desk: Desk) -> None:
    adjust(desk, 3, "100 | | 曹财预〔2023〕1号")
    adjust(desk, 5, "100 | | 曹财预〔2023〕1号")
    assert budgets(desk, 3, 4, 5) == [1000, 1000, 1100]


def test_rows_of_one_paper_in_one_file_add_up(desk: Desk) -> None:
    adjust(desk, 3, "100 | | 曹财预〔2023〕1号", " | 30 | 曹财预〔2023〕1号")
    assert budgets(desk, 3) == [1070]


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    adjust(desk, 3, "100 | ", head=BARE)
    assert adjust(desk, 3, "100 | ", head=BARE) == []
    assert budgets(desk, 3) == [1100]


@pytest.mark.parametrize(("again", "budget"), [("replace", 1050), ("add", 1150), (None, 1100)])
def test_a_further_change_without_a_paper_is_a_question(
    desk: Desk, again: str | None, budget: int
) -> None:
    adjust(desk, 3, "100 | ", head=BARE)
    found = adjust(desk, 3, "50 | ", head=BARE, again=again)
    assert found == ([] if again else ["adjustment_again"])
    assert budgets(desk, 3) == [budget]


def test_a_replacing_change_takes_the_place_of_those_added_before(desk: Desk) -> None:
    adjust(desk, 3, "100 | ", head=BARE)
    adjust(desk, 3, "50 | ", head=BARE, again="add")
    adjust(desk, 3, "70 | ", head=BARE, again="replace")
    assert budgets(desk, 3) == [1070]


def test_a_budget_stated_for_three_months_is_one_change(desk: Desk) -> None:
    for month in (3, 4, 5):
        assert adjust(desk, month, "1000 | 1100", head=STATED) == ["adjustment_derived"]
    assert budgets(desk, 2, 3, 4, 5) == [1000, 1100, 1100, 1100]


def test_a_stated_budget_counts_what_is_known_of_the_month(desk: Desk) -> None:
    adjust(desk, 2, "30 | | 曹财预〔2023〕1号")
    adjust(desk, 3, "1000 | 1100", head=STATED)
    assert budgets(desk, 2, 3) == [1030, 1100]
    adjust(desk, 3, "1000 | 1090", head=STATED)
    assert budgets(desk, 2, 3) == [1030, 1090]


def test_a_later_paper_that_makes_a_stated_budget_untrue_is_told(desk: Desk) -> None:
    adjust(desk, 4, "1000 | 1100", head=STATED)
    assert adjust(desk, 2, "30 | | 曹财预〔2023〕1号") == ["stated_budget_overtaken"]
    assert budgets(desk, 4) == [1130]


def test_a_budget_below_zero_is_judged_on_everything_known(desk: Desk) -> None:
    adjust(desk, 3, "| 600 | 曹财预〔2023〕1号")
    assert adjust(desk, 4, "| 500 | 曹财预〔2023〕2号") == ["budget_below_zero"]
    assert budgets(desk, 4) == [400]
    assert adjust(desk, 4, "200 | 500 | 曹财预〔2023〕2号") == []
    assert budgets(desk, 4) == [100]


def test_a_withdrawn_paper_gives_back_what_stood_before(desk: Desk) -> None:
    adjust(desk, 3, "100 | | 曹财预〔2023〕1号")
    adjust(desk, 5, "200 | | 曹财预〔2023〕1号")
    withdraw(desk.store, 3, actor="clerk", reason="")
    assert budgets(desk, 3, 5) == [1100, 1100]
