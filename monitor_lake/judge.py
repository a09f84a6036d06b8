"""The marts on Spark: the facts of every store in, a month's results out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor_lake.addresses import Place, find_place
from monitor_lake.engine import require_spark, spark_session
from monitor_lake.export import shared_units
from monitor_lake.facts import RESULTS, mart_texts, view_shapes
from monitor_lake.manifests import (
    Exported,
    Judged,
    Shape,
    Table,
    describe_stores,
    differing_columns,
    month_folder,
    now,
    put_manifest,
    read_exported,
    stamp,
    store_folder,
)
from monitor_lake.parquet import add_up
from monitor_lake.translate import DIVIDE_ROUNDED, marts_needed, reads, translate, translate_type

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


_SHOWN = 5


def judge_month(
    lake_address: str,
    month: Month,
    master: str,
    out: str,
    *,
    rules_of: str = "",
    settings: Mapping[str, str] | None = None,
) -> Judged:
    """Judge the fiscal year of a month and write its results; return what was written.

    ``master`` is Spark's, as ``local[*]`` or ``spark://host:7077``; ``rules_of`` names the store
    whose rules hold where stores differ; ``settings`` are Spark's own. Raises ``WrongUse`` where
    the lake does not hold what can be judged together.
    """
    require_spark()
    from monitor_lake.judge import Marts, judge  # noqa: PLC0415 - an optional extra

    lake, results = find_place(lake_address), find_place(out)
    exported, leading = choose_exports(lake_address, month, rules_of)
    moment = now()
    folder = month_folder(results, month)
    target = folder / stamp(moment)
    target.make_folder()
    marts = Marts(mart_texts(), view_shapes(), RESULTS)
    with spark_session(master, settings or {}) as spark:
        tables = judge(spark, lake, exported, leading, marts, target)
    judged = Judged(
        month=str(month),
        version=target.name,
        judged_at=moment.isoformat(timespec="seconds"),
        lake=lake.address,
        rules_of=leading.store,
        stores=describe_stores(exported),
        tables=tables,
    )
    put_manifest(folder, judged)
    return judged


def choose_exports(
    lake_address: str, month: Month, rules_of: str = ""
) -> tuple[list[Exported], Exported]:
    """Return every store's export of a month's year, and the one whose rules hold for all.

    Raises ``WrongUse`` where they cannot be judged together.
    """
    lake = find_place(lake_address)
    exported = read_exported(lake, month.year)
    if not exported:
        raise WrongUse("lake_empty", path=lake.address, year=month.year)
    _refuse_shared(exported)
    _refuse_other_columns(exported)
    return exported, _choose_rules(exported, rules_of)


def _refuse_shared(exported: Sequence[Exported]) -> None:
    for unit, stores in shared_units(exported).items():
        raise WrongUse("lake_unit_twice", units=unit, stores="、".join(stores))


def _refuse_other_columns(exported: Sequence[Exported]) -> None:
    """Refuse an export whose tables have other columns than those the marts read."""
    shapes = view_shapes()
    for each in exported:
        for name, table in each.tables.items():
            columns = differing_columns(table.columns, shapes.get(name, {}))
            if columns:
                shown = "、".join(columns[:_SHOWN])
                raise WrongUse("lake_other_columns", store=each.store, table=name, columns=shown)


def _choose_rules(exported: Sequence[Exported], rules_of: str) -> Exported:
    """Return the store whose rules hold for all."""
    if rules_of:
        found = [each for each in exported if each.store == rules_of]
        if not found:
            raise WrongUse("lake_store_unknown", found=rules_of)
        return found[0]
    first = exported[0]
    others = [each.store for each in exported if each.rules != first.rules]
    if others:
        shown = "、".join([first.store, *others][:_SHOWN])
        raise WrongUse("lake_rules_differ", stores=shown)
    return first
