"""Sheets as pipe tables: a pair for every rule of spending, results, adjustments and plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from monitor.domain.month import Month
from monitor.intake.adjustments import read_adjustments
from monitor.intake.files.grid import Sheet, Workbook
from monitor.intake.plans.workbooks.read import read_plan_workbook
from monitor.intake.results import read_results
from monitor.intake.sheets.header import Overrides
from monitor.intake.spending import read_spending
from tests.excel.pipe_tables import sheet, workbook
from tests.findings.pair import Pair

APRIL = Month(2023, 4)
A, B = "13020923P000000000001", "13020923P000000000002"
HEAD = "| 项目编码 | 项目名称 | 累计支出 |"
ROW = f"| '{A} | 调研费 | 100 |"
BOTH = f"| 单位：元 |\n| 项目编码 | 累计支出 | 本月支出 |\n| '{A} | 100 | 20 |"
GOOD = f"| 单位：元 |\n{HEAD}\n{ROW}"


def spending(
    *tables: str | Sheet, month: Month | None = APRIL, overrides: Overrides | None = None
) -> set[str]:
    reading = read_spending(workbook(*tables), fiscal_year=None, month=month, overrides=overrides)
    return {finding.code for finding in reading.findings}


def results(table: str) -> set[str]:
    reading = read_results(workbook(table), fiscal_year=None, month=APRIL)
    return {finding.code for finding in reading.findings}


def adjustments(table: str) -> set[str]:
    reading = read_adjustments(workbook(table), fiscal_year=None, month=APRIL)
    return {finding.code for finding in reading.findings}


PLAN = {
    "单位": "| 预算单位编码 | '131001 |\n| 预算单位名称 | 办公室 |\n| 财政年度 | 2023 |",
    "项目": f"| 单位：元 |\n| 项目编码 | 项目名称 | 预算数 |\n| {A} | 调研费 | 100 |",
    "资金来源": f"| 单位：元 |\n| 项目编码 | 资金来源 | 金额 |\n| {A} | 财政资金 | 100 |",
    "支出计划": f"| 项目编码 | 月份 | 累计支出计划(%) |\n| {A} | 6 | 50 |\n| {A} | 12 | 100 |",
    "绩效指标": "| 项目编码 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |\n"
    f"| {A} | 产出指标 | 数量指标 | 调研次数 | ≥11次 | 10 |",
    "总体目标": "| 标题 | 内容 |\n| 协商 | 提高质量 |",
    "分项目标": "| 标题 | 绩效目标 | 绩效指标 |\n| 调研费 | 保证调研 | 11次 |",
    "保障措施": "| 标题 | 内容 |\n| 完善制度 | 修订办法 |",
}


def plan(changed: Mapping[str, str] | None = None, *, without: str = "") -> set[str]:
    """Read the plan's workbook with some sheets changed or one left out."""
    sheets = {**PLAN, **(changed or {})}
    made = [sheet(table, name) for name, table in sheets.items() if name != without]
    return {finding.code for finding in read_plan_workbook(Workbook("xlsx", made)).findings}


def plan_with(name: str, old: str, new: str) -> Pair:
    """Exchange a text of one sheet, which was good as it stood."""
    assert old in PLAN[name]
    return Pair(partial(plan, {name: PLAN[name].replace(old, new, 1)}), plan)


def read_with(read: Callable[[str], set[str]], good: str, *exchanged: tuple[str, str]) -> Pair:
    """Exchange texts of a table, which was good as it stood."""
    bad = good
    for old, new in exchanged:
        assert old in bad, old
        bad = bad.replace(old, new, 1)
    return Pair(partial(read, bad), partial(read, good))


def spending_with(*exchanged: tuple[str, str], good: str = GOOD) -> Pair:
    return read_with(spending, good, *exchanged)


def marked(**marks: object) -> Pair:
    """Mark cells of the good sheet as a workbook would."""
    made = sheet(GOOD, "支出")
    return Pair(
        partial(spending, replace(made, **marks)),  # type: ignore[arg-type]  # each rule knows its own
        partial(spending, made),
    )


def beside(other: Sheet, good: Sheet) -> Pair:
    """Put another sheet beside the good one."""
    own = sheet(GOOD, "支出")
    return Pair(partial(spending, own, other), partial(spending, own, good))


TITLED = f"| 2023年4月支出 单位：元 |\n{HEAD}\n{ROW}"
MONTHS = (
    f"| 2023年 单位：元 |\n| 项目编码 | 1月 | 2月 | 3月 | 4月 | 5月 |\n| '{A} | 1 | 2 | 3 | 4 | |"
)
TOTAL = f"{GOOD}\n| '{B} | 会议费 | 50 |\n| 合计 | | 150 |"
RATED = f"| 单位：元 |\n| 项目编码 | 预算数 | 累计支出 | 执行率 |\n| '{A} | 200 | 100 | '50% |"
PAID = f"| 单位：元 |\n| 项目编码 | 支付日期 | 支付金额 |\n| '{A} | 2023-04-02 | 5 |"
MANY = f"| 单位：元 |\n{HEAD}\n{ROW}\n| '{B} | 会议费 | 50 |"
RESULTS = (
    "| 项目编码 | 二级指标 | 三级指标 | 实际完成值 |\n"
    f"| '{A} | 数量指标 | 调研次数 | 6次 |\n| '{A} | 数量指标 | 报告数量 | 2篇 |"
)
ADJUSTED = f"| 单位：元 |\n| 项目编码 | 追加数 | 追减数 |\n| '{A} | 5 | |\n| '{B} | | 5 |"
DERIVED = (
    f"| 单位：元 |\n| 项目编码 | 年初预算数 | 调整后预算数 |\n| '{A} | 100 | 105 |",
    f"| 单位：元 |\n| 项目编码 | 年初预算数 | 追加数 |\n| '{A} | 100 | 5 |",
)
LATER = f"| 单位：元 |\n{HEAD}\n| '{B} | 会议费 | 50 |"
UNNAMED = "| 单位：元 |\n| 项目名称 | 累计支出 |\n| 会议费 | 50 |"

EXECUTED = f"| 2023年部门预算执行表 单位：元 |\n{HEAD}\n{ROW}"
LINES = (
    "| 单位：元 |\n| 项目编码 | 项目名称 | 经济科目 | 累计支出 |\n"
    f"| '{A} | 调研费 | 差旅费 | 60 |\n| '{A} | 调研费 | 办公费 | 40 |"
)
LEFT = (
    "| 单位：元 |\n| 项目编码 | 预算数 | 累计支出 | 结余 |\n"
    f"| '{A} | 200 | 100 | 100 |\n| '{B} | 50 | 20 | 30 |\n| '{A[:-1]}3 | 60 | 20 | 40 |\n"
    f"| '{A[:-1]}4 | 60 | 30 | 30 |"
)
REFUNDED = f"| 单位：元 |\n| 项目编码 | 累计支出 | 退款 |\n| '{A} | 100 | 0 |"
STATED = (
    "| 单位：元 |\n| 项目编码 | 支付日期 | 支付金额 | 支付状态 |\n"
    f"| '{A} | 2023-04-02 | 5 | 已支付 |"
)

PAIRS = {
    "wrong_workbook": spending_with(("累计支出", "备注")),
    "sheet_missing": Pair(
        partial(spending, sheet(GOOD, "Sheet1"), overrides=Overrides(sheet="支出")),
        partial(spending, sheet(GOOD, "支出"), overrides=Overrides(sheet="支出")),
    ),
    "sheets_overlap": beside(sheet(GOOD, "支出2"), sheet(LATER, "支出2")),
    "columns_ambiguous": spending_with(
        ("| 备注 |", "| 累计支付 |"), good=f"| 单位：元 |\n{HEAD} 备注 |\n{ROW} 7 |"
    ),
    "column_chosen": Pair(
        partial(spending, GOOD, overrides=Overrides(columns={"C": "spent"})),
        partial(spending, GOOD),
    ),
    "refund_unsettled": spending_with(("| 0 |", "| 5 |"), good=REFUNDED),
    "not_spending": spending_with(("执行", "支出总"), good=EXECUTED),
    "project_lines": Pair(
        partial(spending, LINES), partial(spending, LINES, overrides=Overrides(add_lines=True))
    ),
    "lines_added": Pair(
        partial(spending, LINES, overrides=Overrides(add_lines=True)), partial(spending, LINES)
    ),
    "sheet_of_last_year": beside(sheet(LATER, "上年同期"), sheet(LATER, "其他")),
    "identity_broken": spending_with(("| 40 |", "| 39 |"), good=LEFT),
    "basis_contradicts": spending_with(("4月支出", "4月当月支出"), good=TITLED),
    "payment_word_unknown": spending_with(("已支付", "挂起"), good=STATED),
    "month_mismatch": spending_with(("4月", "3月"), good=TITLED),
    "month_unknown": Pair(
        partial(spending, GOOD, month=None), partial(spending, TITLED, month=None)
    ),
    "month_unreadable": spending_with(("2023-04-02", "月初"), good=PAID),
    "year_unknown": Pair(
        partial(spending, TITLED.replace("2023年", ""), month=None),
        partial(spending, TITLED, month=None),
    ),
    "year_mismatch": spending_with(("2023年", "2022年"), good=TITLED.replace("4月", "")),
    "unit_unsupported": spending_with(("元", "千元")),
    "code_not_text": spending_with((f"'{A}", "1.30209E+20")),
    "code_missing": spending_with((f"'{A}", "")),
    "code_unreadable": spending_with((A, "见附件")),
    "amount_not_number": spending_with(("100", "约七万")),
    "amount_out_of_range": spending_with(("100", "1e30")),
    "amount_missing": plan_with("资金来源", "| 财政资金 | 100 |", "| 财政资金 | |"),
    "added_negative": read_with(adjustments, ADJUSTED, ("| 5 | |", "| -5 | |")),
    "cell_error": marked(errors={(2, 2): "#REF!"}),
    "cell_uncalculated": marked(uncalculated=frozenset({(2, 2)})),
    "project_twice": spending_with((B, A), good=MANY),
    "indicator_twice": read_with(results, RESULTS, ("报告数量", "调研次数")),
    "indicator_missing": read_with(results, RESULTS, ("报告数量", "")),
    "percent_unreadable": plan_with("支出计划", "| 50 |", "| 一半 |"),
    "number_unreadable": plan_with("绩效指标", "| 10 |", "| 十分 |"),
    "project_not_in_plan": plan_with("资金来源", A, B),
    "plan_months_missing": plan_with("支出计划", "| 月份 |", "| 次序 |"),
    "unit_missing": plan_with("单位", "'131001", ""),
    "unit_unstated": spending_with(("单位：元", "支出表")),
    "month_after": spending_with(("| 4 | |", "| 4 | 5 |"), good=MONTHS),
    "zeros_after_last": spending_with(("| 4 | |", "| 4 | 0 |"), good=MONTHS),
    "month_all_zero": spending_with(("| 4 | |", "| 0 | |"), good=MONTHS),
    "control_total_differs": spending_with(("| 150 |", "| 160 |"), good=TOTAL),
    "rate_differs": spending_with(("50%", "60%"), good=RATED),
    "no_code_column": Pair(partial(spending, UNNAMED), partial(spending, LATER)),
    "hidden_rows": marked(hidden_rows=frozenset({2})),
    "hidden_sheet": beside(replace(sheet(LATER, "支出2"), hidden=True), sheet(LATER, "支出2")),
    "sheet_not_read": beside(sheet(UNNAMED, "支出2"), sheet(LATER, "支出2")),
    "sheet_absent": Pair(partial(plan, without="保障措施"), plan),
    "cut_negative": read_with(adjustments, ADJUSTED, ("| | 5 |", "| | -5 |")),
    "adjustment_derived": Pair(partial(adjustments, DERIVED[0]), partial(adjustments, DERIVED[1])),
    "amount_beside_taken": spending_with(("| 100 | 20 |", "| | 20 |"), good=BOTH),
    "amount_beside_left": spending_with(
        ("| 本月支出", "| 3月支出"), ("| 100 | 20 |", "| | 20 |"), good=BOTH
    ),
    "amount_rounded": spending_with(("100", "100.005")),
    "cells_unusable": marked(errors={(2, 1): "#N/A"}),
    "hidden_sheet_aside": beside(
        replace(sheet("| 1 | 2 |", "草稿"), hidden=True), sheet("| 1 | 2 |", "草稿")
    ),
    # Every plan, here in its workbook
    "plan_months_order": plan_with("支出计划", "| 6 |", "| 12 |"),
    "plan_milestones_fall": plan_with("支出计划", "| 50 |", "| 110 |"),
    "plan_milestones_end": plan_with("支出计划", "| 100 |", "| 90 |"),
    "plan_milestones_flat": plan_with("支出计划", "| 50 |", "| 100 |"),
    "plan_funds_sum": plan_with("资金来源", "| 100 |", "| 90 |"),
    "plan_code_unusual": Pair(
        partial(plan, {name: table.replace(A, "A1") for name, table in PLAN.items()}), plan
    ),
}
