"""What a sheet of spending means where two readings are possible: proven, asked, or said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from monitor.domain.month import Month
from monitor.intake.facts import Reading, SpendingFact, StatedBudget
from monitor.intake.files.grid import Workbook
from monitor.intake.sheets.header import Overrides
from monitor.intake.spending import read_spending
from tests.excel.pipe_tables import sheet

JUNE = Month(2023, 6)
UNIT = "| 2023年6月 单位：元 |\n"
A, B = "13020923P00TEST10001A", "13020923P00TEST10002B"
Merged = Sequence[tuple[int, int, int, int]]


def read(
    text: str,
    merged: Merged = (),
    *,
    name: str = "Sheet1",
    file_name: str = "",
    **chosen: Any,  # noqa: ANN401 - any correction of a reading
) -> Reading[SpendingFact]:
    made = sheet(text.replace("@1", f"'{A}").replace("@2", f"'{B}"), name)
    made.merged = tuple(merged)
    overrides = Overrides(**chosen) if chosen else None
    book = Workbook("xlsx", [made])
    return read_spending(
        book, fiscal_year=None, month=JUNE, overrides=overrides, file_name=file_name
    )


def spent(reading: Reading[SpendingFact]) -> list[tuple[str, int, str, int]]:
    return [
        (fact.project_code[-1], fact.month, fact.basis.value, int(fact.amount))
        for fact in reading.facts
    ]


def codes(reading: Reading[SpendingFact]) -> list[str]:
    return [finding.code for finding in reading.findings]


def proofs(reading: Reading[SpendingFact]) -> list[str]:
    return [proof.formula for one in reading.understood for proof in one.proofs]


THREE = """| 2023年6月 单位：元 |
| 项目编码 | 项目名称 | 预算执行情况 | | | | |
| | | 预算 | | 支出 | | 执行率 |
| | | 年初预算 | 调整后预算 | 6月当月 | 1-6月累计 | |
| @1 | 甲 | 100 | 100 | 10 | 50 | 50 |
| @2 | 乙 | 200 | 200 | 20 | 60 | 30 |"""
THREE_MERGED = ((1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 1, 6), (2, 2, 2, 3), (2, 4, 2, 5), (2, 6, 3, 6))


@pytest.mark.parametrize("merged", [(), THREE_MERGED])
def test_a_heading_of_three_rows_is_read_merged_or_not(merged: Merged) -> None:
    reading = read(THREE, merged)
    assert spent(reading) == [("A", 6, "cumulative", 50), ("B", 6, "cumulative", 60)]
    assert reading.understood[0].header_row == 4
    assert proofs(reading) == ["1-6月累计÷调整后预算=执行率"]


@pytest.mark.parametrize(
    ("upper", "lower", "row", "expected"),
    [
        ("累计支付", "直接支付 | 授权支付 | 合计", "10 | 50 | 60", [(6, "cumulative", 60)]),
        ("支出数", "合计 | 基本支出 | 项目支出", "19 | 10 | 9", [(6, "cumulative", 19)]),
        ("执行数", "本月 | 上月累计 | 本年累计", "9 | 1 | 10", [(6, "cumulative", 10)]),
        ("6月", "计划数 | 支付数 | 差额", "99 | 10 | 89", [(6, "monthly", 10)]),
        ("6月", "财政拨款 | 其他资金 | 小计", "4 | 5 | 9", [(6, "monthly", 9)]),
        (
            *("累计支出", "4月 | 5月 | 6月", "1 | 2 | 3"),
            [(4, "cumulative", 1), (5, "cumulative", 2), (6, "cumulative", 3)],
        ),
    ],
)
@pytest.mark.parametrize("merged", [(), ((1, 2, 1, 4), (1, 0, 2, 0), (1, 1, 2, 1))])
def test_the_lowest_words_decide_and_the_upper_ones_refine(
    upper: str, lower: str, row: str, expected: list[tuple[int, str, int]], merged: Merged
) -> None:
    text = f"| 项目编码 | 项目名称 | {upper} | | |\n| | | {lower} |\n| @1 | 甲 | {row} |"
    reading = read(UNIT + text, merged)
    assert spent(reading) == [("A", *each) for each in expected]
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ("支出数 / 财政拨款 | 支出数 / 其他资金", "10 | 50"),
        ("累计支付 | 累计净支付", "19 | 9"),
        ("累计列支 | 备注", "19 | "),
        ("国库支付 | 单位列支", "19 | 18"),
    ],
)
def test_what_nothing_proves_is_asked_and_the_answer_is_recorded(columns: str, row: str) -> None:
    text = f"{UNIT}| 项目编码 | 项目名称 | {columns} |\n| @1 | 甲 | {row} |"
    asked = read(text)
    assert (codes(asked), asked.facts) == (["columns_ambiguous"], ())
    assert asked.findings[0].values["options"].startswith("spent=C")
    assert "19" in asked.findings[0].values["candidates"] or "10" in row
    chosen = read(text, columns={"C": "spent"})
    assert len(chosen.facts) == 1
    assert codes(chosen) == ["column_chosen"]


@pytest.mark.parametrize("merged", [(), ((1, 2, 1, 3),)])
def test_a_heading_over_two_columns_of_amounts_is_asked_about(merged: Merged) -> None:
    text = UNIT + "| 项目编码 | 项目名称 | 累计支出 | |\n| @1 | 甲 | 3 | {} |"
    assert codes(read(text.format(5), merged)) == ["columns_ambiguous"]
    assert spent(read(text.format(""), merged)) == [("A", 6, "cumulative", 3)]


@pytest.mark.parametrize(
    ("columns", "row", "formula", "amount"),
    [
        ("预算数 | 累计列支 | 结余", "100 | 36 | 64", "预算数−累计列支=结余", 36),
        ("累计支付 | 累计退款 | 净支出", "19 | 10 | 9", "累计支付−累计退款=净支出", 9),
        ("预算数 | 支出数 | 支付数 | 执行率", "100 | 36 | 30 | 30", "支付数÷预算数=执行率", 30),
    ],
)
def test_arithmetic_decides_and_is_said(columns: str, row: str, formula: str, amount: int) -> None:
    reading = read(f"{UNIT}| 项目编码 | 项目名称 | {columns} |\n| @1 | 甲 | {row} |")
    assert spent(reading) == [("A", 6, "cumulative", amount)]
    assert (proofs(reading), codes(reading)) == ([formula], [])


def test_refunds_beside_a_total_are_asked_about_and_taken_off_when_chosen() -> None:
    text = UNIT + "| 项目编码 | 累计支付 | 退款 |\n| @1 | 19 | 10 |\n| @2 | 28 | |"
    assert codes(read(text)) == ["refund_unsettled"]
    assert [each[3] for each in spent(read(text, columns={"B": "spent"}))] == [19, 28]
    assert [each[3] for each in spent(read(text, columns={"C": "refund"}))] == [9, 28]


PAID = UNIT + "| 支付日期 | 项目编码 | 金额 | {} |\n| 2023-06-01 | @1 | 100 | {} |\n"


@pytest.mark.parametrize(
    ("heading", "usual", "word", "amounts"),
    [
        *(("支付状态", "已支付", word, [100]) for word in ("作废", "已退回", "未支付", "支付失败")),
        *(("支付类型", "正常支付", word, [100, -7]) for word in ("退款", "红字冲销")),
        ("借/贷", "借", "贷", [100, -7]),
        ("退回金额", "", "2", [100, 5]),
    ],
)
def test_payments_have_signs(heading: str, usual: str, word: str, amounts: list[int]) -> None:
    reading = read(f"{PAID.format(heading, usual)}| 2023-06-02 | @1 | 7 | {word} |")
    assert [each[3] for each in spent(reading)] == amounts
    assert codes(reading) == []


def test_a_refund_written_as_a_negative_amount_subtracts_once() -> None:
    reading = read(f"{PAID.format('支付类型', '正常支付')}| 2023-06-02 | @1 | -7 | 退款 |")
    assert [each[3] for each in spent(reading)] == [100, -7]


def test_lines_of_a_project_are_added_when_that_is_said() -> None:
    rows = "| @1 | 甲 | 办公费 | 9 |\n| @1 | 甲 | 差旅费 | 27 |\n| @2 | 乙 | 办公费 | 1 |"
    text = f"{UNIT}| 项目编码 | 项目名称 | 经济科目 | 累计支出 |\n{rows}"
    asked = read(text)
    assert codes(asked) == ["project_lines"]
    assert "办公费 9.00; D4 差旅费 27.00" in asked.findings[0].values["lines"]
    added = read(text, add_lines=True)
    assert (codes(added), [each[3] for each in spent(added)]) == (["lines_added"], [36, 1])
    total = text.replace("| 办公费 | 9 |", "| 小计行 | 27 |\n| @1 | 甲 | 水费 | 0 |", 1)
    assert [each[3] for each in spent(read(total, add_lines=True))] == [27, 1]


@pytest.mark.parametrize(
    "rows",
    [
        "| '01 | 本级 | 300 | 63 |\n{}",
        "| | 人员支出 | 300 | 63 |\n{}",
        "{}\n| | 办公室 | 300 | 63 |",
        "| '131001 | 办公室 | 300 | 63 |\n| | 特定目标类 | 300 | 63 |\n{}",
    ],
)
def test_a_row_that_is_the_sum_of_others_is_no_project(rows: str) -> None:
    own = "| @1 | 甲 | 100 | 36 |\n| @2 | 乙 | 200 | 27 |"
    text = f"{UNIT}| 编码 | 名称 | 预算数 | 累计支出 |\n{rows.format(own)}"
    reading = read(text)
    assert [each[3] for each in spent(reading)] == [36, 27]
    assert codes(reading) == []
    differing = read(text.replace("| 63 |", "| 62 |"))
    assert "code_missing" in codes(differing) or len(differing.facts) == 3


def test_rows_of_plans_beside_those_of_payments_are_left() -> None:
    rows = "| @1 | 甲 | 计划 | 30 |\n| @1 | 甲 | 实际 | 10 |"
    reading = read(f"{UNIT}| 项目编码 | 项目名称 | 内容 | 累计支出 |\n{rows}")
    assert spent(reading) == [("A", 6, "cumulative", 10)]


PLAIN = "| 项目编码 | 项目名称 | 支出数 |\n| @1 | 甲 | 100 |"


@pytest.mark.parametrize(
    ("title", "name", "file_name", "code"),
    [
        ("2023年部门预算支出总表", "Sheet1", "", "not_spending"),
        ("2023年6月用款计划", "Sheet1", "", "not_spending"),
        ("", "用款计划", "", "not_spending"),
        ("", "上年同期", "", "not_spending"),
        ("", "Sheet1", "2023年5月支出进度表.xlsx", "month_mismatch"),
    ],
)
def test_the_words_around_a_table_are_heeded(
    title: str, name: str, file_name: str, code: str
) -> None:
    reading = read(f"| {title} 单位：元 |\n{PLAIN}", name=name, file_name=file_name)
    assert codes(reading) == [code]


def test_a_title_of_the_months_own_amounts_is_no_running_total() -> None:
    title = "| 2023年6月份当月支出情况表 单位：元 |\n"
    assert spent(read(title + PLAIN)) == [("A", 6, "monthly", 100)]
    contradicting = read(title + PLAIN.replace("支出数", "累计支出"))
    assert codes(contradicting) == ["basis_contradicts"]


def test_months_under_a_title_of_running_totals_are_running_totals() -> None:
    text = "| 2023年各月末累计支出 单位：元 |\n| 项目编码 | 5月 | 6月 |\n| @1 | 7 | 9 |"
    assert spent(read(text)) == [("A", 5, "cumulative", 7), ("A", 6, "cumulative", 9)]


@pytest.mark.parametrize(
    "columns",
    ["2022年支出 | 2023年支出", "上年支出 | 本年支出", "2022年1-6月支出 | 2023年1-6月支出"],
)
def test_last_years_column_is_left(columns: str) -> None:
    reading = read(f"{UNIT}| 项目编码 | {columns} |\n| @1 | 100 | 36 |")
    assert spent(reading) == [("A", 6, "cumulative", 36)]


def test_the_budgets_beside_are_handed_on() -> None:
    text = UNIT + "| 项目编码 | 年初预算 | 调整后预算 | 累计支出 |\n| @1 | 100 | 120.5 | 36 |"
    (budget,) = read(text).budgets
    assert isinstance(budget, StatedBudget)
    assert (budget.project_code, str(budget.amount), budget.cell) == (A, "120.50", "C3")
    assert budget.is_revised
