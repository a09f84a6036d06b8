"""A store lays its facts into a lake: whole, counted, in place of what it laid before."""

from __future__ import annotations

import hashlib
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from monitor.domain.errors import WrongUse
from monitor.intake.batches import withdraw
from monitor.upkeep.setup import Store
from monitor_lake.export import export_facts, list_lake


def said(lake: Path, store: str = "131001") -> dict[str, Any]:
    path = lake / "stores" / store / "2023" / "manifest.json"
    answer: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return answer


def file_of(lake: Path, table: str) -> Path:
    version: str = said(lake)["version"]
    return lake / "stores" / "131001" / "2023" / version / f"{table}.parquet"


def test_the_manifest_says_what_the_files_hold(store: Store, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    (done,) = export_facts(store, str(lake))
    assert (done.store, done.units, done.projects) == ("131001", ("131001",), 8)
    for name, table in said(lake)["tables"].items():
        path = file_of(lake, name)
        rows = pq.read_table(path)
        assert rows.num_rows == table["rows"]
        assert list(table["files"].values()) == [hashlib.sha256(path.read_bytes()).hexdigest()]
        for column, total in table["sums"].items():
            found = [value for value in rows.column(column).to_pylist() if value is not None]
            assert sum(found, Decimal(0)) == Decimal(total)
    assert said(lake)["tables"]["spent_to_date"]["sums"] == {"spent": "9187166"}


def test_money_stays_decimal_and_days_stay_days(store: Store, tmp_path: Path) -> None:
    export_facts(store, str(tmp_path / "lake"))
    found = pq.read_schema(file_of(tmp_path / "lake", "indicators"))
    assert str(found.field("number").type) == "decimal128(28, 6)"
    assert str(found.field("due").type) == "date32[day]"


def test_exporting_again_replaces_the_stores_own_part_only(store: Store, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    export_facts(store, str(lake))
    shutil.copytree(lake / "stores" / "131001", lake / "stores" / "other")
    other = lake / "stores" / "other" / "2023" / "manifest.json"
    theirs = json.loads(other.read_text("utf-8")) | {"store": "other", "units": {"9": "nine"}}
    other.write_text(json.dumps(theirs), "utf-8")
    before = said(lake)
    withdraw(store, 18, actor="test", reason="")
    export_facts(store, str(lake))
    export_facts(store, str(lake))
    after = said(lake)
    assert after["data_version"] != before["data_version"]
    assert (
        after["tables"]["active_batches"]["rows"] == before["tables"]["active_batches"]["rows"] - 1
    )
    assert json.loads(other.read_text("utf-8")) == theirs
    versions = [path.name for path in (lake / "stores" / "131001" / "2023").iterdir()]
    assert len(versions) == 3  # the manifest, what it names, and the one before for its readers
    assert before["version"] not in versions


def test_two_stores_with_the_same_unit_are_told_apart(store: Store, tmp_path: Path) -> None:
    export_facts(store, str(tmp_path / "lake"), name="east")
    with pytest.raises(WrongUse) as refused:
        export_facts(store, str(tmp_path / "lake"), name="west")
    assert refused.value.code == "lake_unit_twice"
    assert refused.value.values == {"units": "131001", "stores": "east、west"}
    assert [each.store for each in list_lake(str(tmp_path / "lake"))] == ["east"]


@pytest.mark.parametrize("name", ["../x", "a/b", "区", "."])
def test_a_name_that_could_lead_elsewhere_is_refused(
    store: Store, tmp_path: Path, name: str
) -> None:
    with pytest.raises(WrongUse) as refused:
        export_facts(store, str(tmp_path / "lake"), name=name)
    assert refused.value.code == "lake_store_name_wrong"


def test_a_year_without_a_plan_and_a_place_out_of_reach_are_refused(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(WrongUse) as refused:
        export_facts(store, str(tmp_path / "lake"), year=2031)
    assert refused.value.code == "no_plan_for_year"
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(WrongUse) as refused:
        export_facts(store, str(tmp_path / "file" / "lake"))
    assert refused.value.code == "lake_unreachable"
    with pytest.raises(WrongUse) as refused:
        export_facts(store, "ftp://host/lake")
    assert refused.value.code == "lake_unreachable"


def test_an_export_is_on_record(store: Store, tmp_path: Path) -> None:
    export_facts(store, str(tmp_path / "lake"), actor="li")
    with store.reading() as reading:
        cursor = reading.cursor
        rows = cursor.execute(
            "select actor, event, subject from audit_entries order by sequence desc limit 1"
        ).fetchall()
    assert rows == [("li", "data.exported", str(tmp_path / "lake"))]
