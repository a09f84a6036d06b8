"""Every plan file of other places ends as it must, and none goes in wrong without a word."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.upkeep.setup import Store
from tests.plan_cases import Case, cases, is_as_expected, run


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
    assert is_as_expected(case, outcome), (outcome.end, outcome.codes, outcome.differing)
