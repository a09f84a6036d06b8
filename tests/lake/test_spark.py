"""A real Spark answers what the store answers: every row, every column, to the last digit."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.domain.month import Month
from monitor.review.months import review_indicators, review_month
from monitor.upkeep.setup import Store
from monitor_lake.open import open_results
from tests.lake.comparing import differences
from tests.lake.conftest import JUNE, run_monitor
from tests.sizes import sized
from tests.store.conftest import Office

PROJECTS = int(os.environ.get("LAKE_PROJECTS", sized(2000, 100_000)))
PARTITIONS = sized(4, 200)  # of what Spark exchanges; 200 is its own default
EXECUTORS = "local-cluster[2,1,1024]"  # two executors, each a process of its own

pytestmark = pytest.mark.spark


def results_of(folder: Path, month: Month) -> Path:
    said = json.loads((folder / str(month) / "manifest.json").read_text("utf-8"))
    return folder / str(month) / str(said["version"])


@pytest.fixture
def edges(tmp_path: Path) -> Path:
    """Give a store of cases at the edge: negative, zero, absent, one unit more or less."""
    path = tmp_path / "edges.duckdb"
    office = Office(Store(path))
    with office.store.reading():
        pass
    office.plan("A", budget="999999999999.99", unit="1")
    office.plan("N", budget=None, unit="2")
    office.plan("Z", budget="0", milestones={12: "100"}, unit="2")
    office.plan("S", budget="0.07", milestones={1: "0.0001", 7: "33.3333", 12: "100"}, unit="3")
    office.plan("P", budget="3", milestones={}, unit="3")
    office.plan("L", budget="1000", unit="4")
    office.spend({1: "-0.01", 2: "-5", 5: "999999999999.98", 11: "99999999999.99"})
    office.spend({3: "0", 6: "0.01", 12: "-7"}, "Z")
    office.spend({1: "0.01", 2: "0.01", 3: "0.01", 9: "-0.02"}, "S", "monthly")
    office.spend({4: "1", 5: "1"}, "N")
    office.spend({2: "1.99"}, "P")
    office.spend({3: "150", 6: "400", 9: "415", 10: "664"}, "L")  # just at the ratios .6, .8, .5
    office.adjust(4, added="0.01", cut="999999999000.00")
    office.adjust(6, cut="0.07", code="S")
    office.adjust(8, added="12.34", code="N")
    for place, (key, given) in enumerate(_INDICATORS.items()):
        office.indicator(indicator_key=key, position=place, **given)
    for month, key, said in _RESULTS:
        office.result(month, key, **said)
    set_rules(office)
    return path


def set_rules(office: Office) -> None:
    """Put a rule of every kind in force, and close the store with its months worked out anew."""
    office.policy(7, mode="gap", ratio_red=Decimal("0.5999"), materiality=Decimal("0.01"))
    office.policy(9, mode="floor", interpolation="step")
    office.policy(10, mode="elapsed")
    with office.store.transaction() as transaction:
        transaction.keep(2023)
    office.store.close()


_INDICATORS: dict[str, dict[str, object]] = {
    "sixth": {"number": Decimal("0.000001")},
    "huge": {"number": Decimal("9999999999999.999999"), "unit": "元", "kind": "money"},
    "zero": {"number": Decimal(0), "direction": "equal", "operator": "="},
    "least": {"number": Decimal("-3.333333"), "direction": "lower", "operator": "<"},
    "within": {
        "number": Decimal("1.5"),
        "upper_number": Decimal("2.5"),
        "direction": "range",
        "operator": "~",
    },
    "third": {"number": Decimal(3), "level1": "效益指标", "level2": "社会效益指标"},
    "cost": {
        "number": Decimal("999999999999.99"),
        "level1": "成本指标",
        "level2": "经济成本指标",
        "unit": "元",
        "kind": "money",
        "direction": "lower",
        "operator": "≤",
    },
    "done": {"kind": "deadline", "due": date(2023, 2, 28), "wanted": True, "direction": "higher"},
    "word": {"kind": "qualitative", "level1": "满意度指标", "level2": "服务对象满意度指标"},
    "unread": {"kind": "unreadable", "reason": "mixed"},
}
_RESULTS: list[tuple[int, str, dict[str, object]]] = [
    (1, "sixth", {"number": Decimal("0.000001")}),
    (2, "sixth", {"number": Decimal("-0.000001")}),
    (3, "sixth", {"number": Decimal("99.999999")}),
    (1, "huge", {"number": Decimal("0.333333")}),
    (2, "huge", {"number": Decimal("9999999999999.999998")}),
    (1, "zero", {"number": Decimal(0)}),
    (2, "zero", {"number": Decimal("0.000001")}),
    (1, "least", {"number": Decimal("-3.333333")}),
    (2, "least", {"number": Decimal("-3.333334")}),
    (1, "within", {"number": Decimal("2.500001")}),
    (2, "within", {"number": Decimal("2.5")}),
    (1, "third", {"number": Decimal(1)}),
    (2, "third", {"number": Decimal("2.000005")}),
    (3, "third", {"number": None, "result_text": "还没有"}),
    (4, "cost", {"number": Decimal("1000000000000.00")}),
    (3, "done", {"level": "full", "done_on": date(2023, 3, 1)}),
    (2, "word", {"level": "partial", "number": Decimal("66.666666")}),
    (3, "word", {"level": "none"}),
]


def test_two_stores_of_edge_cases_equal_the_stores_themselves(
    store: Store, edges: Path, tmp_path: Path, spark_settings: Mapping[str, str]
) -> None:
    lake, results = tmp_path / "lake", tmp_path / "results"
    set_rules(Office(store))
    run_monitor(spark_settings, "--database", store.path, "lake", "export", "--out", lake)
    run_monitor(
        spark_settings, "--database", edges, "lake", "export", "--out", lake, "--store", "edges"
    )
    asked = ("--lake", lake, "--month", JUNE, "--out", results)
    few = ("--set", "spark.sql.shuffle.partitions=2")
    run_monitor(spark_settings, "lake", "judge", *asked, "--master", "local[2]", *few)

    assert differences([edges, store.path], results_of(results, JUNE), 2023) == {}

    opened = tmp_path / "opened.duckdb"
    open_results(str(results), opened, units=["1", "2", "3", "4"])
    ours, theirs = Store(edges), Store(opened)
    assert review_month(theirs, JUNE).projects == review_month(ours, JUNE).projects
    assert review_month(theirs, JUNE).months == review_month(ours, JUNE).months
    assert review_indicators(theirs, JUNE) == review_indicators(ours, JUNE)
    ours.close()
    theirs.close()


@pytest.mark.long
def test_generated_projects_equal_on_separate_processes(
    tmp_path: Path, spark_settings: Mapping[str, str]
) -> None:
    database, lake, results = (tmp_path / name for name in ("m.duckdb", "lake", "results"))
    june = Month(2025, 6)
    units = max(PROJECTS // 100, 1)
    made = ("bench", "generate", "--projects", PROJECTS, "--units", units)
    run_monitor(spark_settings, "--database", database, *made)
    named = ("lake", "export", "--out", lake, "--store", "province")
    run_monitor(spark_settings, "--database", database, *named)
    asked = ("--lake", lake, "--month", june, "--out", results, "--master", EXECUTORS)
    parts = ("--set", f"spark.sql.shuffle.partitions={PARTITIONS}")
    run_monitor(spark_settings, "lake", "judge", *asked, *parts)
    told = json.loads((results / str(june) / "manifest.json").read_text("utf-8"))
    assert told["tables"]["project_months"]["rows"] == PROJECTS * 12
    assert differences([database], results_of(results, june), june.year) == {}
