"""Judge a month of every store in a lake together, on Apache Spark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.lake.engine import require_spark, spark_session
from monitor.lake.manifests import (
    Exported,
    Judged,
    describe_stores,
    differing_columns,
    month_folder,
    now,
    put_manifest,
    read_exported,
    stamp,
)
from monitor.lake.places import find_place
from monitor.services.lake_exporting import shared_units
from monitor.store.lake_tables import RESULTS, mart_texts, view_shapes

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
    from monitor.lake.judging import Marts, judge  # noqa: PLC0415 - an optional extra

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
