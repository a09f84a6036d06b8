from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.findings import Level
from monitor.domain.month import Month
from monitor.intake.adjustments import read_adjustments
from monitor.intake.facts import AdjustmentFact, Reading
from monitor.intake.files.grid import Sheet
from tests.excel.pipe_tables import sheet, workbook

APRIL = Month(2023, 4)
HEAD = """
    | 2023年4月 预算调整填报表 | | | | | 单位：万元 |
    | 项目编码 | 项目名称 | 年初预算数 | 追加数 | 追减数 | 调整原因 |"""


def read(*made: Sheet | str, month: Month | None = APRIL) -> Reading[AdjustmentFact]:
    return read_adjustments(workbook(*made), fiscal_year=2023, month=month)


def found(reading: Reading[AdjustmentFact]) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in reading.findings]


def changes(reading: Reading[AdjustmentFact]) -> list[tuple[str, Decimal, Decimal]]:
    return [(fact.project_code[-1], fact.added, fact.cut) for fact in reading.facts]


def test_the_template_is_read_as_it_is_written() -> None:
    made = sheet(f"{HEAD}\n| 13020923P001 | 甲 | 15.4 | 1.25 | | 增人 |", "预算调整")
    reading = read(made)
    assert reading.findings == ()
    assert reading.facts == (
        AdjustmentFact(
            *("13020923P001", 2023, 4, Decimal(12500), Decimal(0)),
            reason="增人",
            project_name="甲",
            sheet="预算调整",
            cell="D3",
        ),
    )


def test_blank_means_nothing_reported_and_zero_means_zero() -> None:
    reading = read(f"""{HEAD}
        | 13020923P001 | | 15.4 |   |   | |
        | 13020923P002 | | 15.4 | 0 |   | |
        | 13020923P003 | | 15.4 |   | 2 | |
    """)
    assert changes(reading) == [("2", 0, 0), ("3", 0, 20_000)]
    assert [row.reason for row in reading.understood[0].rows_skipped] == ["no_amount"]


def test_a_negative_cut_is_read_as_a_cut_and_said() -> None:
    reading = read(f"{HEAD}\n| 13020923P001 | | 15.4 | | -2 | |")
    assert changes(reading) == [("1", 0, 20_000)]
    assert [(one.code, one.cell, one.level) for one in reading.findings] == [
        ("cut_negative", "E3", Level.WARNING)
    ]


def test_a_negative_addition_is_a_blocker() -> None:
    reading = read(f"{HEAD}\n| 13020923P001 | | 15.4 | (2) | | |\n| 13020923P002 | | 1 | 1 | | |")
    assert found(reading) == [("added_negative", "D3")]
    assert reading.findings[0].level is Level.BLOCKER
    assert changes(reading) == [("2", 10_000, 0)]


def test_text_in_an_amount_takes_the_row_out() -> None:
    reading = read(f"{HEAD}\n| 13020923P001 | | 15.4 | 1 | 约2 | |")
    assert found(reading) == [("amount_not_number", "E3")]
    assert reading.facts == ()


@pytest.mark.parametrize("header", ["年度预算调整", "预算调整数", "增减数"])
def test_a_signed_change_is_added_or_cut(header: str) -> None:
    reading = read(f"""
        | 单位：元 |
        | 项目编码 | {header} |
        | 13020923P001 | 5 |
        | 13020923P002 | -5 |
        | 13020923P003 | 0 |
    """)
    assert changes(reading) == [("1", 5, 0), ("2", 0, 5), ("3", 0, 0)]
    assert found(reading) == []


def test_a_budget_stated_afterwards_is_kept_as_stated_and_a_warning() -> None:
    text = """
        | 单位：元 |
        | 项目编码 | 年初预算数 | 调整后预算(数) |
        | 13020923P001 | 100 | 120 |
        | 13020923P002 | 100 | 80 |
        | 13020923P003 | 100 | |
    """
    reading = read(text)
    stated = [(fact.project_code[-1], fact.stated_budget) for fact in reading.facts]
    assert stated == [("1", 120), ("2", 80)]
    assert changes(reading) == [("1", 0, 0), ("2", 0, 0)]
    assert [(one.code, one.cell, one.level) for one in reading.findings] == [
        ("adjustment_derived", "C2", Level.WARNING)
    ]


def test_before_and_after_in_a_spending_sheet_are_no_adjustments() -> None:
    reading = read("""
        | 单位：元 |
        | 项目编码 | 年初预算数 | 调整后预算数 | 累计支出 |
        | 13020923P001 | 100 | 120 | 5 |
    """)
    assert [code for code, _ in found(reading)] == ["wrong_workbook"]
    assert reading.findings[0].values["found_kind"] == "spending"


def test_rows_of_one_project_are_changes_each() -> None:
    reading = read(f"{HEAD}\n| 13020923P001 | | | 1 | | |\n| 13020923P001 | | | 2 | | |")
    assert found(reading) == []
    assert changes(reading) == [("1", 10_000, 0), ("1", 20_000, 0)]


@pytest.mark.parametrize(
    ("paper", "reason", "expected"),
    [
        ("曹财预[2023] 12 号", "", "曹财预〔2023〕12号"),
        ("曹财预（2023）12号", "增人", "曹财预〔2023〕12号"),
        ("", "按曹财预〔2023〕第12号文追加", "曹财预〔2023〕12号"),
        ("指标3号", "", "指标3号"),
        ("", "增人12名", ""),
        ("见附件", "", ""),
    ],
)
def test_a_paper_is_spelled_one_way(paper: str, reason: str, expected: str) -> None:
    head = HEAD.replace("调整原因", "文号 | 调整原因")
    reading = read(f"{head}\n| 13020923P001 | | | 1 | | {paper} | {reason} |")
    assert [fact.paper for fact in reading.facts] == [expected]


def test_totals_of_additions_and_cuts_are_compared() -> None:
    rows = "| 13020923P001 | | | 1 | | |\n| 13020923P002 | | | 2 | 1 | |\n| 合计 | | | {} | 1 | |"
    assert found(read(f"{HEAD}\n{rows.format(3)}")) == []
    reading = read(f"{HEAD}\n{rows.format(4)}")
    assert found(reading) == [("control_total_differs", "D5")]


def test_an_unstated_unit_is_a_warning() -> None:
    reading = read("| 2023年4月 |\n| 项目编码 | 追加数 |\n| 13020923P001 | 5 |")
    assert found(reading) == [("unit_unstated", "B2")]
    assert changes(reading) == [("1", 5, 0)]


def test_a_file_of_another_month_is_a_finding() -> None:
    text = f"{HEAD}\n| 13020923P001 | | 15.4 | 1 | | |"
    assert found(read(text, month=Month(2023, 5))) == [("month_mismatch", "A1")]
    assert len(read(text, month=None).facts) == 1
