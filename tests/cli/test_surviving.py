"""Backups, the examination and the log of what happened, as typed in a terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pytest

from tests.cli.conftest import Ask


@pytest.fixture
def reported(ask: Ask, samples: Path) -> Ask:
    """Give a terminal on the plan and a month, with the uploaded files beside."""
    assert ask("import", "plan", samples / "plan-2023.txt").code == 0
    assert ask("import", "spending", samples / "2023-05-spending.xlsx").code == 0
    return ask


def test_a_backup_is_made_and_brought_back(reported: Ask, tmp_path: Path, database: Path) -> None:
    backup = tmp_path / "backup.zip"
    made = reported("backup", backup, "--json").data
    assert (made["batches"], made["files"], made["missing_files"]) == (2, 2, [])
    again = reported("backup", backup)
    assert (again.code, "--force" in again.err) == (2, True)
    assert reported("withdraw", 2, "--reason", "test").code == 0
    refused = reported("restore", backup)
    assert (refused.code, "--force" in refused.err) == (2, True)
    told = reported("restore", backup, "--force")
    assert told.code == 0
    assert "2 个批次" in told.out
    assert [row["is_live"] for row in reported("batches", "--json").data] == [True, True]
    assert len(list(database.parent.glob("*-replaced-*.duckdb"))) == 1


def test_a_number_restores_an_import_as_before(reported: Ask) -> None:
    assert reported("withdraw", 2).code == 0
    assert reported("restore", 2).code == 0
    assert [row["is_live"] for row in reported("batches", "--json").data] == [True, True]


def test_a_healthy_database_ends_with_nothing_and_a_sick_one_says_what_to_do(
    reported: Ask, database: Path
) -> None:
    well = reported("doctor")
    assert well.code == 0, well.out
    assert "一切正常" in well.out
    with duckdb.connect(str(database)) as connection:
        connection.execute("delete from spending_facts where month = 5")
    sick = reported("doctor")
    assert sick.code == 1
    assert "[有问题] 每个批次都完整 — batch 2" in sick.out
    found = {row["name"]: row for row in reported("doctor", "--json").data}
    assert found["batches_counted"]["health"] == "ill"
    assert "备份" in found["batches_counted"]["do"]
    assert found["opens"]["health"] == found["files_gone"]["health"] == "well"


def test_a_database_that_is_not_there_is_not_made_by_asking_after_it(
    ask: Ask, database: Path
) -> None:
    assert ask("doctor").code == 1
    assert ask("backup", database.parent / "backup.zip").code == 2
    assert not database.exists()


def test_the_log_is_printed_and_verified(reported: Ask, database: Path, tmp_path: Path) -> None:
    out = tmp_path / "flagged.csv"
    assert reported("flagged", "--month", "2023-05", "--out", out).code == 0
    rows = reported("audit", "--json").data
    assert [(row["sequence"], row["event"], row["subject"]) for row in rows] == [
        (3, "data.exported", "flagged.csv"),
        (2, "import.committed", "batch 2"),
        (1, "import.committed", "batch 1"),
    ]
    assert rows[1]["details"]["file_name"] == "2023-05-spending.xlsx"
    assert reported("audit", "--since", "2999-01-01", "--json").data == []
    assert reported("audit", "--actor", "nobody", "--json").data == []
    assert reported("audit", "verify").code == 0
    with duckdb.connect(str(database)) as connection:
        connection.execute("update audit_entries set actor = 'nobody' where sequence = 2")
    told = reported("audit", "verify")
    assert (told.code, "第 2 条" in told.out) == (1, True)
    assert reported("audit", "verify", "--json").data == {
        "whole": False,
        "first_bad": 2,
        "entries": 3,
    }


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such permissions")
def test_a_damaged_database_is_examined_without_a_traceback(ask: Ask, database: Path) -> None:
    database.parent.mkdir(parents=True)
    database.write_bytes(b"no database" * 1000)
    told = ask("doctor")
    assert told.code == 1
    assert "无法打开数据库" in told.out
    assert "Traceback" not in told.out + told.err
