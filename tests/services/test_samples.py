"""The sample months: all of them go in, June and July show everything, and every sum agrees."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from monitor.access.scope import list_scope, newest_month
from monitor.domain.errors import WrongUse
from monitor.domain.flags import FlaggedRow, Reason
from monitor.domain.month import Month
from monitor.intake.batches import list_batches
from monitor.outputs.lists.flagged import flagged_csv, flagged_workbook
from monitor.review.flags import FlagFilter, list_flagged
from monitor.review.listing import flagged_list
from monitor.review.months import review_month, review_year
from monitor.store.materialised import MATERIALISED
from monitor.upkeep.setup import load_samples, sample_files
from tests.services.desk import Desk

MONEY = ("original_budget", "revised_budget", "spent", "planned_amount", "gap_amount")


def test_every_sample_file_is_one_batch_and_marked(sampled: Desk) -> None:
    batches = list_batches(sampled.store)
    assert len(batches) == len(sample_files()) == 18
    assert all(batch.is_sample and batch.is_active for batch in batches)
    assert [batch.file_name for batch in reversed(batches)] == [
        path.name for _, path, _ in sample_files()
    ]
    assert {unit.is_sample for unit in list_scope(sampled.store)} == {True}
    assert newest_month(list_scope(sampled.store)) == Month(2023, 8)


def test_samples_never_mix_with_other_data(sampled: Desk) -> None:
    with pytest.raises(WrongUse) as refused:
        load_samples(sampled.store, sampled.files)
    assert refused.value.code == "samples_not_empty"
    assert len(list_batches(sampled.store)) == 18


def test_a_sample_file_that_cannot_go_in_is_named(empty_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "plan-2023.txt").write_text("no plan", "utf-8")
    with pytest.raises(WrongUse) as refused:
        load_samples(empty_desk.store, empty_desk.files, folder=tmp_path)
    assert (refused.value.code, refused.value.values) == (
        "sample_refused",
        {"file": "plan-2023.txt"},
    )


@pytest.mark.parametrize("month", [6, 7])
def test_the_month_shows_every_state_and_light(sampled: Desk, month: int) -> None:
    view = sampled.view(month)
    assert {row.badge for row in view.projects} >= {
        "green",
        "yellow",
        "red",
        "blue",
        "overspent",
    }
    assert {row.state for row in view.projects} == {"reported", "not_reported"}
    missed = [
        row for row in view.projects if row.milestone_missed and row.spending_light == "green"
    ]
    assert missed
    assert view.is_sample


def test_a_sample_file_again_changes_nothing(sampled: Desk, samples: Path) -> None:
    for kind, month in (("results", 6), ("adjustments", 8)):
        file = samples / f"2023-{month:02}-{kind}.xlsx"
        preview = sampled.preview(kind, file.read_bytes(), month)
        assert (preview.is_blocked, preview.changes_nothing) == (False, True)


# Sums


@pytest.mark.parametrize("month", [1, 6, 8, 12])
def test_projects_add_up_to_the_unit_and_the_portfolio(sampled: Desk, month: int) -> None:
    asked = Month(2023, month)
    whole = review_month(sampled.store, asked)
    unit = review_month(sampled.store, asked, unit_code="131001")
    assert whole.total == unit.total
    for name in ("original_budget", "revised_budget", "spent"):
        assert total_of(name, month, sampled) == getattr(whole.total, name)
    assert whole.total.projects_count == len(whole.projects) == 8
    assert whole.total.flagged_count == len(whole.flagged)


def total_of(name: str, month: int, desk: Desk) -> Decimal | None:
    values = [getattr(row, name) for row in desk.view(month).projects]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def test_the_rates_speak_for_what_was_reported(sampled: Desk) -> None:
    view = sampled.view(6)
    reported = [row for row in view.projects if row.state == "reported"]
    budget = sum(row.revised_budget or 0 for row in reported)
    spent = sum(row.spent or 0 for row in reported)
    total = view.total
    assert (total.reported_budget, total.reported_spent) == (budget, spent)
    assert total.revised_budget is not None
    assert total.reported_pct == round(Decimal(budget) / total.revised_budget * 100, 4)
    assert total.execution_rate == round(Decimal(spent) / Decimal(budget) * 100, 4)
    assert total.gap_amount == sum(row.gap_amount or 0 for row in reported)


def test_a_year_holds_the_very_rows_of_its_months(sampled: Desk) -> None:
    year = review_year(sampled.store, Month(2023, 6))
    assert len(year) == 12 * 8
    assert [row for row in year if row.month == 6] == list(sampled.view(6).projects)


@pytest.mark.parametrize("name", MATERIALISED)
def test_what_was_kept_is_what_the_views_work_out(sampled: Desk, name: str) -> None:
    with sampled.store.reading() as reading:
        cursor = reading.cursor
        kept = cursor.execute(f"from materialised.{name} order by all").fetchall()
        worked_out = cursor.execute(f"from main.{name} order by all").fetchall()
    assert kept == worked_out


# The flagged list: the rows of a download are the rows of the page


def test_workbook_and_csv_hold_the_rows_of_the_list(sampled: Desk) -> None:
    view = sampled.view(6)
    rows = list_flagged(view, sampled.indicators(6), "zh")
    codes = [row.project.project_code for row in rows]
    assert len(codes) == view.total.flagged_count > 3
    sheet = openpyxl.load_workbook(io.BytesIO(flagged_workbook(view, rows))).worksheets[0]
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    text = flagged_csv(view, rows).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    for found in (cells, lines):
        head = next(line for line in found if "项目编码" in line)
        place = head.index("项目编码")
        assert [
            line[place] for line in found if len(line) > place and line[place] in codes
        ] == codes
        place = head.index("预警原因")
        sentences = [line[place] for line in found if len(line) > place and line[place]]
        assert sentences[1:] == [row.sentence for row in rows]


def test_the_csv_begins_with_a_mark_for_spreadsheets(sampled: Desk) -> None:
    view = sampled.view(6)
    rows = list_flagged(view, sampled.indicators(6), "en")
    assert flagged_csv(view, rows).startswith(b"\xef\xbb\xbf")


def test_the_worst_stands_first(sampled: Desk) -> None:
    rows = list_flagged(sampled.view(6), sampled.indicators(6), "en")
    assert rows[0].project.badge == "overspent"
    severities = [row.project.severity for row in rows]
    assert severities == sorted(severities, reverse=True)


def test_filters_narrow_the_list_and_nothing_else(sampled: Desk) -> None:
    def found(chosen: FlagFilter) -> list[FlaggedRow]:
        with flagged_list(sampled.store, Month(2023, 6), None, chosen, language="en") as (_, rows):
            return list(rows)

    everything = list_flagged(sampled.view(6), sampled.indicators(6), "en")
    assert found(FlagFilter()) == everything
    for chosen in (
        FlagFilter(badges=("red",)),
        FlagFilter(reasons=(Reason.NOT_REPORTED,)),
        FlagFilter(search="会务"),
        FlagFilter(badges=("yellow", "red"), reasons=(Reason.BEHIND,)),
    ):
        rows = found(chosen)
        assert rows == [row for row in everything if row in rows]
        assert 0 < len(rows) < len(everything)
        assert all(not chosen.badges or row.project.badge in chosen.badges for row in rows)
        assert all(not chosen.reasons or {*chosen.reasons} & {*row.reasons} for row in rows)
        assert all(chosen.search in row.project.project_name for row in rows)
    assert found(FlagFilter(search="no such project")) == []


def test_lagging_indicators_are_named_beside_their_project(sampled: Desk) -> None:
    rows = list_flagged(sampled.view(6), sampled.indicators(6), "en")
    for row in rows:
        assert len(row.lagging) == (row.project.lagging_count or 0)
        assert (Reason.INDICATORS in row.reasons) == bool(row.lagging)
