"""A judged month opened as a database: the same pages, and nothing that can be changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor.access.scope import current_version, list_scope
from monitor.cli import main
from monitor.domain.errors import Refusal, StoreUnusable, WrongUse
from monitor.domain.roles import Actor
from monitor.follow_up.measures import list_follow_ups
from monitor.intake.batches import list_batches, withdraw
from monitor.review.months import review_indicators, review_month, review_units, review_year
from monitor.review.scores import evaluate
from monitor.upkeep.setup import Store, act_for, origin_of
from monitor_lake.export import export_facts
from monitor_lake.open import open_results
from tests.lake.conftest import JUNE


@pytest.fixture
def opened(judged: Path, tmp_path: Path) -> Store:
    """Give the samples as they come out of a lake."""
    open_results(str(judged), tmp_path / "opened.duckdb", actor="wang")
    return Store(tmp_path / "opened.duckdb")


def test_a_month_looks_the_same_from_the_lake(store: Store, opened: Store) -> None:
    ours, theirs = (review_month(each, JUNE) for each in (store, opened))
    assert theirs.projects == ours.projects
    assert theirs.months == ours.months
    assert theirs.policy == ours.policy
    assert review_indicators(opened, JUNE) == review_indicators(store, JUNE)
    assert review_units(opened, JUNE) == review_units(store, JUNE)
    assert review_year(opened, JUNE) == review_year(store, JUNE)
    assert evaluate(opened, JUNE) == evaluate(store, JUNE)
    assert [row.newest_month for row in list_scope(opened)] == [
        row.newest_month for row in list_scope(store)
    ]


def test_whoever_is_bound_to_units_sees_those_alone(opened: Store) -> None:
    mine = act_for(opened, Actor("li", "viewer", ("131001",)))
    assert len(review_month(mine, JUNE).projects) == 8
    theirs = act_for(opened, Actor("li", "viewer", ("999",)))
    with pytest.raises(WrongUse) as refused:
        review_month(theirs, JUNE)
    assert refused.value.code == "no_plan_for_year"


def test_nothing_can_be_changed(opened: Store) -> None:
    with pytest.raises(StoreUnusable) as refused:
        withdraw(opened, 1, actor="wang", reason="")
    assert refused.value.code == "lake_read_only"
    assert list_batches(opened)[0].is_active


def test_what_was_known_earlier_is_not_in_a_lake(opened: Store) -> None:
    with pytest.raises(WrongUse) as refused:
        review_month(opened, JUNE, known_on=date(2023, 7, 5))
    assert refused.value.code == "lake_no_history"


def test_it_says_where_its_months_come_from(store: Store, opened: Store, judged: Path) -> None:
    found = origin_of(opened)
    assert found is not None
    assert (found.fiscal_year, found.month, found.stores) == (2023, 6, 1)
    assert found.address == judged.as_uri()
    assert origin_of(store) is None
    assert list_follow_ups(opened, 2023) == []


def test_opening_again_replaces_what_was_opened_and_nothing_else(
    store: Store, opened: Store, judged: Path
) -> None:
    before = current_version(opened)
    opened.close()
    store.close()
    open_results(str(judged), opened.path)
    assert current_version(opened) != before
    with pytest.raises(WrongUse) as refused:
        open_results(str(judged), store.path)
    assert refused.value.code == "lake_would_replace"


def test_units_can_be_brought_in_alone(judged: Path, tmp_path: Path) -> None:
    path = tmp_path / "part.duckdb"
    assert open_results(str(judged), path, units=["131001"]).rows["project_months"] == 96
    with pytest.raises(WrongUse) as refused:
        open_results(str(judged), tmp_path / "none.duckdb", units=["999"])
    assert refused.value.code == "unit_unknown"
    assert not (tmp_path / "none.duckdb").exists()


def test_facts_that_were_replaced_twice_are_missed(
    store: Store, judged: Path, tmp_path: Path
) -> None:
    path = tmp_path / "later.duckdb"
    export_facts(store, str(tmp_path / "lake"))
    open_results(str(judged), path)
    export_facts(store, str(tmp_path / "lake"))
    with pytest.raises(WrongUse) as refused:
        open_results(str(judged), path)
    assert refused.value.code == "lake_facts_gone"


@pytest.mark.parametrize("command", [("backup", "copy.zip"), ("lake", "export", "--out", "lake")])
def test_what_makes_no_sense_is_refused(
    opened: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--database", str(opened.path), *command]) == 2
    assert not (tmp_path / "copy.zip").exists()


def test_the_examination_finds_nothing_wrong(
    opened: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    opened.close()
    code = main(["--database", str(opened.path), "--lang", "en", "doctor"])
    assert code == 0, capsys.readouterr().out


def test_results_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        open_results(str(tmp_path / "nothing"), tmp_path / "x.duckdb", month=JUNE)
    assert refused.value.code == "lake_no_results"
    with pytest.raises(Refusal) as refused:
        open_results(str(tmp_path / "nothing"), tmp_path / "x.duckdb")
    assert refused.value.code == "lake_no_results"
