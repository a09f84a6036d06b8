"""Backups, restoring, examining and the log of what happened, in a terminal."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from monitor.access.audit import Entry, LogFilter, count_entries, list_entries
from monitor.cli.context import Session
from monitor.cli.imports import restore_batch
from monitor.domain.errors import WrongUse
from monitor.upkeep.backups import back_up
from monitor.upkeep.doctor import Examined, Health, examine, is_healthy, verify_log
from monitor.upkeep.restore import restore_backup
from monitor.upkeep.setup import is_empty, load_samples
from monitor.words.catalogue import say

_SHOWN = 5
_EVERY = 2**31
Add = Callable[[str, object, str], argparse.ArgumentParser]


def add_surviving(add: Add) -> None:
    """Add the commands by which data survives."""
    command = add("backup", backup, "备份到文件 · write a backup")
    command.add_argument("file", metavar="FILE.zip")
    command.add_argument("--force", action="store_true", help="覆盖 · write over a file")
    text = "恢复批次，或从备份恢复 · restore an import, or a backup"
    command = add("restore", restore, text)
    command.add_argument("what", metavar="ID|FILE.zip")
    command.add_argument("--reason", default="")
    command.add_argument(
        "--force", action="store_true", help="替换现有数据 · replace what is there"
    )
    command = add("audit", audit, "操作记录 · the log of what happened")
    command.add_argument("action", nargs="?", choices=("verify",))
    command.add_argument("--since", type=date.fromisoformat, metavar="2023-07-05")
    command.add_argument("--until", type=date.fromisoformat, metavar="2023-08-01")
    command.add_argument("--actor", metavar="NAME")
    command.add_argument("--event", metavar="CODE")
    add("doctor", doctor, "检查数据库 · examine the database")


def backup(session: Session) -> bool:
    """Write a backup to a file."""
    target = Path(session.options.file).expanduser()
    settings = session.settings
    if not settings.database.exists():
        raise WrongUse("file_missing", path=settings.database)
    done = back_up(session.store, settings.files_folder, target, force=session.options.force)
    batches, files = done.contents.rows["batches"], len(done.uploads)
    if session.options.json:
        session.answer_record(
            {
                "path": str(target),
                "made_at": done.made_at,
                "batches": batches,
                "files": files,
                "missing_files": list(done.missing),
                "data_version": done.contents.data_version,
            }
        )
        return False
    session.say("terminal.backed_up", path=target, batches=batches, files=files)
    if done.missing:
        session.tell(say(session.language, "terminal.backup_missing", count=len(done.missing)))
    return False


def restore(session: Session) -> bool:
    """Let a withdrawn import speak again, or bring a backup back: a number means an import."""
    what: str = session.options.what
    if what.isdecimal():
        session.options.batch = int(what)
        return restore_batch(session)
    settings = session.settings
    done = restore_backup(
        session.store,
        settings.files_folder,
        Path(what).expanduser(),
        actor=settings.actor,
        force=session.options.force,
    )
    batches = done.manifest.contents.rows["batches"]
    files, replaced = len(done.manifest.uploads), done.replaced
    made_at = done.manifest.made_at
    if session.options.json:
        record = {"made_at": made_at, "batches": batches, "files": files}
        session.answer_record(record | {"replaced": None if replaced is None else str(replaced)})
        return False
    session.say(
        "terminal.restored_file",
        made_at=f"{made_at:%Y-%m-%d %H:%M} UTC",
        path=settings.database,
        batches=batches,
        files=files,
    )
    if replaced is not None:
        session.say("terminal.replaced", path=replaced)
    return False


def doctor(session: Session) -> bool:
    """Examine the database and say what to do; true where something is not well."""
    examined = examine(session.store, session.settings)
    if session.prints_data:
        columns = ("name", "health", "what", "found", "do")
        session.answer([_record(each, session) for each in examined], columns)
    else:
        for each in examined:
            print(_line(each, session))
        ill = sum(each.health is Health.ILL for each in examined)
        session.say("terminal.unhealthy" if ill else "terminal.healthy", count=ill)
    return not is_healthy(examined)


def audit(session: Session) -> bool:
    """Print the log, or with verify hold it against itself; true where it is not whole."""
    options = session.options
    if options.action == "verify":
        return _verify(session)
    asked = LogFilter(options.since, options.until, options.actor, options.event)
    entries = list_entries(session.store, asked, page_size=_EVERY)
    columns = ("sequence", "happened_at", "actor", "event", "subject", "details")
    session.answer([_entry_record(entry, session) for entry in entries], columns)
    return False


def _entry_record(entry: Entry, session: Session) -> dict[str, object]:
    in_words = " ".join(f"{name}={value}" for name, value in entry.said.items())
    return {
        "sequence": entry.sequence,
        "happened_at": entry.happened_at,
        "actor": entry.actor,
        "event": entry.event,
        "subject": entry.subject,
        "details": entry.said if session.options.json else in_words,
    }


def _verify(session: Session) -> bool:
    broken = verify_log(session.store, session.settings)
    count = count_entries(session.store, LogFilter())
    if session.options.json:
        first = broken[0] if broken else None
        session.answer_record({"whole": not broken, "first_bad": first, "entries": count})
    elif broken:
        session.say("terminal.audit_broken", sequence=broken[0])
    else:
        session.say("terminal.audit_whole", count=count)
    return bool(broken)


def _record(each: Examined, session: Session) -> dict[str, object]:
    return {
        "name": each.name,
        "health": each.health.value,
        "what": say(session.language, f"doctor.{each.name}"),
        "found": list(each.found),
        "trouble": _trouble(each, session),
        "do": _remedy(each, session),
    }


def _line(each: Examined, session: Session) -> str:
    words = [f"[{say(session.language, f'doctor.{each.health.value}')}]"]
    words.append(say(session.language, f"doctor.{each.name}"))
    shown = [found for found in each.found if found][:_SHOWN]
    if shown:
        more = f" … ({len(each.found)})" if len(each.found) > _SHOWN else ""
        words.append(f"— {', '.join(shown)}{more}")
    words += filter(None, (_trouble(each, session), _remedy(each, session)))
    return " ".join(words)


def _trouble(each: Examined, session: Session) -> str:
    if each.refusal is None:
        return ""
    return say(session.language, each.refusal.code, **each.refusal.values)


def _remedy(each: Examined, session: Session) -> str:
    if each.health is Health.WELL:
        return ""
    return say(session.language, f"doctor.{each.name}.do")


def samples(session: Session) -> bool:
    """Load the sample plan and months into an empty database."""
    count = load_samples(session.store, session.settings.files_folder)
    session.say("terminal.samples", count=count)
    return False


def setup(session: Session) -> bool:
    """Make the database ready; a fresh one gets the samples."""
    if is_empty(session.store):
        samples(session)
    session.say("terminal.ready", path=session.settings.database)
    return False
