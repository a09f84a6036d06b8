"""A reading decides where the months come from, and what of them a person sees."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from monitor.domain.judged import ProjectMonth
from monitor.store import reading
from monitor.store.batches import append_batch
from monitor.store.parsed import Names, names_in
from monitor.store.reading import ProjectsOf, Reading
from tests.store.conftest import Office

YEAR = 2023
WHOLE = {"fiscal_year": YEAR, "first_month": 1, "last_month": 12}


@dataclass(frozen=True, slots=True)
class _Spent:
    project_code: str
    month: int
    spent: object


@pytest.fixture
def three(office: Office) -> Office:
    for code in "ABC":
        office.plan(code)
        office.spend({3: "200", 6: "400"}, code)
    with office.store.transaction() as transaction:
        transaction.keep(YEAR)
    return office


def spent_in_june(asked: Reading) -> dict[str, str]:
    rows = asked.ask("project_months", ProjectMonth, **WHOLE, unit_code=None, project_code=None)
    return {row.project_code: str(row.spent) for row in rows if row.month == 6}


def test_a_transaction_reads_what_it_wrote_and_what_was_committed_before(three: Office) -> None:
    with three.store.transaction() as transaction:
        facts = {"fiscal_year": YEAR, "facts_count": 1, "file_size": 0, "is_sample": False}
        texts = dict.fromkeys(("file_name", "file_sha256", "actor", "understood"), "")
        batch_id = append_batch(transaction, {"kind": "spending", **facts, **texts})
        row = {"fiscal_year": YEAR, "project_code": "A", "month": 6, "amount": Decimal(900)}
        row |= {"basis": "cumulative", "stated": "reported", "sheet": "", "cell": ""}
        transaction.append("spending_facts", [row], batch_id=batch_id)
        assert spent_in_june(transaction.everything)["A"] == "900.00"
        assert spent_in_june(transaction.committed)["A"] == "400.00"
        assert spent_in_june(transaction.rework(YEAR))["A"] == "900.00"
    with three.store.reading() as after:
        assert spent_in_june(after)["A"] == "400.00"


@pytest.mark.parametrize("few", [0, 500])
def test_a_question_about_some_projects_is_answered_as_if_there_were_no_others(
    three: Office, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(reading, "_FEW", few)
    projects = ProjectsOf(YEAR, ["C", "A"], (6, 6))
    with three.store.reading() as materialised, three.working_out() as worked_out:
        for asked in (materialised, worked_out):
            rows = asked.ask("list_projects", _Spent, projects)
            assert [(row.project_code, row.month) for row in rows] == [("A", 6), ("C", 6)]
        assert materialised.ask("list_projects", _Spent, ProjectsOf(YEAR, [])) == []


def test_a_snapshot_does_not_see_what_is_committed_meanwhile(three: Office) -> None:
    with three.store.reading() as asked, asked.snapshot():
        before = spent_in_june(asked)
        three.spend({6: "500"}, "B")
        with three.store.transaction() as transaction:
            transaction.keep(YEAR)
        assert spent_in_june(asked) == before
    with three.store.reading() as after:
        assert spent_in_june(after)["B"] == "500.00"


def test_tables_and_parameters_are_found_where_a_query_names_them() -> None:
    text = """
        -- Not from comments, nor from 'select 1 from quoted'.
        with own as (select * from facts where said = 'from texts')
        select own.*, $shown from own inner join main.plans using (code)
        where code in (select code from wanted) and month = $month
    """
    assert names_in(text) == Names(frozenset({"facts", "wanted"}), frozenset({"shown", "month"}))
