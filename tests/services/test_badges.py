"""One badge for one project: screen, workbook, csv, documents and terminal say the same of it."""

from __future__ import annotations

import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from monitor.charts.ranking import project_ranking
from monitor.charts.records import Look
from monitor.cli.rows import flagged_records, status_records
from monitor.domain.badges import BADGES, Marks
from monitor.domain.month import Month
from monitor.follow_up.alerts.changes import list_matters
from monitor.outputs.lists.flagged import flagged_csv, flagged_workbook
from monitor.review import counts as review_counts
from monitor.review.chart_data import gap_cells_of, ranking_of, view_of
from monitor.review.flags import FlagFilter, list_flagged
from monitor.review.listing import ListRequest, find_projects, flagged_list
from monitor.review.months import MonthView, review_indicators, review_month, review_year
from monitor.store.batches import append_batch
from monitor.store.database import Store
from monitor.upkeep.setup import load_samples
from monitor.words.phrases import say_badge, say_marks
from tests.services.desk import Desk
from tests.services.issued import docx_lines, docx_tables, issue, listed
from tests.services.shared import fill_once

JUNE = Month(2023, 6)
PLAN = {3: "25", 6: "50", 10: "83", 12: "100"}
# Code: budget, spent by month, target of its count and its June result, badge, results short.
PROJECTS: dict[str, tuple[str | None, dict[int, str], str | None, str, int]] = {
    "OVER": ("1000", {6: "1050.01"}, None, "overspent", 0),
    "OVER-BEFORE": ("1000", {5: "1050.01"}, None, "overspent", 0),
    "OVER-NO-PLAN": ("1000", {6: "1050.01"}, None, "overspent", 0),
    "OVER-NO-BUDGET": ("0", {6: "50.01"}, None, "overspent", 0),
    "ROUNDED": ("1000", {6: "1050"}, None, "blue", 0),
    "BEHIND": ("1000000", {6: "0"}, None, "red", 0),
    "WATCH": ("1000000", {6: "350000"}, None, "yellow", 0),
    "FINE": ("1000000", {6: "500000"}, None, "green", 0),
    "FINE-SHORT": ("1000000", {6: "500000"}, "1", "green", 1),
    "AHEAD-SHORT": ("1000000", {6: "900000"}, "1", "blue", 1),
    "SILENT": ("1000000", {5: "400000"}, None, "not_reported", 0),
    "SILENT-SHORT": ("1000000", {}, "1", "not_reported", 1),
    "NO-PLAN": ("1000000", {6: "10"}, None, "no_plan", 0),
    "NO-BUDGET": ("0", {6: "0"}, None, "zero_budget", 0),
}
EXPECTED = {code: Marks(given[3], given[4]) for code, given in PROJECTS.items()}
UNIT = "131001"


def append(store: Store, kind: str, tables: dict[str, list[dict[str, object]]]) -> None:
    """Commit a batch of facts and work the year out, as an import does."""
    with store.transaction() as transaction:
        batch_id = append_batch(
            transaction,
            {
                "kind": kind,
                "fiscal_year": 2023,
                "file_name": "test",
                "file_sha256": "",
                "file_size": 0,
                "facts_count": sum(map(len, tables.values())),
                "actor": "test",
                "understood": "[]",
                "is_sample": False,
            },
        )
        shared = {"fiscal_year": 2023, "batch_id": batch_id}
        for table, rows in tables.items():
            transaction.append(table, [shared | row for row in rows])
        transaction.keep(2023)


def fill(path: Path) -> None:
    store = Store(path)
    append(
        store,
        "plan",
        {
            "plan_projects": [
                {
                    "unit_code": UNIT,
                    "unit_name": "政协",
                    "project_code": code,
                    "position": place,
                    "project_name": f"project {code}",
                    "office": "",
                    "original_budget": None if given[0] is None else Decimal(given[0]),
                    "purpose": "",
                    "goal": "",
                    "place": "",
                }
                for place, (code, given) in enumerate(PROJECTS.items())
            ],
            "plan_milestones": [
                {"project_code": code, "month": month, "planned_pct": Decimal(pct)}
                for code in PROJECTS
                if "NO-PLAN" not in code
                for month, pct in PLAN.items()
            ],
            "plan_indicators": [
                {
                    "indicator_key": "k",
                    "position": 1,
                    "level1": "产出指标",
                    "level2": "数量指标",
                    "level3": "调研次数",
                    "description": "",
                    "target_text": "≥100次",
                    "basis": "",
                    "operator": "≥",
                    "number": Decimal(100),
                    "unit": "次",
                    "kind": "quantity",
                    "direction": "higher",
                    "reason": "",
                    "suspicion": "",
                    "project_code": code,
                }
                for code, given in PROJECTS.items()
                if given[2]
            ],
        },
    )
    place = {"sheet": "", "cell": ""}
    append(
        store,
        "spending",
        {
            "spending_facts": [
                {
                    "project_code": code,
                    "month": month,
                    "basis": "cumulative",
                    "amount": Decimal(amount),
                    "stated": "reported",
                    **place,
                }
                for code, given in PROJECTS.items()
                for month, amount in given[1].items()
            ]
        },
    )
    append(
        store,
        "results",
        {
            "result_facts": [
                {
                    "project_code": code,
                    "indicator_key": "k",
                    "month": 6,
                    "result_text": given[2],
                    "number": Decimal(given[2]),
                    "level": "",
                    "evidence": "",
                    **place,
                }
                for code, given in PROJECTS.items()
                if given[2]
            ]
        },
    )
    store.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store(fill_once(tmp_path_factory, "badges", fill))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def view(store: Store) -> MonthView:
    return review_month(store, JUNE)


def shown(marks: Marks, separator: str = "\n") -> str:
    return say_marks("zh", marks, separator)


def column(rows: Iterable[Iterable[object]], header: str) -> dict[str, str]:
    """Read the badges of a list by project code, below its row of headers."""
    lines = [[str(cell or "") for cell in row] for row in rows]
    lines = [line for line in lines if len(line) > 2]  # what the list stands on has two cells
    (top,) = (place for place, line in enumerate(lines) if header in line and "项目编码" in line)
    code, badge = lines[top].index("项目编码"), lines[top].index(header)
    return {line[code]: line[badge] for line in lines[top + 1 :] if line[code] in PROJECTS}


def test_every_badge_of_the_catalogue_occurs_and_is_the_one_of_the_rule(view: MonthView) -> None:
    found = {row.project_code: Marks(row.badge, row.indicators_red) for row in view.projects}
    assert found == EXPECTED
    # Projects that start later have tests of their own: test_start_months.
    assert {marks.badge for marks in EXPECTED.values()} == set(BADGES) - {"not_started"}


def test_the_counts_of_a_month_put_every_project_under_its_badge(
    store: Store, view: MonthView
) -> None:
    counts = Counter(marks.badge for marks in EXPECTED.values())
    assert view.total.badges == counts
    assert sum(view.total.badges.values()) == view.total.projects_count
    asked: Counter[str] = Counter()
    for each in review_counts.count_statuses(store, JUNE, None):
        asked[each.badge] += each.projects_count
    assert asked == counts


def test_workbook_and_csv_have_the_badges_of_the_screen(store: Store, view: MonthView) -> None:
    rows = list_flagged(view, review_indicators(store, JUNE), "zh")
    expected = {row.project.project_code: shown(EXPECTED[row.project.project_code]) for row in rows}
    sheet = openpyxl.load_workbook(BytesIO(flagged_workbook(view, rows))).active
    assert sheet is not None
    assert column(sheet.iter_rows(values_only=True), "预警等级") == expected
    text = flagged_csv(view, rows).decode("utf-8-sig")
    assert column(csv.reader(io.StringIO(text)), "预警等级") == expected
    with flagged_list(store, JUNE, None) as (totals, found):
        large = openpyxl.load_workbook(BytesIO(flagged_workbook(totals, found))).active
    assert large is not None
    assert column(large.iter_rows(values_only=True), "预警等级") == expected


def test_the_cells_look_is_the_badges_own(store: Store, view: MonthView) -> None:
    rows = list_flagged(view, review_indicators(store, JUNE), "zh")
    sheet = openpyxl.load_workbook(BytesIO(flagged_workbook(view, rows))).active
    assert sheet is not None
    fills = {
        str(cell.value).split("\n", maxsplit=1)[0]: cell.fill.fgColor.rgb
        for line in sheet.iter_rows()
        for cell in line
        if str(cell.value)[:1] in {badge.sign for badge in BADGES.values()}
    }
    assert fills
    for name, badge in BADGES.items():
        if badge.cell.fill and say_badge("zh", name) in fills:
            assert fills[say_badge("zh", name)] == f"FF{badge.cell.fill[1:]}"


def test_notice_report_and_annex_have_the_badges_of_the_screen(
    store: Store, view: MonthView
) -> None:
    flagged = [row.project_code for row in view.flagged]
    for document in ("notice", "report"):
        rows = listed(issue(store, document))
        assert [row[9] for row in rows] == [shown(EXPECTED[code]) for code in flagged]
    projects = docx_tables(issue(store, "report"))[1]
    assert [row[8] for row in projects[1:-1]] == [
        shown(EXPECTED[row.project_code]) for row in view.projects
    ]


def test_the_terminal_has_the_badges_of_the_screen(store: Store, view: MonthView) -> None:
    rows = list_flagged(view, review_indicators(store, JUNE), "zh")
    for records in (status_records(view, "zh"), flagged_records(rows, view, "zh")):
        assert records
        for each in records:
            marks = EXPECTED[str(each["project_code"])]
            assert (each["badge"], each["indicators_red"]) == (marks.badge, marks.indicators_red)


def test_alerts_speak_of_a_project_by_its_badge(store: Store) -> None:
    _, matters = list_matters(store, JUNE, "zh")
    told = {each.project_code: each.marks for each in matters if each.topic == "flag"}
    assert told
    assert told == {code: EXPECTED[code] for code in told}


def test_ranking_and_heat_map_are_drawn_by_badge(store: Store, view: MonthView) -> None:
    rows = ranking_of(view)
    assert {row.project_code: row.bar.badge for row in rows} == {
        code: marks.badge for code, marks in EXPECTED.items()
    }
    drawn = str(project_ranking(rows, view_of(view), Look()).to_dict())
    assert drawn.count(say_badge("zh", "overspent")) >= 4
    cells = [
        cell for cell in gap_cells_of(view, review_year(store, JUNE)) if cell.month == JUNE.number
    ]
    assert {cell.project_code: cell.shown for cell in cells if cell.gap_pp is None} == {
        code: marks.badge
        for code, marks in EXPECTED.items()
        if marks.badge in {"not_reported", "no_plan", "zero_budget"} or "OVER-" in code
    }


@pytest.mark.parametrize("name", BADGES)
def test_the_filter_by_badge_finds_what_the_list_shows(
    store: Store, view: MonthView, name: str
) -> None:
    chosen = FlagFilter(badges=(name,))
    kept = [row.project_code for row in view.flagged if EXPECTED[row.project_code].badge == name]
    request = ListRequest(chosen, is_flagged=True, order_by="urgency", page_size=50)
    assert find_projects(store, JUNE, None, request).codes == kept


def test_fifty_yuan_over_the_budget_leave_the_flag_its_own_test(view: MonthView) -> None:
    """Which projects are flagged is decided to the fen; only the badge leaves room to round."""
    rounded = {row.project_code: row for row in view.projects}["ROUNDED"]
    assert (rounded.is_overspent, rounded.is_flagged, rounded.badge) == (True, True, "blue")


def test_lead_counts_table_and_annex_of_a_report_agree(store: Store, view: MonthView) -> None:
    counts = Counter(marks.badge for marks in EXPECTED.values())
    said = docx_lines(issue(store, "report"))
    lead = next(line for line in said if line.startswith("截至2023年6月底"))
    assert lead.startswith(
        f"截至2023年6月底，{len(PROJECTS)}个项目中4个超支、1个滞后、1个需关注、2个未报送、3个另有预警；"
    )
    parts = [f"{say_badge('zh', name)} {counts[name]} 个" for name in BADGES if counts[name]]
    assert f"各等级项目数：{'、'.join(parts)}。" in said
    flagged = Counter(row.badge for row in view.flagged)
    annex = Counter(row[9].split("\n")[0] for row in listed(issue(store, "report")))
    assert annex == {say_badge("zh", name): count for name, count in flagged.items()}
    assert {name: flagged[name] for name in ("overspent", "red", "yellow", "not_reported")} == {
        name: counts[name] for name in ("overspent", "red", "yellow", "not_reported")
    }


def test_results_without_spending_leave_every_project_not_reported(
    empty_desk: Desk, samples: Path, tmp_path: Path
) -> None:
    for name in ("plan-2023.txt", "2023-06-results.xlsx"):
        shutil.copy(samples / name, tmp_path)
    load_samples(empty_desk.store, empty_desk.files, folder=tmp_path)
    june = review_month(empty_desk.store, JUNE)
    rows = list_flagged(june, review_indicators(empty_desk.store, JUNE), "zh")
    assert june.total.badges == {"not_reported": 8}
    assert [row.project.badge for row in rows] == ["not_reported"] * 8
    short = {row.project.project_code: row.project.indicators_red for row in rows}
    assert sum(count > 0 for count in short.values()) == 2
