"""What leaves the product holds hostile texts as texts: no formula, link, field or command."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from monitor.cli import main
from tests.documents.letters import fields
from tests.hostile.material import CODES, SIGN

MONTH = ("--month", "2023-06")
FILES = {
    "flagged.xlsx": ("flagged",),
    "flagged.csv": ("flagged",),
    "monitoring.xlsx": ("export", "monitoring-form"),
    "evaluation.xlsx": ("export", "self-evaluation"),
    "notice.docx": ("export", "notice"),
    "of_one.docx": ("export", "notice", "--project", CODES[1]),
    "report.docx": ("export", "report"),
    "pack.zip": ("export", "pack"),
    "plan.xlsx": ("template", "plan"),
    "spending.xlsx": ("template", "spending"),
    "results.xlsx": ("template", "results"),
    "adjustments.xlsx": ("template", "adjustments"),
}
LISTS = {
    "status": MONTH,
    "flagged": MONTH,
    "indicators": MONTH,
    "scores": MONTH,
    "chase": MONTH,
    "batches": (),
    "audit": (),
    "history": (*MONTH, "--project", CODES[0]),
}
COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # what a terminal obeys
OURS = re.compile(r"=(SUM|SUBTOTAL|IF|IFERROR|ROUND|COUNT\w*|[A-Z]{1,3}\d+)\b")


def run(database: Path, *words: str) -> int:
    return main(["--database", str(database), "--lang", "zh", *words])


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_goes_out_takes_no_command(
    name: str, hostile_database: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out" / name
    assert run(hostile_database, *FILES[name], *MONTH, "--out", str(out)) == 0
    said = inspect(name, out.read_bytes())
    assert SIGN in said or name == "of_one.docx"


def inspect(name: str, data: bytes) -> str:
    """Hold a file against what its kind must not contain, and return its texts."""
    ending = name.rpartition(".")[2]
    return {
        "xlsx": of_workbook,
        "csv": of_csv,
        "docx": of_document,
        "zip": of_pack,
        "txt": of_text,
    }[ending](data)


def of_workbook(data: bytes) -> str:
    texts: list[str] = []
    for sheet in load_workbook(io.BytesIO(data)):
        assert not re.search(r"[\[\]:*?/\\]", sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.hyperlink is None or not cell.hyperlink.target
                if cell.data_type == "f":
                    assert OURS.match(str(cell.value)), cell.value
                else:
                    texts.append(str(cell.value))
    with ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if part.endswith(".rels"):
                assert b"External" not in archive.read(part), part
            if part.endswith((".xml", ".vml")) and b"<f>" in archive.read(part):
                assert b"<f>HYPERLINK" not in archive.read(part)
    return "\n".join(texts)


def of_csv(data: bytes) -> str:
    text = data.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            assert not re.match(r"\s*[=@＝＋－＠]|\s*[+-](?![\d.])", cell), cell
            assert not re.match(r"-2\+3", cell), cell
    return text


def of_document(data: bytes) -> str:
    assert set(fields(data)) <= {"PAGE", "NUMPAGES"}
    with ZipFile(io.BytesIO(data)) as archive:
        assert not any(
            b'TargetMode="External"' in archive.read(part)
            for part in archive.namelist()
            if part.endswith(".rels")
        )
        inner = archive.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", inner).replace("&lt;", "<").replace("&gt;", ">")


def of_pack(data: bytes) -> str:
    texts: list[str] = []
    with ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert not re.search(r'[/\\:*?"<>|\x00-\x1f\u202a-\u202e\u2066-\u2069]', name), name
            assert not name.startswith(".")
            assert len(name.encode()) <= 255
            texts.append(inspect(name, archive.read(name)))
    assert len(texts) >= 5
    return "\n".join(texts)


def of_text(data: bytes) -> str:
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    assert not COMMANDS.search(text)
    return text


@pytest.mark.parametrize("name", LISTS)
def test_a_list_in_the_terminal_is_lines_of_text(
    name: str, hostile_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(hostile_database, name, *LISTS[name]) == 0
    told = capsys.readouterr()
    assert not COMMANDS.search(told.out + told.err)
    for line in told.out.splitlines():
        assert line.count("\u202e") == line.count("\u202c")
        assert line.count("\u2067") == line.count("\u2069")
    assert run(hostile_database, name, *LISTS[name], "--csv") == 0
    of_csv(capsys.readouterr().out.encode())
    assert run(hostile_database, name, *LISTS[name], "--json") == 0
    assert json.loads(capsys.readouterr().out)


@pytest.fixture
def escaping(tmp_path: Path) -> Iterator[Path]:
    """A csv whose names and amounts would change a terminal's colour and title."""
    path = tmp_path / "七月\x1b[31m.csv"
    path.write_text(
        "项目编码,项目名称,累计支出（元）\n"
        f"{CODES[0]},\x1b[31m坏\x07名,五十\x1b[0m元\n"
        "13020923P0009000200009,\x1b]0;title\x07\x9b31m\u202e反,5\n",
        "utf-8",
    )
    yield path
    path.unlink()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_found_in_a_file_commands_no_terminal(
    language: str,
    hostile_database: Path,
    escaping: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["import", "spending", str(escaping), "--month", "2023-07", "--check"]
    assert main(["--database", str(hostile_database), "--lang", language, *words]) == 1
    told = capsys.readouterr()
    said = told.out + told.err
    assert "坏" in said or "五十" in said
    assert not COMMANDS.search(said)
    for line in said.splitlines():
        assert line.count("\u202e") == line.count("\u202c")
