"""Notice and report: the figures of the screen, and refusals where there is nothing to say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from monitor.domain.badges import Marks
from monitor.domain.errors import Outdated, WrongUse
from monitor.domain.follow_ups import FollowUp
from monitor.domain.month import Month
from monitor.follow_up.causes import NewNote, add_note
from monitor.outputs.documents import document_name
from monitor.outputs.letters.month_facts import make_of_one_reading
from monitor.review.flags import list_flagged
from monitor.review.months import review_indicators, review_month
from monitor.words.figures import write_amount, write_amounts, write_percent, write_points
from monitor.words.phrases import say_marks
from tests.services.desk import A, B, D, Desk
from tests.services.issued import JUNE, docx_lines, docx_tables, explained, issue, listed

OVERSPENT = "13020923P000140100014"
BEHIND = "13020923P000143100015"
FINE = "13020923P00014110001R"


def refusal(desk: Desk, document: str, month: Month = JUNE, **given: object) -> str:
    with pytest.raises(WrongUse) as refused:
        issue(desk.store, document, month, **given)
    return refused.value.code


@pytest.mark.parametrize("document", ["notice", "report"])
def test_the_list_in_a_document_is_the_flagged_list_cell_by_cell(
    sampled: Desk, document: str
) -> None:
    view = review_month(sampled.store, JUNE)
    rows = list_flagged(view, review_indicators(sampled.store, JUNE), "zh")
    budgets = write_amounts(row.project.revised_budget for row in rows)
    spent = write_amounts(row.project.spent for row in rows)
    expected = [
        [
            str(place + 1),
            row.project.project_code,
            row.project.project_name,
            row.project.office,
            budgets[place],
            spent[place] or "—",
            write_percent(row.project.execution_rate),
            write_percent(row.project.planned_pct),
            write_points(row.project.gap_pp),
            say_marks("zh", Marks(row.project.badge, row.project.indicators_red), "\n"),
            "、".join(row.lagging),
            row.sentence,
            *("", "", ""),
        ]
        for place, row in enumerate(rows)
    ]
    assert len(expected) == 5
    assert listed(issue(sampled.store, document)) == expected


def test_the_reports_sums_are_those_of_the_month(sampled: Desk) -> None:
    total = review_month(sampled.store, JUNE).total
    figures, projects, results, lagging, *_ = docx_tables(issue(sampled.store, "report"))
    assert figures[1] == [
        write_amount(total.original_budget),
        write_amount(total.revised_budget),
        write_amount(total.spent),
        write_percent(total.execution_rate),
        write_percent(total.planned_pct),
        write_points(total.gap_pp),
        write_amount(total.gap_amount),
        write_percent(total.reported_pct),
    ]
    assert [row[3] for row in projects[-1:]] == [figures[1][2]]
    assert sum((Decimal(row[3]) for row in projects[1:-1] if row[3] != "—"), Decimal(0)) == Decimal(
        projects[-1][3]
    )
    assert (len(projects), len(results)) == (10, 9)
    assert [row[:2] for row in lagging[1:]] == [
        ["区政协三届三次会议费", "控制在预算内"],
        ["文史资料征编费", "印刷数量"],
    ]


def test_the_reports_indicators_add_up(sampled: Desk) -> None:
    said = docx_lines(issue(sampled.store, "report"))
    indicators = review_indicators(sampled.store, JUNE)
    measured = [each for each in indicators if each.state == "reported"]
    line = f"绩效指标共{len(indicators)}项，其中{len(measured)}项已有截至6月的完成值："
    (found,) = (each for each in said if each.startswith(line))
    counts = [int("".join(filter(str.isdigit, part))) for part in found[len(line) :].split("、")]
    assert sum(counts) == len(measured)
    results = docx_tables(issue(sampled.store, "report"))[2]
    assert sum(int(row[3]) for row in results[1:]) == len(measured)


def test_a_report_opens_with_the_sentence_of_the_overview(sampled: Desk) -> None:
    said = docx_lines(issue(sampled.store, "report"))
    assert said[3] == (
        "截至2023年6月底，8个项目中1个超支、1个滞后、1个需关注、1个未报送、1个另有预警；"
        "已报送项目合计多于计划 18.8686 万元（7.1个百分点）。"
    )


def test_it_says_what_the_figures_stand_on(sampled: Desk) -> None:
    view = review_month(sampled.store, JUNE)
    told = explained(issue(sampled.store, "notice"))
    assert told["数据月份"] == "2023-06"
    assert told["数据版本"] == view.data_version
    assert told["已报送资金占比"] == write_percent(view.total.reported_pct)
    assert told["预警规则"].startswith("执行率÷计划进度")
    assert told["说明"].startswith("示例数据")


def test_a_notice_about_one_project_lists_it_alone(sampled: Desk) -> None:
    data = issue(sampled.store, "notice", project_code=BEHIND, reply_by=date(2023, 7, 15))
    assert [row[1] for row in listed(data)] == [BEHIND]
    assert any("2023年7月15日前" in line for line in docx_lines(data))


def test_stated_causes_reach_notice_and_report(sampled: Desk) -> None:
    key = next(
        each.indicator_key
        for each in review_indicators(sampled.store, JUNE, project_code=BEHIND)
        if each.level3 == "印刷数量"
    )
    add_note(
        sampled.store,
        NewNote(BEHIND, key, JUNE, "funding staff", "经费到账晚", "possible"),
        actor="test",
    )
    (row,) = listed(issue(sampled.store, "notice", project_code=BEHIND))
    assert row[11].endswith("\n填报原因：经费保障、人员保障：经费到账晚")
    rows = [row for table in docx_tables(issue(sampled.store, "report")) for row in table]
    assert ["文史资料征编费", "印刷数量", "经费保障、人员保障", "经费到账晚", "有可能"] in rows


def test_follow_ups_fill_the_measures_and_next_steps(sampled: Desk) -> None:
    agreed = [
        FollowUp(BEHIND, "加快采购", "办公室", date(2023, 7, 31)),
        FollowUp(BEHIND, "按月调度"),
        FollowUp(FINE, "不在清单中"),
    ]
    data = issue(sampled.store, "report", follow_ups=agreed)
    (row,) = (row for row in listed(data) if row[1] == BEHIND)
    assert row[12:] == ["1. 加快采购\n2. 按月调度", "1. 2023-07-31\n2. —", "1. 办公室"]
    rows = [row for table in docx_tables(data) for row in table]
    assert ["文史资料征编费", "加快采购", "办公室", "2023-07-31"] in rows
    assert not any("不在清单中" in cell for row in rows for cell in row)


def test_what_cannot_be_written_is_refused_with_its_reason(sampled: Desk) -> None:
    assert refusal(sampled, "letter") == "document_unknown"
    assert refusal(sampled, "report", unit_code="999") == "unit_unknown"
    assert refusal(sampled, "report", Month(2022, 6)) == "no_plan_for_year"
    assert refusal(sampled, "notice", project_code="nobody") == "project_not_found"
    assert refusal(sampled, "notice", project_code=FINE) == "project_not_flagged"
    assert refusal(sampled, "report", project_code=FINE) == "document_of_no_project"
    for document in ("notice", "report", "pack"):
        assert refusal(sampled, document, Month(2023, 9)) == "month_not_reported"


def test_several_units_need_one_to_be_named(desk: Desk) -> None:
    desk.report(6, A="100", B="1100", C="400", D="2000")
    assert refusal(desk, "report") == "document_unit_missing"
    assert refusal(desk, "notice") == "document_unit_missing"
    assert refusal(desk, "notice", project_code="nobody") == "project_not_found"
    assert [row[1] for row in listed(issue(desk.store, "notice", unit_code="131001"))] == [A]
    assert [row[1] for row in listed(issue(desk.store, "notice", project_code=A))] == [A]
    assert refusal(desk, "notice", unit_code="131002") == "nothing_flagged"
    said = docx_lines(issue(desk.store, "report", unit_code="131002"))
    assert "本月没有预警项目，无须整改。" in said


def test_a_unit_without_reports_gets_no_report_of_its_own(desk: Desk) -> None:
    desk.report(6, A="100", B="900", C="400")
    assert refusal(desk, "report", unit_code="131002") == "month_not_reported"
    assert refusal(desk, "notice", project_code=D) == "month_not_reported"


def test_what_changed_meanwhile_is_read_again(desk: Desk) -> None:
    """A commit between two readings never mixes two versions in one document."""
    desk.report(6, A="100")
    spent: list[Decimal | None] = []

    def make() -> list[Decimal | None]:
        first = desk.project(6, B).spent
        if len(spent) == 0:
            desk.report(6, A="100", B="900")
        spent.append(first)
        return [first, desk.project(6, B).spent]

    assert make_of_one_reading(desk.store, make) == [Decimal(900), Decimal(900)]
    assert spent == [None, Decimal(900)]


def test_data_that_never_rests_is_refused(desk: Desk) -> None:
    amounts = iter(range(100, 900, 100))
    with pytest.raises(Outdated) as refused:
        make_of_one_reading(desk.store, lambda: desk.report(6, C=str(next(amounts))))
    assert refused.value.code == "data_moving"


def test_a_files_name_takes_no_sign_that_a_system_refuses() -> None:
    assert (
        document_name("report", JUNE, "131001某单位")
        == "2023-06-绩效运行监控报告-131001某单位.docx"
    )
    assert document_name("pack", JUNE) == "2023-06-月末材料-全部单位.zip"
    assert (
        document_name("notice", JUNE, "../a\\b:c*?\u202e\x00. ") == "2023-06-督办通知-.. a b c.docx"
    )
    assert document_name("notice", JUNE, "\u202e\x00") == "2023-06-督办通知-全部单位.docx"
    assert len(document_name("notice", JUNE, "长" * 300).encode()) < 255
