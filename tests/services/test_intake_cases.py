"""Every spending file of the cases ends as it must, and none goes in wrong without a word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.upkeep.setup import Store
from tests.intake_cases import Case, cases, is_as_expected, prepare, run

# Held against what is known, these would be doubted: the reader alone sees nothing wrong.


@pytest.fixture(scope="module")
def stores(
    tmp_path_factory: pytest.TempPathFactory, blank_database: Path
) -> Iterator[dict[str, Store]]:
    folder = tmp_path_factory.mktemp("cases")
    made = {base: Store(path) for base, path in prepare(blank_database, folder).items()}
    yield made
    for store in made.values():
        store.close()


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_a_file_ends_as_it_must(case: Case, stores: dict[str, Store]) -> None:
    outcome = run(case, stores[case.base])
    assert is_as_expected(case.expect, outcome), (outcome.end, outcome.codes, outcome.differing)
