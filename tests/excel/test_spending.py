from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.findings import Level
from monitor.domain.month import Month
from monitor.intake.facts import Basis, Reading, SpendingFact
from monitor.intake.files.grid import Sheet
from monitor.intake.sheets.header import Overrides
from monitor.intake.spending import read_spending
from tests.excel.pipe_tables import sheet, workbook

APRIL = Month(2023, 4)


def read(
    *made: Sheet | str,
    month: Month | None = APRIL,
    year: int | None = 2023,
    overrides: Overrides | None = None,
) -> Reading[SpendingFact]:
    return read_spending(workbook(*made), fiscal_year=year, month=month, overrides=overrides)


def found(reading: Reading[SpendingFact]) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in reading.findings]


def amounts(reading: Reading[SpendingFact]) -> list[tuple[str, str, str]]:
    return [
        (fact.project_code[-1], f"{fact.fiscal_year}-{fact.month}", f"{fact.amount}")
        for fact in reading.facts
    ]


def test_the_template_is_read_as_it_is_written() -> None:
    template = sheet(
        """
        | 2023年4月 项目支出填报表 | | | | |
        | 单位：万元 | | 截至2023年4月底累计支出 | | |
        | 项目编码 | 项目名称 | 调整后预算数 | 累计支出 | 备注 |
        | 13020923P00TEST10001A | 调研学习考察费 | 15.4 | 3.85 | |
        | 13020923P00TEST10002B | 文史资料征编费 | 0.36 | | 未付 |
        | 13020923P00TEST10003C | 联谊费 | 90 | 0 | |
        """,
        "支出",
    )
    reading = read(template, sheet("| 项目编码 | 不要改动 |", "说明"))
    assert reading.findings == ()
    assert reading.facts[0] == SpendingFact(
        "13020923P00TEST10001A",
        2023,
        4,
        Basis.CUMULATIVE,
        Decimal("38500.00"),
        project_name="调研学习考察费",
        sheet="支出",
        cell="D4",
    )
    assert amounts(reading)[1:] == [("C", "2023-4", "0.00")]
    (understood,) = reading.understood
    assert (understood.unit, understood.unit_stated) == ("万元", True)
    assert (understood.basis, understood.month) == ("cumulative", "2023-04")
    assert [(row.row, row.reason) for row in understood.rows_skipped] == [(5, "no_amount")]
    assert {column.letter: column.field for column in understood.columns} == {
        "A": "project_code",
        "B": "project_name",
        "C": "revised_budget",
        "D": "spent",
        "E": "",
    }


@pytest.mark.parametrize(
    "header",
    [
        *("执行数(B)", "1-4月执行数", "累计支出", "截止4月底支出数", "截至2023年4月30日支出数"),
        *("实际支付数", "已支付金额", "1-X月执行数", "4月累计支出"),
    ],
)
def test_a_running_total_is_known_by_its_header(header: str) -> None:
    reading = read(f"| 单位：元 |\n| 项目编码 | {header} |\n| 13020923P001 | 5 |")
    assert [(fact.basis, fact.month) for fact in reading.facts] == [(Basis.CUMULATIVE, 4)]
    assert found(reading) == []


@pytest.mark.parametrize("header", ["本月支出", "当月执行数", "4月支出", "2023年4月", "4月"])
def test_an_amount_of_the_month_is_known_by_its_header(header: str) -> None:
    reading = read(f"| 单位：元 |\n| 项目编码 | {header} |\n| 13020923P001 | 5 |")
    assert [(fact.basis, fact.month) for fact in reading.facts] == [(Basis.MONTHLY, 4)]
    assert found(reading) == []


def test_beside_a_running_total_the_months_amount_is_not_taken() -> None:
    reading = read("| 单位：元 |\n| 项目编码 | 本月支出 | 累计支出 |\n| 13020923P001 | 2 | 5 |")
    assert amounts(reading) == [("1", "2023-4", "5.00")]
    assert [column.field for column in reading.understood[0].columns] == [
        "project_code",
        "",
        "spent",
    ]
    monthly = read(
        "| 单位：元 |\n| 项目编码 | 本月支出 | 累计支出 |\n| 13020923P001 | 2 | 5 |",
        overrides=Overrides(basis="monthly"),
    )
    assert [(fact.basis, fact.amount) for fact in monthly.facts] == [(Basis.MONTHLY, 2)]


BOTH = """
    | 单位：元 |
    | 项目编码 | 项目名称 | {} | {} |
    | 13020923P001 | 调研费 | {} | {} |
    | 13020923P002 | 会务费 | {} | {} |
"""


def bases(reading: Reading[SpendingFact]) -> list[tuple[str, int, str, str]]:
    return [(fact.basis, fact.month, f"{fact.amount}", fact.cell) for fact in reading.facts]


def test_a_row_with_the_months_amount_alone_is_an_amount_of_the_month() -> None:
    reading = read(BOTH.format("累计支出", "本月支出", 5, 2, "", 3))
    assert bases(reading) == [("cumulative", 4, "5.00", "C3"), ("monthly", 4, "3.00", "D4")]
    assert found(reading) == [("amount_beside_taken", "D4")]
    (sheet,) = reading.understood
    assert [column.field for column in sheet.columns][2:] == ["spent", "month_spent"]
    assert (sheet.rows_taken, sheet.rows_skipped) == (2, ())


def test_a_row_with_the_running_total_alone_is_a_running_total() -> None:
    reading = read(
        BOTH.format("累计支出", "本月支出", 5, 2, 7, ""), overrides=Overrides(basis="monthly")
    )
    assert bases(reading) == [("monthly", 4, "2.00", "D3"), ("cumulative", 4, "7.00", "C4")]
    assert found(reading) == [("amount_beside_taken", "C4")]


def test_a_row_with_its_own_month_states_the_other_basis_for_it() -> None:
    text = """
        | 单位：元 |
        | 项目编码 | 月份 | 累计支出 | 本月支出 |
        | 13020923P001 | 3 | 5 | 2 |
        | 13020923P001 | 4 | | 3 |
    """
    assert bases(read(text)) == [("cumulative", 3, "5.00", "C3"), ("monthly", 4, "3.00", "D4")]


def test_an_amount_of_another_month_beside_a_blank_total_is_left_and_said() -> None:
    reading = read(BOTH.format("2023年4月累计支出", "3月支出", 5, 2, "", 3))
    assert bases(reading) == [("cumulative", 4, "5.00", "C3")]
    assert found(reading) == [("amount_beside_left", "D4")]


def test_last_years_column_beside_this_years_is_not_looked_at() -> None:
    reading = read(BOTH.format("2023年1-4月支出", "2022年1-4月支出", 5, 2, "", 3))
    assert bases(reading) == [("cumulative", 4, "5.00", "C3")]
    assert found(reading) == []


def test_a_total_beside_blank_months_is_left_and_said() -> None:
    text = """
        | 2023年项目支出 单位：元 |
        | 项目编码 | 1月 | 2月 | 3月 | 4月 | 累计 |
        | 13020923P001 | 1 | 2 | 3 | 4 | 10 |
        | 13020923P002 | | | | | 7 |
        | 13020923P003 | | | | | 0 |
    """
    reading = read(text)
    assert len(reading.facts) == 4
    assert found(reading) == [("amount_beside_left", "F4")]


def test_an_unstated_unit_of_the_other_column_is_a_warning_too() -> None:
    text = "| 项目编码 | 累计支出 | 本月支出 |\n| 13020923P001 | | 3 |"
    assert [code for code, _ in found(read(text))] == ["amount_beside_taken", "unit_unstated"]


def test_a_rate_is_not_held_against_an_amount_of_the_month() -> None:
    text = """
        | 单位：元 |
        | 项目编码 | 预算数 | 累计支出 | 本月支出 | 执行率 |
        | 13020923P001 | 10 | | 3 | 50 |
    """
    assert found(read(text)) == [("amount_beside_taken", "D3")]


WIDE = """
    | 2023年项目支出 单位：元 |
    | 项目编码 | 1月 | 2月 | 3月 | 一季度 | 4月 | 5月 | 6月 | Q2 | 上半年小计 | 合计 |
    | 13020923P001 | 1 | 2 | 3 | 6 | 4 | {} | {} | 4 | 10 | 10 |
    | 13020923P002 | 1 |   | 0 | 1 | 4 | {} | {} | 4 | 5 | 5 |
"""


def test_months_side_by_side_are_read_without_their_subtotals() -> None:
    reading = read(WIDE.format("", "", "", ""))
    assert amounts(reading) == [
        *(("1", f"2023-{month}", f"{month}.00") for month in range(1, 5)),
        *(("2", "2023-1", "1.00"), ("2", "2023-3", "0.00"), ("2", "2023-4", "4.00")),
    ]
    assert {fact.basis for fact in reading.facts} == {Basis.MONTHLY}
    assert found(reading) == []
    assert reading.understood[0].month == "2023-01–2023-04"


def test_zeros_of_unreported_months_are_a_warning_and_no_facts() -> None:
    reading = read(WIDE.format("0", "0", "0", "0"), month=None)
    assert max(fact.month for fact in reading.facts) == 4
    (finding,) = reading.findings
    assert (finding.code, finding.level, finding.cell) == ("zeros_after_last", Level.WARNING, "G3")
    assert finding.values["found"] == "5月、6月"


def test_zeros_up_to_the_month_asked_for_are_taken_and_said() -> None:
    reading = read(WIDE.format("0", "0", "0", "0"), month=Month(2023, 5))
    assert {fact.month for fact in reading.facts} == {1, 2, 3, 4, 5}
    assert found(reading) == [("month_all_zero", "G3"), ("zeros_after_last", "H3")]


def test_months_after_the_month_asked_for_are_refused() -> None:
    reading = read(WIDE.format("5", "6", "5", ""), month=APRIL)
    assert max(fact.month for fact in reading.facts) == 4
    assert found(reading) == [("month_after", "G3"), ("month_after", "H3")]
    assert {finding.level for finding in reading.findings} == {Level.WARNING}
    assert [finding.values["count"] for finding in reading.findings] == ["2", "1"]


def test_running_totals_side_by_side_are_running_totals() -> None:
    reading = read("""
        | 单位：元 |
        | 项目编码 | 截至2023年3月底 | 截至2023年4月底 |
        | 13020923P001 | 3 | 7 |
    """)
    assert amounts(reading) == [("1", "2023-3", "3.00"), ("1", "2023-4", "7.00")]
    assert {fact.basis for fact in reading.facts} == {Basis.CUMULATIVE}
    assert found(reading) == []


def test_a_wide_sheet_that_ends_before_the_month_is_the_wrong_one() -> None:
    text = "| 单位：元 |\n| 项目编码 | 1月 | 2月 |\n| 13020923P001 | 3 | 7 |"
    assert [code for code, _ in found(read(text))] == ["month_mismatch"]
    assert found(read(text, month=Month(2023, 2))) == []


def test_a_few_months_do_not_replace_a_running_total() -> None:
    text = "| 单位：元 |\n| 项目编码 | 3月 | 4月 | 1-4月累计 |\n| 13020923P001 | 3 | 4 | 9 |"
    assert amounts(read(text)) == [("1", "2023-4", "9.00")]


PAYMENTS = """
    | 单位：元 |
    | 支付日期 | 项目编码 | 摘要 | 支付金额 |
    | 2023-04-05 | 13020923P001 | 会务 | 1,000.50 |
    | 20230406 | 13020923P001 | 退款 | (0.50) |
    | 45021 | 13020923P002 | 车票 | ￥30元 |
    | 2023年1月8日 | 13020923P002 | 资料 | 2 |
"""


def test_payments_become_amounts_of_their_months_with_their_cells() -> None:
    reading = read(PAYMENTS)
    assert amounts(reading) == [
        *(("1", "2023-4", "1000.50"), ("1", "2023-4", "-0.50")),
        *(("2", "2023-4", "30.00"), ("2", "2023-1", "2.00")),
    ]
    assert {fact.basis for fact in reading.facts} == {Basis.MONTHLY}
    assert [fact.cell for fact in reading.facts] == ["D3", "D4", "D5", "D6"]
    assert reading.understood[0].basis == "payments"
    assert found(reading) == []


def test_payments_need_no_month_from_the_person() -> None:
    assert len(read(PAYMENTS, month=None, year=None).facts) == 4


def test_payments_with_a_wrong_date_or_of_another_year_are_findings() -> None:
    rows = """
    | 上月 | 13020923P001 | | 1 |
    | 2022-04-01 | 13020923P001 | | 1 |
    | | 13020923P001 | | 1 |
    """
    reading = read(PAYMENTS.rstrip() + rows)
    assert found(reading) == [
        ("month_unreadable", "A7"),
        ("month_unreadable", "A9"),
        ("year_mismatch", "D8"),
    ]
    assert len(reading.facts) == 4


def test_payments_later_than_the_month_are_refused() -> None:
    reading = read(PAYMENTS, month=Month(2023, 3))
    assert amounts(reading) == [("2", "2023-1", "2.00")]
    assert found(reading) == [("month_after", "D3")]
    assert reading.findings[0].values["count"] == "3"


LONG = """
    | 单位：元 |
    | 项目编码 | 月份 | 累计支出 |
    | 13020923P001 | 2023-03 | 3 |
    | 13020923P001 | 202304 | 4 |
    | 13020923P002 | 4月 | 5 |
"""


def test_a_column_of_months_gives_each_row_its_month() -> None:
    reading = read(LONG)
    assert amounts(reading) == [
        *(("1", "2023-3", "3.00"), ("1", "2023-4", "4.00")),
        ("2", "2023-4", "5.00"),
    ]
    assert found(reading) == []
    assert found(read(LONG, month=Month(2023, 5))) == [("month_mismatch", "C3")]


def test_an_amount_beside_a_month_is_the_months() -> None:
    text = LONG.replace("累计支出", "金额")
    assert {fact.basis for fact in read(text).facts} == {Basis.MONTHLY}


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ("2023年4月 项目支出", "累计支出"),
        ("截至2023年4月底", "累计支出"),
        ("项目支出", "1-4月执行数"),
        ("2023年", "截止4月底支出数"),
    ],
)
def test_the_month_is_found_in_the_title_or_the_header(title: str, header: str) -> None:
    text = f"| {title} 单位：元 |\n| 项目编码 | {header} |\n| 13020923P001 | 5 |"
    reading = read(text, month=None)
    assert amounts(reading) == [("1", "2023-4", "5.00")]
    assert found(reading) == []
    (finding,) = read(text, month=Month(2023, 5)).findings
    assert (finding.code, finding.level) == ("month_mismatch", Level.BLOCKER)
    assert (finding.values["found"], finding.values["expected"]) == ("2023-04", "2023-05")


def test_a_title_and_a_header_that_disagree_are_a_finding() -> None:
    text = "| 2023年3月 单位：元 |\n| 项目编码 | 1-4月执行数 |\n| 13020923P001 | 5 |"
    assert found(read(text)) == [("month_mismatch", "A1")]
    corrected = read(text, overrides=Overrides(month=APRIL))
    assert found(corrected) == []
    assert amounts(corrected) == [("1", "2023-4", "5.00")]


def test_of_several_months_in_titles_the_one_asked_for_counts() -> None:
    text = """
        | 2023年4月 项目支出 单位：元 |
        | 依据2022年12月批复 |
        | 项目编码 | 累计支出 |
        | 13020923P001 | 5 |
    """
    assert found(read(text)) == []
    assert found(read(text, month=None)) == [("month_mismatch", "A2")]
    assert found(read(text, month=Month(2023, 5))) == [("month_mismatch", "A2")]


def test_a_month_nobody_states_is_a_finding_and_gives_no_facts() -> None:
    text = "| 单位：元 |\n| 项目编码 | 累计支出 |\n| 13020923P001 | 5 |\n| 13020923P002 | x |"
    reading = read(text, month=None)
    assert found(reading) == [("month_unknown", ""), ("amount_not_number", "B4")]
    assert reading.facts == ()
    assert amounts(read(text)) == [("1", "2023-4", "5.00")]


def test_a_month_without_a_year_is_a_finding_where_nothing_else_says_it() -> None:
    text = "| 单位：元 |\n| 项目编码 | 1-4月执行数 |\n| 13020923P001 | 5 |"
    assert found(read(text, month=None, year=None)) == [("year_unknown", "B2")]
    assert amounts(read(text, month=None)) == [("1", "2023-4", "5.00")]


def test_a_title_of_another_year_is_a_finding() -> None:
    text = "| 2022年项目支出 单位：元 |\n| 项目编码 | {} |\n| 13020923P001 | 5 |"
    assert [code for code, _ in found(read(text.format("累计支出")))] == ["year_mismatch"]
    assert [code for code, _ in found(read(text.format("1-4月执行数")))] == ["month_mismatch"]
    assert found(read(text.format("累计支出").replace("2022", "2022-2023"))) == []


def test_the_unit_stands_in_header_title_or_cell() -> None:
    rows = "| 项目编码 | {} |\n| 13020923P001 | {} |"
    for text in (
        "| 单位：万元 |\n" + rows.format("累计支出", "1.5"),
        "| 单位： | 万元 |\n" + rows.format("累计支出", "1.5"),
        "| 金额单位:人民币万元 |\n" + rows.format("累计支出", "1.5"),
        "| 项目支出表（万元） |\n" + rows.format("累计支出", "1.5"),
        rows.format("累计支出（万元）", "1.5"),
        "| 单位：元 |\n" + rows.format("累计支出(万元)", "1.5"),
        rows.format("累计支出", "1.5万元"),
        "| 单位：万元 |\n" + rows.format("累计支出", "15,000元"),
        "| 单位：元 |\n" + rows.format("累计支出", "'１５０００"),
    ):
        reading = read(text)
        assert amounts(reading) == [("1", "2023-4", "15000.00")]
        assert found(reading) == []


def test_an_unstated_unit_is_a_warning_and_yuan() -> None:
    text = "| 预算单位：元氏县 |\n| 项目编码 | 累计支出 |\n| 13020923P001 | 5 |"
    reading = read(text)
    assert amounts(reading) == [("1", "2023-4", "5.00")]
    (finding,) = reading.findings
    assert (finding.code, finding.level, finding.cell) == ("unit_unstated", Level.WARNING, "B2")
    assert not reading.understood[0].unit_stated
    corrected = read(text, overrides=Overrides(unit="万元"))
    assert amounts(corrected) == [("1", "2023-4", "50000.00")]
    assert corrected.findings == ()


def test_a_unit_nobody_reports_in_is_a_finding() -> None:
    text = "| 单位：亿元 |\n| 项目编码 | 累计支出 |\n| 13020923P001 | 5 |"
    assert ("unit_unsupported", "A1") in found(read(text))


def test_a_third_decimal_is_rounded_half_up_and_noted() -> None:
    reading = read("""
        | 单位：元 |
        | 项目编码 | 累计支出 |
        | 13020923P001 | 12.345 |
        | 13020923P002 | 0.30000000000000004 |
        | 13020923P003 | -12.345 |
    """)
    assert [amount for _, _, amount in amounts(reading)] == ["12.35", "0.30", "-12.35"]
    assert [(one.code, one.cell, one.level) for one in reading.findings] == [
        ("amount_rounded", "B3", Level.NOTE),
        ("amount_rounded", "B5", Level.NOTE),
    ]


def test_a_project_twice_is_a_blocker_naming_both_cells() -> None:
    text = "| 单位：元 |\n| 项目编码 | 项目名称 | 累计支出 |\n| 13020923P001 | 甲 | 5 |"
    reading = read(f"{text}\n| 13020923P002 | 乙 | 6 |\n| 13020923P001 | 甲 | 7 |")
    (finding,) = reading.findings
    assert (finding.code, finding.level, finding.cell) == ("project_twice", Level.BLOCKER, "C5")
    assert finding.values == {"found": "13020923P001 甲", "first": "C3"}
    assert found(read(f"{text}\n| 13020923P001 | 甲 | |")) == []


def test_a_project_twice_in_a_wide_sheet_is_one_finding_per_row() -> None:
    text = WIDE.replace("P002", "P001").format("", "", "", "")
    assert found(read(text)) == [("project_twice", "B4")]


def test_two_columns_that_mean_the_same_are_a_finding_until_one_is_chosen() -> None:
    text = "| 单位：元 |\n| 项目编码 | 实际支付合计 | 已支付金额 |\n| 13020923P001 | 5 | 6 |"
    reading = read(text)
    (finding,) = reading.findings
    assert (finding.code, finding.cell) == ("columns_ambiguous", "C2")
    assert finding.values["options"] == "spent=B,spent=C"
    assert finding.values["candidates"] == "B “实际支付合计”: 5; C “已支付金额”: 6"
    assert reading.facts == ()
    chosen = read(text, overrides=Overrides(columns={"C": "spent"}))
    assert amounts(chosen) == [("1", "2023-4", "6.00")]


@pytest.mark.parametrize(
    ("rate", "is_percent", "is_right"),
    [
        *(("25%", False, True), ("25", False, True), ("0.25", False, True), ("0.25", True, True)),
        *(
            ("25.1", False, True),
            ("24.9%", False, True),
            ("-", False, True),
            ("见附件", False, True),
        ),
        *(("25.2", False, False), ("30%", False, False), ("0.3", True, False), ("25", True, False)),
    ],
)
def test_a_rate_is_checked_against_the_amounts(
    rate: str,
    is_percent: bool,  # noqa: FBT001 - a column of the table of cases
    is_right: bool,  # noqa: FBT001 - a column of the table of cases
) -> None:
    made = sheet(f"""
        | 单位：元 |
        | 项目编码 | 年初预算数 | 调整后预算数 | 累计支出 | 执行率 |
        | 13020923P001 | 80 | 100 | 25 | {rate} |
    """)
    made.percent = frozenset({(2, 4)}) if is_percent else frozenset()
    reading = read(made)
    assert found(reading) == ([] if is_right else [("rate_differs", "E3")])
    assert len(reading.facts) == 1


def test_a_rate_of_the_original_budget_is_right_too() -> None:
    text = """
        | 单位：元 |
        | 项目编码 | 年初预算数 | 调整后预算数 | 累计支出 | 执行率 |
        | 13020923P001 | 80 | 100 | 25 | 31.25% |
        | 13020923P002 | 0 | | 25 | 31.25% |
    """
    assert found(read(text)) == []


def test_the_basis_can_be_said_by_hand() -> None:
    text = "| 单位：元 |\n| 项目编码 | 金额 |\n| 13020923P001 | 5 |\n| 13020923P001 | 6 |"
    assert [code for code, _ in found(read(text))] == ["wrong_workbook"]
    payments = read(text, overrides=Overrides(basis="payments"))
    assert amounts(payments) == [("1", "2023-4", "5.00"), ("1", "2023-4", "6.00")]
    cumulative = read(text, overrides=Overrides(basis="cumulative"))
    assert found(cumulative) == [("project_twice", "B4")]
    assert {fact.basis for fact in cumulative.facts} == {Basis.CUMULATIVE}
