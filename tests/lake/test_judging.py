"""What is refused before Spark starts, and without it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from monitor.domain.errors import WrongUse
from monitor.upkeep.setup import Store
from monitor_lake.export import export_facts
from monitor_lake.judge import choose_exports
from monitor_lake.judge import judge_month as judge
from tests.lake.conftest import JUNE


@pytest.fixture
def lake(store: Store, tmp_path: Path) -> Path:
    """Give a lake with the samples and another store of the same content, unlike in its units."""
    export_facts(store, str(tmp_path / "lake"))
    shutil.copytree(tmp_path / "lake/stores/131001", tmp_path / "lake/stores/other")
    change(tmp_path / "lake", store="other", units={"9": "nine"})
    return tmp_path / "lake"


def change(lake: Path, **said: Any) -> None:  # noqa: ANN401 - whatever a manifest may say
    path = lake / "stores/other/2023/manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | said), "utf-8")


def refusal(lake: Path, rules_of: str = "") -> tuple[str, dict[str, str]]:
    with pytest.raises(WrongUse) as refused:
        choose_exports(str(lake), JUNE, rules_of)
    return refused.value.code, refused.value.values


def test_every_store_is_taken_and_one_rules(lake: Path) -> None:
    exported, leading = choose_exports(str(lake), JUNE)
    assert [each.store for each in exported] == ["131001", "other"]
    assert leading.store == "131001"


def test_a_unit_of_two_stores_is_refused(lake: Path) -> None:
    change(lake, units={"131001": "x"})
    assert refusal(lake) == ("lake_unit_twice", {"units": "131001", "stores": "131001、other"})


def test_rules_that_differ_need_somebody_to_choose(lake: Path) -> None:
    change(lake, rules="others")
    assert refusal(lake) == ("lake_rules_differ", {"stores": "131001、other"})
    assert choose_exports(str(lake), JUNE, "other")[1].store == "other"
    assert refusal(lake, "third")[0] == "lake_store_unknown"


def test_an_export_with_other_columns_is_named(lake: Path) -> None:
    tables = json.loads((lake / "stores/other/2023/manifest.json").read_text("utf-8"))["tables"]
    tables["projects"]["columns"]["original_budget"] = "DOUBLE"
    change(lake, tables=tables)
    code, values = refusal(lake)
    assert code == "lake_other_columns"
    assert values == {"store": "other", "table": "projects", "columns": "original_budget"}


def test_an_empty_lake_and_a_foreign_manifest_are_refused(lake: Path, tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing")[0] == "lake_empty"
    change(lake, format=99)
    assert refusal(lake)[0] == "lake_manifest_unreadable"


def test_without_spark_one_sentence_says_so(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(WrongUse) as refused:
        judge(str(lake), JUNE, "local[1]", str(lake.parent / "results"))
    assert refused.value.code == "lake_no_spark"
    assert not (lake.parent / "results").exists()
