from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from monitor.cli.rows import chase_records
from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.follow_up.indicator_decisions import choose_feed
from monitor.intake.batches import withdraw
from monitor.outputs.lists.flagged import footer
from monitor.outputs.lists.missing import chase_csv, chase_workbook
from monitor.review.missing_reports import list_unreported, write_messages
from monitor.review.months import review_indicators, review_month
from monitor.upkeep.setup import Store
from tests.services.telling import sample, take_in, take_plan, take_spending

JUNE = Month(2023, 6)
MISSING = "13020923P00014410001T"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """The sample plan."""
    path = tmp_path_factory.mktemp("planned") / "monitor.duckdb"
    store = Store(Path(shutil.copy(blank_database, path)))
    take_plan(store)
    store.close()
    return path


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory, planned: Path) -> Path:
    """The sample plan with the spending of May and June."""
    path = tmp_path_factory.mktemp("reported") / "monitor.duckdb"
    store = Store(Path(shutil.copy(planned, path)))
    take_spending(store, "2023-05")
    take_spending(store, "2023-06")
    store.close()
    return path


@pytest.fixture
def store(tmp_path: Path, planned: Path) -> Iterator[Store]:
    opened = Store(Path(shutil.copy(planned, tmp_path)))
    yield opened
    opened.close()


@pytest.fixture
def june(tmp_path: Path, reported: Path) -> Iterator[Store]:
    opened = Store(Path(shutil.copy(reported, tmp_path)))
    yield opened
    opened.close()


def test_a_project_without_the_month_is_chased_with_what_it_reported_last(june: Store) -> None:
    rows = list_unreported(june, JUNE)
    assert [row.project_code for row in rows] == [MISSING]
    row = rows[0]
    assert (row.last_reported_month, row.months_missing) == (5, 1)
    assert (row.revised_budget, row.last_spent) == (Decimal(42800), Decimal(16233))


def test_the_chased_are_the_not_reported_of_the_month_and_their_budgets_agree(june: Store) -> None:
    for number in range(1, 13):
        month = Month(2023, number)
        view, rows = review_month(june, month), list_unreported(june, month)
        assert [row.project_code for row in rows] == [
            each.project_code for each in view.projects if each.state == "not_reported"
        ]
        assert len(rows) == view.total.not_reported_count
        budget = sum(row.revised_budget for row in rows) + (view.total.reported_budget or 0)
        assert budget == view.total.revised_budget


def test_months_never_reported_count_from_january(store: Store) -> None:
    rows = list_unreported(store, JUNE)
    assert len(rows) == 8
    assert {(row.last_reported_month, row.months_missing) for row in rows} == {(None, 6)}


def test_results_owed_leave_out_what_is_not_due_yet_and_what_is_reported(june: Store) -> None:
    before = list_unreported(june, JUNE)[0]
    assert (before.indicators_count, before.missing_results) == (7, 6)  # one is due in December
    lines = ["项目编码,二级指标,三级指标,实际完成值"]
    book = load_workbook(BytesIO(sample("2023-08-results.xlsx"))).worksheets[0]
    mine = next(row for row in book.iter_rows(values_only=True) if row[0] == MISSING)
    lines.append(f"{MISSING},{mine[3]},{mine[4]},{mine[7]}")
    take_in(june, "results", "\n".join(lines).encode(), "2023-06")
    after = list_unreported(june, JUNE)[0]
    assert after.missing_results == before.missing_results - 1


def test_a_result_fed_from_spending_is_not_asked_for(june: Store) -> None:
    before = list_unreported(june, JUNE)[0]
    fed = [
        row
        for row in review_indicators(june, JUNE, project_code=MISSING)
        if row.repeats_budget and row.state == "not_reported"
    ]
    assert fed
    choose_feed(june, fed, is_fed=True, actor="clerk")
    assert list_unreported(june, JUNE)[0].missing_results == before.missing_results - len(fed)
    choose_feed(june, fed, is_fed=False, actor="clerk")
    assert list_unreported(june, JUNE)[0].missing_results == before.missing_results


def test_a_withdrawn_report_is_chased_again(june: Store) -> None:
    withdraw(june, 3, actor="tester")
    assert len(list_unreported(june, JUNE)) == 8


def test_a_unit_without_a_plan_is_wrong_use(june: Store) -> None:
    with pytest.raises(WrongUse):
        list_unreported(june, JUNE, unit_code="999999")
    with pytest.raises(WrongUse):
        list_unreported(june, Month(2031, 1))


def test_the_text_names_month_projects_last_report_and_what_to_do(june: Store) -> None:
    rows = list_unreported(june, JUNE)
    (chinese,) = write_messages(rows, "zh")
    assert chinese.unit_code == "131001"
    first, project, todo, results = chinese.text.split("\n")
    assert first.startswith("131001 曹妃甸区人民政协办公室本级：2023年6月支出尚有1个项目未报送")
    assert project == (
        f"1. 政协团结联谊费用（{MISSING}），预算 4.28 万元，最近报送：2023年5月；"
        "另缺6项绩效指标完成值。"
    )
    assert "截至2023年6月底的累计支出" in todo
    assert "补报" in results
    (english,) = write_messages(rows, "en", "元")
    assert "last reported: May 2023; indicator results missing too: 6." in english.text
    assert "¥42,800.00" in english.text


def test_every_unit_gets_a_message_of_its_own(june: Store) -> None:
    other = sample("plan-2023.txt").decode()
    other = other.replace("13020923P000", "13020923P999").replace("131001", "131002")
    take_in(june, "plan", other.encode())
    messages = write_messages(list_unreported(june, JUNE), "zh")
    assert [(each.unit_code, len(each.projects)) for each in messages] == [
        ("131001", 1),
        ("131002", 8),
    ]
    assert "本年尚未报送" in messages[1].text
    assert MISSING not in messages[1].text


def test_workbook_csv_and_data_have_the_same_rows(june: Store) -> None:
    rows = list_unreported(june, Month(2023, 7))
    note = footer(review_month(june, Month(2023, 7)))
    sheet = load_workbook(BytesIO(chase_workbook(Month(2023, 7), rows, note))).worksheets[0]
    assert sheet["A1"].value == "催报清单（2023年7月）"
    codes = [sheet.cell(number, 4).value for number in range(4, sheet.max_row + 1)]
    assert codes == [record["project_code"] for record in chase_records(rows)]
    assert sheet["G4"].value == "2023-06"
    lines = chase_csv(rows, note).decode("utf-8-sig").split("\r\n")
    assert [line.split(",")[3] for line in lines[1 : len(rows) + 1]] == codes
