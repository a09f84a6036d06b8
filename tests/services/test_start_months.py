"""A project added during the year runs from its start month on; months before stay the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.domain.month import Month
from monitor.intake.batches import list_batches
from monitor.month_close.steps import certify, submit
from monitor.review.months import review_month
from tests.services.desk import (
    INDICATORS,
    YEAR,
    A,
    B,
    Desk,
    desk_at,
    plan_file,
    project,
    results,
    spending,
)

OWN = project(A, indicators=INDICATORS)
LATE = project(B, "1200", indicators=INDICATORS)  # 25/50/83/100 like every plan
AFTER = ((6, "50"), (12, "100"))


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit of one project, reported up to April."""
    path = tmp_path_factory.mktemp("reported") / "monitor.duckdb"
    with desk_at(path) as made:
        made.commit("plan", plan_file(OWN))
        for month, spent in ((1, 80), (2, 160), (3, 250), (4, 330)):
            made.report(month, A=spent)
    return path


@pytest.fixture
def desk(reported: Path, tmp_path: Path) -> Iterator[Desk]:
    """Its desk, when a second project is added from May on."""
    with desk_at(Path(shutil.copy(reported, tmp_path))) as made:
        yield made


def add(desk: Desk, start: int | None, plan: tuple[tuple[int, str], ...] = AFTER) -> list[str]:
    late = replace(LATE, milestones=project(B, milestones=plan).milestones)
    done = desk.commit("plan", plan_file(OWN, late), start_month=start)
    return [each.code for each in done.preview.findings if each.level != "note"]


def test_the_start_month_is_asked_once_months_are_reported(desk: Desk) -> None:
    assert add(desk, None) == ["start_month_unsaid"]
    assert len(list_batches(desk.store)) == 5
    assert add(desk, 5) == []
    assert add(desk, None) == []  # a plan that adds nothing asks nothing, and the start stays
    assert desk.project(4, B).state == "not_started"


def test_nothing_is_asked_before_the_first_report(tmp_path: Path) -> None:
    with desk_at(tmp_path / "monitor.duckdb") as desk:
        desk.commit("plan", plan_file(OWN))
        assert add(desk, None) == []
        assert desk.project(1, B).state == "not_reported"


def test_months_before_the_start_do_not_change(desk: Desk) -> None:
    before = [desk.view(month).total for month in (1, 2, 3, 4)]
    add(desk, 5)
    after = [desk.view(month).total for month in (1, 2, 3, 4)]
    assert [replace(each, not_started_count=0) for each in after] == before
    assert {each.not_started_count for each in after} == {1}


def test_a_certified_month_takes_a_project_that_starts_after_it(desk: Desk) -> None:
    march = Month(YEAR, 3)
    desk.commit("results", results("| 数量指标 | 调研次数 | 3 |"), 3)
    submit(desk.store, march, "131001", "两项未报", actor="clerk")
    certify(desk.store, march, "131001", actor="head")
    assert add(desk, 5) == []
    assert add(desk, 5) == []


def test_before_its_start_there_is_no_budget_plan_report_or_flag(desk: Desk) -> None:
    add(desk, 5)
    found = desk.project(4, B)
    assert (found.state, found.badge, found.is_flagged) == ("not_started", "not_started", False)
    assert (found.original_budget, found.revised_budget, found.planned_pct) == (None, None, None)
    assert {each.state for each in desk.indicators(4) if each.project_code == B} == {"not_started"}
    assert {each.light for each in desk.indicators(4) if each.project_code == B} == {None}


def test_the_line_begins_at_0_at_the_end_of_the_month_before(desk: Desk) -> None:
    add(desk, 5)
    planned = [desk.project(month, B).planned_pct for month in (5, 6, 9, 12)]
    assert planned == [25, 50, 75, 100]  # 0 at the end of April, 50 at the end of June


def test_elapsed_progress_counts_the_months_it_runs(desk: Desk) -> None:
    add(desk, 5)
    elapsed = [desk.project(month, B).elapsed_pct for month in (4, 5, 8, 12)]
    assert elapsed == [0, Decimal("12.5"), 50, 100]


def test_pace_and_days_behind_count_from_the_start(desk: Desk) -> None:
    add(desk, 5)
    desk.commit("spending", spending({"B": 240}), 6)
    june = desk.project(6, B)
    assert june.spent_in_month == 120  # two months, not six
    assert june.days_behind == 36  # 20 % was due after 0.8 of May: 24.8 days in, of 61
    assert june.forecast_run_rate == Decimal(80)


def test_a_milestone_before_the_start_is_told_and_does_not_count(desk: Desk) -> None:
    assert add(desk, 5, ((3, "25"), (12, "100"))) == ["milestone_before_start"]
    assert desk.project(8, B).planned_pct == 50


def test_spending_before_the_start_stops_the_file(desk: Desk) -> None:
    add(desk, 5)
    found = desk.commit("spending", spending({"A": 330, "B": 5}), 4).preview.findings
    assert "month_before_start" in [each.code for each in found]


def test_a_total_of_months_is_incomplete_from_the_start_on_only(desk: Desk) -> None:
    add(desk, 5)
    late = spending({"B": 10}, "本月支出（元）")
    desk.commit("spending", late, 7)
    assert desk.project(7, B).incomplete == "5 6"
    assert review_month(desk.store, Month(YEAR, 4)).total.projects_count == 1
