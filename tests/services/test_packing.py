"""The month-end pack: what is in it, and that all of it says the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from monitor.domain.follow_ups import FollowUp
from monitor.review.chart_data import portfolio_curve_of
from monitor.review.counts import review_curve
from monitor.review.flags import list_flagged
from monitor.review.missing_reports import list_unreported
from monitor.review.months import review_indicators, review_month
from tests.services.desk import A, B, C, D, Desk
from tests.services.issued import (
    JUNE,
    explained,
    issue,
    listed,
    one,
    sheets,
    unzipped,
)

BEHIND = "13020923P000143100015"
UNIT = "131001曹妃甸区人民政协办公室本级"
KINDS = ("目录", "预警项目清单", "绩效目标执行监控表", "催报清单", "催报文字")


def flagged_lines(data: bytes) -> list[dict[str, object]]:
    """Read the flagged list of a workbook as rows by header."""
    (rows,) = (rows for name, rows in sheets(data).items() if name == "预警项目清单")
    header = next(place for place, row in enumerate(rows) if row[0] == "序号")
    names = [str(word) for word in rows[header]]
    return [dict(zip(names, row, strict=True)) for row in rows[header + 1 :]]


def test_it_holds_every_paper_of_the_month_under_a_name_that_says_what_it_is(
    sampled: Desk,
) -> None:
    names = list(unzipped(issue(sampled.store, "pack")))
    assert names == [
        f"2023-06-目录-{UNIT}.txt",
        f"2023-06-预警项目清单-{UNIT}.xlsx",
        f"2023-06-绩效目标执行监控表-{UNIT}.xlsx",
        f"2023-06-催报清单-{UNIT}.xlsx",
        f"2023-06-催报文字-{UNIT}.txt",
        f"2023-06-绩效运行监控报告-{UNIT}.docx",
        f"2023-06-督办通知-{UNIT}.docx",
    ]


def test_workbook_screen_and_documents_list_the_same(sampled: Desk) -> None:
    agreed = [FollowUp(BEHIND, "加快采购", "办公室", date(2023, 7, 31))]
    files = unzipped(issue(sampled.store, "pack", follow_ups=agreed))
    view = review_month(sampled.store, JUNE)
    screen = list_flagged(view, review_indicators(sampled.store, JUNE), "zh")
    book = flagged_lines(one(files, "预警项目清单"))
    report, notice = listed(one(files, "绩效运行监控报告")), listed(one(files, "督办通知"))
    assert report == notice
    assert len(screen) == len(book) == len(report) == 5
    for row, line, cells in zip(screen, book, report, strict=True):
        project = row.project
        assert line["项目编码"] == cells[1] == project.project_code
        assert line["项目名称"] == cells[2] == project.project_name
        assert Decimal(str(line["调整后预算数"])) == Decimal(cells[4])
        if project.spent is not None:
            assert Decimal(str(line["截止6月底支出数"])) == Decimal(cells[5])
            assert Decimal(cells[5]) * 10_000 == project.spent
        assert line["预警等级"] == cells[9]
        assert (line["滞后指标"] or "") == cells[10]
        assert line["预警原因"] == cells[11] == row.sentence
        assert (line["整改措施"] or "") == cells[12]
        assert (line["责任人"] or "") == cells[14]
    (behind,) = (line for line in book if line["项目编码"] == BEHIND)
    assert str(behind["完成时限"])[:10] == "2023-07-31"


def test_every_paper_carries_the_same_stamp(sampled: Desk) -> None:
    files = unzipped(issue(sampled.store, "pack"))
    told = explained(one(files, "督办通知"))
    assert told == explained(one(files, "绩效运行监控报告"))
    assert set(told) >= {"数据月份", "数据截止时间", "预警规则", "筛选条件", "数据版本"}
    for kind in ("预警项目清单", "绩效目标执行监控表", "催报清单"):
        explanation = {str(row[0]): str(row[1]) for row in sheets(one(files, kind))["说明"]}
        assert {word: explanation.get(word) for word in told} == told, kind
    contents = one(files, "目录").decode("utf-8-sig")
    assert all(f"{word}：{text}" in contents for word, text in told.items())
    assert all(name in contents for name in list(files)[1:])
    assert told["数据版本"] in one(files, "催报文字").decode("utf-8-sig")


def test_the_chart_of_the_workbook_stands_on_the_months_of_the_screen(sampled: Desk) -> None:
    data = one(unzipped(issue(sampled.store, "pack")), "预警项目清单")
    rows = [row for row in sheets(data)["计划与实际"] if str(row[0]).endswith("月底")]
    view = review_month(sampled.store, JUNE)
    curve = portfolio_curve_of(view, review_curve(sampled.store, JUNE, None))
    for row, point in zip(rows, curve.points, strict=True):
        assert row[1] == pytest.approx(float((point.planned_amount or 0) / 10_000))
        spent = view.months[point.month - 1].spent if point.month <= 6 else None
        assert row[2] == (None if spent is None else pytest.approx(float(spent / 10_000)))
    assert [row[3] for row in rows if row[3] is not None] == [25, 50, 83, 100]
    with ZipFile(BytesIO(data)) as book:
        assert [name for name in book.namelist() if "charts/chart" in name]


def test_the_chase_list_names_who_is_missing(sampled: Desk) -> None:
    files = unzipped(issue(sampled.store, "pack"))
    (missing,) = list_unreported(sampled.store, JUNE)
    text = one(files, "催报文字").decode("utf-8-sig")
    assert missing.project_code in text
    cells = [cell for row in sheets(one(files, "催报清单"))["催报清单"] for cell in row]
    assert missing.project_code in cells


def test_each_unit_gets_its_own_report_and_notice(desk: Desk) -> None:
    desk.report(6, A="100", B="1100", C="400", D="2000")
    files = unzipped(issue(desk.store, "pack"))
    assert list(files) == [
        "2023-06-目录-全部单位.txt",
        "2023-06-预警项目清单-全部单位.xlsx",
        "2023-06-绩效目标执行监控表-全部单位.xlsx",
        "2023-06-催报清单-全部单位.xlsx",
        "2023-06-绩效运行监控报告-131001单位131001.docx",
        "2023-06-督办通知-131001单位131001.docx",
        "2023-06-绩效运行监控报告-131002单位131002.docx",
    ]
    contents = one(files, "目录").decode("utf-8-sig")
    assert "没有预警项目，未生成督办通知：131002单位131002" in contents
    assert "本月支出已全部报送" in contents
    assert [line["项目编码"] for line in flagged_lines(one(files, "预警项目清单"))] == [A]
    assert [row[1] for row in listed(one(files, "督办通知"))] == [A]


def test_a_unit_without_reports_says_so_in_its_report(desk: Desk) -> None:
    desk.report(6, A="100", B="900", C="400")
    files = unzipped(issue(desk.store, "pack"))
    report = files["2023-06-绩效运行监控报告-131002单位131002.docx"]
    assert [row[1] for row in listed(report)] == [D]
    narrowed = unzipped(issue(desk.store, "pack", unit_code="131001"))
    assert all("131002" not in name for name in narrowed)
    assert {line["项目编码"] for line in flagged_lines(one(narrowed, "预警项目清单"))} <= {A, B, C}


def test_the_same_month_gives_the_same_names_and_times(sampled: Desk) -> None:
    with ZipFile(BytesIO(issue(sampled.store, "pack"))) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(2000, 1, 1, 0, 0, 0)}
    assert all(entry.flag_bits & 0x800 for entry in entries)  # names are UTF-8
