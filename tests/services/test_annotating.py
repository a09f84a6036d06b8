from __future__ import annotations

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from monitor.domain.findings import Finding, Level
from monitor.intake.marked_copy.offer import can_mark, mark_file, marked_name

APRIL = "2023-04-spending.xlsx"
AMOUNT = Finding(
    "amount_not_number", Level.BLOCKER, "支出", "D4", {"column": "累计支出", "found": "约七万"}
)


def test_the_own_workbook_comes_back_with_its_cell_commented_and_an_index(samples: Path) -> None:
    data = (samples / APRIL).read_bytes()
    book = load_workbook(BytesIO(mark_file("spending", APRIL, data, [AMOUNT])))
    assert book.sheetnames[:2] == ["问题清单", "支出"]
    comment = book["支出"]["D4"].comment
    assert comment is not None
    assert "“约七万”不是金额" in comment.text
    assert "2023-04-spending.xlsx" in str(book["问题清单"]["A2"].value)


def test_a_csv_comes_back_as_a_workbook_with_its_rows(samples: Path) -> None:
    del samples
    data = "单位：元\n项目编码,项目名称,累计支出\n1302,甲,约七万\n".encode("gb18030")
    finding = Finding("amount_not_number", Level.BLOCKER, "Sheet1", "C3", dict(AMOUNT.values))
    book = load_workbook(BytesIO(mark_file("spending", "支出.csv", data, [finding])))
    cells = [cell.value for row in book.worksheets[1].iter_rows() for cell in row]
    assert "约七万" in cells


def test_marks_need_a_workbook_and_a_place_in_it(samples: Path) -> None:
    book = (samples / APRIL).read_bytes()
    document = (samples / "plan-2023.docx").read_bytes()
    whole = Finding("nothing_reported", Level.BLOCKER)
    assert can_mark("spending", book, [AMOUNT])
    assert can_mark("plan", book, [AMOUNT])
    assert not can_mark("spending", book, [whole])
    assert not can_mark("plan", document, [AMOUNT])
    assert not can_mark("plan", b"plain text", [AMOUNT])


def test_the_marked_file_is_named_after_the_own_one() -> None:
    assert marked_name("2023-04-spending.csv") == "2023-04-spending-标注.xlsx"
