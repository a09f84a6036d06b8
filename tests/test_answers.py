"""Recording what the product answers: the same code answers the same, a difference is shown."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.styles import PatternFill

from tools.answers.__main__ import main
from tools.answers.questions import OUT, Question, Source
from tools.answers.reading import read_file, read_printed
from tools.answers.recording import record
from tools.answers.varying import Varying

ROW = '{{"project_code": "A1", "spent": {spent}, "light": "red"}}\n'


def ask_of_little(month: str) -> Iterator[Question]:
    yield Question("batches", ("batches", "--json"))
    yield Question("status", ("status", "--month", month, "--json"))
    yield Question("flagged", ("flagged", "--month", month, "--out", OUT), "csv")
    yield Question("unknown", ("no-such-command",))


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_two_records_of_the_same_code_do_not_differ(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    little = Source("little", (("doctor", "--json"),), ("2023-06",), ask_of_little, ())
    before, after = tmp_path / "before", tmp_path / "after"
    for folder in (before, after):
        assert record(folder, root, [little], processes=1) == 5
    month = before / "little" / "2023-06"
    assert (month / "batches.out.txt").read_text("utf-8").splitlines()[1] == "exit code 0"
    assert "exit code 2" in (month / "unknown.out.txt").read_text("utf-8")
    assert main(["compare", str(before), str(after)]) == 0
    assert "0 of 5 answers differ" in capsys.readouterr().out


def test_a_changed_figure_is_shown_beside_what_names_its_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, spent in (("before", 10), ("after", 12)):
        write(tmp_path / folder, "samples/2023-06/status.out.txt", ROW.format(spent=spent))
        write(tmp_path / folder, "samples/2023-06/scores.out.txt", "exit code 0\n")
    assert main(["compare", str(tmp_path / "before"), str(tmp_path / "after")]) == 1
    out = capsys.readouterr().out
    assert '{"project_code": "A1", "light": "red"}\n- {"spent": 10}\n+ {"spent": 12}\n' in out
    assert "1 of 2 answers differ" in out
    assert "scores" not in out


def test_an_answer_that_is_gone_differs_and_no_answers_are_no_agreement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "before", "a.txt", "exit code 0\n")
    (tmp_path / "after").mkdir()
    assert main(["compare", str(tmp_path / "before"), str(tmp_path / "after")]) == 1
    assert "- only before" in capsys.readouterr().out
    assert main(["compare", str(tmp_path / "after"), str(tmp_path / "after")]) == 1


def test_only_the_lines_asked_for_are_shown_of_a_long_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "before", "a.txt", "")
    write(tmp_path / "after", "a.txt", "".join(f"line {number}\n" for number in range(100)))
    main(["compare", str(tmp_path / "before"), str(tmp_path / "after"), "--lines", "3"])
    out = capsys.readouterr().out
    assert "+ line 1\n… and 98 more\n" in out
    assert "line 2\n" not in out


def test_days_of_the_run_folders_and_the_name_of_the_database_are_taken_out() -> None:
    varying = Varying((date(2026, 3, 5),), (Path("/one/run"),))
    settled = {
        "2026-03-05T09:30:11Z": "<now>",
        "截止时间 2026-03-05 09:30": "截止时间 <now>",
        "2026年3月5日": "<now>",
        "数据版本 18-e596caec": "数据版本 18-<database>",
        "/one/run/answer.csv": "<folder>/answer.csv",
        "2023-06-30 及 2026-03-06": "2023-06-30 及 2026-03-06",
        '["76540 MB"]': '["<free> MB"]',
        "13020923P000143100015": "13020923P000143100015",
    }
    assert {text: varying.settle(text) for text in settled} == settled


def test_a_sheet_is_read_with_addresses_formats_and_fills() -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.title = "清单"
    sheet["B2"], sheet["C2"] = "超支", 0.5
    sheet["B2"].fill = PatternFill("solid", start_color="FFC7CE")
    sheet["C2"].number_format = "0.0%"
    book.save(out)
    layout, row = read_file(out.getvalue(), "xlsx")
    assert '"sheet": "清单"' in layout
    assert row == '{"at": "清单!2", "B": "超支 ‹#FFC7CE›", "C": "0.5 ‹0.0%›"}'


def test_a_document_is_read_in_the_order_of_its_paragraphs_and_tables() -> None:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("一、总体情况")
    document.add_table(1, 2).cell(0, 1).text = "滞后"
    document.save(out)
    assert list(read_file(out.getvalue(), "docx"))[:2] == ["[Normal] 一、总体情况", '["", "滞后"]']


def test_printed_lists_are_read_a_record_a_line_and_other_words_as_they_stand() -> None:
    assert list(read_printed('[{"a": 1}, {"a": 2}]')) == ['{"a": 1}', '{"a": 2}']
    assert list(read_printed("没有数据\n")) == ["没有数据"]
