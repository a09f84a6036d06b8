"""Made-up data behaves as real budgets do, is the same by seed, and passes for imported."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from monitor.config import Settings
from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.intake.commit import commit_import
from monitor.intake.request import ImportRequest
from monitor.store.checks import differing_months
from monitor.store.database import Store
from monitor.store.materialised import MATERIALISED
from monitor.upkeep.doctor import Health, examine
from tools.made_up.batches import generate
from tools.made_up.country import Country, CountryRequest, draw
from tools.made_up.workbooks import write_workbooks

SMALL = CountryRequest(projects=24, units=3, months=4, seed=7)
FIGURES = (
    "unit_code, unit_name, project_code, project_name, office, month, state, original_budget,"
    " added, revised_budget, spent, planned_pct, light, completion, measured_count, flagged_since"
)


@pytest.fixture(scope="module")
def country() -> Country:
    return draw(CountryRequest(projects=40_000, units=150, seed=3))


@pytest.fixture
def store(tmp_path: Path, blank_database: Path) -> Store:
    return Store(Path(shutil.copy(blank_database, tmp_path / "made.duckdb")))


def ask(store: Store, question: str) -> list[tuple[object, ...]]:
    with store.reading() as reading:
        cursor = reading.cursor
        return cursor.execute(question).fetchall()


def test_budgets_are_log_normal_and_a_tenth_holds_most_of_the_money(country: Country) -> None:
    budgets = np.sort(country.figures.budget)[::-1]
    assert np.log(budgets).std() == pytest.approx(2.2, abs=0.1)
    assert budgets[:4000].sum() / budgets.sum() == pytest.approx(0.85, abs=0.04)
    assert budgets.min() > 0


def test_half_the_plans_are_revised_upwards_and_a_tail_is_tripled(country: Country) -> None:
    figures = country.figures
    raised = figures.added > 0
    assert raised.mean() == pytest.approx(0.5, abs=0.02)
    assert (figures.added >= 2 * figures.budget).mean() == pytest.approx(0.025, abs=0.005)
    assert ((figures.adjusted_in > 0) == raised).all()


def test_year_end_execution_has_its_median_and_both_tails(country: Country) -> None:
    figures = country.figures
    rates = figures.spent[:, 11] / (figures.budget + figures.added)
    assert np.median(rates) == pytest.approx(0.85, abs=0.01)
    assert (rates == 0).mean() == pytest.approx(0.1, abs=0.01)
    assert (rates > 1).mean() == pytest.approx(0.1, abs=0.01)


def test_the_first_quarter_is_slow_and_some_months_are_negative(country: Country) -> None:
    spent = country.figures.spent
    spends = spent[:, 11] > 0
    shares = spent[spends, 2] / spent[spends, 11]
    assert np.median(shares) < 0.12
    moved = np.diff(spent, axis=1, prepend=0)
    assert (moved < 0).mean() == pytest.approx(0.03, abs=0.003)


def test_reports_are_missing_of_projects_and_of_whole_units(country: Country) -> None:
    reported = country.figures.is_reported
    assert reported.mean() == pytest.approx(0.94, abs=0.01)
    by_unit = [reported[country.figures.unit == unit].any(axis=0) for unit in range(150)]
    assert 0.005 < 1 - np.mean(by_unit) < 0.04


def test_units_differ_in_size_and_none_is_empty(country: Country) -> None:
    sizes = np.bincount(country.figures.unit)
    assert len(sizes) == 150
    assert sizes.min() > 0
    assert sizes.max() > 4 * np.median(sizes)


def test_codes_are_of_the_official_form_and_never_repeat(country: Country) -> None:
    assert len(set(country.codes)) == 40_000
    assert all(re.fullmatch(r"\d{8}[A-Z][0-9A-Z]{12}", code) for code in country.codes[:100])


def test_the_same_request_gives_the_same_rows_and_another_seed_gives_others(
    tmp_path: Path, blank_database: Path
) -> None:
    found = []
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        (tmp_path / name).mkdir()
        store = Store(Path(shutil.copy(blank_database, tmp_path / name / "made.duckdb")))
        generate(store, CountryRequest(24, 3, 4, seed), tmp_path / name)
        found.append(ask(store, f"select {FIGURES} from project_months order by all"))  # noqa: S608 - names from here
        store.close()
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_every_project_has_seven_readable_indicators_with_results(
    store: Store, tmp_path: Path
) -> None:
    generate(store, SMALL, tmp_path)
    per_project = (
        "select count(*) from plan_indicators where kind <> 'unreadable' group by project_code"
    )
    assert set(ask(store, per_project)) == {(7,)}
    assert ask(store, "select distinct suspicion from plan_indicators") == [("",)]
    assert len(ask(store, "select distinct project_code from result_facts")) == 24
    store.close()


def test_what_was_made_is_healthy(store: Store, tmp_path: Path) -> None:
    generate(store, SMALL, tmp_path / "files")
    examined = examine(store, Settings(store.path, "somebody", backups="off"))
    assert [each for each in examined if each.health is Health.ILL] == []
    assert ask(store, "select count(*) from audit_entries") == [(15,)]
    store.close()


def test_a_store_that_holds_it_already_is_left_alone(store: Store, tmp_path: Path) -> None:
    first = generate(store, SMALL, tmp_path)
    again = generate(store, SMALL, tmp_path)
    assert (first.is_new, again.is_new) == (True, False)
    assert (first.batches, first.facts) == (again.batches, again.facts)
    store.close()


def test_a_store_that_holds_something_else_is_refused(store: Store, tmp_path: Path) -> None:
    generate(store, SMALL, tmp_path)
    with pytest.raises(WrongUse, match="generate_not_empty"):
        generate(store, CountryRequest(25, 3, 4, 7), tmp_path)
    assert ask(store, "select count(*) from plan_projects") == [(24,)]
    store.close()


@pytest.mark.parametrize(
    "asked",
    [
        CountryRequest(0, 1),
        CountryRequest(5, 6),
        CountryRequest(5, 5, 13),
        CountryRequest(10**8, 1),
    ],
)
def test_a_request_that_cannot_be_met_is_refused(asked: CountryRequest, store: Store) -> None:
    with pytest.raises(WrongUse, match="generate_impossible"):
        generate(store, asked, store.path.parent)


def test_the_workbooks_import_to_the_same_figures(store: Store, tmp_path: Path) -> None:
    generate(store, SMALL, tmp_path)
    folder = tmp_path / "workbooks"
    imported = Store(tmp_path / "imported.duckdb")
    assert write_workbooks(SMALL, folder) == len(list(folder.iterdir()))
    for path in sorted(folder.iterdir()):
        kind = path.stem.rpartition("-")[2]
        number = int(path.name[5:7])
        month = Month(2025, number) if number else None
        request = ImportRequest(kind, path.name, path.read_bytes(), "clerk", month=month)
        done = commit_import(imported, request, tmp_path / "files")
        assert done.batch_id is not None, (path.name, done.preview.findings)
    question = f"select {FIGURES} from project_months where month <= 4 order by all"  # noqa: S608 - names from here
    assert ask(imported, question) == ask(store, question)
    texts = (
        "select project_code, indicator_key, month, result_text, number, level, done_on"
        " from result_facts order by all"
    )
    assert ask(imported, texts) == ask(store, texts)
    store.close()
    imported.close()


def test_a_year_of_many_projects_worked_out_anew_is_what_the_views_make_of_it(
    tmp_path: Path,
) -> None:
    """More rows than the engine holds back until the commit, in more than one part."""
    store = Store(tmp_path / "many.duckdb")
    generate(store, CountryRequest(11_000, 30), tmp_path / "files")
    with store.transaction() as transaction:
        transaction.keep(2025)
    with store.transaction() as transaction:
        cursor = transaction.everything.cursor
        assert differing_months(transaction.everything) == []
        counted = "select count(*) from materialised.{} where month = 6"
        counts = [cursor.execute(counted.format(name)).fetchall()[0][0] for name in MATERIALISED]
    store.close()
    assert counts == [11_000, 30, 180, 77_000, 77_000, 11_000]
