"""The command export: official forms as workbooks; notice, report and month-end pack."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from monitor.cli import commands
from monitor.cli.session import Session
from monitor.services.forms import FORMS
from monitor.services.issuing import DOCUMENTS, Issue, write_document


def add_export(command: argparse.ArgumentParser, day: Callable[[str], date]) -> None:
    """Give the command its options; ``day`` reads a date."""
    command.add_argument("form", choices=(*FORMS, *DOCUMENTS))
    command.add_argument("--month", required=True, help="2023-06")
    command.add_argument("--project", metavar="CODE")
    command.add_argument("--unit", help="131001")
    command.add_argument("--one-sheet", action="store_true", help="一张工作表 · all on one sheet")
    command.add_argument(
        "--reply-by",
        type=day,
        metavar="2023-07-15",
        help="督办通知的反馈时限 · when the notice asks for an answer",
    )
    command.add_argument("--out", required=True, metavar="FILE.xlsx|.docx|.zip")


def export(session: Session) -> bool:
    """Write an official form or a document that goes out."""
    options = session.options
    if options.form in FORMS:
        return commands.export(session)
    issue = Issue(
        options.form,
        session.required_month(),
        unit_code=options.unit,
        project_code=options.project,
        reply_by=options.reply_by,
    )
    session.write(write_document(session.store, issue), options.out)
    return False
