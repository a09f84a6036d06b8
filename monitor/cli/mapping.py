"""How a file is to be read, said in the terminal: saved mappings, unit and basis."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from monitor.cli.session import Session
from monitor.domain.errors import WrongUse
from monitor.services.importing import BASES, MONEY_UNITS, Overrides
from monitor.services.mappings import SavedMapping, list_mappings, remove_mapping
from monitor.services.records import Record

_COLUMNS = ("name", "kind", "header_words", "columns", "unit", "basis", "actor", "set_at")
_TABULAR = ("spending", "results", "adjustments")
# Kinds of file that an option says something about.
_KINDS = {
    "unit": ("spending", "adjustments"),
    "basis": ("spending",),
    "total": ("spending",),
    "mapping": _TABULAR,
    "save_mapping": _TABULAR,
}


def add_reading_options(command: argparse.ArgumentParser) -> None:
    """Give the import command the options that say how to read."""
    text = "按保存的读法读取 · read by a saved mapping"
    command.add_argument("--mapping", metavar="NAME", help=text)
    command.add_argument("--unit", choices=MONEY_UNITS, help="金额单位 · the unit of money")
    text = "累计数、当月数或逐笔支付 · running totals, months or single payments"
    command.add_argument("--basis", choices=BASES, help=text)
    text = "文件各行应有的合计，元 · what the rows must add up to, yuan"
    command.add_argument("--total", metavar="AMOUNT", help=text)
    text = "把这次的读法存下来 · keep unit and basis for the same header"
    command.add_argument("--save-mapping", metavar="NAME", default="", help=text)


def corrections(options: argparse.Namespace) -> Overrides | None:
    """Return what the options say of reading; raises ``WrongUse`` where they cannot hold."""
    for name, kinds in _KINDS.items():
        if getattr(options, name) and options.kind not in kinds:
            option = f"--{name.replace('_', '-')}"
            raise WrongUse("option_not_for_kind", option=option, kind=options.kind)
    if options.unit is None and options.basis is None:
        return None
    return Overrides(unit=options.unit, basis=options.basis)


def add_mappings(command: argparse.ArgumentParser) -> None:
    """Give the command its options."""
    command.add_argument("action", nargs="?", choices=("list", "remove"), default="list")
    command.add_argument("name", nargs="?", metavar="NAME", default="")


def mappings(session: Session) -> bool:
    """List the saved mappings, or remove one."""
    options = session.options
    if options.action == "list":
        session.answer(_records(list_mappings(session.store)), _COLUMNS)
        return False
    if not options.name:
        raise WrongUse("mapping_name_missing")
    remove_mapping(session.store, options.name, actor=session.settings.actor)
    session.say("mapping.removed", name=options.name)
    return False


def _records(saved: Sequence[SavedMapping]) -> list[Record]:
    return [
        {
            "name": mapping.name,
            "kind": mapping.kind,
            "signature": mapping.signature,
            "header_row": mapping.header_row,
            "header_words": list(mapping.header_words),
            "columns": [f"{letter}={name}" for letter, name in mapping.columns.items()],
            "unit": mapping.unit or None,
            "basis": mapping.basis or None,
            "actor": mapping.actor,
            "set_at": mapping.set_at,
        }
        for mapping in saved
    ]
