"""Several people at once, over websockets as browsers open them, with files coming in meanwhile."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from monitor.domain.month import Month
from monitor.intake.batches import list_batches
from monitor.review.months import review_month
from monitor.upkeep.setup import Store
from tests.sizes import sized
from tools.load import Load, percentile, put_under_load
from tools.load_files import make_pairs, what_is_lost
from tools.load_server import ACCOUNT, log_of, serving

pytestmark = pytest.mark.browser


@pytest.mark.long
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_people_look_while_files_come_in_and_nothing_goes_wrong(
    tmp_path: Path, *, is_signed_in: bool
) -> None:
    people = sized(5, 20)
    load = Load(people=people, seconds=sized(8, 60), pause=1, pairs=1, is_signed_in=is_signed_in)
    with ThreadPoolExecutor(1) as apart:  # the browser of other tests keeps a loop in this thread
        report = apart.submit(put_under_load, load, tmp_path).result()
    assert (report.notes.errors, report.lost, report.notes.saw_figures) == ([], (), people)
    assert report.is_fine
    assert len(report.notes.opened) == people
    assert report.notes.clicked
    log = (tmp_path / "load.log").read_text("utf-8")
    assert {"page", "preview", "import"} <= {
        json.loads(line)["event"] for line in log.splitlines() if line.startswith("{")
    }
    assert [word for word in words_of(tmp_path / "load.duckdb") if word in log] == []


def words_of(database: Path) -> set[str]:
    """Return names, amounts and file names that a log must not hold."""
    store = Store(database)
    files = {batch.file_name for batch in list_batches(store)}
    rows = [row for month in (8, 9) for row in review_month(store, Month(2023, month)).projects]
    store.close()
    names = {word for row in rows for word in (row.project_name, row.project_code, row.unit_name)}
    amounts = {str(row.spent.normalize()) for row in rows if row.spent and row.spent > 1000}
    assert "2023-09-spending.xlsx" in files
    assert len(amounts) > 8
    return files | names | amounts | {rf'"{ACCOUNT}"'}


def test_what_did_not_arrive_is_named(sampled_database: Path) -> None:
    store = Store(sampled_database)
    files = [file for pair in make_pairs(store, 1) for file in pair]
    assert list(what_is_lost(store, files)) == [
        "2023-09-spending.xlsx: no batch",
        "2023-09-results.xlsx: no batch",
    ]
    store.close()


def test_a_share_of_the_runs_is_not_slower_than_its_percentile() -> None:
    seconds = [number / 1000 for number in range(1, 101)]
    assert [percentile(seconds, share) for share in (0.5, 0.95, 0.99, 1)] == [50, 95, 99, 100]
    assert percentile([0.25], 0.5) == 250


def test_health_is_answered_where_the_database_cannot_be_opened(tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"no database" * 1000)
    with serving(broken) as dashboard:
        answer = requests.get(f"{dashboard.address}/healthz", timeout=30)
    assert (answer.status_code, answer.text) == (200, "ok")
    assert broken.read_bytes() == b"no database" * 1000
    assert '"level": "error"' not in log_of(broken).read_text("utf-8")
