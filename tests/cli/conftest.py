"""A terminal on a database of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from monitor.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:  # noqa: ANN401 - whatever the command prints as JSON
        return json.loads(self.out)


Ask = Callable[..., Answer]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "monitor.duckdb"


@pytest.fixture
def ask(database: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run commands on a database that is not there yet."""

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        code = main(["--database", str(database), "--lang", "zh", *map(str, arguments)])
        told = capsys.readouterr()
        return Answer(code, told.out, told.err)

    return run


@pytest.fixture
def sampled(ask: Ask, database: Path, sampled_database: Path) -> Ask:
    """Run commands on the samples."""
    database.parent.mkdir()
    shutil.copyfile(sampled_database, database)
    return ask
