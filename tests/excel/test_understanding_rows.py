from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.findings import Level
from monitor.domain.month import Month
from monitor.intake.facts import Reading, SpendingFact
from monitor.intake.files.grid import Sheet
from monitor.intake.spending import read_spending
from tests.excel.pipe_tables import sheet, workbook

APRIL = Month(2023, 4)
HEAD = """
    | 2023年4月 项目支出 |          |          | 单位：元 |
    | 项目编码           | 项目名称 | 累计支出 | 备注     |"""


def read(*made: Sheet | str) -> Reading[SpendingFact]:
    return read_spending(workbook(*made), fiscal_year=2023, month=APRIL)


def found(reading: Reading[SpendingFact]) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in reading.findings]


def skipped(reading: Reading[SpendingFact]) -> list[tuple[int, str]]:
    return [(row.row, row.reason) for one in reading.understood for row in one.rows_skipped]


def test_totals_footers_and_other_rows_are_skipped_with_their_reason() -> None:
    reading = read(f"""{HEAD}
        | 栏次 | 1 | 2 | 3 |
        | 13020923P001 | 甲 | 10 |  |
        |              | 其中：财政拨款 | 6 |  |
        | 13020923P002 | 乙 | 5  |  |
        | 小计         |    | 15 |  |
        |              |    |    |  |
        | 2023年4月 项目支出 | | | 单位：元 |
        | 项目编码     | 项目名称 | 累计支出 | 备注 |
        | 第2页        |    |    |  |
        | 13020923P003 | 丙 |    |  |
        | 13020923P004 | 丁 | 1  |  |
        | 合 计        |    | 16 |  |
        | 备注：数据截至月底 | | |  |
        | 填表人： | 审核人： | 联系电话： |  |
        | 制表日期：2023年5月6日 | | |  |
    """)
    assert [fact.project_code[-3:] for fact in reading.facts] == ["001", "002", "004"]
    assert found(reading) == []
    assert skipped(reading) == [
        *((3, "numbering"), (5, "of_which"), (7, "subtotal"), (8, "blank")),
        *((9, "repeated_header"), (10, "repeated_header"), (11, "note"), (12, "no_amount")),
        *((14, "total"), (15, "footer"), (16, "footer"), (17, "footer")),
    ]
    assert reading.understood[0].rows_taken == 3


def test_a_project_with_a_code_is_never_taken_for_a_total() -> None:
    reading = read(f"{HEAD}\n| 13020923P001 | 各项合计 | 10 |\n| 13020923P002 | 其中：甲 | 5 |")
    assert len(reading.facts) == 2


def test_a_total_that_agrees_is_kept_as_control_total() -> None:
    reading = read(f"{HEAD}\n| 合计 | | 15 |\n| 13020923P001 | | 10 |\n| 13020923P002 | | 5 |")
    (total,) = reading.understood[0].control_totals
    assert (total.field, total.stated, total.summed) == ("spent", Decimal(15), Decimal(15))
    assert total.cell == "C3"
    assert found(reading) == []


def test_a_total_that_differs_is_a_warning_with_both_numbers() -> None:
    reading = read(f"{HEAD}\n| 13020923P001 | | 10 |\n| 13020923P002 | | 5 |\n| 合计 | | 16 |")
    (finding,) = reading.findings
    assert (finding.code, finding.level, finding.cell) == (
        *("control_total_differs", Level.WARNING),
        "C5",
    )
    assert finding.values["stated"] == "16.00"
    assert finding.values["summed"] == "15.00"
    assert finding.values["difference"] == "1.00"


def test_a_total_per_group_is_compared_with_its_group() -> None:
    rows = """
        | 13020923P001 | | 10 |
        | 合计 | | 10 |
        | 13020923P002 | | 5 |
        | 合计 | | 5 |
        | 总计 | | 15 |
    """
    assert found(read(HEAD + rows)) == []


def test_a_total_is_not_judged_over_an_amount_that_could_not_be_read() -> None:
    reading = read(f"{HEAD}\n| 13020923P001 | | 约10 |\n| 13020923P002 | | 5 |\n| 合计 | | 15 |")
    assert found(reading) == [("amount_not_number", "C3")]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ("| 1302092300000000001 | 甲 | 10 |", "code_not_text", "A3"),
        ("| 1.30209E+19 | 甲 | 10 |", "code_not_text", "A3"),
        ("| '1.30209E+19 | 甲 | 10 |", "code_not_text", "A3"),
        ("| | 甲 | 10 |", "code_missing", "A3"),
        ("| | | 10 |", "code_missing", "A3"),
        ("| 会议费 | | 10 |", "code_unreadable", "A3"),
        ("| 13020923P001 | 甲 | 约10 |", "amount_not_number", "C3"),
        ("| 13020923P001 | 甲 | 1e17 |", "amount_out_of_range", "C3"),
    ],
)
def test_one_bad_cell_makes_one_blocker_and_takes_its_row_out(
    row: str, code: str, cell: str
) -> None:
    reading = read(f"{HEAD}\n{row}\n| 13020923P002 | 乙 | 5 |")
    assert found(reading) == [(code, cell)]
    assert reading.findings[0].level is Level.BLOCKER
    assert [fact.project_code for fact in reading.facts] == ["13020923P002"]
    assert skipped(reading) == [(3, "faulty")]


def test_a_code_glued_to_its_name_is_split() -> None:
    reading = read("""
        | 单位：元 |
        | 项目编码 | 累计支出 |
        | 13020923P00TEST10001A-工资性支出 | 10 |
    """)
    (fact,) = reading.facts
    assert (fact.project_code, fact.project_name) == ("13020923P00TEST10001A", "工资性支出")


def test_merged_cells_fill_down_for_code_and_name_but_never_for_amounts() -> None:
    made = sheet(f"""{HEAD}
        | 13020923P001 | 甲 | 10 | |
        |              |    |    | x |
        | 13020923P002 | 乙 | 5  | |
    """)
    made.merged = ((2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 3, 2))
    reading = read(made)
    assert [(fact.project_code[-1], fact.amount) for fact in reading.facts] == [
        ("1", Decimal(10)),
        ("2", Decimal(5)),
    ]
    assert found(reading) == []
    assert skipped(reading) == [(4, "no_amount")]


def test_of_which_under_a_merged_code_is_skipped() -> None:
    made = sheet(f"{HEAD}\n| 13020923P001 | 甲 | 10 | |\n| | 其中：财政拨款 | 6 | |")
    made.merged = ((2, 0, 3, 0),)
    assert [fact.amount for fact in read(made).facts] == [Decimal(10)]


def test_an_amount_repeated_under_a_merged_code_is_a_project_twice() -> None:
    made = sheet(f"{HEAD}\n| 13020923P001 | 甲 | 10 | |\n| | 甲 | 6 | |")
    made.merged = ((2, 0, 3, 0),)
    assert found(read(made)) == [("project_twice", "C4")]


def test_an_error_cell_is_a_finding_with_its_text() -> None:
    made = sheet(f"{HEAD}\n| 13020923P001 | 甲 | | |\n| 13020923P002 | 乙 | 5 | |")
    made.errors = {(2, 2): "#REF!"}
    reading = read(made)
    assert found(reading) == [("cell_error", "C3")]
    assert reading.findings[0].values["found"] == "#REF!"
    assert len(reading.facts) == 1


def test_a_formula_without_a_value_is_a_finding_and_no_blank() -> None:
    made = sheet(f"{HEAD}\n| 13020923P001 | 甲 | | |\n| 13020923P002 | 乙 | 5 | |")
    made.uncalculated = frozenset({(2, 2)})
    assert found(read(made)) == [("cell_uncalculated", "C3")]


def test_an_error_in_the_code_takes_the_row_out() -> None:
    made = sheet(f"{HEAD}\n| | 甲 | 10 | |\n| 13020923P002 | 乙 | 5 | |")
    made.errors = {(2, 0): "#N/A"}
    reading = read(made)
    assert found(reading) == [("cell_error", "A3")]
    assert len(reading.facts) == 1


def test_broken_cells_beside_the_data_are_one_note() -> None:
    made = sheet(f"{HEAD}\n| 13020923P001 | 甲 | 10 | |\n| 合计 | | | |")
    made.errors = {(2, 3): "#DIV/0!"}
    made.uncalculated = frozenset({(3, 2)})
    reading = read(made)
    assert [(one.code, one.level, one.cell, one.values["count"]) for one in reading.findings] == [
        ("cells_unusable", Level.NOTE, "D3", "2")
    ]
    assert len(reading.facts) == 1


def test_hidden_rows_with_data_are_read_and_said() -> None:
    made = sheet(f"""{HEAD}
        | 13020923P001 | | 1 |
        | 13020923P002 | | 2 |
        | 13020923P003 | | 3 |
        | | | |
    """)
    made.hidden_rows = frozenset({0, 2, 3, 5})
    reading = read(made)
    assert len(reading.facts) == 3
    (finding,) = reading.findings
    assert (finding.code, finding.cell, finding.level) == ("hidden_rows", "A3", Level.WARNING)
    assert (finding.values["first"], finding.values["last"]) == ("3", "4")


def test_rows_without_a_code_column_carry_names_for_confirmation() -> None:
    reading = read("""
        | 单位：元 | 2023年4月 |
        | 项目名称 | 累计支出 |
        | 调研学习考察费 | 10 |
        | 13020923P00TEST10001A-会议费 | 3 |
        | 合计 | 13 |
        | 填表人：某 | |
    """)
    assert [(fact.project_code, fact.project_name) for fact in reading.facts] == [
        ("", "调研学习考察费"),
        ("13020923P00TEST10001A", "会议费"),
    ]
    assert [(one.code, one.level, one.values["count"]) for one in reading.findings] == [
        ("no_code_column", Level.WARNING, "1")
    ]


def test_every_row_is_taken_or_skipped() -> None:
    rows = "| 13020923P001 | 甲 | 10 | |\n| | 乙 | x | |\n| 合计 | | 10 | |\n| 注：略 | | | |"
    reading = read(f"{HEAD}\n{rows}")
    (understood,) = reading.understood
    assert understood.rows_taken + len(understood.rows_skipped) == 4
