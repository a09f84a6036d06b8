from __future__ import annotations

from collections.abc import Callable

from monitor.domain.findings import Finding, Level
from monitor.domain.month import Month
from monitor.intake.adjustments import read_adjustments
from monitor.intake.facts import Fact, Reading, SpendingFact
from monitor.intake.files.grid import Sheet, Workbook
from monitor.intake.plans.workbooks.read import read_plan_workbook
from monitor.intake.results import read_results
from monitor.intake.sheets.header import Overrides
from monitor.intake.spending import read_spending
from tests.excel.pipe_tables import sheet, workbook

APRIL = Month(2023, 4)
SPENDING = """
    | 单位：元 |
    | 项目编码 | 项目名称 | 年初预算数 | 累计支出 |
    | 13020923P001 | 甲 | 100 | 10 |
"""
RESULTS = """
    | 项目编码 | 项目名称 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
    | 13020923P001 | 甲 | 产出指标 | 数量指标 | 会议次数 | ≥6次 | 2 |
"""
ADJUSTMENTS = """
    | 单位：元 |
    | 项目编码 | 项目名称 | 年初预算数 | 追加数 | 追减数 | 调整原因 |
    | 13020923P001 | 甲 | 100 | 10 | | 增人 |
"""


def read(*made: Sheet | str, overrides: Overrides | None = None) -> Reading[SpendingFact]:
    book = workbook(*made)
    return read_spending(book, fiscal_year=2023, month=APRIL, overrides=overrides)


def counted(reading: Reading[Fact]) -> tuple[int, tuple[Finding, ...]]:
    return len(reading.facts), reading.findings


def codes(reading: Reading[SpendingFact]) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_a_results_workbook_is_refused_as_spending_and_named() -> None:
    reading = read(sheet(RESULTS, "指标结果"))
    (finding,) = reading.findings
    assert (finding.code, finding.level) == ("wrong_workbook", Level.BLOCKER)
    assert finding.values["found_kind"] == "results"
    assert finding.values["found"] == "指标结果"
    assert finding.values["missing"] == "累计支出"
    assert reading.facts == ()


def test_every_kind_is_refused_as_every_other() -> None:
    books = {
        "spending": workbook(SPENDING),
        "results": workbook(RESULTS),
        "adjustments": workbook(ADJUSTMENTS),
    }
    readers: dict[str, Callable[[Workbook], tuple[int, tuple[Finding, ...]]]] = {
        "spending": lambda book: counted(read_spending(book, fiscal_year=2023, month=APRIL)),
        "results": lambda book: counted(read_results(book, fiscal_year=2023, month=APRIL)),
        "adjustments": lambda book: counted(read_adjustments(book, fiscal_year=2023, month=APRIL)),
    }
    for kind, book in books.items():
        for other, reader in readers.items():
            facts, findings = reader(book)
            if kind == other:
                assert facts
                assert findings == ()
            else:
                (finding,) = findings
                assert finding.code == "wrong_workbook"
                assert finding.values["found_kind"] == kind
        (finding,) = read_plan_workbook(book).findings
        assert (finding.code, finding.values["found_kind"]) == ("wrong_workbook", kind)


def test_a_workbook_that_looks_like_nothing_is_refused_with_what_is_missing() -> None:
    (finding,) = read("| a | b |\n| 1 | 2 |").findings
    assert finding.code == "wrong_workbook"
    assert finding.values["found"] == "—"
    assert finding.values["missing"] == "项目编码、累计支出"


def test_an_empty_workbook_is_refused() -> None:
    assert codes(read(Sheet("Sheet1", []))) == ["wrong_workbook"]
    assert codes(read()) == ["wrong_workbook"]


def test_a_sheet_of_explanations_is_never_data() -> None:
    reading = read(sheet(SPENDING, "说明"), sheet(SPENDING, "支出"))
    assert [one.sheet for one in reading.understood] == ["支出"]
    assert codes(reading) == []


def test_the_right_sheet_of_many_is_read() -> None:
    reading = read(sheet(RESULTS, "一"), sheet("| x |", "二"), sheet(SPENDING, "三"))
    assert [one.sheet for one in reading.understood] == ["三"]
    assert codes(reading) == []


def test_two_sheets_of_different_projects_are_both_read() -> None:
    other = SPENDING.replace("P001", "P002")
    reading = read(sheet(SPENDING, "一"), sheet(other, "二"))
    assert [(fact.sheet, fact.project_code) for fact in reading.facts] == [
        ("一", "13020923P001"),
        ("二", "13020923P002"),
    ]
    assert codes(reading) == []


def test_two_equal_sheets_that_overlap_are_a_finding() -> None:
    reading = read(sheet(SPENDING, "一"), sheet(SPENDING, "二"))
    (finding,) = reading.findings
    assert (finding.code, finding.level) == ("sheets_overlap", Level.BLOCKER)
    assert finding.values == {"first": "一", "second": "二"}
    chosen = read(sheet(SPENDING, "一"), sheet(SPENDING, "二"), overrides=Overrides(sheet="二"))
    assert [fact.sheet for fact in chosen.facts] == ["二"]
    assert codes(chosen) == []


def test_the_better_match_is_read_and_the_other_is_said() -> None:
    poorer = "| 单位：元 |\n| 项目编码 | 累计支出 |\n| 13020923P001 | 9 |"
    reading = read(sheet(poorer, "简表"), sheet(SPENDING, "明细"))
    assert [fact.sheet for fact in reading.facts] == ["明细"]
    (finding,) = reading.findings
    assert (finding.code, finding.level) == ("sheet_not_read", Level.WARNING)
    assert finding.values == {"other": "简表", "read": "明细"}


def test_a_sheet_with_codes_goes_before_one_with_names_only() -> None:
    named = "| 单位：元 |\n| 项目名称 | 年初预算数 | 调整后预算数 | 累计支出 |\n| 甲 | 1 | 1 | 9 |"
    reading = read(sheet(named, "汇总"), sheet(SPENDING, "明细"))
    assert [fact.sheet for fact in reading.facts] == ["明细"]
    assert codes(reading) == ["sheet_not_read"]


def test_sheets_named_by_month_are_read_as_their_months() -> None:
    january, april = sheet(SPENDING, "1月"), sheet(SPENDING, "4月")
    reading = read(april, january)
    assert [(fact.sheet, fact.month) for fact in reading.facts] == [("4月", 4), ("1月", 1)]
    assert codes(reading) == []


def test_sheets_of_later_months_are_not_taken() -> None:
    reading = read(sheet(SPENDING, "4月"), sheet(SPENDING, "5月"))
    assert [fact.month for fact in reading.facts] == [4]
    assert [(one.code, one.sheet, one.cell) for one in reading.findings] == [
        ("month_after", "5月", "D3")
    ]


def test_sheets_none_of_which_is_of_the_month_are_a_finding() -> None:
    reading = read(sheet(SPENDING, "1月"), sheet(SPENDING, "2月"))
    assert codes(reading) == ["month_mismatch"]


def test_a_hidden_sheet_is_not_read_and_said() -> None:
    hidden = sheet(SPENDING.replace("P001", "P002"), "旧表")
    hidden.hidden = True
    reading = read(sheet(SPENDING, "支出"), hidden)
    assert [fact.sheet for fact in reading.facts] == ["支出"]
    (finding,) = reading.findings
    assert (finding.code, finding.level) == ("hidden_sheet", Level.WARNING)
    assert finding.values["hidden"] == "旧表"
    named = read(sheet(SPENDING, "支出"), hidden, overrides=Overrides(sheet="旧表"))
    assert [fact.sheet for fact in named.facts] == ["旧表"]


def test_a_hidden_sheet_of_figures_is_a_note_and_one_of_choices_is_none() -> None:
    figures, choices = sheet("| 1 | 2 |", "数"), sheet("| 达成 | 未达成 |", "选")
    figures.hidden = choices.hidden = True
    reading = read(sheet(SPENDING, "支出"), figures, choices)
    assert [(one.code, one.level) for one in reading.findings] == [
        ("hidden_sheet_aside", Level.NOTE)
    ]


def test_a_sheet_named_by_hand_that_is_not_there_is_a_finding() -> None:
    assert codes(read(SPENDING, overrides=Overrides(sheet="无此表"))) == ["sheet_missing"]


def test_a_sheet_without_a_header_is_read_when_the_columns_are_given() -> None:
    columns = {"A": "project_code", "B": "spent"}
    overrides = Overrides(header_row=0, columns=columns, unit="元")
    reading = read("| 13020923P001 | 5 |\n| 13020923P002 | 6 |", overrides=overrides)
    assert [(fact.project_code[-1], fact.amount) for fact in reading.facts] == [("1", 5), ("2", 6)]
    assert codes(reading) == ["column_chosen"]
    assert reading.understood[0].header_row == 0


def test_corrected_columns_go_to_the_sheet_they_are_meant_for() -> None:
    odd = "| 单位：元 |\n| 项目编码 | 项目名称 | 花费 |\n| 13020923P001 | 甲 | 5 |"
    overrides = Overrides(columns={"C": "spent"})
    reading = read(sheet("| 目的 | 说 | 明 |", "前言"), sheet(odd, "表"), overrides=overrides)
    assert [(fact.sheet, fact.amount) for fact in reading.facts] == [("表", 5)]
    assert codes(reading) == ["column_chosen"]


def test_a_header_row_beyond_the_sheet_is_a_finding() -> None:
    assert codes(read(SPENDING, overrides=Overrides(header_row=99))) == ["wrong_workbook"]
