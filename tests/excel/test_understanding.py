from __future__ import annotations

import pytest

from monitor.intake.files.grid import Sheet
from monitor.intake.sheets.fields import ADJUSTMENTS, RESULTS, SPENDING
from monitor.intake.sheets.findings import LEVELS
from monitor.intake.sheets.header import Header, Overrides, find_header
from monitor.intake.sheets.header_words import WORDS, read_heading
from monitor.words.catalogue import LANGUAGES, section
from tests.excel.pipe_tables import sheet

ZH, EN = (section(language, "sheets") for language in LANGUAGES)

SPENDING_FIELDS = frozenset(one.name for one in SPENDING.fields)
RESULT_FIELDS = frozenset(one.name for one in RESULTS.fields)
ADJUSTMENT_FIELDS = frozenset(one.name for one in ADJUSTMENTS.fields)


def found(made: Sheet, overrides: Overrides | None = None) -> Header:
    header = find_header(made, SPENDING, overrides or Overrides())
    assert header is not None
    return header


def fields(header: Header) -> dict[str, str]:
    return {column.letter: column.field for column in header.columns if column.field}


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("project_code", "项目编码 项目代码 预算项目编码 预算项目代码"),
        ("project_name", "项目名称 支出项目名称 项目支出名称 预算项目"),
        ("original_budget", "预算数 年初预算 年初预算(数) 当年预算数 全年预算数(A) 批准预算金额"),
        ("original_budget", "指标金额 可执行指标金额 预算金额 预算总额 年初预算数（万元）"),
        ("revised_budget", "调整后预算(数) 调整后预算 调整预算数"),
        (
            "spent",
            "执行数(B) 预算执行数 全年执行数 1-X月执行数 截止X月底支出数 累计支出 累计支付(数)",
        ),
        ("spent", "支出额 实际支出 实际支付数 实际支付合计 已支付金额 1-4月执行数 1—4月支出数"),
        ("spent", "截至2023年4月底支出数 累计支出(万元) 累计支出（截至4月底） 1-4月 4月底支出数"),
        (
            "month_spent",
            "本月支出 本月支付 当月执行数 4月 4月支出 四月 2023-04 202304 2023年4月支出",
        ),
        ("payment_date", "支付日期"),
        ("amount", "支付金额 金额 金额(元)"),
        ("execution_rate", "执行率 执行率(B/A) 预算执行率(%) 支付进度 支出进度"),
        ("left", "结余 指标结余 指标余额 剩余预算"),
        ("", "资金到位率 备注 序号 单位 预算科目 全年预计执行数"),
        ("", "Q1 一季度 第一季度 上半年小计 合计 小计 3-4月执行数"),
    ],
)
def test_a_spending_header_is_known_by_its_words(field: str, words: str) -> None:
    for word in words.split():
        assert (word, read_heading(SPENDING_FIELDS, word).field) == (word, field)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("level1", "一级指标"),
        ("level2", "二级指标"),
        ("level3", "三级指标 指标名称 明细指标"),
        ("description", "绩效指标描述 指标解释"),
        ("target_text", "指标值 年度指标值 目标值 年初目标值 指标值及单位"),
        ("result", "实际完成值 完成值 当前完成值 全年完成值 1-X月执行情况 1-4月执行情况"),
        ("evidence", "佐证说明 备注"),
        ("", "权重 计量单位 偏差原因 预计完成值"),
    ],
)
def test_a_results_header_is_known_by_its_words(field: str, words: str) -> None:
    for word in words.split():
        assert (word, read_heading(RESULT_FIELDS, word).field) == (word, field)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("added", "追加数 追加金额 调增"),
        ("cut", "追减数 追减金额 调减"),
        ("change", "年度预算调整 预算调整数"),
        ("revised_budget", "调整后预算 调整后预算(数) 调整预算数"),
        ("reason", "调整原因 备注"),
    ],
)
def test_an_adjustments_header_is_known_by_its_words(field: str, words: str) -> None:
    for word in words.split():
        assert (word, read_heading(ADJUSTMENT_FIELDS, word).field) == (word, field)


@pytest.mark.parametrize(
    ("upper", "lower", "field"),
    [
        ("预算数（万元）", "调整后", "revised_budget"),
        ("年初预算", "金额", "original_budget"),
        ("1-4月执行情况", "执行数", "spent"),
        ("1-4月执行情况", "执行率", "execution_rate"),
        ("执行数", "合计", "spent"),
        ("执行数", "财政拨款", "spent_part"),
        ("项目编码", "", "project_code"),
        ("支出情况", "4月", "month_spent"),
        ("累计支出", "4月", "spent"),
        ("资金支出计划", "4月", ""),
        ("执行率", "4月", "execution_rate"),
        ("一季度", "小计", ""),
        ("一季度", "2月", "month_spent"),
    ],
)
def test_two_rows_of_a_header_are_read_together(upper: str, lower: str, field: str) -> None:
    assert read_heading(SPENDING_FIELDS, lower, upper).field == field


def test_a_header_says_its_unit_and_month() -> None:
    heading = read_heading(SPENDING_FIELDS, "截至2023年4月底支出数（单位：万元）")
    assert heading.unit == "万元"
    assert heading.month is not None
    assert (heading.month.year, heading.month.number) == (2023, 4)
    assert read_heading(SPENDING_FIELDS, "4月", "2023年").month == heading.month.__class__(4, 2023)
    assert read_heading(SPENDING_FIELDS, "执行率（%）").is_percent


def test_the_header_is_found_below_titles_and_a_long_preamble() -> None:
    preamble = "\n".join(
        ["| 2023年4月 |", *["| 填报要求：请如实填报，项目编码以批复为准。 |"] * 12]
    )
    header = found(sheet(f"{preamble}\n| 项目名称 | 累计支出 | 项目编码 |"))
    assert (header.top, header.bottom) == (13, 13)
    assert fields(header) == {"A": "project_name", "B": "spent", "C": "project_code"}


def test_a_merged_header_of_two_rows_is_one_header() -> None:
    made = sheet("""
        | 2023年项目支出 |
        | 项目编码 | 项目名称 | 预算数 |      | 1-4月执行情况 |      |
        |          |          | 年初   | 调整后 | 执行数      | 执行率 |
    """)
    made.merged = ((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5))
    header = found(made)
    assert (header.top, header.bottom) == (1, 2)
    assert list(fields(header).values()) == [
        *("project_code", "project_name", "original_budget", "revised_budget"),
        *("spent", "execution_rate"),
    ]
    spent = header.column("spent")
    assert spent is not None
    assert spent.month is not None
    assert spent.month.number == 4
    made.merged = ()
    assert fields(found(made)) == fields(header)


def test_numbers_under_a_merged_month_heading_are_months() -> None:
    made = sheet("""
        | 项目编码 | 各月支出 | | |
        |          | 1 | 2 | 3 |
    """)
    made.merged = ((0, 1, 0, 3),)
    months = [column.month for column in found(made).columns_of("month_spent")]
    assert [month.number for month in months if month] == [1, 2, 3]


def test_data_rows_are_never_a_header() -> None:
    made = sheet("| 13020923P00TEST10001A | 累计支出项目 | 12 |\n| 合计 | | 12 |")
    assert find_header(made, SPENDING, Overrides()) is None


def test_a_person_names_the_header_row_and_the_columns() -> None:
    made = sheet("""
        | 项目编码 | 项目名称 | 累计支出 |
        | 代号     | 名目     | 花费     |
    """)
    columns = {"A": "project_code", "C": "spent"}
    header = found(made, Overrides(header_row=2, columns=columns))
    assert header.bottom == 1
    assert fields(header)["A"] == "project_code"
    assert fields(header)["C"] == "spent"


def test_a_column_given_by_hand_takes_the_field_from_another() -> None:
    made = sheet("| 项目编码 | 累计支出 | 支出额(含上年) |")
    header = found(made, Overrides(columns={"C": "spent", "A": "project_code"}))
    assert fields(header) == {"A": "project_code", "C": "spent"}


def test_a_column_can_be_left_out_by_hand() -> None:
    made = sheet("| 项目编码 | 执行数 | 累计支出 |")
    assert fields(found(made, Overrides(columns={"B": ""}))) == {
        "A": "project_code",
        "C": "spent",
    }


def test_a_column_can_be_given_a_month_by_hand() -> None:
    made = sheet("| 项目编码 | Jan | Feb |")
    header = found(made, Overrides(columns={"B": "month_spent:1", "C": "month_spent:2"}))
    months = [column.month for column in header.columns_of("month_spent")]
    assert [month.number for month in months if month] == [1, 2]


def test_the_signature_stays_from_month_to_month_and_differs_between_forms() -> None:
    april = found(sheet("| 项目编码 | 项目名称 | 1-4月执行数 |"))
    may = found(sheet("| 2023年5月 |\n| 项目编码 | 项目名称 | 1-5月执行数 |"))
    other = found(sheet("| 项目名称 | 项目编码 | 1-5月执行数 |"))
    assert april.signature == may.signature
    assert april.signature != other.signature


def test_a_sheet_of_16384_columns_is_looked_at_within_reason() -> None:
    made = Sheet("宽", [["项目编码", "累计支出", *["x"] * 16_382]] * 70)
    assert fields(found(made)) == {"A": "project_code", "B": "spent"}


def test_50000_merged_ranges_are_looked_at_within_reason() -> None:
    made = sheet("| 项目编码 | 累计支出 |")
    made.merged = tuple((row, 0, row + 1, 0) for row in range(1, 100_001, 2))
    assert fields(found(made)) == {"A": "project_code", "B": "spent"}


def test_every_finding_and_field_has_words_in_both_languages() -> None:
    for words in (ZH, EN):
        assert LEVELS.keys() <= words.keys()
        assert {f"column.{name}" for name in WORDS} <= words.keys()
        assert {code for code in words if "." not in code} == LEVELS.keys()
    assert ZH.keys() == EN.keys()
