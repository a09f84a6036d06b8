"""Saying in the terminal how a file is to be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.cli import main

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
CODE = "13020923P00014110001R"
NAME = "monthly"

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["--lang", "en", *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    assert run("import", "plan", str(SAMPLES / "plan-2023.txt"))[0] == 0
    return run


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.csv"
    path.write_text(f"项目编码,累计支出,经手人\n{CODE},0.05,甲\n", "utf-8")
    return str(path)


def spent(told: str) -> list[float]:
    return [change["new"] for change in json.loads(told)["changes"] if change["new"] is not None]


@pytest.mark.parametrize(("unit", "yuan"), [("元", 0.05), ("万元", 500)])
def test_the_unit_is_as_the_person_says(say: Say, report: str, unit: str, yuan: float) -> None:
    asked = ("import", "spending", report, "--month", "2023-04", "--check", "--json")
    code, told, _ = say(*asked, "--unit", unit)
    assert (code, spent(told)) == (0, [yuan])


@pytest.mark.parametrize(
    ("basis", "codes"), [("cumulative", set()), ("monthly", set()), ("payments", set())]
)
def test_the_basis_is_as_the_person_says(
    say: Say, report: str, basis: str, codes: set[str]
) -> None:
    asked = ("import", "spending", report, "--month", "2023-01", "--check", "--json")
    code, told, _ = say(*asked, "--unit", "万元", "--basis", basis)
    found = {finding["code"] for finding in json.loads(told)["findings"]}
    assert (code, found, spent(told)) == (0, codes, [500])


def test_a_reading_is_saved_listed_used_and_removed(say: Say, report: str) -> None:
    april = ("import", "spending", report, "--month", "2023-04")
    code, _, said = say(*april, "--unit", "万元", "--save-mapping", NAME)
    assert code == 0
    assert f"The mapping “{NAME}” is saved." in said
    (listed,) = json.loads(say("mappings", "--json")[1])
    assert (listed["name"], listed["kind"], listed["unit"]) == (NAME, "spending", "万元")
    assert listed["header_words"] == ["项目编码", "累计支出", "经手人"]

    may = ("import", "spending", report, "--month", "2023-05", "--check", "--json")
    code, told, _ = say(*may, "--mapping", NAME)
    assert (code, json.loads(told)["mapping"], spent(told)) == (0, NAME, [500])

    _, _, said = say(*may[:-1])
    assert f"The saved mapping “{NAME}” fits this header and was not used." in said

    assert say("mappings", "remove", NAME)[:2] == (0, f"The mapping “{NAME}” is removed.\n")
    assert say("mappings", "--json")[1] == "[]\n"


def test_a_mapping_for_another_header_is_refused_by_its_words(
    say: Say, report: str, tmp_path: Path
) -> None:
    april = ("import", "spending", report, "--month", "2023-04")
    say(*april, "--unit", "万元", "--save-mapping", NAME)
    other = tmp_path / "other.csv"
    other.write_text(f"项目代码,累计支付\n{CODE},5\n", "utf-8")
    code, told, said = say(
        "import", "spending", str(other), "--month", "2023-05", "--mapping", NAME
    )
    assert (code, told) == (2, "")
    assert said == (
        f"The saved mapping “{NAME}” does not fit this file's header; nothing was imported."
        " It is for the header: 项目编码、累计支出、经手人."
        " Name another mapping, or import without one.\n"
    )
    assert len(json.loads(say("batches", "--json")[1])) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "results", "{}", "--unit", "元"), "--unit is not for files of kind “results”"),
        (("import", "plan", "{}", "--basis", "monthly"), "--basis is not for files of kind “plan”"),
        (("import", "plan", "{}", "--mapping", "x"), "--mapping is not for files of kind “plan”"),
        (("import", "spending", "{}", "--mapping", "x"), "There is no saved mapping “x”"),
        (
            ("import", "spending", "{}", "--save-mapping", "x", "--month", "2023-04"),
            "no mapping to",
        ),
        (("mappings", "remove"), "Name the mapping"),
        (("mappings", "remove", "x"), "There is no saved mapping “x”"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    say: Say, report: str, arguments: tuple[str, ...], words: str
) -> None:
    code, told, said = say(*(each.format(report) for each in arguments))
    assert (code, told) == (2, "")
    assert words in said


def test_the_table_of_mappings_says_what_each_reads(say: Say, report: str) -> None:
    say(
        "import", "spending", report, "--month", "2023-04", "--unit", "万元", "--save-mapping", NAME
    )
    head, line = say("mappings")[1].splitlines()
    assert head.split()[:4] == ["name", "kind", "header_words", "columns"]
    assert line.split()[:7] == [NAME, "spending", "项目编码", "累计支出", "经手人", "—", "万元"]


ASKED = f"项目编码,预算数,国库支付,单位列支\n{CODE},9,5,4\n"
LINED = f"项目编码,经济科目,累计支出（元）\n{CODE},办公费,5\n{CODE},差旅费,4\n"
BESIDE = f"单位名称,项目编码,累计支出（元）\n本级,{CODE},5\n教育局,13020923P00099910001X,4\n"
PROVEN = f"项目编码,预算数（元）,累计列支（元）,结余（元）\n{CODE},9,5,4\n"


@pytest.mark.parametrize(
    ("text", "question", "answer", "amounts"),
    [
        (ASKED, "columns_ambiguous", ("--column", "spent=D", "--unit", "元"), [4]),
        (LINED, "project_lines", ("--add-lines",), [9]),
        (BESIDE, "other_units", ("--own-unit",), [5]),
    ],
)
def test_a_question_is_answered_by_an_option(
    say: Say, report: str, text: str, question: str, answer: tuple[str, ...], amounts: list[float]
) -> None:
    Path(report).write_text(text, "utf-8")
    asked = ("import", "spending", report, "--month", "2023-04", "--check", "--json")
    code, told, _ = say(*asked)
    assert (code, json.loads(told)["findings"][0]["code"]) == (1, question)
    code, told, _ = say(*asked, *answer)
    assert (code, spent(told)) == (0, amounts)


def test_what_proves_a_reading_is_told(say: Say, report: str) -> None:
    Path(report).write_text(PROVEN, "utf-8")
    _, told, said = say("import", "spending", report, "--month", "2023-04", "--check")
    assert "预算数(元)−累计列支(元)=结余(元) holds in all 1 rows" in (told + said).replace(
        "（", "("
    ).replace("）", ")")


def test_a_column_that_says_no_field_is_refused(say: Say, report: str) -> None:
    code, _, said = say("import", "spending", report, "--month", "2023-04", "--column", "H")
    assert code == 2
    assert "“H” is no field=letter" in said
