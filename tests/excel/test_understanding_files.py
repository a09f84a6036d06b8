"""Files as people have them, from their bytes to facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from monitor.domain.month import Month
from monitor.intake.facts import Basis
from monitor.intake.files.process import read_workbook
from monitor.intake.results import read_results
from monitor.intake.spending import read_spending

APRIL = Month(2023, 4)


def written(fill: Callable[[Workbook, Worksheet], None]) -> bytes:
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    fill(book, book.add_worksheet("表1"))
    book.close()
    return file.getvalue()


def test_a_form_with_two_merged_header_rows_percent_cells_and_a_total() -> None:
    def fill(book: Workbook, page: Worksheet) -> None:
        percent = book.add_format({"num_format": "0.0%"})
        page.merge_range("A1:G1", "2023年部门预算项目执行情况表")
        page.write_string("G2", "单位：万元")
        page.merge_range("A3:A4", "序号")
        page.merge_range("B3:B4", "项目代码")
        page.merge_range("C3:C4", "项目名称")
        page.merge_range("D3:E3", "预算数")
        page.write_row("D4", ["年初", "调整后"])
        page.merge_range("F3:G3", "1—4月执行情况")
        page.write_row("F4", ["执行数（B）", "执行率（B/A）"])
        page.write_row("A5", [1, "13020923P00TEST10001A", "调研费", 15.4, 15.4, 3.85])
        page.write_number("G5", 0.25, percent)
        page.write_row("A6", [2, "13020923P00TEST10002B", "会议费", 90, 100, 64.123456])
        page.write_number("G6", 0.641, percent)
        page.merge_range("A7:C7", "合  计")
        page.write_row("D7", [105.4, 115.4, 67.973456])
        page.write_string("A9", "填表人：              审核人：")

    reading = read_spending(read_workbook(written(fill)), fiscal_year=2023, month=APRIL)
    assert [(fact.project_code[-1], str(fact.amount), fact.cell) for fact in reading.facts] == [
        ("A", "38500.00", "F5"),
        ("B", "641234.56", "F6"),
    ]
    assert {(fact.basis, fact.month) for fact in reading.facts} == {(Basis.CUMULATIVE, 4)}
    assert reading.findings == ()
    (understood,) = reading.understood
    assert (understood.header_row, understood.unit, understood.rows_taken) == (4, "万元", 2)
    assert [total.summed == total.stated for total in understood.control_totals] == [True]


def test_a_list_of_payments_with_dates_and_an_error_cell() -> None:
    def fill(book: Workbook, page: Worksheet) -> None:
        day = book.add_format({"num_format": "yyyy/m/d"})
        page.write_row("A1", ["支付日期", "项目编码", "付款金额（元）", "备注"])
        for row, amount in enumerate((1000.5, -0.5), start=1):
            page.write_datetime(row, 0, datetime.fromisoformat("2023-04-05"), day)
            page.write_string(row, 1, "13020923P00TEST10001A")
            page.write_number(row, 2, amount)
        page.write_datetime(3, 0, datetime.fromisoformat("2023-04-06"), day)
        page.write_string(3, 1, "13020923P00TEST10002B")
        page.write_formula(3, 2, "=1/0", None, "#DIV/0!")

    reading = read_spending(read_workbook(written(fill)), fiscal_year=2023, month=APRIL)
    assert [str(fact.amount) for fact in reading.facts] == ["1000.50", "-0.50"]
    assert [(one.code, one.cell) for one in reading.findings] == [("cell_error", "C4")]


def test_a_csv_from_another_system_in_gb18030() -> None:
    text = (
        "单位代码,项目编码,项目名称,当年预算数,截止4月底支出数(元)\r\n"
        '131001,13020923P00TEST10001A,调研费,"154,000.00","38,500.00"\r\n'
        "131001,13020923P00TEST10002B,会议费,3600.00,\r\n"
        '合计,,,"157,600.00","38,500.00"\r\n'
    )
    reading = read_spending(read_workbook(text.encode("gb18030")), fiscal_year=2023, month=APRIL)
    assert [(fact.project_name, str(fact.amount)) for fact in reading.facts] == [
        ("调研费", "38500.00")
    ]
    assert reading.findings == ()


def test_results_with_merged_levels_and_percent_cells() -> None:
    def fill(book: Workbook, page: Worksheet) -> None:
        percent = book.add_format({"num_format": "0%"})
        page.write_row("A1", ["项目编码", "一级指标", "二级指标", "三级指标", "1-4月执行情况"])
        page.merge_range("A2:A3", "13020923P00TEST10001A")
        page.merge_range("B2:B3", "产出指标")
        page.write_row("C2", ["数量指标", "调研次数", 8])
        page.write_row("C3", ["质量指标", "完成率"])
        page.write_number("E3", 0.92, percent)

    reading = read_results(read_workbook(written(fill)), fiscal_year=2023, month=APRIL)
    assert [(fact.project_code, fact.level3, fact.result_text) for fact in reading.facts] == [
        ("13020923P00TEST10001A", "调研次数", "8"),
        ("13020923P00TEST10001A", "完成率", "92%"),
    ]
    assert reading.findings == ()
