"""A withdrawn batch stops speaking, a restored one speaks again; later corrections stay."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.access.scope import current_version, list_scope, newest_month
from monitor.domain.errors import Outdated, WrongUse
from monitor.domain.month import Month
from monitor.intake.batches import list_batches, preview_event, restore, withdraw
from monitor.review.history import spending_history
from monitor.review.months import review_month
from tests.services.desk import YEAR, A, Desk, results, spending


def test_withdrawing_brings_back_what_stood_before(desk: Desk) -> None:
    desk.report(3, A=100, B=200)
    second = desk.report(3, A=150)
    preview = preview_event(desk.store, second, "withdrawn", actor="clerk")
    assert [(each.why, each.old_amount, each.new_amount) for each in preview.changes] == [
        ("changed", 150, 100)
    ]
    assert desk.spent(3)[:2] == [150, 200]
    done = withdraw(desk.store, second, actor="clerk", reason="wrong file")
    assert done.changes == preview.changes
    assert desk.spent(3)[:2] == [100, 200]


def test_later_corrections_by_other_batches_stay(desk: Desk) -> None:
    first = desk.report(3, A=100, B=200)
    desk.report(3, A=150)
    done = withdraw(desk.store, first, actor="clerk")
    assert [(each.project_code[-5:], each.why) for each in done.changes] == [("0002R", "gone")]
    assert desk.spent(3)[:2] == [150, None]
    back = restore(desk.store, first, actor="clerk")
    assert [(each.why, each.new_amount) for each in back.changes] == [("new", 200)]
    assert desk.spent(3)[:2] == [150, 200]


def test_what_happened_to_a_batch_is_kept_with_who_and_why(desk: Desk) -> None:
    batch = desk.report(3, A=100)
    withdraw(desk.store, batch, actor="chief", reason="not yet audited")
    row = list_batches(desk.store)[0]
    assert (row.is_active, row.last_event, row.last_actor, row.last_reason) == (
        False,
        "withdrawn",
        "chief",
        "not yet audited",
    )
    (fact,) = spending_history(desk.store, YEAR, A)
    assert (fact.amount, fact.standing, fact.batch_id) == (100, "withdrawn", batch)
    restore(desk.store, batch, actor="clerk")
    assert list_batches(desk.store)[0].is_active
    assert spending_history(desk.store, YEAR, A)[0].standing == "current"


def test_a_file_whose_batch_was_withdrawn_goes_in_again(desk: Desk) -> None:
    withdraw(desk.store, desk.report(3, A=100), actor="clerk")
    done = desk.commit("spending", spending({"A": 100}), 3)
    assert (done.batch_id, done.preview.changes_nothing) == (4, False)


def test_a_withdrawn_plan_takes_its_projects_along_and_brings_them_back(desk: Desk) -> None:
    desk.report(3, A=100, D=5)
    withdraw(desk.store, 1, actor="clerk")
    assert [row.unit_code for row in desk.view(3).projects] == ["131002"]
    assert desk.view(3).total.spent == 5
    restore(desk.store, 1, actor="clerk")
    assert desk.spent(3) == [100, None, None, 5]


def test_withdrawn_results_leave_the_indicator_unreported(desk: Desk) -> None:
    done = desk.commit("results", results("| 数量指标 | 调研次数 | 4次 |"), 6)
    assert done.batch_id is not None
    preview = withdraw(desk.store, done.batch_id, actor="clerk")
    assert [(each.item, each.why, each.old_said) for each in preview.changes] == [
        ("数量指标/调研次数", "gone", "4次")
    ]
    assert desk.indicators(6)[0].state == "not_reported"


@pytest.mark.parametrize(
    ("event", "code"),
    [("withdrawn", "batch_already_withdrawn"), ("restored", "batch_already_restored")],
)
def test_a_batch_in_that_state_already_is_wrong_use(desk: Desk, event: str, code: str) -> None:
    if event == "withdrawn":
        withdraw(desk.store, 2, actor="clerk")
    with pytest.raises(WrongUse) as refused:
        preview_event(desk.store, 2, event, actor="clerk")
    assert (refused.value.code, refused.value.values) == (code, {"batch": "2"})


def test_an_unknown_batch_is_wrong_use(desk: Desk) -> None:
    with pytest.raises(WrongUse) as refused:
        withdraw(desk.store, 99, actor="clerk")
    assert refused.value.code == "batch_unknown"


def test_an_outdated_look_at_a_withdrawal_is_refused(desk: Desk) -> None:
    batch = desk.report(3, A=100)
    preview = preview_event(desk.store, batch, "withdrawn", actor="clerk")
    desk.report(4, A=120)
    with pytest.raises(Outdated):
        withdraw(desk.store, batch, actor="clerk", expected_version=preview.data_version)
    assert desk.spent(3)[0] == 100


def test_every_change_makes_a_new_version_and_a_look_makes_none(desk: Desk) -> None:
    seen = [current_version(desk.store)]
    batch = desk.report(3, A=100)
    seen.append(current_version(desk.store))
    preview_event(desk.store, batch, "withdrawn", actor="clerk")
    assert current_version(desk.store) == seen[-1]
    withdraw(desk.store, batch, actor="clerk")
    seen.append(current_version(desk.store))
    restore(desk.store, batch, actor="clerk")
    seen.append(current_version(desk.store))
    assert len(set(seen)) == 4


# As known on a day


def backdate(desk: Desk, table: str, column: str, days: int) -> None:
    """Let what a table holds have happened some days ago."""
    with desk.store.reading() as reading:
        cursor = reading.cursor
        moment = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=days)
        cursor.execute(f"update main.{table} set {column} = $moment", {"moment": moment})  # noqa: S608 - names from here


def spent_as_known(desk: Desk, days_ago: int) -> list[object]:
    day = date.today() - timedelta(days=days_ago)  # noqa: DTZ011 - the reader's own calendar
    view = review_month(desk.store, Month(YEAR, 3), known_on=day)
    assert view.known_on == day
    return [row.spent for row in view.projects]


def test_any_past_day_can_be_asked_what_it_knew(desk: Desk) -> None:
    first = desk.report(3, A=100, B=200)
    backdate(desk, "batches", "committed_at", 9)
    withdraw(desk.store, first, actor="clerk")
    backdate(desk, "batch_events", "happened_at", 5)
    desk.report(3, A=150)
    assert spent_as_known(desk, 7) == [100, 200, None, None]
    assert spent_as_known(desk, 5) == [None] * 4
    assert spent_as_known(desk, 0) == [150, None, None, None]
    assert desk.spent(3) == [150, None, None, None]


def test_a_look_back_does_not_colour_the_next_look(desk: Desk) -> None:
    backdate(desk, "batches", "committed_at", 9)
    desk.report(3, A=100)
    assert spent_as_known(desk, 4)[0] is None
    assert desk.spent(3)[0] == 100


def test_before_the_plan_there_was_nothing_to_see(desk: Desk) -> None:
    with pytest.raises(WrongUse) as refused:
        spent_as_known(desk, 40)
    assert refused.value.code == "no_plan_known_on"


# Which years, units and months there are


def test_a_unit_without_a_plan_is_told_from_a_year_without_one(desk: Desk) -> None:
    with pytest.raises(WrongUse) as refused:
        review_month(desk.store, Month(YEAR, 3), unit_code="999")
    assert (refused.value.code, refused.value.values["unit"]) == ("unit_unknown", "999")
    with pytest.raises(WrongUse) as refused:
        review_month(desk.store, Month(2031, 3), unit_code="131001")
    assert refused.value.code == "no_plan_for_year"


def test_the_newest_reported_month_is_looked_at_first(desk: Desk) -> None:
    assert newest_month(list_scope(desk.store)) == Month(YEAR, 1)
    desk.report(4, A=1)
    scope = list_scope(desk.store)
    assert [(unit.unit_code, unit.projects_count, unit.newest_month) for unit in scope] == [
        ("131001", 3, 4),
        ("131002", 1, None),
    ]
    assert newest_month(scope) == Month(YEAR, 4)


def test_an_empty_store_has_no_month(empty_desk: Desk) -> None:
    assert list_scope(empty_desk.store) == []
    assert newest_month([]) is None
