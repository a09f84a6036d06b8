"""Stores that export, and results as Spark would have written them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from monitor.domain.month import Month
from monitor.store.reading import Reading
from monitor.upkeep.setup import Store
from monitor_lake.addresses import Place, find_place
from monitor_lake.export import export_facts
from monitor_lake.facts import RESULTS, view_shapes
from monitor_lake.manifests import (
    Judged,
    Table,
    describe_stores,
    put_manifest,
    read_exported,
    stamp,
)
from monitor_lake.manifests import month_folder as folder_of
from monitor_lake.manifests import now as this_moment
from monitor_lake.parquet import write_table
from tools import programs

JUNE = Month(2023, 6)


@pytest.fixture
def store(tmp_path: Path, sampled_database: Path) -> Iterator[Store]:
    """Give the samples in a database of their own."""
    store = Store(Path(shutil.copy(sampled_database, tmp_path / "samples.duckdb")))
    yield store
    store.close()


@pytest.fixture
def judged(store: Store, tmp_path: Path) -> Path:
    """Give the samples' lake and, beside it, the results that the store itself has kept."""
    export_facts(store, str(tmp_path / "lake"))
    lake, results = (find_place(str(tmp_path / name)) for name in ("lake", "results"))
    exported = read_exported(lake, 2023)
    moment = this_moment()
    target = folder_of(results, JUNE) / stamp(moment)
    with store.reading() as reading:
        tables = {name: _lay_out(reading, name, target) for name in RESULTS}
    stores = describe_stores(exported)
    told = Judged(
        str(JUNE), target.name, moment.isoformat(), lake.address, stores[0]["store"], stores, tables
    )
    put_manifest(folder_of(results, JUNE), told)
    return tmp_path / "results"


def _lay_out(reading: Reading, name: str, target: Place) -> Table:
    """Write what the store has kept of a mart as Spark writes it: a folder of Parquet files."""
    (target / name).make_folder()
    reader = reading.cursor.sql(
        f"from materialised.{name} where fiscal_year = 2023"
    ).to_arrow_reader(1000)
    return write_table(target / name, "part-00000", reader.schema, reader, view_shapes()[name])


@pytest.fixture(scope="session")
def spark_settings() -> Mapping[str, str]:
    """Give the environment in which Spark starts; without Java a test fails, never skipped."""
    java = programs.find(programs.PROGRAMS["java"])
    if java is None:
        pytest.fail("no Java: run `make test-spark`, which installs one or says how")
    found = {"PATH": f"{Path(java).parent}{os.pathsep}{os.environ['PATH']}"}
    return os.environ | found | {"SPARK_LOCAL_IP": "127.0.0.1"}


def run_monitor(settings: Mapping[str, str], *arguments: object) -> str:
    """Run a command as a person would and return what it said; it must go well."""
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "--lang", "en", *map(str, arguments)],
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout
