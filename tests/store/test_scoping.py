from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.domain.errors import NotAllowed, WrongUse
from monitor.domain.roles import Actor
from monitor.store.batches import append_batch, append_event
from monitor.store.checks import differing_months
from monitor.store.database import Store
from monitor.store.person import ActingStore
from monitor.store.rows import now_utc
from monitor.store.transaction import Transaction
from monitor.store.views import read_folder

YEAR = 2023
NORTH, SOUTH = "100001", "200002"
SHARED = {"header_mappings", "policies", "policy_floors", "policy_withdrawals"}


def plan(transaction: Transaction, unit: str, code: str) -> int:
    return batch(transaction, "plan", {"plan_projects": [project(unit, code)]})


def project(unit: str, code: str) -> dict[str, object]:
    return {
        "fiscal_year": YEAR,
        "unit_code": unit,
        "unit_name": f"unit {unit}",
        "project_code": code,
        "position": 1,
        "project_name": f"project {code}",
        "office": "",
        "original_budget": 100,
        "purpose": "",
        "goal": "",
        "place": "",
    }


def spending(*codes: str) -> list[dict[str, object]]:
    return [
        {
            "fiscal_year": YEAR,
            "project_code": code,
            "month": 1,
            "basis": "cumulative",
            "amount": 10,
            "stated": "reported",
            "sheet": "",
            "cell": "",
        }
        for code in codes
    ]


def batch(transaction: Transaction, kind: str, rows: dict[str, list[dict[str, object]]]) -> int:
    said = {
        "kind": kind,
        "fiscal_year": YEAR,
        "file_name": f"{kind}.xlsx",
        "file_sha256": "",
        "file_size": 1,
        "facts_count": 1,
        "actor": "tester",
        "understood": "[]",
        "is_sample": False,
    }
    number = append_batch(transaction, said)
    for table, each in rows.items():
        transaction.append(table, each, batch_id=number)
    return number


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """Make a store with a project in each of two units, both reported in one file, once."""
    store = Store(Path(shutil.copy(blank_database, tmp_path_factory.mktemp("two") / "two.duckdb")))
    with store.transaction() as transaction:
        plan(transaction, NORTH, "N1")
        plan(transaction, SOUTH, "S1")
        batch(transaction, "spending", {"spending_facts": spending("N1", "S1")})
        batch(transaction, "spending", {"spending_facts": spending("N1")})
        transaction.keep(YEAR)
    store.close()
    return store.path


@pytest.fixture
def whole(made: Path, tmp_path: Path) -> Iterator[Store]:
    """Give the whole store to a test that may change it."""
    store = Store(shutil.copyfile(made, tmp_path / "two.duckdb"))
    yield store
    store.close()


@pytest.fixture
def north(whole: Store) -> Store:
    """Give the same store as the reporter of one of the units has it."""
    return ActingStore(whole, Actor("Nora", "reporter", (NORTH,)))


def seen(store: Store, query: str) -> set[object]:
    with store.reading() as reading:
        cursor = reading.cursor
        return {row[0] for row in cursor.execute(query).fetchall()}


@pytest.mark.parametrize(
    "place", ["projects", "plan_projects", "spending", "spending_facts", "project_months"]
)
def test_whatever_is_asked_only_the_own_unit_answers(
    whole: Store, north: Store, place: str
) -> None:
    question = f"select distinct project_code from {place}"  # noqa: S608 - names of the test
    assert seen(whole, question) == {"N1", "S1"}
    assert seen(north, question) == {"N1"}


def test_the_sums_of_a_bound_person_are_of_their_units(north: Store) -> None:
    assert seen(north, "select distinct unit_code from unit_months") == {NORTH}


def test_imports_of_other_units_do_not_show_nor_what_was_found_in_shared_ones(
    whole: Store, north: Store
) -> None:
    assert seen(whole, "select batch_id from batches") == {1, 2, 3, 4}
    assert seen(north, "select batch_id from batches") == {1, 3, 4}


def test_a_table_nobody_made_a_rule_for_shows_nothing(whole: Store, north: Store) -> None:
    with whole.transaction() as transaction:
        row = {
            "end_id": 1,
            "account_id": 1,
            "actor": "tester",
            "ended_at": now_utc(),
        }
        transaction.append("session_ends", [row])
        transaction.keep()
    assert seen(whole, "select end_id from session_ends") == {1}
    assert seen(north, "select end_id from session_ends") == set()


def test_every_table_has_a_rule_or_is_hidden(whole: Store, north: Store) -> None:
    tables = seen(
        whole,
        "select table_name from duckdb_tables() where schema_name = 'main'"
        " and database_name = current_database()",
    )
    with north.reading() as reading:
        cursor = reading.cursor
        assert cursor.execute("select getvariable('units')").fetchall() == [([NORTH],)]
        cursor.execute("set variable units = null")
        for name in ("own_projects", "own_batches", "whole_batches"):
            cursor.execute(f"set variable {name} = null")
        for table in tables - SHARED:
            rows = cursor.execute(f"select * from {table}").fetchall()  # noqa: S608 - the same
            assert rows == [], table


def test_no_query_names_a_schema_to_look_past_the_own_units() -> None:
    for folder in ("queries", "staging", "marts"):
        for name, text in read_folder(folder).items():
            said = re.sub("--.*", "", text)
            assert not re.search(r"\b(main|materialised|scoped\w*)\.", said), name


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("spending", {"spending_facts": spending("S1")}),
        ("spending", {"spending_facts": spending("N1", "S1")}),
        ("spending", {"spending_facts": spending("unknown")}),
        ("plan", {"plan_projects": [project(SOUTH, "S2")]}),
        ("plan", {"plan_projects": [project(NORTH, "S1")]}),
    ],
)
def test_rows_of_another_unit_are_refused_and_leave_nothing(
    whole: Store, north: Store, kind: str, rows: dict[str, list[dict[str, object]]]
) -> None:
    with pytest.raises(NotAllowed, match="not_your_unit"), north.transaction("import") as begun:
        batch(begun, kind, rows)
    assert seen(whole, "select max(batch_id) from batches") == {4}


def test_the_own_unit_may_report_and_plan_anew(whole: Store, north: Store) -> None:
    with north.transaction("import") as transaction:
        plan(transaction, NORTH, "N2")
        batch(transaction, "spending", {"spending_facts": spending("N1", "N2")})
        transaction.keep(YEAR)
    assert seen(north, "select project_code from projects") == {"N1", "N2"}
    assert seen(whole, "select distinct project_code from project_months") == {"N1", "N2", "S1"}


def test_an_import_that_speaks_of_others_too_is_not_withdrawn(north: Store) -> None:
    with pytest.raises(NotAllowed), north.transaction("withdraw") as transaction:
        append_event(transaction, 3, "withdrawn", actor="Nora", reason="")
    with north.transaction("withdraw") as transaction:
        append_event(transaction, 4, "withdrawn", actor="Nora", reason="")
        transaction.keep(YEAR)


def test_a_project_that_changes_hands_takes_its_imports_along(whole: Store, north: Store) -> None:
    with whole.transaction() as transaction:
        taking = plan(transaction, NORTH, "S1")
        transaction.keep(YEAR, affected=taking)
    assert seen(north, "select batch_id from batches") == {1, 2, 3, 4, taking}
    assert seen(whole, "select batch_id from materialised.batch_units") == {1, 2, 3, 4, taking}
    with whole.transaction() as transaction:
        append_event(transaction, taking, "withdrawn", actor="tester", reason="")
        transaction.keep(YEAR, affected=taking)
    assert seen(north, "select batch_id from batches") == {1, 3, 4}
    assert not differing(whole)


def test_units_of_imports_that_are_not_what_the_facts_say_are_noticed(whole: Store) -> None:
    assert not differing(whole)
    with whole.transaction() as transaction:
        transaction.everything.cursor.execute(
            "delete from materialised.batch_units where batch_id = 3"
        )
        transaction.keep()
    assert differing(whole) == ["batch_units"]


def differing(store: Store) -> list[str]:
    with store.transaction() as transaction:
        return differing_months(transaction.everything)


def test_what_is_a_persons_own_is_found_out_anew_after_every_change(
    whole: Store, north: Store
) -> None:
    assert seen(north, "select project_code from projects") == {"N1"}
    with whole.transaction() as transaction:
        transaction.keep(YEAR, affected=plan(transaction, NORTH, "N3"))
    assert seen(north, "select project_code from projects") == {"N1", "N3"}


@pytest.mark.parametrize("permission", ["policy", "account", "judge", "snooze", None])
def test_a_reporter_may_not_do_what_others_do(north: Store, permission: str | None) -> None:
    code = f"not_allowed_{permission or 'admin'}"
    with pytest.raises(NotAllowed, match=code), north.transaction(permission):  # type: ignore[arg-type]  # each of them
        pytest.fail("it was let in")


def test_a_viewer_may_change_nothing(whole: Store) -> None:
    viewer = ActingStore(whole, Actor("Vera", "viewer"))
    for permission in ("import", "withdraw", "note", "follow_up"):
        with pytest.raises(NotAllowed), viewer.transaction(permission):
            pytest.fail("it was let in")
    assert seen(viewer, "select project_code from projects") == {"N1", "S1"}


def test_refusals_are_not_taken_for_wrong_use() -> None:
    assert not issubclass(NotAllowed, WrongUse)
