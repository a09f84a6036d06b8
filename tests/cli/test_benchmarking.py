"""Made-up data from a terminal."""

from __future__ import annotations

from pathlib import Path

from .conftest import Ask

SIZE = ("--projects", "6", "--units", "2", "--months", "2")


def test_data_is_made_once_and_left_alone_the_second_time(ask: Ask) -> None:
    made = ask("bench", "generate", *SIZE)
    assert (made.code, "8 个批次" in made.out) == (0, True)
    assert "无需重做" in ask("bench", "generate", *SIZE).out
    rows = ask("status", "--month", "2025-02", "--json").data
    assert len(rows) == 6


def test_other_data_is_not_overwritten(sampled: Ask) -> None:
    refused = sampled("bench", "generate", *SIZE)
    assert refused.code == 2
    assert "已有其他数据" in refused.err


def test_workbooks_are_written_and_the_database_is_not_made(
    ask: Ask, tmp_path: Path, database: Path
) -> None:
    written = ask("bench", "generate", *SIZE, "--workbooks", tmp_path / "books")
    assert written.code == 0
    assert len(list((tmp_path / "books").glob("2025-00-*-plan.xlsx"))) == 2
    assert not database.exists()
