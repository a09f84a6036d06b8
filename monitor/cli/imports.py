"""One function per command; each returns whether blocking findings stopped it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from monitor.cli.context import Session
from monitor.cli.rows import Record, batch_records, change_records, import_record
from monitor.domain.errors import WrongUse
from monitor.intake.batches import list_batches, restore, withdraw
from monitor.intake.budget_changes import ADD, REPLACE
from monitor.intake.commit import commit_import, preview_import
from monitor.intake.control_total import parse_total
from monitor.intake.mappings import SavedMapping, list_mappings, remove_mapping
from monitor.intake.request import BASES, MONEY_UNITS, ImportRequest, Preview
from monitor.intake.sheets.header import Overrides
from monitor.outputs.templates.fill import write_template
from monitor.words.catalogue import say, say_finding

_COLUMNS = ("name", "kind", "header_words", "columns", "unit", "basis", "actor", "set_at")
_TABULAR = ("spending", "results", "adjustments")

_FIELDS = (
    *("project_code", "project_name", "spent", "month_spent", "amount", "payment_date", "month"),
    *("refund", "original_budget", "revised_budget", "result", "level3", "added", "cut"),
)

# Kinds of file that an option says something about.
_KINDS = {
    "again": ("adjustments",),
    "start_month": ("plan",),
    "unit": ("spending", "adjustments"),
    "basis": ("spending",),
    "column": _TABULAR,
    "add_lines": ("spending",),
    "own_unit": ("spending",),
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
    text = "累计支出所在的列，如 spent=H · the column that holds a field"
    command.add_argument("--column", metavar="FIELD=LETTER", action="append", default=[], help=text)
    text = "同一项目的几行相加 · add up the rows of a project"
    command.add_argument("--add-lines", action="store_true", help=text)
    text = "只取本单位的行，略去其他单位 · leave out the rows of other units"
    command.add_argument("--own-unit", action="store_true", help=text)
    text = "文件各行应有的合计，元 · what the rows must add up to, yuan"
    command.add_argument("--total", metavar="AMOUNT", help=text)
    text = "无文号调整：替换或累加 · changes without a paper replace or add to the month's"
    command.add_argument("--again", choices=(REPLACE, ADD), help=text)
    text = "计划新增项目的起始月份 · the month from which on the projects run that a plan adds"
    months = range(1, 13)
    command.add_argument("--start-month", type=int, choices=months, metavar="1-12", help=text)
    text = "把这次的读法存下来 · keep unit and basis for the same header"
    command.add_argument("--save-mapping", metavar="NAME", default="", help=text)


def corrections(options: argparse.Namespace) -> Overrides | None:
    """Return what the options say of reading; raises ``WrongUse`` where they cannot hold."""
    for name, kinds in _KINDS.items():
        if getattr(options, name) and options.kind not in kinds:
            option = f"--{name.replace('_', '-')}"
            raise WrongUse("option_not_for_kind", option=option, kind=options.kind)
    overrides = Overrides(
        columns=_columns(options.column),
        unit=options.unit,
        basis=options.basis,
        add_lines=options.add_lines,
    )
    return None if overrides == Overrides() else overrides


def _columns(given: Sequence[str]) -> dict[str, str]:
    """Read which letter feeds which field; raises ``WrongUse`` for what says neither."""
    columns = {}
    for each in given:
        name, _, letter = each.partition("=")
        if name not in _FIELDS or not (letter.isascii() and letter.isalpha()):
            raise WrongUse("column_option_unreadable", found=each, fields="、".join(_FIELDS))
        columns[letter.upper()] = name
    return columns


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


def import_file(session: Session) -> bool:
    """Import a file, or with --check only say what it would change."""
    options = session.options
    path = Path(options.file).expanduser()
    try:
        data = path.read_bytes()
    except OSError as trouble:
        raise WrongUse("file_missing", path=path) from trouble
    request = ImportRequest(
        options.kind,
        path.name,
        data,
        session.settings.actor,
        month=session.month,
        unlisted_unchanged=options.unlisted_unchanged,
        by_name=options.by_name,
        own_unit=options.own_unit,
        again=options.again,
        start_month=options.start_month,
        overrides=corrections(options),
        mapping=options.mapping,
        total=parse_total(options.total or ""),
    )
    batch_id = None
    if options.check:
        preview = preview_import(session.store, request)
    else:
        done = commit_import(
            session.store,
            request,
            session.settings.files_folder,
            mapping_name=options.save_mapping.strip(),
        )
        preview, batch_id = done.preview, done.batch_id
    _report_import(session, preview, batch_id)
    return preview.is_blocked


_AMOUNTS = ("project_code", "project_name", "month", "old", "new", "why")

_CHANGES = {
    "plan": ("project_code", "item", "month", "old", "new", "why"),
    "spending": _AMOUNTS,
    "results": ("project_code", "item", "month", "old_text", "new_text", "why"),
    "adjustments": _AMOUNTS,
}


def _report_import(session: Session, preview: Preview, batch_id: int | None) -> None:
    language = session.language
    if session.options.json:
        session.answer_record(import_record(preview, batch_id, language))
        return
    for finding in preview.findings:
        place = " ".join(filter(None, (finding.sheet, finding.cell)))
        level = say(language, f"level.{finding.level}")
        session.tell(f"[{level}] {place} {say_finding(language, finding)}".replace("  ", " "))
    _tell_proofs(session, preview)
    moved = [change for change in preview.changes if change.why != "same"]
    if session.options.csv or (moved and not preview.is_blocked):
        session.answer(change_records(moved), _CHANGES[preview.kind])
    if preview.mapping:
        session.tell(say(language, "terminal.mapping_applied", name=preview.mapping))
    elif preview.offered:
        session.tell(say(language, "terminal.mapping_offered", name=preview.offered))
    if batch_id is not None and session.options.save_mapping:
        session.tell(say(language, "mapping.saved", name=session.options.save_mapping))
    if preview.is_blocked:
        blockers = sum(finding.level == "blocker" for finding in preview.findings)
        session.say("terminal.blocked", count=blockers)
    elif preview.changes_nothing:
        session.say("terminal.same")
    else:
        key = "terminal.checked" if batch_id is None else "terminal.committed"
        session.say(key, batch=batch_id, count=preview.facts_count, changed=preview.moved)


def _tell_proofs(session: Session, preview: Preview) -> None:
    for sheet in preview.understood:
        for proof in sheet.proofs:
            said = say(session.language, "import.proof", formula=proof.formula, rows=proof.rows)
            session.tell(" ".join(filter(None, (sheet.sheet, said))))


def template(session: Session) -> bool:
    """Write a template to fill in."""
    month = session.required_month()
    data = write_template(
        session.store, session.options.kind, month, unit_code=session.options.unit
    )
    session.write(data, session.options.out)
    return False


def batches(session: Session) -> bool:
    """List the imports, newest first."""
    columns = (
        "batch_id",
        "kind",
        "month",
        "file_name",
        "facts",
        "actor",
        "committed_at",
        "is_live",
    )
    session.answer(batch_records(list_batches(session.store)), columns)
    return False


def withdraw_batch(session: Session) -> bool:
    """Let a batch stop speaking."""
    preview = withdraw(
        session.store,
        session.options.batch,
        actor=session.settings.actor,
        reason=session.options.reason,
    )
    _report_event(session, "terminal.withdrawn", change_records(preview.changes))
    return False


def restore_batch(session: Session) -> bool:
    """Let a withdrawn batch speak again."""
    preview = restore(
        session.store,
        session.options.batch,
        actor=session.settings.actor,
        reason=session.options.reason,
    )
    _report_event(session, "terminal.restored", change_records(preview.changes))
    return False


def _report_event(session: Session, key: str, changes: list[dict[str, object]]) -> None:
    if changes or session.prints_data:
        session.answer(changes, _AMOUNTS)
    session.say(key, batch=session.options.batch, changed=len(changes))
