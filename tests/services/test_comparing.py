from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.cli.rows import history_records
from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.intake.batches import withdraw
from monitor.review.history import Comparison, change_records, compare_month, history_of_month
from monitor.upkeep.setup import Store
from tests.services.telling import backdate, backdate_event, take_plan, take_spending

JUNE = Month(2023, 6)
FILM = "14810001H"
CODE = f"13020923P000{FILM}"
PLANNED, REPORTED, CORRECTED, WITHDRAWN = (
    datetime.fromisoformat(f"{day}T11:00")  # UTC; the same day nearly everywhere
    for day in ("2023-01-10", "2023-07-04", "2023-07-20", "2023-08-15")
)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """June was reported on 4 July, one project corrected on the 20th, that withdrawn in August."""
    path = tmp_path_factory.mktemp("corrected") / "monitor.duckdb"
    opened = Store(Path(shutil.copy(blank_database, path)))
    take_plan(opened)
    take_spending(opened, "2023-06")
    take_spending(opened, "2023-06", **{FILM: "900"})
    withdraw(opened, 3, actor="tester")
    for batch_id, moment in ((1, PLANNED), (2, REPORTED), (3, CORRECTED)):
        backdate(opened, batch_id, moment)
    backdate_event(opened, 3, WITHDRAWN)
    opened.close()
    return path


@pytest.fixture
def store(tmp_path: Path, corrected: Path) -> Iterator[Store]:
    opened = Store(Path(shutil.copy(corrected, tmp_path)))
    yield opened
    opened.close()


def fields(comparison: Comparison) -> dict[str, tuple[object, object]]:
    (change,) = comparison.changes
    return {each.field: (each.old, each.new) for each in change.fields}


def test_a_correction_between_two_days_shows_old_new_and_its_batch(store: Store) -> None:
    found = compare_month(store, JUNE, date(2023, 7, 5), date(2023, 8, 1))
    (change,) = found.changes
    assert change.project.project_code == CODE
    moved = fields(found)
    assert moved["spent"] == (Decimal(1800), Decimal(900))
    assert moved["badge"] == ("green", "red")
    assert moved["is_flagged"] == (False, True)
    assert "revised_budget" not in moved
    assert [(each.event, each.batch_id) for each in change.causes] == [("imported", 3)]


def test_a_withdrawal_is_named_as_the_cause(store: Store) -> None:
    found = compare_month(store, JUNE, date(2023, 8, 1))
    assert fields(found)["spent"] == (Decimal(900), Decimal(1800))
    (cause,) = found.changes[0].causes
    assert (cause.event, cause.batch_id, cause.actor) == ("withdrawn", 3, "tester")
    assert cause.happened_at == WITHDRAWN


def test_what_came_and_went_in_between_changed_nothing(store: Store) -> None:
    assert compare_month(store, JUNE, date(2023, 7, 5)).changes == ()


def test_the_day_counts_to_its_end(store: Store) -> None:
    assert compare_month(store, JUNE, date(2023, 7, 20), date(2023, 8, 1)).changes == ()
    assert len(compare_month(store, JUNE, date(2023, 7, 19), date(2023, 7, 20)).changes) == 1


def test_before_the_plan_everything_is_new(store: Store) -> None:
    found = compare_month(store, JUNE, date(2022, 12, 31), date(2023, 2, 1))
    assert len(found.changes) == 8
    assert all(change.old is None for change in found.changes)
    assert all(each.old is None for change in found.changes for each in change.fields)


def test_a_report_names_the_states_it_changed(store: Store) -> None:
    found = compare_month(store, JUNE, date(2023, 2, 1), date(2023, 7, 5))
    states = {
        (each.old, each.new)
        for change in found.changes
        for each in change.fields
        if each.field == "state"
    }
    assert states == {("not_reported", "reported")}
    assert len(found.changes) == 7


def test_only_batches_that_speak_up_to_the_month_are_its_causes(store: Store) -> None:
    take_spending(store, "2023-08")
    assert compare_month(store, JUNE, date(2023, 9, 1)).changes == ()
    (august,) = {
        cause.batch_id
        for change in compare_month(store, Month(2023, 8), date(2023, 9, 1)).changes
        for cause in change.causes
    }
    assert august == 4


def test_the_order_of_the_days_matters(store: Store) -> None:
    with pytest.raises(WrongUse, match="changes_days_wrong"):
        compare_month(store, JUNE, date(2023, 8, 1), date(2023, 8, 1))


def test_a_year_without_a_plan_is_wrong_use(store: Store) -> None:
    with pytest.raises(WrongUse, match="no_plan_for_year"):
        compare_month(store, Month(2030, 1), date(2023, 8, 1))


def test_data_has_a_row_per_figure_with_its_causes(store: Store) -> None:
    rows = change_records(compare_month(store, JUNE, date(2023, 7, 5), date(2023, 8, 1)))
    spent = next(row for row in rows if row["field"] == "spent")
    assert (spent["old"], spent["new"], spent["batches"]) == (Decimal(1800), Decimal(900), [3])
    assert spent["causes"] == ["imported:3"]


def test_the_history_of_a_value_says_who_when_where_and_how_it_stands(store: Store) -> None:
    rows = history_records(history_of_month(store, JUNE, CODE))
    told = [(row["amount"], row["standing"], row["batch_id"], row["cell"]) for row in rows]
    assert told == [(Decimal(900), "withdrawn", 3, "B2"), (Decimal(1800), "current", 2, "D5")]
    assert rows[0]["committed_at"] == CORRECTED
