"""What a person types and gets back: data alone on the data stream, one sentence on the other."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.cli.conftest import Ask

BEHIND = "13020923P000143100015"
FIELDS = (
    "project_code project_name revised_budget spent execution_rate planned_pct gap_pp gap_amount"
    " state light milestone_missed is_flagged sentence forecast"
).split()
INDICATOR_FIELDS = (
    "project_code level1 level2 level3 description target_text operator number unit kind result"
    " completion state light"
).split()


def test_the_plan_of_2023_arrives_and_its_sums_are_its_own(ask: Ask, samples: Path) -> None:
    for name in ("plan-2023.txt", "plan-2023.docx"):
        assert ask("import", "plan", samples / name).code == 0
    rows = ask("status", "--month", "2023-01", "--json").data
    assert len(rows) == 8
    assert sum(Decimal(str(row["revised_budget"])) for row in rows) == Decimal("2697200.00")
    assert len(ask("indicators", "--month", "2023-01", "--json").data) == 54
    assert len(ask("batches", "--json").data) == 1  # the docx says the same


def test_status_gives_a_row_per_project_with_the_named_fields(sampled: Ask) -> None:
    rows = sampled("--json", "status", "--month", "2023-06").data
    assert {row["project_code"] for row in rows} >= {BEHIND}
    assert all(set(FIELDS) <= set(row) for row in rows)
    row = next(row for row in rows if row["project_code"] == BEHIND)
    assert (row["spent"], row["planned_pct"], row["light"]) == (112190, 50, "red")
    assert Decimal(str(row["execution_rate"])) == Decimal("16.0271")
    assert Decimal(str(row["gap_amount"])) == Decimal(-237810)
    assert row["is_flagged"] is row["milestone_missed"] is True
    silent = next(row for row in rows if row["state"] == "not_reported")
    assert silent["spent"] is silent["execution_rate"] is silent["gap_pp"] is None
    assert "NaN" not in json.dumps(rows, allow_nan=True)


def test_a_filter_by_change_leaves_the_same_rows_in_every_exit(
    sampled: Ask, tmp_path: Path
) -> None:
    asked, out = ("flagged", "--month", "2023-06", "--change", "new"), tmp_path / "new.csv"
    assert sampled(*asked, "--out", out).code == 0
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    place = rows[0].index("项目编码")
    written = [row[place] for row in rows[1 : rows.index([])]]
    assert written == [row["project_code"] for row in sampled(*asked, "--json").data]
    assert written


def test_csv_carries_amounts_in_yuan_with_two_decimals_and_nothing_for_absent(sampled: Ask) -> None:
    told = sampled("status", "--month", "2023-06", "--csv")
    rows = {row["project_code"]: row for row in csv.DictReader(io.StringIO(told.out))}
    assert rows[BEHIND]["spent"] == "112190.00"
    assert rows["13020923P00014410001T"]["spent"] == ""


def test_indicators_carry_the_target_as_written_and_as_read(sampled: Ask) -> None:
    rows = sampled("indicators", "--month", "2023-06", "--json").data
    assert all(set(INDICATOR_FIELDS) <= set(row) for row in rows)
    copies = next(row for row in rows if row["level3"] == "印刷数量")
    assert [copies[name] for name in ("target_text", "operator", "number", "unit", "kind")] == [
        "≥400册",
        "≥",
        400,
        "册",
        "quantity",
    ]
    assert (copies["result"], copies["light"]) == ("60册", "red")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_flagged_list_is_the_same_in_the_terminal_and_in_its_files(
    sampled: Ask, tmp_path: Path, ending: str
) -> None:
    codes = [row["project_code"] for row in sampled("flagged", "--month", "2023-06", "--json").data]
    path = tmp_path / f"list.{ending}"
    assert sampled("flagged", "--month", "2023-06", "--out", path).code == 0
    if ending == "csv":
        lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    else:
        lines = [
            [str(cell or "") for cell in row]
            for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        ]
    assert [cell for line in lines for cell in line if cell.startswith("13020923P")] == codes


def test_a_month_goes_in_out_and_in_again(ask: Ask, samples: Path) -> None:
    def spent() -> dict[str, float]:
        rows = ask("status", "--month", "2023-04", "--json").data
        return {row["project_code"]: row["spent"] for row in rows}

    ask("import", "plan", samples / "plan-2023.txt")
    before = spent()
    file = samples / "2023-04-spending.xlsx"
    checked = ask("import", "spending", file, "--check", "--json").data
    assert (checked["batch_id"], checked["facts"]) == (None, 8)
    assert spent() == before
    batch = ask("import", "spending", file, "--json").data["batch_id"]
    after = spent()
    assert after[BEHIND] == 49039
    again = ask("import", "spending", file, "--json").data
    assert (again["batch_id"], again["changes_nothing"]) == (None, True)
    assert ask("withdraw", batch).code == 0
    assert spent() == before
    assert ask("restore", batch).code == 0
    assert spent() == after


def test_what_was_known_on_a_day_is_asked_with_that_day(sampled: Ask) -> None:
    asked = ("status", "--month", "2023-06", "--json", "--known-on")
    early = sampled(*asked, "2023-07-05")  # the samples were imported later
    assert (early.code, early.out) == (2, "")
    assert "2023-07-05" in early.err
    assert len(sampled(*asked, "2999-01-01").data) == 8


def test_what_blocks_an_import_ends_with_1_and_names_the_place(ask: Ask, samples: Path) -> None:
    ask("import", "plan", samples / "plan-2023.txt")
    wrong = ask("import", "spending", samples / "2023-04-spending.xlsx", "--month", "2023-05")
    assert wrong.code == 1
    assert "2023-04" in wrong.err
    assert "2023-05" in wrong.err
    assert ask("batches", "--json").data[0]["kind"] == "plan"


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "--month", "2023-13"),
        ("import", "spending", "nowhere.xlsx"),
        ("withdraw", "99"),
        ("export", "monitoring-form", "--month", "2023-06", "--project", "nobody", "--out", "x"),
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2_and_one_sentence(
    sampled: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    told = sampled(*arguments)
    assert (told.code, told.out) == (2, "")
    assert "Traceback" not in told.err
    assert len(told.err.strip().splitlines()) == 1


def test_a_database_of_a_newer_version_is_refused_and_left_alone(
    sampled: Ask, database: Path
) -> None:
    connection = duckdb.connect(str(database))
    connection.execute("insert into migrations values (9999, 'of tomorrow')")
    connection.close()
    before = database.read_bytes()
    told = sampled("status", "--month", "2023-06")
    assert told.code == 2
    assert "9999" in told.err
    assert database.read_bytes() == before


def test_a_command_that_waits_says_for_what_and_gives_up_with_4(
    sampled: Ask, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sampled("batches")
    keep = "import duckdb,sys; c=duckdb.connect(sys.argv[1]); print('open',flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", keep, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        monkeypatch.setenv("MONITOR_WAIT_SECONDS", "1")
        told = sampled("batches", "--json")
        assert (told.code, told.out) == (4, "")
        assert str(other.pid) in told.err or "占用" in told.err
        other.communicate(b"\n")
    assert sampled("batches", "--json").code == 0


def test_the_module_runs_as_a_program(database: Path, root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "--database", str(database), "batches", "--json"],
        cwd=root,
        env=os.environ | {"LANG": "C", "PYTHONPATH": str(root)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, b"[]")
