from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from monitor.outputs.lists.curve_sheet import CurveMonth, add_curve_sheet
from monitor.workbooks.writing import Book

MILESTONES = {3: Decimal(25), 6: Decimal(50), 10: Decimal(83), 12: Decimal(100)}
SPENT = ("30000", "85000.55", None, "192000")


@pytest.fixture(scope="module")
def written() -> bytes:
    months = [
        CurveMonth(
            month=month,
            planned=Decimal(269_720) * month,
            spent=Decimal(SPENT[month - 1] or 0)
            if month <= len(SPENT) and SPENT[month - 1]
            else None,
            milestone_pct=MILESTONES.get(month),
            reported_pct=Decimal("98.413") if month == 4 else None,
        )
        for month in range(1, 13)
    ]
    book = Book("累计支出与计划")
    add_curve_sheet(book, 2023, 4, months)
    return book.close()


def test_the_sheet_states_plan_and_spending_in_wan(written: bytes) -> None:
    sheet = openpyxl.load_workbook(BytesIO(written))["计划与实际"]
    rows = [row[:6] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert rows[0] == ("月份", "计划累计", "实际累计", "节点应达到(%)", "节点", "已报送资金占比(%)")
    assert rows[2] == ("2月底", 53.944, 8.500055, None, None, None)
    assert rows[3] == ("3月底", 80.916, None, 25, 80.916, None)
    assert rows[4] == ("4月底", 107.888, 19.2, None, None, 98.41)
    assert [row[2] for row in rows[5:]] == [None] * 8
    assert sheet["A1"].value == "累计支出与计划（2023年，截至4月底）"


def test_the_chart_is_the_spreadsheets_own_and_reads_the_cells(written: bytes) -> None:
    with ZipFile(BytesIO(written)) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    ranges = re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", chart)
    assert ranges == [f"计划与实际!${column}$4:${column}$15" for column in "BEC"]
    assert "<c:lineChart>" in chart
    assert not re.search(r'dispBlanksAs val="(zero|span)"', chart)


def test_a_month_that_was_not_reported_is_a_blank_and_no_zero(written: bytes) -> None:
    with ZipFile(BytesIO(written)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r'<c r="C6"[^>]*/>', sheet)
