"""Alerts in a terminal, for a scheduler."""

from __future__ import annotations

import argparse
import os
from dataclasses import asdict

from monitor.access.scope import list_scope, newest_month
from monitor.cli.context import Session
from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.follow_up.alerts.changes import list_alerts
from monitor.follow_up.alerts.send import Delivery, send_alerts
from monitor.follow_up.alerts.settings import read_alert_settings
from monitor.words.catalogue import say

_SENT = ("told_at", "channel", "topic", "month", "project_code", "event", "sentence")
_DELIVERIES = ("channel", "status", "flags", "missing", "subject", "trouble")


def add_alerts(command: argparse.ArgumentParser) -> None:
    """Give the command its options."""
    command.add_argument("action", choices=("send", "list"))
    command.add_argument("--month", help="2023-06")
    command.add_argument("--unit", help="131001")
    text = "只显示不发送 · show what would be sent, send nothing"
    command.add_argument("--dry-run", action="store_true", help=text)


def alerts(session: Session) -> bool:
    """Send what is new, or list what was sent; say whether a delivery failed."""
    if session.options.action == "list":
        _list(session)
        return False
    month = session.month or newest_month(list_scope(session.store))
    if month is None:
        raise WrongUse("month_missing")
    found = send_alerts(
        session.store,
        read_alert_settings(os.environ, session.settings.database.parent),
        month,
        actor=session.settings.actor,
        unit_code=session.options.unit,
        dry_run=session.options.dry_run,
    )
    if session.prints_data:
        session.answer([{"month": str(month), **asdict(each)} for each in found], _DELIVERIES)
    else:
        for each in found:
            _tell(session, each)
    return any(each.status == "failed" for each in found)


def _tell(session: Session, delivery: Delivery) -> None:
    key = f"alert.{delivery.status}"
    values = {
        "channel": delivery.channel,
        "subject": delivery.subject,
        "trouble": delivery.trouble,
    }
    if delivery.status == "failed":
        session.tell(say(session.language, key, **values))
        return
    session.say(key, **values)
    if delivery.status == "would_send":
        print("\n".join(f"    {line}".rstrip() for line in delivery.text.splitlines()))


def _list(session: Session) -> None:
    rows = [
        {**asdict(each), "month": f"{each.fiscal_year}-{each.month:02d}"}
        for each in list_alerts(session.store)
        if session.options.unit in (None, each.unit_code)
        and session.month in (None, Month(each.fiscal_year, each.month))
    ]
    for row in rows:
        del row["fiscal_year"]
    session.answer(rows, _SENT)
