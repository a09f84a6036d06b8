"""Hold what Spark wrote against what stores worked out: every row, every column."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from monitor_lake.facts import RESULTS

KEYS = ("fiscal_year", "project_code", "indicator_key", "month", "ahead_month")


def differences(databases: Sequence[Path], results: Path, fiscal_year: int) -> dict[str, list[str]]:
    """Name by mart the columns that differ in any row; ``rows`` where a row has no partner."""
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        for place, database in enumerate(databases):
            connection.execute(f"attach '{database}' as store{place} (read_only)")
        found = {}
        for name in RESULTS:
            kept = (f"(from store{place}.materialised.{name})" for place in range(len(databases)))
            ours = f"from ({' union all '.join(kept)}) where fiscal_year = {fiscal_year}"
            connection.execute(f"create or replace view ours as {ours}")
            theirs = f"from read_parquet('{results / name}/*.parquet')"
            connection.execute(f"create or replace view theirs as {theirs}")
            found[name] = _differing(connection)
    return {name: columns for name, columns in found.items() if columns}


def _differing(connection: duckdb.DuckDBPyConnection) -> list[str]:
    shape, theirs = (
        {row[0]: row[1] for row in connection.execute(f"describe {view}").fetchall()}
        for view in ("ours", "theirs")
    )
    if theirs != shape:
        return ["columns"]
    keys = [key for key in KEYS if key in shape]
    if "project_code" not in shape:
        keys.append("unit_code")
    columns = [column for column in shape if column not in keys]
    counts = [
        "count(*) filter (ours.month is null or theirs.month is null)",
        *(f"count(*) filter (ours.{each} is distinct from theirs.{each})" for each in columns),
    ]
    partners = " and ".join(f"ours.{key} = theirs.{key}" for key in keys)
    text = f"select {', '.join(counts)} from ours full join theirs on {partners}"  # noqa: S608 - names from code
    found = connection.execute(text).fetchall()[0]
    return [column for column, count in zip(["rows", *columns], found, strict=True) if count]
