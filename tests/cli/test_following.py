from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.cli import main
from monitor.config import read_settings
from monitor.follow_up.attachments import fetch_attachment, list_attachments
from monitor.intake.commit import commit_import
from monitor.intake.request import ImportRequest
from monitor.upkeep.setup import Store

BEHIND = "13020923P000143100015"
OF_BEHIND = ("--project", BEHIND, "--month", "2023-06")
FINE = "13020923P00014110001R"


@pytest.fixture(autouse=True)
def june(samples: Path, tmp_path: Path) -> None:
    store = Store(read_settings().database)
    for kind, name in (("plan", "plan-2023.txt"), ("spending", "2023-06-spending.xlsx")):
        request = ImportRequest(kind, name, (samples / name).read_bytes(), "test")
        assert commit_import(store, request, tmp_path / "files").batch_id is not None
    store.close()


def run(*arguments: str, language: str = "en") -> int:
    return main(["--lang", language, *arguments])


def add(*arguments: str) -> int:
    return run("followups", "add", *OF_BEHIND, *arguments)


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run("followups", *arguments, "--json") == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_a_measure_is_entered_listed_and_set_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert add("--measure", "签合同", "--owner", "张三", "--due", "2999-07-31") == 0
    assert capsys.readouterr().out == "Follow-up 1 is entered.\n"
    assert add("--measure", "付款", "--owner", "王五", "--due", "2023-07-31") == 0
    told = capsys.readouterr()
    assert (told.out, told.err.strip()) == (
        "Follow-up 2 is entered.\n",
        "The due date has passed; it was saved as it is.",
    )
    (late,) = listed(capsys, "--state", "overdue")
    assert (late["id"], late["overdue"], late["month"]) == (2, True, "2023-06")
    assert [row["measure"] for row in listed(capsys, "--owner", "张三")] == ["签合同"]
    assert run("followups", "set", "2", "--state", "done", "--remark", "已付") == 0
    assert listed(capsys, "--state", "overdue") == []
    (done,) = listed(capsys, "--state", "done")
    assert (done["measure"], done["remark"], done["owner"]) == ("付款", "已付", "王五")
    assert run("followups", "set", "2", "--state", "done") == 0
    assert "Nothing of follow-up 2 was changed." in capsys.readouterr().out


def test_files_are_attached_as_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "纪要.bin"
    file.write_bytes(bytes(range(256)))
    assert add("--measure", "m", "--file", str(file)) == 0
    assert listed(capsys)[0]["files"] == 1
    settings = read_settings()
    store = Store(settings.database)
    (kept,) = list_attachments(store, 1)
    fetched = fetch_attachment(store, settings.files_folder, kept.file_id)
    store.close()
    assert fetched == ("纪要.bin", file.read_bytes())
    assert add("--measure", "m", "--file", str(tmp_path / "none")) == 2
    assert len(listed(capsys)) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("followups", "add", "--month", "2023-06", "--measure", "m"), "with --project"),
        (("followups", "add", *OF_BEHIND), "Enter the measure."),
        (("followups", "add", *OF_BEHIND[:2], "--measure", "m"), "--month"),
        (("followups", "add", "--project", "X", "--month", "2023-06", "--measure", "m"), "X"),
        (("followups", "set", "9", "--state", "done"), "no follow-up number 9"),
        (("followups", "set"), "no follow-up number"),
        (("snooze", *OF_BEHIND, "--reason", "why"), "--until"),
        (("snooze", *OF_BEHIND, "--reason", "why", "--until", "May"), "“May” is no month"),
        (("snooze", *OF_BEHIND, "--reason", " ", "--until", "2023-08"), "Give a reason"),
        (("snooze", *OF_BEHIND, "--reason", "why", "--end"), "nothing to end"),
    ],
)
def test_what_cannot_be_done_is_wrong_use_with_a_sentence(
    arguments: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    assert sentence in capsys.readouterr().err


def test_a_snoozed_flag_stays_on_the_list_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("snooze", *OF_BEHIND, "--until", "2023-09", "--reason", "等合同") == 0
    capsys.readouterr()
    assert run("flagged", "--month", "2023-06", "--json") == 0
    found = {row["project_code"]: row for row in json.loads(capsys.readouterr().out)}
    assert found[BEHIND]["snoozed_until"] == "2023-09"
    assert {row["snoozed_until"] for code, row in found.items() if code != BEHIND} == {None}
    assert run("snooze", *OF_BEHIND, "--end", "--reason", "已签") == 0
    capsys.readouterr()
    assert run("flagged", "--month", "2023-06", "--change", "new", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(row["snoozed_until"] is None for row in rows)
    assert all(row["change"] == "new" for row in rows)


def test_status_tells_the_days_behind(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("status", "--month", "2023-06", "--json") == 0
    found = {row["project_code"]: row for row in json.loads(capsys.readouterr().out)}
    assert found[BEHIND]["days_behind"] == 124
    assert found[FINE]["days_behind"] == 0
    assert "124 days behind plan" in found[BEHIND]["sentence"]
