"""Follow-ups in a terminal: list, add, change, and a flag that waits."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from monitor.access.scope import list_scope, newest_month
from monitor.cli.context import Session
from monitor.domain.errors import WrongUse
from monitor.domain.follow_ups import CauseKind, FollowUp, Progress
from monitor.domain.month import Month
from monitor.follow_up.attachments import attach
from monitor.follow_up.indicator_decisions import find_indicator, preview_reading, set_reading
from monitor.follow_up.measures import (
    OVERDUE,
    Changed,
    NewFollowUp,
    SavedFollowUp,
    add_follow_up,
    change_follow_up,
    list_follow_ups,
    narrow_follow_ups,
)
from monitor.follow_up.snoozes import snooze, wake
from monitor.review.months import review_indicators
from monitor.words.catalogue import say
from monitor.words.phrases import write_reading

Add = Callable[[str, object, str], argparse.ArgumentParser]
Day = Callable[[str], date]
_COLUMNS = ("id", "project_code", "month", "state", "overdue", "due", "owner", "measure")
_FIELDS = ("measure", "owner", "due", "cause", "analysis", "state", "remark")


def add_follow_ups(add: Add, day: Day) -> None:
    """Add the commands followups and snooze; ``day`` reads a date."""
    command = add("followups", follow_ups, "整改督办 · measures, owners and due dates")
    command.add_argument("action", nargs="?", choices=("list", "add", "set"), default="list")
    command.add_argument("id", nargs="?", type=int, metavar="ID", help="set")
    command.add_argument("--month", help="2023-06")
    command.add_argument("--unit", help="131001")
    command.add_argument("--project", metavar="CODE")
    command.add_argument("--indicator", default="", metavar="KEY")
    command.add_argument("--owner", metavar="NAME")
    command.add_argument("--state", choices=(*Progress, OVERDUE))
    command.add_argument("--measure", metavar="TEXT")
    command.add_argument("--due", type=day, metavar="2023-07-31")
    command.add_argument("--cause", choices=list(CauseKind))
    command.add_argument("--analysis", metavar="TEXT")
    command.add_argument("--remark", metavar="TEXT")
    command.add_argument("--file", action="append", default=[], metavar="FILE")
    command = add("snooze", snooze_flag, "暂缓预警 · let a flag wait")
    command.add_argument("--project", required=True, metavar="CODE")
    command.add_argument("--month", required=True, help="2023-06")
    command.add_argument("--until", metavar="2023-08")
    command.add_argument("--end", action="store_true", help="提前恢复 · end it early")
    command.add_argument("--reason", required=True, metavar="TEXT")


def follow_ups(session: Session) -> bool:
    """List the follow-ups of a fiscal year, add one, or change one."""
    actions = {"list": _list, "add": _add, "set": _set}
    actions[session.options.action](session)
    return False


def snooze_flag(session: Session) -> bool:
    """Let a flag wait until a month's end, or speak again."""
    options, month = session.options, session.required_month()
    actor, code = session.settings.actor, options.project
    if options.end:
        wake(session.store, month, code, options.reason, actor=actor)
        session.say("terminal.woken", code=code, month=month)
        return False
    if options.until is None:
        raise WrongUse("snooze_until_missing")
    until = _month(options.until)
    snooze(session.store, month, code, until, options.reason, actor=actor)
    session.say("terminal.snoozed", code=code, until=until)
    return False


def _list(session: Session) -> None:
    options, today = session.options, _today()
    month = session.month or newest_month(list_scope(session.store))
    if month is None:
        raise WrongUse("month_missing")
    found = list_follow_ups(
        session.store,
        month.year,
        month=session.month,
        unit_code=options.unit,
        project_code=options.project,
    )
    owners = () if options.owner is None else (options.owner,)
    states = () if options.state is None else (options.state,)
    rows = narrow_follow_ups(found, today, owners=owners, states=states)
    session.answer([_record(row, today) for row in rows], _COLUMNS)


def _add(session: Session) -> None:
    options = session.options
    if options.project is None:
        raise WrongUse("follow_up_project_missing")
    month, key = session.required_month(), options.indicator
    new = NewFollowUp(options.project, month, indicator_key=key, **_said(session))
    files = _read_files(session)
    kept = add_follow_up(session.store, new, actor=session.settings.actor, today=_today())
    _report(session, kept, files, "terminal.follow_up_added")


def _set(session: Session) -> None:
    if session.options.id is None:
        raise WrongUse("follow_up_unknown", found="")
    files = _read_files(session)
    kept = change_follow_up(
        session.store,
        session.options.id,
        actor=session.settings.actor,
        today=_today(),
        **_said(session),
    )
    is_same = not kept.is_changed and not files
    key = "terminal.follow_up_same" if is_same else "terminal.follow_up_changed"
    _report(session, kept, files, key)


def _said(session: Session) -> Changed:
    """Return what was said of a follow-up; what was not said is left out."""
    said: Changed = {}
    for name in _FIELDS:
        value = getattr(session.options, name)
        if value is not None:
            said[name] = value  # type: ignore[literal-required]  # the names are the fields
    return said


def _read_files(session: Session) -> list[tuple[str, bytes]]:
    """Read the files to attach before anything is kept."""
    read = []
    for name in session.options.file:
        path = Path(name).expanduser()
        try:
            read.append((path.name, path.read_bytes()))
        except OSError as trouble:
            raise WrongUse("file_missing", path=path) from trouble
    return read


def _report(
    session: Session, kept: SavedFollowUp, files: list[tuple[str, bytes]], key: str
) -> None:
    settings = session.settings
    for name, data in files:
        attach(
            session.store,
            settings.files_folder,
            kept.follow_up_id,
            name,
            data,
            actor=settings.actor,
        )
    session.say(key, number=kept.follow_up_id)
    if kept.is_due_past:
        session.tell(say(session.language, "terminal.follow_up_past"))
    if session.options.json:
        session.answer_record({"id": kept.follow_up_id, "is_due_past": kept.is_due_past})


def _record(row: FollowUp, today: date) -> dict[str, object]:
    return {
        "id": row.follow_up_id,
        "project_code": row.project_code,
        "project_name": row.project_name,
        "unit_code": row.unit_code,
        "indicator_key": row.indicator_key or None,
        "indicator": row.indicator_name or None,
        "month": str(Month(row.fiscal_year, row.month)),
        "cause": row.cause or None,
        "analysis": row.analysis,
        "measure": row.measure,
        "owner": row.owner,
        "due": row.due,
        "state": row.state,
        "overdue": row.is_overdue(today),
        "remark": row.remark,
        "files": row.files_count,
        "actor": row.actor,
        "set_at": row.set_at,
        "opened_at": row.opened_at,
    }


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as trouble:
        raise WrongUse("month_wrong", found=text) from trouble


def _today() -> date:
    return datetime.now().date()  # noqa: DTZ005 - the day on the wall


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
