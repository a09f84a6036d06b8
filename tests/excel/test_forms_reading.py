"""Filled monitoring forms, read back: the product's own and the one ministries publish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook as MadeWorkbook
from openpyxl.worksheet.worksheet import Worksheet

from monitor.domain.findings import Level
from monitor.domain.month import Month
from monitor.domain.scores import Cause, Likelihood
from monitor.intake.facts import ResultFact
from monitor.intake.files.grid import Sheet, Value, Workbook
from monitor.intake.monitoring_form.header import LEVELS
from monitor.intake.monitoring_form.read import (
    FormsRead,
    holds_monitoring_forms,
    read_monitoring_forms,
)
from monitor.intake.sheets import findings
from monitor.outputs.forms.monitoring import write_monitoring_forms
from monitor.outputs.forms.records import MonitoredIndicator, MonitoringForm
from monitor.outputs.forms.self_evaluation import write_self_evaluation_forms
from monitor.words.catalogue import LANGUAGES, paper_columns, section
from tests.excel.filled_forms import (
    CODE,
    EVALUATED,
    FOOTER,
    MONITORED,
    NAME,
    CellValue,
    official,
    saved,
)
from tests.excel.reading_samples import read_here
from tests.sizes import examples

ZH, EN = (section(language, "forms") for language in LANGUAGES)

CAUSES = paper_columns("causes")
LIKELIHOODS = paper_columns("likelihoods")

JUNE = Month(2023, 6)
ROW: dict[str, CellValue] = {
    "B": "产出指标",
    "C": "数量指标",
    "D": "调研次数",
    "E": "≥11次",
    "F": "6次",
    "G": "11次",
    "H": "√",
    "M": "经费到位较晚。",
    "O": "√",
    "Q": "见附件",
}
OTHER = replace(MONITORED, project_code="13020923P00014810001H", project_name="劳模荣誉津贴")


def read(
    workbook: Workbook, month: Month | None = JUNE, fiscal_year: int | None = 2023
) -> FormsRead:
    return read_monitoring_forms(workbook, month=month, fiscal_year=fiscal_year)


def read_own(*forms: MonitoringForm, one_sheet: bool = False) -> FormsRead:
    data = write_monitoring_forms(forms, month=JUNE, footer=FOOTER, one_sheet=one_sheet)
    return read(read_here(data), None, None)


def read_official(*rows: Mapping[str, CellValue], month: Month | None = JUNE) -> FormsRead:
    return read(saved(official(rows)), month)


def found(reading: FormsRead) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in reading.findings]


def grid(sheet: Worksheet) -> Sheet:
    """Take a sheet without its merges, as a csv would keep it."""
    rows: list[list[Value]] = [
        [value if isinstance(value, str | int | float) else None for value in row]
        for row in sheet.iter_rows(values_only=True)
    ]
    return Sheet(sheet.title, rows)


def first_sheet(book: MadeWorkbook) -> Worksheet:
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_the_products_own_form_gives_back_what_was_written() -> None:
    reading = read_own(MONITORED)
    assert reading.findings == ()
    assert [(fact.level2, fact.level3, fact.result_text) for fact in reading.results] == [
        ("数量指标", "调研次数", "6次"),
        ("数量指标", "形成调研报告", "2篇"),
        ("服务对象满意度指标", "满意率", "60%"),
    ]
    assert reading.results[0] == ResultFact(
        *(CODE, 2023, 6, "数量指标", "调研次数", "6次"), project_name=NAME, sheet=NAME, cell="E12"
    )
    assert [
        (one.level3, one.causes, one.explanation, one.likelihood, one.remark)
        for one in reading.judgements
    ] == [
        ("调研次数", (), "", Likelihood.CERTAIN, ""),
        (
            *("形成调研报告", (Cause.FUNDING, Cause.OTHER), "经费到位较晚。"),
            *(Likelihood.POSSIBLE, "见附件"),
        ),
        ("满意率", (Cause.STAFF,), "", Likelihood.IMPOSSIBLE, ""),
    ]
    assert [(one.level1, one.target_text, one.cell) for one in reading.judgements] == [
        ("产出指标", "≥11次", "C12"),
        ("产出指标", "≥10篇", "C13"),
        ("满意度指标", "≥90%", "C15"),
    ]
    (form,) = reading.forms
    assert (form.project_code, form.project_name, form.cell) == (CODE, NAME, "B3")
    assert (form.month, form.rows_taken) == (JUNE, 3)


def test_what_was_understood_is_said_back() -> None:
    (understood,) = read_own(MONITORED).understood
    assert (understood.sheet, understood.header_row, understood.month) == (NAME, 11, "2023-06")
    assert {one.letter: one.field for one in understood.columns} == {
        **dict(
            zip("ABCDEF", "level1 level2 level3 target_text result expected".split(), strict=True)
        ),
        **dict.fromkeys("GHIJK", "cause"),
        "L": "explanation",
        **dict.fromkeys("MNO", "likelihood"),
        "P": "remark",
    }
    assert understood.columns[6].header == "偏差原因分析 / 经费保障"
    assert understood.rows_taken == 3
    assert [(one.row, one.reason) for one in understood.rows_skipped] == [(14, "no_result")]


@pytest.mark.parametrize("one_sheet", [False, True])
def test_several_forms_are_read_from_sheets_or_from_below_each_other(one_sheet: bool) -> None:  # noqa: FBT001 - a column of the table of cases
    long = replace(
        OTHER,
        indicators=tuple(
            MonitoredIndicator("产出指标", "数量指标", f"第{number}项", "≥1", result="1")
            for number in range(60)
        ),
    )
    reading = read_own(MONITORED, long, one_sheet=one_sheet)
    assert reading.findings == ()
    assert [form.project_name for form in reading.forms] == [NAME, "劳模荣誉津贴"]
    assert [fact.level3 for fact in reading.results[3:]] == [f"第{n}项" for n in range(60)]
    assert {fact.project_code for fact in reading.results[3:]} == {OTHER.project_code}
    assert {fact.level2 for fact in reading.results[3:]} == {"数量指标"}


TEXT = st.builds(
    lambda start, rest: f"{start}文{rest}".strip(),
    st.sampled_from(["", "=", "≥", "@", "+"]),
    st.text("一二甲√是≥1% =,。：\n", max_size=12),
)


@examples(10, 150)
@given(
    st.lists(
        st.builds(
            MonitoredIndicator,
            level1=st.sampled_from(["产出指标", "效益指标"]),
            level2=st.sampled_from(["数量指标", "质量指标", "社会效益指标"]),
            level3=TEXT.map(lambda text: f"名{text}"),
            target_text=TEXT,
            result=st.just("") | TEXT,
            expected=st.just("") | TEXT,
            causes=st.lists(st.sampled_from(CAUSES), unique=True).map(
                lambda causes: tuple(sorted(causes, key=CAUSES.index))
            ),
            explanation=st.just("") | TEXT,
            likelihood=st.sampled_from(["", *LIKELIHOODS]),
            remark=st.just("") | TEXT,
        ),
        min_size=1,
        max_size=12,
        unique_by=lambda one: (one.level2, one.level3, one.target_text),
    ),
    st.booleans(),
)
def test_whatever_is_written_is_read_back(
    indicators: list[MonitoredIndicator],
    one_sheet: bool,  # noqa: FBT001 - drawn
) -> None:
    reading = read_own(replace(MONITORED, indicators=tuple(indicators)), OTHER, one_sheet=one_sheet)
    assert reading.findings == ()
    mine = [fact for fact in reading.results if fact.project_code == CODE]
    assert [(fact.level2, fact.level3, fact.result_text) for fact in mine] == [
        (one.level2, one.level3, one.result) for one in indicators if one.result
    ]
    judged = {
        (one.level2, one.level3, one.target_text): (
            one.level1,
            tuple(CAUSES[list(Cause).index(cause)] for cause in one.causes),
            LIKELIHOODS[list(Likelihood).index(one.likelihood)] if one.likelihood else "",
            one.explanation,
            one.expected,
            one.remark,
        )
        for one in reading.judgements
        if one.project_code == CODE
    }
    said = {
        (one.level2, one.level3, one.target_text): (
            *(one.level1, one.causes, one.likelihood, one.explanation, one.expected, one.remark),
        )
        for one in indicators
    }
    assert judged == {key: value for key, value in said.items() if any(value[1:])}


def test_an_official_form_is_read_with_its_two_header_rows() -> None:
    second: dict[str, CellValue] = {
        "D": "形成调研报告",
        "E": "≥10篇",
        "F": 0.92,
        "K": "√",
        "P": "√",
    }
    third: dict[str, CellValue] = {"C": "质量指标", "D": "指标1：按时完成率", "F": 8}
    book = official([ROW, second, third])
    first_sheet(book)["F14"].number_format = "0%"
    reading = read(saved(book))
    assert found(reading) == [("form_name_only", "C4")]
    assert [
        (fact.level2, fact.level3, fact.result_text, fact.cell) for fact in reading.results
    ] == [
        ("数量指标", "调研次数", "6次", "F13"),
        ("数量指标", "形成调研报告", "92%", "F14"),
        ("质量指标", "按时完成率", "8", "F15"),
    ]
    assert {(fact.project_code, fact.project_name) for fact in reading.results} == {("", NAME)}
    assert [(one.causes, one.likelihood) for one in reading.judgements] == [
        ((Cause.FUNDING,), Likelihood.POSSIBLE),
        ((Cause.HARDWARE,), Likelihood.IMPOSSIBLE),
    ]
    assert reading.judgements[0].expected == "11次"
    assert [one.reason for one in reading.understood[0].rows_skipped] == ["footer"]


@pytest.mark.parametrize(
    "tick", ["√", "✓", "✔", "☑", "✔️", "是", 1, "1", "●", "x", "X", " √ ", "v", True]
)
def test_a_tick_is_known_in_many_spellings(tick: CellValue) -> None:
    reading = read_official(ROW | {"H": None, "I": tick, "O": None, "N": tick})
    assert [(one.causes, one.likelihood) for one in reading.judgements] == [
        ((Cause.SYSTEM,), Likelihood.CERTAIN)
    ]
    assert found(reading) == [("form_name_only", "C4")]


@pytest.mark.parametrize("blank", [None, "", " ", "-", "/", "□", "○", "否", 0])
def test_an_empty_box_is_no_tick(blank: CellValue) -> None:
    (judged,) = read_official(ROW | {"H": blank, "O": blank}).judgements
    assert (judged.causes, judged.likelihood) == ((), None)


def test_text_where_a_tick_belongs_is_named_and_not_taken() -> None:
    reading = read_official(ROW | {"L": "疫情影响", "O": "×"})
    unknown = [one for one in reading.findings if one.code == "form_tick_unknown"]
    assert [(one.cell, one.level) for one in unknown] == [
        ("L13", Level.WARNING),
        ("O13", Level.WARNING),
    ]
    assert unknown[0].values == {"indicator": "调研次数", "column": "其他", "found": "疫情影响"}
    assert reading.judgements[0].causes == (Cause.FUNDING,)
    assert reading.judgements[0].likelihood is None


def test_two_likelihoods_are_a_blocker_and_give_none() -> None:
    reading = read_official(ROW | {"N": "√"})
    (twice,) = [one for one in reading.findings if one.code == "form_likelihood_twice"]
    assert (twice.cell, twice.level) == ("O13", Level.BLOCKER)
    assert twice.values == {"indicator": "调研次数", "found": "确定能、有可能"}
    assert reading.judgements[0].likelihood is None
    assert [fact.result_text for fact in reading.results] == ["6次"]


def test_a_tick_merged_over_rows_counts_for_each_and_a_result_for_its_own() -> None:
    book = official([ROW, {"D": "报告", "E": "≥10篇"}])
    for merged in ("H13:H14", "M13:M14", "F13:F14"):
        first_sheet(book).merge_cells(merged)
    reading = read(saved(book))
    assert [(one.level3, one.causes, one.explanation) for one in reading.judgements] == [
        ("调研次数", (Cause.FUNDING,), "经费到位较晚。"),
        ("报告", (Cause.FUNDING,), "经费到位较晚。"),
    ]
    assert [fact.level3 for fact in reading.results] == ["调研次数"]


def test_a_likelihood_may_be_written_out_in_one_column() -> None:
    book = official([ROW | {"N": "有可能", "O": None}, {"D": "报告", "N": "大概"}])
    sheet = first_sheet(book)
    sheet.unmerge_cells("N11:P11")
    for letter in "NOP":
        sheet[f"{letter}12"] = None
    reading = read(saved(book))
    assert [one.likelihood for one in reading.judgements] == [Likelihood.POSSIBLE]
    assert ("form_tick_unknown", "N14") in found(reading)


def test_rows_left_as_in_the_template_are_no_indicators() -> None:
    blanks = [{"C": "质量指标", "D": "指标1："}, {"D": "指标2"}, {"D": "……"}, {}]
    reading = read_official(ROW, *blanks, {"D": "合格率", "F": "95%"})
    assert [(fact.level2, fact.level3) for fact in reading.results] == [
        ("数量指标", "调研次数"),
        ("质量指标", "合格率"),
    ]
    assert {one.code for one in reading.findings} == {"form_name_only"}


def test_a_new_first_level_takes_no_second_level_from_above() -> None:
    reading = read_official(ROW, {"B": "成本指标", "D": "成本", "F": "3万元"})
    assert [fact.level2 for fact in reading.results] == ["数量指标", ""]


@pytest.mark.parametrize("result", [None, "", " ", "-", "—", "/"])
def test_a_blank_result_is_not_reported(result: CellValue) -> None:
    reading = read_official(ROW | {"F": result})
    assert reading.results == ()
    assert [one.level3 for one in reading.judgements] == ["调研次数"]
    assert reading.forms[0].rows_taken == 0


def test_a_result_without_an_indicator_is_a_blocker() -> None:
    reading = read_official(ROW, {"F": "3次"})
    assert ("indicator_missing", "D14") in found(reading)
    assert len(reading.results) == 1


def test_an_indicator_stated_twice_is_a_blocker() -> None:
    reading = read_official(ROW, {"D": "调研次数", "E": "≥11次", "F": "7次"})
    (twice,) = [one for one in reading.findings if one.code == "indicator_twice"]
    assert (twice.cell, twice.values["first"]) == ("D14", "D13")
    assert [fact.result_text for fact in reading.results] == ["6次"]


def test_an_error_in_a_cell_is_a_blocker_and_its_row_is_not_taken() -> None:
    reading = read_official(ROW | {"F": "#REF!"}, {"D": "报告", "F": "=1+1"}, {"D": "率", "F": "1"})
    assert found(reading)[:2] == [("cell_error", "F13"), ("cell_uncalculated", "F14")]
    assert [fact.level3 for fact in reading.results] == ["率"]


@pytest.mark.parametrize("months", ["1-6月", "1—6月", "1至6月", "2023年1-6月", "截至6月底"])
def test_the_month_is_that_of_the_column_of_results(months: str) -> None:
    reading = read(saved(official([ROW], months=months)), None)
    assert [(fact.fiscal_year, fact.month) for fact in reading.results] == [(2023, 6)]


def test_another_month_than_the_one_asked_for_is_a_blocker() -> None:
    reading = read_official(ROW, month=Month(2023, 7))
    (mismatch,) = [one for one in reading.findings if one.code == "month_mismatch"]
    assert (mismatch.cell, mismatch.level) == ("F12", Level.BLOCKER)
    assert mismatch.values == {"found": "2023-06", "expected": "2023-07"}


def test_a_blank_left_for_the_month_takes_the_one_asked_for() -> None:
    made = saved(official([ROW], months="1-X月"))
    assert [fact.month for fact in read(made, Month(2023, 9)).results] == [9]
    nobody = read(made, None)
    assert ("month_unknown", "F12") in found(nobody)
    assert nobody.results == ()
    assert [form.month for form in nobody.forms] == [None]


def test_the_title_may_state_the_month_and_the_year() -> None:
    made = saved(official([ROW], months="1-X月", period="（2024年1-9月）"))
    assert [(one.fiscal_year, one.month) for one in read(made, None, None).results] == [(2024, 9)]


def test_another_year_than_the_one_asked_for_is_a_blocker() -> None:
    reading = read(saved(official([ROW], period="（2022年度）")), None)
    assert "year_mismatch" in [code for code, _ in found(reading)]


def test_a_form_without_a_year_takes_the_one_asked_for() -> None:
    made = saved(official([ROW], period=""))
    assert [fact.fiscal_year for fact in read(made, None, 2025).results] == [2025]
    assert ("year_unknown", "F12") in found(read(made, None, None))


@pytest.mark.parametrize(
    ("written", "code", "name"),
    [
        (f"{CODE}-{NAME}", CODE, NAME),
        (f"{CODE}{NAME}", CODE, NAME),
        (f"{NAME}（{CODE}）", CODE, NAME),
        ("2023年会议费", "", "2023年会议费"),
    ],
)
def test_a_code_beside_the_projects_name_is_found(written: str, code: str, name: str) -> None:
    (form,) = read(saved(official([ROW], project=written))).forms
    assert (form.project_code, form.project_name) == (code, name)


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (13020923000014, "code_not_text"),
        ("1.30209E+19", "code_not_text"),
        ("见附件", "form_code_unreadable"),
    ],
)
def test_a_code_that_is_no_code_is_a_blocker(code: CellValue, trouble: str) -> None:
    book = official([ROW])
    sheet = first_sheet(book)
    sheet.unmerge_cells("C4:Q4")
    sheet["G4"], sheet["J4"] = "项目编码", code
    reading = read(saved(book))
    assert found(reading) == [(trouble, "J4")]
    assert {fact.project_code for fact in reading.results} == {""}


def test_a_filled_form_without_a_project_is_a_blocker() -> None:
    reading = read(saved(official([ROW], project=None)))
    assert found(reading) == [("form_project_missing", "A4")]
    assert (reading.results, reading.judgements, reading.forms) == ((), (), ())


def test_a_form_that_nobody_filled_in_is_left_out() -> None:
    book = official([ROW])
    blank = official([{"B": "产出指标", "D": "指标1："}], project=None)
    copy_sheet(blank, book, "样表")
    reading = read(saved(book))
    assert ("form_unfilled", "A4") in found(reading)
    assert len(reading.forms) == 1


def copy_sheet(source: MadeWorkbook, target: MadeWorkbook, name: str) -> None:
    made = target.create_sheet(name)
    for row in first_sheet(source).iter_rows():
        for cell in row:
            if isinstance(cell.value, str | float):
                made[cell.coordinate] = cell.value


def test_the_right_sheet_is_found_among_many_and_the_others_are_named() -> None:
    book = official([ROW])
    whole = official([ROW], project=None, title="部门整体支出绩效目标执行监控表")
    copy_sheet(whole, book, "整体")
    evaluation = read_here(
        write_self_evaluation_forms([EVALUATED], fiscal_year=2023, month=JUNE, footer=FOOTER)
    )
    reading = read(Workbook("xlsx", [*evaluation.sheets, *saved(book).sheets, Sheet("空表", [])]))
    assert [(one.code, one.sheet, one.values) for one in reading.findings] == [
        ("form_sheet_skipped", NAME, {"found": "项目支出绩效自评表"}),
        ("form_name_only", "监控表", {"found": NAME}),
        ("form_sheet_skipped", "整体", {"found": "附件1"}),
    ]
    assert {fact.sheet for fact in reading.results} == {"监控表"}


def test_a_self_evaluation_below_a_form_is_not_taken_for_its_rows() -> None:
    made = first_sheet(official([ROW]))
    evaluation = read_here(
        write_self_evaluation_forms([EVALUATED], fiscal_year=2023, month=JUNE, footer=FOOTER)
    ).sheets[0]
    sheet = grid(made)
    sheet.rows += [row + [None] * 8 for row in evaluation.rows]
    sheet.rows += grid(first_sheet(official([ROW], project="津贴"))).rows
    reading = read(Workbook("xlsx", [sheet]))
    assert [(fact.project_name, fact.level3) for fact in reading.results] == [
        (NAME, "调研次数"),
        ("津贴", "调研次数"),
    ]


def test_a_workbook_without_a_form_is_refused_by_name() -> None:
    data = write_self_evaluation_forms([EVALUATED], fiscal_year=2023, month=JUNE, footer=FOOTER)
    reading = read(read_here(data))
    (missing,) = [one for one in reading.findings if one.code == "form_not_found"]
    assert missing.values == {"found": f"{NAME}、说明"}
    assert not holds_monitoring_forms(read_here(data))
    assert holds_monitoring_forms(saved(official([ROW])))


def test_a_list_of_indicators_by_project_is_no_form() -> None:
    header: list[Value] = ["项目名称", "三级指标", "1-6月执行情况", "原因说明", "备注"]
    listed = Workbook("xlsx", [Sheet("清单", [header, ["甲", "次数", "6次", None, None]])])
    assert [code for code, _ in found(read(listed))] == ["form_sheet_skipped", "form_not_found"]


def test_a_hidden_form_is_not_read_but_said() -> None:
    book = official([ROW])
    copy_sheet(official([ROW], project="旧项目"), book, "旧表")
    book["旧表"].sheet_state = "hidden"
    reading = read(saved(book))
    assert [form.project_name for form in reading.forms] == [NAME]
    assert "hidden_sheet" in [code for code, _ in found(reading)]


def test_hidden_rows_are_read_and_said() -> None:
    book = official([ROW, {"D": "报告", "F": "2篇"}])
    first_sheet(book).row_dimensions[14].hidden = True
    reading = read(saved(book))
    assert ("hidden_rows", "A14") in found(reading)
    assert len(reading.results) == 2


def test_the_form_of_a_project_stands_twice_is_a_blocker() -> None:
    reading = read_own(MONITORED, MONITORED)
    (twice,) = reading.findings
    assert (twice.code, twice.level, twice.sheet, twice.cell) == (
        *("form_twice", Level.BLOCKER, f"{NAME} 2", "B3"),
    )
    assert twice.values == {"found": CODE, "first": f"{NAME}!B3"}
    assert len(reading.results) == 3


def test_of_two_columns_of_results_the_months_own_is_read() -> None:
    book = official([ROW | {"G": "3次"}])
    first_sheet(book)["G11"] = "1-3月执行情况"
    made = saved(book)
    assert [fact.result_text for fact in read(made, JUNE).results] == ["6次"]
    assert ("columns_ambiguous", "G12") in found(read(made, Month(2023, 9)))


def test_a_form_without_merged_cells_reads_the_same() -> None:
    rows: list[dict[str, CellValue]] = [
        ROW,
        {"D": "报告", "F": "2篇", "I": "√"},
        {"C": "质量指标", "D": "率", "F": "95%"},
    ]
    book = official(rows)
    plain = read(Workbook("csv", [grid(first_sheet(book))]))
    merged = read(saved(book))
    assert plain.results == merged.results
    assert plain.judgements == merged.judgements


def test_a_thousand_forms_on_one_sheet_are_read_in_one_go() -> None:
    one = grid(first_sheet(official([ROW]))).rows
    rows: list[list[Value]] = []
    for number in range(1000):
        rows += [list(row) for row in one]
        rows[-len(one) + 3][2] = f"项目{number}"
    reading = read(Workbook("xlsx", [Sheet("监控表", rows)]))
    assert [form.project_name for form in reading.forms] == [f"项目{n}" for n in range(1000)]
    assert len(reading.results) == 1000


def test_every_finding_has_a_sentence_with_its_values_in_both_languages() -> None:
    for language in (ZH, EN):
        assert {code for code in language if "." not in code} == LEVELS.keys()
    assert ZH.keys() == EN.keys()
    assert not LEVELS.keys() & findings.LEVELS.keys()
