"""A desk with a small plan, and one with the samples."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.desk import INDICATORS, A, B, C, D, Desk, desk_at, plan_file, project
from tests.services.shared import fill_once


@pytest.fixture(scope="session")
def planned_database(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """Make a database with the plans of two units once; tests take copies."""

    def fill(path: Path) -> None:
        with desk_at(Path(shutil.copy(blank_database, path))) as desk:
            own = (project(A, indicators=INDICATORS), project(B, "2000"), project(C, "500"))
            assert desk.commit("plan", plan_file(*own)).batch_id == 1
            other = plan_file(project(D, "4000"), unit="131002")
            assert desk.commit("plan", other).batch_id == 2

    return fill_once(tmp_path_factory, "planned", fill)


@pytest.fixture
def desk(tmp_path: Path, planned_database: Path) -> Iterator[Desk]:
    with desk_at(Path(shutil.copy(planned_database, tmp_path / "monitor.duckdb"))) as made:
        yield made


@pytest.fixture
def empty_desk(tmp_path: Path, blank_database: Path) -> Iterator[Desk]:
    with desk_at(Path(shutil.copy(blank_database, tmp_path / "monitor.duckdb"))) as made:
        yield made


@pytest.fixture
def sampled(tmp_path: Path, sampled_database: Path) -> Iterator[Desk]:
    with desk_at(Path(shutil.copy(sampled_database, tmp_path / "monitor.duckdb"))) as made:
        yield made
