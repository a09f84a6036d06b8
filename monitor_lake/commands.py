"""Past one machine, in a terminal: export a store's facts, judge all together, look at them."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from monitor.cli.context import Session
from monitor.cli.parser import Add
from monitor.domain.errors import WrongUse

if TYPE_CHECKING:
    from monitor_lake.export import LakeStore


# What these commands do is imported where they do it: Arrow's files load pandas, which takes long.
_COLUMNS = ("store", "fiscal_year", "units", "projects", "facts", "exported_at")


def add_commands(add: Add, general: argparse.ArgumentParser) -> None:
    """Add the command ``lake`` and what can be done with a lake."""
    command = add("lake", lake, "数据湖 · past one machine: Parquet and Spark")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")

    def add_action(name: str, text: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=text, description=text, parents=[general])

    action = add_action("export", "导出事实数据 · lay this database's facts into a lake")
    action.add_argument("--out", required=True, metavar="URI")
    action.add_argument("--year", type=int)
    action.add_argument("--store", default="", metavar="NAME", help="320100")
    action = add_action("list", "已导出的数据库 · what was laid into a lake")
    action.add_argument("--lake", required=True, metavar="URI")
    action = add_action("judge", "在 Spark 上判断 · judge everything in a lake on Spark")
    action.add_argument("--lake", required=True, metavar="URI")
    action.add_argument("--month", required=True, help="2023-06")
    action.add_argument("--master", required=True, metavar="MASTER", help="local[*], spark://…")
    action.add_argument("--out", required=True, metavar="URI")
    action.add_argument("--rules-of", default="", metavar="NAME")
    text = "Spark 设置，可多次 · a setting of Spark's, may be repeated"
    action.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=text)
    action = add_action("open", "生成只读数据库 · make a database to look at the results")
    action.add_argument("results", metavar="URI")
    action.add_argument("--month", help="2023-06")
    action.add_argument("--unit", action="append", default=[], metavar="CODE")
    action.add_argument("--lake", default="", metavar="URI")


def lake(session: Session) -> bool:
    """Do what was asked for with a lake."""
    actions = {"export": _export, "list": _list, "judge": _judge, "open": _open}
    actions[session.options.action](session)
    return False


def _export(session: Session) -> None:
    from monitor_lake.export import export_facts  # noqa: PLC0415 - see above

    options = session.options
    done = export_facts(
        session.store,
        options.out,
        name=options.store,
        year=options.year,
        actor=session.settings.actor,
    )
    if session.prints_data:
        session.answer([_record(each) for each in done], _COLUMNS)
        return
    for each in done:
        session.say(
            "terminal.lake_exported",
            store=each.store,
            year=each.fiscal_year,
            units=len(each.units),
            projects=each.projects,
            facts=each.facts,
            path=options.out,
        )


def _list(session: Session) -> None:
    from monitor_lake.export import list_lake  # noqa: PLC0415 - see above

    session.answer([_record(each) for each in list_lake(session.options.lake)], _COLUMNS)


def _judge(session: Session) -> None:
    from monitor_lake.judge import judge_month  # noqa: PLC0415 - see above

    options = session.options
    judged = judge_month(
        options.lake,
        session.required_month(),
        options.master,
        options.out,
        rules_of=options.rules_of,
        settings=dict(_setting(text) for text in options.set),
    )
    rows = {name: table.rows for name, table in judged.tables.items()}
    if session.options.json:
        record = asdict(judged)
        session.answer_record({name: record[name] for name in record if name != "tables"} | rows)
        return
    session.say(
        "terminal.lake_judged",
        month=judged.month,
        stores=len(judged.stores),
        projects=rows["scored_months"] // 12,
        path=options.out,
    )


def _open(session: Session) -> None:
    from monitor_lake.open import open_results  # noqa: PLC0415 - see above

    options, database = session.options, session.settings.database
    opened = open_results(
        options.results,
        database,
        month=session.month,
        units=options.unit,
        lake=options.lake,
        actor=session.settings.actor,
    )
    if options.json:
        session.answer_record({"path": str(database), "rows": opened.rows})
        return
    session.say(
        "terminal.lake_opened",
        month=opened.month,
        path=database,
        projects=opened.rows["projects"],
    )


def _record(each: LakeStore) -> dict[str, object]:
    return asdict(each) | {"units": list(each.units)}


def _setting(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.startswith("spark."):
        raise WrongUse("lake_setting_wrong", found=text)
    return name, value
