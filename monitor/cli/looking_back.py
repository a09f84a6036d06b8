"""Who is missing, where a value comes from, and what changed: commands that look back."""

from __future__ import annotations

from monitor.cli.session import Session
from monitor.domain.errors import WrongUse
from monitor.services.chasing import chase_records, list_unreported, write_messages
from monitor.services.comparing import change_records, compare_month
from monitor.services.history import history_of_month, history_records
from monitor.services.reviewing import review_month

_CHASE = ("unit_code", "project_code", "project_name", "revised_budget", "last_reported_month")
_HISTORY = ("amount", "basis", "standing", "batch_id", "file_name", "sheet", "cell", "actor")
_CHANGES = ("project_code", "project_name", "field", "old", "new", "causes")


def chase(session: Session) -> bool:
    """Print who has not reported the month, or with --text the words to send."""
    rows = list_unreported(session.store, session.required_month(), unit_code=session.options.unit)
    if not session.options.text:
        session.answer(chase_records(rows), (*_CHASE, "months_missing", "missing_results"))
        return False
    messages = write_messages(rows, session.language)
    if session.prints_data or not messages:
        records: list[dict[str, object]] = [
            {
                "unit_code": each.unit_code,
                "unit_name": each.unit_name,
                "projects": len(each.projects),
                "text": each.text,
            }
            for each in messages
        ]
        session.answer(records, ("unit_code", "text"))
        return False
    print("\n\n".join(each.text for each in messages))
    return False


def history(session: Session) -> bool:
    """Print every value stated for a project's month, the newest first."""
    month, code = session.required_month(), session.options.project
    rows = history_of_month(session.store, month, code)
    if not rows:
        projects = review_month(session.store, month).projects
        if code not in {row.project_code for row in projects}:
            raise WrongUse("project_not_found", year=month.year, code=code)
    session.answer(history_records(rows), (*_HISTORY, "committed_at"))
    return False


def changes(session: Session) -> bool:
    """Print what changed of a month between two days, or until now."""
    options = session.options
    comparison = compare_month(
        session.store,
        session.required_month(),
        options.since,
        options.until,
        unit_code=options.unit,
        project_code=options.project,
    )
    session.answer(change_records(comparison), _CHANGES)
    return False
