"""The months' close in a terminal: list, hand in, certify, give back, and exceptions."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from monitor.access.scope import list_scope, newest_month
from monitor.cli.context import Session
from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.domain.month_close import STATES
from monitor.month_close.exceptions import (
    MonthException,
    end_exception,
    grant_exception,
    list_exceptions,
)
from monitor.month_close.steps import (
    Missing,
    UnitState,
    certify,
    give_back,
    list_missing,
    list_states,
    submit,
)

Record = dict[str, object]


def month_records(
    states: Iterable[UnitState], exceptions: Sequence[MonthException]
) -> list[Record]:
    """Return a row per unit and month; ``exceptions`` names who may change it, until when."""
    return [
        {
            "unit_code": each.unit_code,
            "unit_name": each.unit_name,
            "month": str(Month(each.fiscal_year, each.month)),
            "state": each.state,
            "actor": each.actor or None,
            "happened_at": each.happened_at,
            "missing_projects": each.missing_projects,
            "missing_results": each.missing_results,
            "remark": each.remark or None,
            "data_version": each.data_version or None,
            "exceptions": [
                f"{one.person} {one.until.isoformat(timespec='minutes')}Z"
                for one in exceptions
                if (one.unit_code, one.month) == (each.unit_code, each.month)
            ],
        }
        for each in states
    ]


def missing_records(missing: Missing) -> list[Record]:
    """Return a row per project that lacks spending, results or both."""
    return [
        {
            "unit_code": row.unit_code,
            "project_code": row.project_code,
            "project_name": row.project_name,
            "spending_missing": row.state == "not_reported",
            "results_missing": row.missing_results,
        }
        for row in missing.rows
    ]


Add = Callable[[str, object, str], argparse.ArgumentParser]
Day = Callable[[str], date]
_ACTIONS = ("list", "missing", "submit", "certify", "return", "except", "end")
_COLUMNS = ("unit_code", "month", "state", "actor", "happened_at", "exceptions", "remark")
_MISSING = ("project_code", "project_name", "spending_missing", "results_missing")


def add_months(add: Add, day: Day) -> None:
    """Add the command months; ``day`` reads a date."""
    command = add("months", months, "月份审定 · hand in and certify months")
    command.add_argument("action", nargs="?", choices=_ACTIONS, default="list")
    command.add_argument("--month", help="2023-06")
    command.add_argument("--unit", help="131001")
    command.add_argument("--state", choices=STATES, help="list")
    command.add_argument("--remark", default="", metavar="TEXT", help="submit, certify")
    command.add_argument("--reason", default="", metavar="TEXT", help="return, except, end")
    command.add_argument("--person", default="", metavar="NAME", help="except, end")
    command.add_argument("--until", type=day, metavar="2023-07-31", help="except")


def months(session: Session) -> bool:
    """List the states of months, or take one a step further."""
    action = session.options.action
    if action == "list":
        _list(session)
        return False
    month, unit = session.required_month(), session.options.unit
    if unit is None:
        raise WrongUse("months_unit_missing")
    if action == "missing":
        records = missing_records(list_missing(session.store, month, unit))
        session.answer(records, _MISSING)
    else:
        _STEPS[action](session, month, unit)
    return False


def _list(session: Session) -> None:
    month = session.month or newest_month(list_scope(session.store))
    if month is None:
        raise WrongUse("month_missing")
    options = session.options
    states = list_states(
        session.store,
        month.year,
        month=month.number if options.month else None,
        unit_code=options.unit,
    )
    chosen = [each for each in states if options.state in (None, each.state)]
    exceptions = list_exceptions(session.store, month.year, unit_code=options.unit)
    session.answer(month_records(chosen, exceptions), _COLUMNS)


def _submit(session: Session, month: Month, unit: str) -> None:
    missing = list_missing(session.store, month, unit)
    if missing and not session.prints_data:
        session.say("months.missing", projects=missing.projects, results=missing.results)
        session.answer(missing_records(missing), _MISSING)
    submit(session.store, month, unit, session.options.remark, actor=session.settings.actor)
    session.say("months.done.submitted", unit=unit, month=month)


def _certify(session: Session, month: Month, unit: str) -> None:
    certify(session.store, month, unit, session.options.remark, actor=session.settings.actor)
    session.say("months.done.certified", unit=unit, month=month)


def _return(session: Session, month: Month, unit: str) -> None:
    give_back(session.store, month, unit, session.options.reason, actor=session.settings.actor)
    session.say("months.done.returned", unit=unit, month=month)


def _except(session: Session, month: Month, unit: str) -> None:
    options, actor = session.options, session.settings.actor
    if options.until is None:
        raise WrongUse("months_until_missing")
    person = options.person or actor
    grant_exception(session.store, month, unit, person, options.reason, options.until, actor=actor)
    session.say("months.done.excepted", unit=unit, month=month, person=person, until=options.until)


def _end(session: Session, month: Month, unit: str) -> None:
    options, actor = session.options, session.settings.actor
    person = options.person or actor
    end_exception(session.store, month, unit, person, options.reason, actor=actor)
    session.say("months.done.exception_ended", unit=unit, month=month, person=person)


_STEPS: dict[str, Callable[[Session, Month, str], None]] = {
    "submit": _submit,
    "certify": _certify,
    "return": _return,
    "except": _except,
    "end": _end,
}
