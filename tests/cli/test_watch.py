from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from monitor.cli import main
from monitor.config import read_settings
from monitor.intake.batches import list_batches
from monitor.upkeep.setup import Store

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
ROOT = SAMPLES.parents[1]
PLAN = "plan-2023.txt"
PATIENCE_SECONDS = 90


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "drop"
    place.mkdir()
    return place


def drop(folder: Path, name: str) -> None:
    (folder / name).write_bytes((SAMPLES / name).read_bytes())


def run(*arguments: str) -> int:
    return main(["--lang", "en", *arguments])


def test_once_takes_what_is_there_and_answers_with_data(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drop(folder, PLAN)
    drop(folder, "2023-06-spending.xlsx")
    assert run("watch", str(folder), "--once", "--every", "0.1", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [(each["kind"], each["outcome"], each["batch_id"]) for each in told] == [
        ("plan", "imported", 1),
        ("spending", "imported", 2),
    ]


def test_once_with_something_put_aside_is_blocked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "letter.txt").write_text("hello", "utf-8")
    assert run("watch", str(folder), "--once", "--every", "0.1") == 1
    assert "explained in problems/letter-problems.txt" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [("no-such-folder", "--once"), (".", "--json"), (".", "--every", "0", "--once")],
)
def test_wrong_use_is_said_and_nothing_is_made(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("watch", *arguments) == 2
    assert not (tmp_path / "imported").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_after_what_arrived(folder: Path, number: int) -> None:
    command = [sys.executable, "-m", "monitor", "--lang", "en", "watch", str(folder)]
    with subprocess.Popen(
        [*command, "--every", "0.1"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"MONITOR_ACTOR": "keeper"},
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("Watching")
            drop(folder, PLAN)
            wait_for(folder / "imported" / PLAN)
            assert process.stdout.readline().startswith(f"{PLAN}: imported (plan)")
            process.send_signal(number)
            assert process.wait(PATIENCE_SECONDS) == 0
            assert process.stdout.read() == "Watching has ended.\n"
        finally:
            process.kill()
    store = Store(read_settings().database)
    assert [(each.kind, each.actor) for each in list_batches(store)] == [("plan", "keeper")]
    store.close()


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} has not come"
        time.sleep(0.05)


@pytest.fixture
def june(tmp_path: Path) -> None:
    del tmp_path
    assert run("import", "plan", str(SAMPLES / PLAN)) == 0
    for month in ("05", "06"):
        name = f"2023-{month}-spending.xlsx"
        assert run("import", "spending", str(SAMPLES / name)) == 0


@pytest.mark.usefixtures("june")
def test_chase_history_and_changes_answer_in_data(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("chase", "--month", "2023-06", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["project_code"], row["revised_budget"]) == ("13020923P00014410001T", 42800)

    assert run("chase", "--month", "2023-06", "--text") == 0
    assert "last reported: May 2023" in capsys.readouterr().out

    asked = ("history", "--project", "13020923P00014810001H", "--month", "2023-06", "--json")
    assert run(*asked) == 0
    (value,) = json.loads(capsys.readouterr().out)
    assert (value["amount"], value["standing"]) == (1800, "current")
    assert value["file_name"] == "2023-06-spending.xlsx"

    assert run("changes", "--month", "2023-06", "--from", "2023-01-01", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {each["project_code"][:9] for each in told} == {"13020923P"}
    assert run("changes", "--month", "2023-06", "--from", "2023-02-01", "--to", "2023-01-01") == 2


@pytest.mark.usefixtures("june")
def test_the_history_of_no_project_of_the_plan_is_wrong_use() -> None:
    assert run("history", "--project", "X", "--month", "2023-06") == 2
