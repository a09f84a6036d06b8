"""The product from a terminal: the same services as the dashboard, for people and for scripts."""

from __future__ import annotations

import logging
import os
import sys
import uuid
from collections.abc import Sequence
from typing import TextIO

from monitor.cli.context import Session
from monitor.cli.parser import build_parser
from monitor.config import read_settings
from monitor.domain.errors import NotAllowed, Refusal, StoreBusy
from monitor.upkeep.logs import keep_log
from monitor.words.catalogue import say

OK, BLOCKED, WRONG_USE, NOT_ALLOWED, BUSY, BUG = 0, 1, 2, 3, 4, 70
_EXIT_CODES: dict[type[Refusal], int] = {StoreBusy: BUSY, NotAllowed: NOT_ALLOWED}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0 done, 1 blocking findings, 2 wrong use, 3 not allowed, 4 database busy, 70 a bug.
    """
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    options = build_parser().parse_args(arguments)
    session = Session(options, read_settings(options.database))
    try:
        blocked: bool = options.run(session)
        sys.stdout.flush()
    except Refusal as refusal:
        session.tell(say(session.language, refusal.code, **refusal.values))
        return _EXIT_CODES.get(type(refusal), WRONG_USE)
    except BrokenPipeError:  # who read the answer has seen enough of it, as head does
        _write_nowhere()
    except Exception as trouble:  # noqa: BLE001 - the last resort
        return _report_bug(session, trouble)
    else:
        return BLOCKED if blocked else OK
    finally:
        session.close()
    return OK


def _report_bug(session: Session, trouble: Exception) -> int:
    """Write the traceback to the log beside the database, and its reference to the person."""
    reference = uuid.uuid4().hex[:8]
    log = session.settings.database.parent / "monitor.log"
    try:
        keep_log(log)
    except OSError:
        keep_log()  # to the terminal, where else
    logging.getLogger("monitor").error("reference %s", reference, exc_info=trouble)
    session.tell(say(session.language, "terminal.bug", reference=reference, log=log))
    return BUG


def _write_nowhere() -> None:
    """Let what is still to be written go nowhere, so that ending the program says no more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _write_utf8(stream: TextIO) -> None:
    """Let Chinese through on a terminal whose locale knows none."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
