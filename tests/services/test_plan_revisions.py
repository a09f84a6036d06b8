"""A plan that comes again after results: what changes is said, and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.domain.findings import Finding, Level
from monitor.domain.month import Month
from monitor.intake.batches import withdraw
from monitor.intake.commit import commit_import
from monitor.intake.plans.revision import target_history
from monitor.intake.request import Committed, ImportRequest
from monitor.review.months import review_indicators
from monitor.store.database import Store

JUNE = Month(2023, 6)
CODE = "13020923P00014110001R"
TARGET = "\t≥11次"
COUNTED = "\t数量指标\n\t调研次数\n\t调研次数\n"
SHEET = "1.调研学习考察费绩效目标表"


@pytest.fixture(scope="module")
def plan(samples: Path) -> str:
    return (samples / "plan-2023.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory, blank_database: Path, plan: str) -> Path:
    path = tmp_path_factory.mktemp("planned") / "monitor.duckdb"
    store = Store(Path(shutil.copy(blank_database, path)))
    take(store, plan)
    store.close()
    return store.path


@pytest.fixture
def store(tmp_path: Path, planned: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(planned, tmp_path)))
    yield store
    store.close()


def take(store: Store, plan: str, name: str = "plan.txt") -> Committed:
    request = ImportRequest("plan", name, plan.encode(), "planner")
    return commit_import(store, request, store.path.parent / "files")


def report(store: Store, samples: Path) -> None:
    data = (samples / "2023-06-results.xlsx").read_bytes()
    request = ImportRequest("results", "results.xlsx", data, "clerk")
    assert commit_import(store, request, store.path.parent / "files").batch_id is not None


def revisions(done: Committed) -> list[Finding]:
    codes = ("target_changed", "indicator_left_out")
    return [finding for finding in done.preview.findings if finding.code in codes]


def renamed(plan: str) -> str:
    assert plan.count(COUNTED) == 1
    return plan.replace(COUNTED, COUNTED.replace("\t调研次数\n", "\t外出次数\n", 1))


def test_a_target_changed_before_any_result_is_no_finding(store: Store, plan: str) -> None:
    done = take(store, plan.replace(TARGET, "\t≥20次"))
    assert done.batch_id is not None
    assert revisions(done) == []


def test_a_target_changed_after_results_is_a_warning_with_both_texts(
    store: Store, plan: str, samples: Path
) -> None:
    report(store, samples)
    (finding,) = revisions(take(store, plan.replace(TARGET, "\t≥20次")))
    assert (finding.code, finding.level) == ("target_changed", Level.WARNING)
    assert (finding.sheet, finding.cell) == (SHEET, "")
    assert finding.values == {"name": "调研次数", "code": CODE, "old": "≥11次", "new": "≥20次"}


def test_results_stay_linked_by_name(store: Store, plan: str, samples: Path) -> None:
    report(store, samples)
    take(store, plan.replace(TARGET, "\t≥20次"))
    (row,) = (
        each
        for each in review_indicators(store, JUNE, project_code=CODE)
        if each.level3 == "调研次数"
    )
    assert (row.target_text, row.result_text) == ("≥20次", "7次")


def test_blanks_in_a_target_are_no_change(store: Store, plan: str, samples: Path) -> None:
    report(store, samples)
    assert revisions(take(store, plan.replace(TARGET, "\t≥ 11次"))) == []


def test_an_indicator_left_out_after_results_is_a_warning(
    store: Store, plan: str, samples: Path
) -> None:
    report(store, samples)
    (finding,) = revisions(take(store, renamed(plan)))
    assert (finding.code, finding.level) == ("indicator_left_out", Level.WARNING)
    assert finding.values == {"name": "调研次数", "code": CODE, "old": "≥11次"}


def test_a_left_out_indicator_comes_back_with_its_results(
    store: Store, plan: str, samples: Path
) -> None:
    report(store, samples)
    done = take(store, renamed(plan))
    assert done.batch_id is not None
    names = {row.level3: row for row in review_indicators(store, JUNE, project_code=CODE)}
    assert "调研次数" not in names
    assert names["外出次数"].result_text is None
    withdraw(store, done.batch_id, actor="planner", reason="by mistake")
    names = {row.level3: row for row in review_indicators(store, JUNE, project_code=CODE)}
    assert names["调研次数"].result_text == "7次"


def test_earlier_targets_stay_with_their_batch(store: Store, plan: str, samples: Path) -> None:
    assert target_history(store, 2023, CODE) == []
    report(store, samples)
    take(store, plan.replace(TARGET, "\t≥20次"), "revised.txt")
    (versions,) = target_history(store, 2023, CODE)
    assert [
        (each.target_text, each.standing, each.file_name, each.actor, each.results_count)
        for each in versions
    ] == [
        ("≥20次", "current", "revised.txt", "planner", 1),
        ("≥11次", "replaced", "plan.txt", "planner", 1),
    ]


def test_a_plan_that_repeats_a_target_adds_nothing_to_its_history(store: Store, plan: str) -> None:
    take(store, plan.replace(TARGET, "\t≥20次"))
    take(store, plan.replace(TARGET, "\t≥20次").replace("\t≤400元", "\t≤500元"))
    first, second = target_history(store, 2023, CODE)
    assert [each.target_text for each in first] == ["≥20次", "≥11次"]
    assert [each.standing for each in first] == ["current", "replaced"]
    assert [each.target_text for each in second] == ["≤500元", "≤400元"]


def test_a_withdrawn_target_is_told_as_withdrawn(store: Store, plan: str) -> None:
    done = take(store, plan.replace(TARGET, "\t≥20次"))
    assert done.batch_id is not None
    withdraw(store, done.batch_id, actor="planner", reason="")
    (versions,) = target_history(store, 2023, CODE)
    assert [(each.target_text, each.standing) for each in versions] == [
        ("≥20次", "withdrawn"),
        ("≥11次", "current"),
    ]


def test_a_left_out_indicator_stays_in_the_history(store: Store, plan: str, samples: Path) -> None:
    report(store, samples)
    take(store, renamed(plan))
    (versions,) = (
        each for each in target_history(store, 2023, CODE) if each[0].level3 == "调研次数"
    )
    assert [(each.standing, each.results_count) for each in versions] == [("replaced", 1)]
