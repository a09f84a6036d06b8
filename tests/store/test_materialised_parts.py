"""What is kept follows whatever the views depend on, for the projects that moved alone."""

from __future__ import annotations

import pytest

from monitor.store import materialised
from monitor.store.materialised import MATERIALISED, NAMED

from .conftest import Office

YEAR = 2023


@pytest.fixture
def peopled(office: Office) -> Office:
    office.plan("A")
    office.plan("B", budget="500", unit="2")
    office.plan("C", budget="0", unit="2")
    office.indicator(number=4)
    office.result(5, number=2)
    office.adjust(4, added="10")
    for code in "ABC":
        office.spend({3: "200", 5: "300"}, code)
    keep(office, None)
    return office


def keep(office: Office, moved: materialised.Affected) -> None:
    with office.store.transaction() as transaction:
        transaction.keep(YEAR, affected=moved)


def differing(office: Office) -> list[str]:
    """Name the kept tables that are not what the views make of the facts."""
    with office.store.reading() as reading:
        cursor = reading.cursor
        return [
            name
            for name in (*MATERIALISED, *NAMED)
            if cursor.execute(f"from materialised.{name} order by all").fetchall()
            != cursor.execute(f"from main.{name} order by all").fetchall()
        ]


def test_a_batch_moves_its_projects_and_their_units(peopled: Office) -> None:
    batch = peopled.spend({6: "450"}, "B")
    assert "project_months" in differing(peopled)
    keep(peopled, batch)
    assert differing(peopled) == []


def test_a_withdrawal_and_what_stood_before_it(peopled: Office) -> None:
    batch = peopled.spend({5: "310", 6: "-1"})
    keep(peopled, batch)
    peopled.withdraw(batch)
    keep(peopled, batch)
    assert differing(peopled) == []


def test_results_and_adjustments_move_what_follows_from_them(peopled: Office) -> None:
    keep(peopled, peopled.adjust(7, cut="100"))
    assert differing(peopled) == []
    peopled.result(6, number=4)
    keep(peopled, ["A"])
    assert differing(peopled) == []


def test_a_project_that_changes_its_unit_leaves_the_old_one(peopled: Office) -> None:
    peopled.plan("C", budget="70", unit="3")
    keep(peopled, ["C"])
    assert differing(peopled) == []


def test_a_plan_withdrawn_takes_its_projects_out(peopled: Office) -> None:
    peopled.plan("D", unit="4")
    with peopled.store.reading() as reading:
        cursor = reading.cursor
        batch = cursor.execute("select max(batch_id) from plan_projects").fetchall()[0][0]
    keep(peopled, batch)
    peopled.withdraw(batch)
    keep(peopled, batch)
    assert differing(peopled) == []


def test_a_year_is_the_same_worked_out_at_once_or_in_parts(
    peopled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(materialised, "_AT_ONCE", 1)
    with peopled.store.transaction() as transaction:
        for name in (*MATERIALISED, *NAMED):
            transaction.everything.cursor.execute(f"delete from materialised.{name}")  # noqa: S608 - names from code
        transaction.rework(YEAR)
        transaction.keep()
    assert differing(peopled) == []


def test_nothing_temporary_is_left_behind(peopled: Office) -> None:
    with peopled.store.transaction() as transaction:
        transaction.rework(YEAR, ["A"])
        left = transaction.everything.cursor.execute(
            "select table_name from duckdb_tables() where temporary"
            " union select view_name from duckdb_views() where temporary and not internal"
        ).fetchall()
    assert left == []
