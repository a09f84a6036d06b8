"""The watched folder in a terminal."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from monitor.cli.context import Session
from monitor.domain.errors import WrongUse
from monitor.upkeep.logs import keep_log
from monitor.upkeep.watch import watch
from monitor.upkeep.watched_folder import Handled, WatchedFolder
from monitor.words.catalogue import say

_COLUMNS = ("file_name", "outcome", "kind", "batch_id", "moved_to", "notes")


def watch_folder(session: Session) -> bool:
    """Import what arrives in a folder until told to stop, or once what is there."""
    options = session.options
    if session.prints_data and not options.once:
        raise WrongUse("watch_data_needs_once")
    if options.every <= 0:
        raise WrongUse("watch_every_wrong")
    _log_beside(session.settings.database)
    folder = Path(options.folder).expanduser().absolute()
    keeper = WatchedFolder(
        folder,
        session.store,
        session.settings.files_folder,
        session.settings.actor,
        session.language,
    )
    done: list[Handled] = []  # kept with --once only: a watch may last for months
    with _stopped_by_signals() as is_stopped:
        if not options.once:
            session.say("watch.started", folder=folder)
        watch(
            keeper,
            every=options.every,
            once=options.once,
            is_stopped=is_stopped,
            on_handled=done.append if options.once else lambda each: _tell(session, each),
            on_busy=lambda trouble: session.tell(
                say(session.language, "watch.busy", **trouble.values)
            ),
        )
    if not options.once:
        session.say("watch.stopped")
        return False
    _answer(session, done)
    return any(handled.received.outcome == "aside" for handled in done)


def _answer(session: Session, done: list[Handled]) -> None:
    if session.prints_data or not done:
        session.answer([_record(handled) for handled in done], _COLUMNS)
        return
    for handled in done:
        _tell(session, handled)


def _tell(session: Session, handled: Handled) -> None:
    batch = handled.received.batch_id
    number = "" if batch is None else f" [{batch}]"
    session.say("watch.told", file=handled.file_name, what=handled.what, batch=number)


def _record(handled: Handled) -> dict[str, object]:
    received = handled.received
    return {
        "file_name": handled.file_name,
        "outcome": received.outcome,
        "kind": received.kind or None,
        "batch_id": received.batch_id,
        "facts": received.facts,
        "changed": received.changed,
        "blockers": received.blockers,
        "moved_to": handled.moved_to or None,
        "notes": handled.notes or None,
        "at": handled.at.replace(tzinfo=None),
        "what": handled.what,
    }


def _log_beside(database: Path) -> None:
    """Let what goes wrong unforeseen leave its trace where the terminal leaves its own."""
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        keep_log(database.parent / "monitor.log")
    except OSError:
        return  # the database's own refusal says it better


@contextmanager
def _stopped_by_signals() -> Iterator[Callable[[], bool]]:
    """Let SIGINT and SIGTERM ask for an end after the file in hand."""
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def add_watch(command: argparse.ArgumentParser) -> None:
    """Give the command its options."""
    command.add_argument("folder", metavar="FOLDER")
    command.add_argument(
        "--once", action="store_true", help="只看一次 · take what is there, then end"
    )
    command.add_argument("--every", type=float, default=2.0, metavar="SECONDS")
