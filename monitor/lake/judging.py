"""The marts on Spark: the facts of every store in, a month's results out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from monitor.domain.errors import WrongUse
from monitor.lake.manifests import Exported, Shape, Table, store_folder
from monitor.lake.places import Place
from monitor.lake.tables import add_up
from monitor.lake.translating import (
    DIVIDE_ROUNDED,
    marts_needed,
    reads,
    translate,
    translate_type,
)

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

COMMON = ("calendar", "policy_months")  # one for all stores: they speak of months, not of projects


@dataclass(frozen=True, slots=True)
class Marts:
    """What is to be worked out.

    ``texts`` are the marts by name, each after those it reads; ``shapes`` the columns of facts
    and marts as the store has them; ``results`` the marts that are written.
    """

    texts: Mapping[str, str]
    shapes: Mapping[str, Shape]
    results: Sequence[str]


def judge(
    spark: SparkSession,
    lake: Place,
    exported: Sequence[Exported],
    rules_of: Exported,
    marts: Marts,
    target: Place,
) -> dict[str, Table]:
    """Write the results that follow from the facts of all stores; return what was written.

    Raises ``WrongUse`` where the facts are not what their manifests say, or a project has two
    stores.
    """
    spark.sql(DIVIDE_ROUNDED)
    needed = marts_needed(marts.texts, marts.results)
    read = [reads(marts.texts[name]) for name in needed]
    facts = {
        name: [rules_of] if name in COMMON else exported
        for name in rules_of.tables
        if any(name in names for names in read)
    }
    for name, stores in facts.items():
        _read(spark, name, [_file(lake, store, name) for store in stores], marts.shapes[name])
    _refuse_damaged(_describe(spark, list(facts), marts.shapes), facts)
    _refuse_twice(spark)
    for name in needed:
        frame = spark.sql(translate(marts.texts[name]))
        if name in marts.results:
            address = (target / name).address
            _select(frame, marts.shapes[name]).write.parquet(address)
            _read(spark, name, [address], marts.shapes[name])
            continue
        if sum(name in names for names in read) > 1:
            frame = frame.persist()
        frame.createOrReplaceTempView(name)
    return _describe(spark, marts.results, marts.shapes)


def _file(lake: Place, store: Exported, name: str) -> str:
    folder = store_folder(lake, store.store, store.fiscal_year) / store.version
    return (folder / next(iter(store.tables[name].files))).address


def _read(spark: SparkSession, name: str, paths: Sequence[str], shape: Shape) -> None:
    """Let a table of Parquet files be known by its name."""
    columns = ", ".join(
        f"`{column}` {translate_type(type_name)}" for column, type_name in shape.items()
    )
    frame = spark.read.schema(columns).parquet(*paths)
    if "project_code" in shape:  # what is joined and summed by project lies together from here on
        parts = int(str(spark.conf.get("spark.sql.shuffle.partitions")))
        frame = frame.repartition(parts, "project_code")
    frame.createOrReplaceTempView(name)


def _select(frame: DataFrame, shape: Shape) -> DataFrame:
    """Return a result with the columns of the store, each of the type it has there."""
    return frame.select(
        *(
            frame[name].cast(translate_type(type_name)).alias(name)
            for name, type_name in shape.items()
        )
    )


def _describe(
    spark: SparkSession, names: Sequence[str], shapes: Mapping[str, Shape]
) -> dict[str, Table]:
    """Count tables and add their decimal columns up, all in one look."""
    summed = {
        name: [column for column, words in shapes[name].items() if words.startswith("DECIMAL")]
        for name in names
    }
    looks = (
        f"select '{name}' as name, count(*) as counted, cast(array("  # noqa: S608 - names from code
        + ", ".join(f"cast(sum(`{column}`) as string)" for column in columns)
        + f") as array<string>) as sums from {name}"
        for name, columns in summed.items()
    )
    found = {}
    for row in spark.sql(" union all ".join(looks)).collect():
        values = [Decimal(text or 0) for text in row.sums]
        sums = add_up([dict(zip(summed[row.name], values, strict=True))])
        found[row.name] = Table(row.counted, dict(shapes[row.name]), sums)
    return found


def _refuse_damaged(found: Mapping[str, Table], facts: Mapping[str, Sequence[Exported]]) -> None:
    """Hold what was read against what the stores' manifests say of it."""
    for name, stores in facts.items():
        said = [store.tables[name] for store in stores]
        rows = sum(table.rows for table in said)
        sums = add_up(
            {column: Decimal(text) for column, text in table.sums.items()} for table in said
        )
        if (found[name].rows, found[name].sums) != (rows, sums):
            raise WrongUse("lake_damaged", table=name, found=found[name].rows, expected=rows)


def _refuse_twice(spark: SparkSession) -> None:
    """Refuse a project code that two stores have: nothing could tell the projects apart."""
    rows = spark.sql(
        "select project_code from projects group by fiscal_year, project_code"
        " having count(*) > 1 order by project_code limit 5"
    ).collect()
    if rows:
        raise WrongUse("lake_project_twice", codes=", ".join(row.project_code for row in rows))
