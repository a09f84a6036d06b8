"""Commands that keep what a person decides about an indicator."""

from __future__ import annotations

import argparse

from monitor.cli.session import Session
from monitor.domain.errors import WrongUse
from monitor.services.judging import find_indicator, preview_reading, set_reading
from monitor.services.reviewing import list_scope, newest_month, review_indicators
from monitor.words.phrases import write_reading


def add_read_target(command: argparse.ArgumentParser) -> None:
    """Add the options of read-target."""
    command.add_argument("--project", required=True, metavar="CODE")
    command.add_argument("--indicator", required=True, metavar="NAME")
    command.add_argument("--as", required=True, dest="spelling", metavar="≥90%%")
    command.add_argument("--why", required=True, metavar="TEXT")
    command.add_argument("--month", help="2023-06")
    command.add_argument("--check", action="store_true", help="只看读法不保存 · preview only")


def read_target(session: Session) -> bool:
    """Set by hand how a target is read; the month names the fiscal year."""
    options = session.options
    month = session.month or newest_month(list_scope(session.store))
    if month is None:
        raise WrongUse("month_missing")
    rows = review_indicators(session.store, month, project_code=options.project)
    row = find_indicator(rows, options.project, options.indicator)
    ahead = preview_reading(row, options.spelling)
    if not options.check:
        actor = session.settings.actor
        set_reading(session.store, row, options.spelling, options.why, actor=actor)
    key = "terminal.reading_checked" if options.check else "terminal.reading"
    reading = write_reading(ahead, session.language)
    if session.options.json:
        record = {
            "project_code": row.project_code,
            "indicator_key": row.indicator_key,
            "target_text": row.target_text,
            "read_as": options.spelling,
            "operator": ahead.operator,
            "number": ahead.number,
            "upper": ahead.upper_number,
            "unit": ahead.unit,
            "kind": ahead.kind,
            "due": ahead.due,
            "saved": not options.check,
        }
        session.answer_record(record)
    else:
        session.say(key, target=row.target_text, reading=reading)
    return False
