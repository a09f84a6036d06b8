"""The rules of judgement in the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.cli import main

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
JUNE = ("--month", "2023-06")

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["--lang", "en", *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    assert run("import", "plan", str(SAMPLES / "plan-2023.txt"))[0] == 0
    june = str(SAMPLES / "2023-06-spending.xlsx")
    assert run("import", "spending", june, "--month", "2023-06")[0] == 0
    return run


def listed(say: Say) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(say("policy", "list", "--json")[1])
    return rows


def test_rules_are_tried_set_listed_and_taken_back(say: Say) -> None:
    change = ("--mode", "gap", "--gap", "-30", "-10", "25", "--materiality", "5000")
    code, told, _ = say("policy", "preview", *JUNE, *change, "--json")
    trial = json.loads(told)
    assert (code, trial["month"], trial["is_same"], trial["rules"]["gap_red"]) == (
        0,
        "2023-06",
        False,
        -30,
    )
    assert [row["state"] for row in listed(say)] == ["in_force"]

    code, told, _ = say("policy", "set", *JUNE, *change, "--why", "notice 7", "--json")
    assert (code, json.loads(told)) == (0, {"policy_id": 1, "saved": True})
    newest, first = listed(say)
    assert (newest["state"], newest["mode"], newest["why"]) == ("in_force", "gap", "notice 7")
    assert (newest["effective_month"], newest["materiality"]) == ("2023-06", 5000)
    assert (first["state"], first["effective_month"]) == ("stands", None)
    status = json.loads(say("flagged", *JUNE, "--json")[1])
    assert len(status) == trial["flagged_then"]

    told = say("policy", "set", *JUNE, *change, "--why", "again")[1]
    assert told == "The same rules are in force already; nothing was saved.\n"
    assert say("policy", "withdraw", "1", "--why", "a slip")[:2] == (
        0,
        "Policy 1 is taken back.\n",
    )
    assert [row["state"] for row in listed(say)] == ["withdrawn", "in_force"]


def test_the_rules_of_a_month_are_shown_in_words(say: Say) -> None:
    floors = ("--mode", "floor", "--floors", "3=20", "6=45.5%")
    say("policy", "set", "--from", "2023-04", *floors, "--why", "notice")
    _, told, _ = say("policy", "show", *JUNE)
    assert told.startswith("2023-06: policy 1. a minimum execution rate by month 20% from month 3;")
    assert "45.5% from month 6" in told
    assert json.loads(say("policy", "show", "--month", "2023-03", "--json")[1])["policy_id"] == 0


def test_points_and_grades_are_set_in_groups(say: Say) -> None:
    points = ("--points", "20", "40", "30", "10", "--points-with-cost", "10", "40", "20", "10")
    code, _, _ = say("policy", "set", *JUNE, *points, "--grades", "95", "85", "70", "--why", "x")
    assert code == 0
    newest = listed(say)[0]
    assert (newest["points_execution"], newest["points_cost_with_cost"]) == (20, 10)
    assert (newest["grade_excellent"], newest["grade_fair"]) == (95, 70)


def test_what_flags_were_worth_is_not_known_before_december(say: Say) -> None:
    code, told, said = say("policy", "record", *JUNE)
    assert code == 0
    assert "13020923P" in told
    assert said.startswith("December 2023 is not reported")
    record = json.loads(say("policy", "record", *JUNE, "--json")[1])
    assert (record["is_known"], record["flagged_missed"]) == (False, None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("set", *JUNE, "--mode", "gap"), "Give a reason"),
        (("set", "--mode", "gap", "--why", "x"), "Name the month"),
        (("set", *JUNE, "--ratio", "80", "60", "120", "--why", "x"), "behind < watch < 100%"),
        (("preview", *JUNE, "--ratio", "a", "60", "120"), "“a” is no number"),
        (("preview", *JUNE, "--ratio", "nan", "60", "120"), "“nan” is no number"),
        (("preview", *JUNE, "--ratio", "1e999999", "60", "120"), "is no number"),
        (("preview", *JUNE, "--floors", "june"), "“june” is no month with a rate"),
        (("preview", *JUNE, "--from", "june"), "“june” is no month"),
        (("preview", *JUNE, "--unit", "9", "--mode", "gap"), "no plan of a unit 9"),
        (("withdraw",), "Name the policy"),
        (("withdraw", "9", "--why", "x"), "no policy number 9"),
        (("withdraw", "0", "--why", "x"), "came with the product"),
        (("record", "--month", "2023-12"), "against December"),
    ],
)
def test_what_cannot_be_meant_is_refused(say: Say, arguments: tuple[str, ...], words: str) -> None:
    code, told, said = say("policy", *arguments)
    assert (code, told) == (2, "")
    assert words in said
