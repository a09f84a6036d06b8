from __future__ import annotations

from datetime import datetime

import pytest

from monitor.domain.month import Month
from monitor.intake.facts import Reading, ResultFact
from monitor.intake.files.grid import Sheet, Value
from monitor.intake.results import read_results
from monitor.intake.sheets.header import Overrides
from tests.excel.pipe_tables import sheet, workbook

APRIL = Month(2023, 4)
HEAD = """
    | 2023年4月 绩效指标完成情况填报表 |
    | {} |""".format(
    "项目编码|项目名称|一级指标|二级指标|三级指标|绩效指标描述|年度指标值|实际完成值|佐证说明"
)
ROW = "| 13020923P001 | 甲 | 产出指标 | 数量指标 | {} | 全年次数 | ≥11次 | {} | 纪要 |"


def read(
    *made: Sheet | str, month: Month | None = APRIL, overrides: Overrides | None = None
) -> Reading[ResultFact]:
    return read_results(workbook(*made), fiscal_year=2023, month=month, overrides=overrides)


def found(reading: Reading[ResultFact]) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in reading.findings]


def with_result(value: Value, *, shown_as_percent: bool = False) -> Reading[ResultFact]:
    made = sheet(f"{HEAD}\n{ROW.format('会议次数', 'x')}", "指标结果")
    made.rows[2][7] = value
    made.percent = frozenset({(2, 7)}) if shown_as_percent else frozenset()
    return read(made)


def test_the_template_is_read_as_it_is_written() -> None:
    made = sheet(f"{HEAD}\n{ROW.format('会议次数', '8')}", "指标结果")
    reading = read(made, sheet("| 项目编码 | 实际完成值 | 三级指标 |", "说明"))
    assert reading.findings == ()
    assert reading.facts == (
        ResultFact(
            *("13020923P001", 2023, 4, "数量指标", "会议次数", "8"),
            description="全年次数",
            evidence="纪要",
            project_name="甲",
            sheet="指标结果",
            cell="H3",
        ),
    )
    (understood,) = reading.understood
    assert understood.unit_stated
    assert understood.month == "2023-04"


@pytest.mark.parametrize(
    ("value", "is_percent", "text"),
    [
        (8.0, False, "8"),
        (8.5, False, "8.5"),
        (0.92, True, "92%"),
        (0.0, False, "0"),
        ("92%", False, "92%"),
        ("达成", False, "达成"),
        ("2023年12月20日", False, "2023年12月20日"),
        (datetime.fromisoformat("2023-12-20"), False, "2023-12-20"),
    ],
)
def test_a_result_is_kept_as_a_clerk_sees_it(value: Value, is_percent: bool, text: str) -> None:  # noqa: FBT001 - a column of the table of cases
    reading = with_result(value, shown_as_percent=is_percent)
    assert [fact.result_text for fact in reading.facts] == [text]
    assert reading.findings == ()


@pytest.mark.parametrize("value", [None, "", " ", "-", "—", "/", "**"])
def test_a_blank_result_is_not_reported(value: Value) -> None:
    reading = with_result(value)
    assert reading.facts == ()
    assert [row.reason for row in reading.understood[0].rows_skipped] == ["no_result"]


def test_merged_codes_and_levels_fill_down() -> None:
    made = sheet(f"{HEAD}\n{ROW.format('会议次数', '8')}\n| | | | | 会议人数 | | | 90 | |")
    made.merged = ((2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 8, 3, 8))
    second = read(made).facts[1]
    assert (second.project_code, second.project_name) == ("13020923P001", "甲")
    assert (second.level2, second.level3, second.evidence) == ("数量指标", "会议人数", "")


def test_the_same_indicator_twice_is_a_blocker_and_a_namesake_is_not() -> None:
    rows = f"{ROW.format('会议次数', '8')}\n{ROW.format('会议次数', '9')}"
    reading = read(f"{HEAD}\n{rows}")
    assert found(reading) == [("indicator_twice", "H4")]
    assert reading.findings[0].values["first"] == "H3"
    other = rows.replace("全年次数", "上半年次数", 1)
    assert found(read(f"{HEAD}\n{other}")) == []


def test_a_result_without_an_indicator_is_a_finding() -> None:
    assert found(read(f"{HEAD}\n{ROW.format('', '8')}")) == [("indicator_missing", "E3")]


def test_an_error_in_a_result_is_a_finding() -> None:
    made = sheet(f"{HEAD}\n{ROW.format('会议次数', '')}\n{ROW.format('会议人数', '90')}")
    made.errors = {(2, 7): "#N/A"}
    reading = read(made)
    assert found(reading) == [("cell_error", "H3")]
    assert len(reading.facts) == 1


def test_other_words_and_any_order_of_columns_are_understood() -> None:
    reading = read("""
        | 1-4月执行情况 | 明细指标 | 项目代码 |
        | 8 | 会议次数 | 13020923P001 |
    """)
    (fact,) = reading.facts
    assert (fact.project_code, fact.level3, fact.result_text) == ("13020923P001", "会议次数", "8")
    assert found(reading) == []


def test_of_two_names_for_an_indicator_the_third_level_counts() -> None:
    reading = read("""
        | 项目编码 | 指标名称 | 三级指标 | 完成值 |
        | 13020923P001 | 数量类 | 会议次数 | 8 |
    """)
    assert [fact.level3 for fact in reading.facts] == ["会议次数"]


def test_two_columns_of_results_are_a_finding() -> None:
    text = "| 项目编码 | 三级指标 | 当前完成值 | 全年完成值 |\n| 13020923P001 | 会议次数 | 8 | 9 |"
    assert found(read(text)) == [("columns_ambiguous", "D1")]
    chosen = read(text, overrides=Overrides(columns={"C": "result"}))
    assert [fact.result_text for fact in chosen.facts] == ["8"]


def test_a_file_of_another_month_is_a_finding() -> None:
    text = f"{HEAD}\n{ROW.format('会议次数', '8')}"
    assert found(read(text, month=Month(2023, 5))) == [("month_mismatch", "A1")]
    no_month = text.replace("2023年4月", "")
    assert found(read(no_month, month=None)) == [("month_unknown", "")]
    assert read(no_month, month=None).facts == ()


def test_a_column_of_months_gives_each_row_its_month() -> None:
    text = """
        | 月份 | 项目编码 | 三级指标 | 完成值 |
        | 3月 | 13020923P001 | 会议次数 | 6 |
        | 4月 | 13020923P001 | 会议次数 | 8 |
        | 5月 | 13020923P001 | 会议次数 | 9 |
    """
    reading = read(text)
    assert [(fact.month, fact.result_text) for fact in reading.facts] == [(3, "6"), (4, "8")]
    assert found(reading) == [("month_after", "D4")]
