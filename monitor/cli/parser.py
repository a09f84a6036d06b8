"""The commands and their options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from types import ModuleType

from monitor.cli import imports, lists
from monitor.cli.accounts import accounts, add_accounts
from monitor.cli.alerts import add_alerts, alerts
from monitor.cli.closing import add_months
from monitor.cli.follow_ups import add_follow_ups, add_read_target, read_target
from monitor.cli.imports import add_mappings, add_reading_options, mappings
from monitor.cli.lists import add_export, export_document, flagged, indicators, scores, status
from monitor.cli.policies import add_policy, policy
from monitor.cli.upkeep import add_surviving, samples, setup
from monitor.cli.watch import add_watch, watch_folder
from monitor.config import NAME, OPTIONAL_COMMANDS, read_version
from monitor.domain.flags import CHANGES
from monitor.words.catalogue import LANGUAGES

Add = Callable[[str, object, str], argparse.ArgumentParser]
KINDS = ("plan", "spending", "results", "adjustments")


class _ShowVersion(argparse.Action):
    """Print the version and end; argparse's own action would read it for every command."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002 - argparse's name
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(
        self, parser: argparse.ArgumentParser, *unused: object, **unused_too: object
    ) -> None:
        del unused, unused_too
        print(NAME, read_version())
        parser.exit()


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; every command sets ``run``, and general options stand anywhere."""
    general = _general_options(argparse.SUPPRESS)
    parser = argparse.ArgumentParser(
        prog="monitor" if Path(sys.argv[0]).stem == "monitor" else "python -m monitor",
        description="预算执行监控 · Budget execution monitor",
        parents=[_general_options(None)],
    )
    parser.add_argument("--version", action=_ShowVersion, help="版本 · the version")
    actions = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        command = actions.add_parser(name, help=text, description=text, parents=[general])
        command.set_defaults(run=run)
        return command

    command = add("import", imports.import_file, "导入文件 · import a file")
    command.add_argument("kind", choices=KINDS)
    command.add_argument("file", metavar="FILE")
    command.add_argument("--month", help="2023-04")
    command.add_argument("--check", action="store_true", help="只检查不导入 · preview only")
    command.add_argument(
        "--unlisted-unchanged",
        action="store_true",
        help="未列出的项目与上月持平 · projects not listed are unchanged since last month",
    )
    command.add_argument(
        "--by-name",
        action="store_true",
        help="没有编码的项目按相同名称对应 · projects without a code go by their exact name",
    )
    add_reading_options(command)
    add_mappings(add("mappings", mappings, "保存的读法 · saved mappings of headers"))
    command = add("template", imports.template, "生成填报模板 · write a template")
    command.add_argument("kind", choices=KINDS)
    command.add_argument("--month", required=True, help="2023-04")
    command.add_argument("--unit", help="131001")
    command.add_argument("--out", required=True, metavar="FILE.xlsx")
    add("batches", imports.batches, "导入批次 · list imports")
    command = add("withdraw", imports.withdraw_batch, "撤回批次 · withdraw an import")
    command.add_argument("batch", type=int, metavar="ID")
    command.add_argument("--reason", default="")
    add_surviving(add)
    for name, run, text in (
        ("status", status, "各项目当月情况 · a row per project"),
        ("indicators", indicators, "各指标当月情况 · a row per indicator"),
        ("flagged", flagged, "预警项目清单 · the flagged projects"),
    ):
        command = add(name, run, text)
        command.add_argument("--month", required=True, help="2023-06")
        command.add_argument("--unit", help="131001")
        command.add_argument("--known-on", type=_day, metavar="2023-07-05")
    command.add_argument("--out", metavar="FILE.xlsx|FILE.csv")
    command.add_argument("--change", action="append", choices=CHANGES, default=[])
    add_export(add("export", export_document, "官方表格和文件 · forms and documents"), _day)
    command = add("scores", scores, "绩效自评 · self-evaluation scores")
    command.add_argument("--month", required=True, help="2023-06")
    command.add_argument("--unit", help="131001")
    add_read_target(add("read-target", read_target, "手工确定指标值读法 · set a target's reading"))
    add_alerts(add("alerts", alerts, "提醒 · tell people what changed"))
    add_policy(add("policy", policy, "判断规则 · the rules of judgement"))
    add_follow_ups(add, _day)
    add_months(add, _day)
    _add_looking_back(add)
    add_accounts(add("account", accounts, "账户 · accounts and their roles"))
    add_watch(add("watch", watch_folder, "看守文件夹 · import what arrives in a folder"))
    command = add("samples", samples, "示例数据 · sample data")
    command.add_argument("action", choices=("load",))
    for commands in _optional_commands():
        commands.add_commands(add, general)
    add("setup", setup, "准备数据库 · make the database ready")
    return parser


def _optional_commands() -> Iterator[ModuleType]:
    """Go through the optional command modules that are installed; each has ``add_commands``."""
    for name in OPTIONAL_COMMANDS:
        parents = accumulate(name.split("."), "{}.{}".format)
        if all(map(find_spec, parents)):  # no further than the first that is missing
            yield import_module(name)


def _add_looking_back(add: Add) -> None:
    command = add("chase", lists.chase, "催报清单 · who has not reported")
    command.add_argument("--month", required=True, help="2023-06")
    command.add_argument("--unit", help="131001")
    command.add_argument("--text", action="store_true", help="催报文字 · the text to send")
    command = add("history", lists.history, "一个数的来历 · every value stated")
    command.add_argument("--project", required=True, metavar="CODE")
    command.add_argument("--month", required=True, help="2023-06")
    command = add("changes", lists.changes, "两次报告之间的变动 · what changed")
    command.add_argument("--month", required=True, help="2023-06")
    command.add_argument("--from", required=True, dest="since", type=_day, metavar="2023-07-05")
    command.add_argument("--to", dest="until", type=_day, metavar="2023-08-01")
    command.add_argument("--unit", help="131001")
    command.add_argument("--project", metavar="CODE")


def _general_options(default: str | None) -> argparse.ArgumentParser:
    """Return the options every command takes, before its name or behind it."""
    general = argparse.ArgumentParser(add_help=False)
    general.add_argument("--database", metavar="PATH", default=default)
    general.add_argument("--lang", choices=LANGUAGES, default=default)
    general.add_argument("--json", action="store_true", default=default or False)
    general.add_argument("--csv", action="store_true", default=default or False)
    return general


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as trouble:
        message = f"“{text}”不是日期，请写成 2023-07-05 · no day, write it as 2023-07-05"
        raise argparse.ArgumentTypeError(message) from trouble
