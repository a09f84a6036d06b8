"""A hostile database made once; each test looks at a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitor.upkeep.setup import Store
from tests.hostile.material import fill


@pytest.fixture(scope="session")
def hostile_store(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """Give a database in which every text is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    store = Store(Path(shutil.copy(blank_database, folder / "hostile.duckdb")))
    fill(store, folder / "files")
    store.close()
    return store.path


@pytest.fixture
def hostile_database(hostile_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(hostile_store, tmp_path / "hostile.duckdb"))
