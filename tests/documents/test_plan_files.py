"""Plans and results of other places end as they must, and none goes in wrong without a word."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.upkeep.setup import Store
from tests.intake_cases import is_as_expected, prepare
from tests.plan_cases import Case, cases, run


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("plans") / "plans.duckdb"
    shutil.copy(blank_database, path)
    opened = Store(path)
    yield opened
    opened.close()


@pytest.mark.parametrize("case", [*cases("plan")], ids=lambda case: case.name)
def test_a_plan_file_ends_as_it_must(case: Case, store: Store) -> None:
    outcome = run(case, store)
    assert is_as_expected(case.expect, outcome), (outcome.end, outcome.codes, outcome.differing)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Iterator[Store]:
    opened = Store(prepare(blank_database, tmp_path_factory.mktemp("results"))["plan"])
    yield opened
    opened.close()


def _given(case: Case) -> object:
    """Two months beside each other are asked about, with no answer that takes both as yet."""
    marks = [pytest.mark.xfail(strict=True)] if case.name == "r21_two_months" else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [*map(_given, cases("results"))])
def test_a_results_file_ends_as_it_must(case: Case, planned: Store) -> None:
    outcome = run(case, planned)
    assert is_as_expected(case.expect, outcome), (outcome.end, outcome.codes, outcome.differing)
