"""One function per command; each returns whether blocking findings stopped it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from datetime import date

from monitor.cli.context import Session
from monitor.cli.rows import (
    chase_records,
    flagged_records,
    history_records,
    indicator_records,
    score_records,
    status_records,
)
from monitor.domain.errors import WrongUse
from monitor.domain.flags import FlaggedRow
from monitor.domain.list_columns import IN_TERMINAL
from monitor.domain.text import make_sayable
from monitor.follow_up.measures import list_follow_ups
from monitor.follow_up.snoozes import list_snoozes
from monitor.outputs.documents import DOCUMENTS, Issue, write_document
from monitor.outputs.forms.fill import FORMS, write_forms
from monitor.outputs.lists.flagged import flagged_csv, flagged_workbook
from monitor.review.flags import FlagActions, FlagFilter
from monitor.review.history import change_records, compare_month, history_of_month
from monitor.review.listing import flagged_list, review_page
from monitor.review.missing_reports import list_unreported, write_messages
from monitor.review.months import MonthView, review_indicators, review_month
from monitor.review.scores import evaluate
from monitor.words.catalogue import say
from monitor.words.leads import say_spread
from monitor.words.phrases import say_standing


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


def export_document(session: Session) -> bool:
    """Write an official form or a document that goes out."""
    options = session.options
    if options.form in FORMS:
        return export_form(session)
    issue = Issue(
        options.form,
        session.required_month(),
        unit_code=options.unit,
        project_code=options.project,
        reply_by=options.reply_by,
    )
    session.write(write_document(session.store, issue), options.out)
    return False


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
    if not rows and not review_page(session.store, month, None, [code]).projects:
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


_STATUS = ("project_code", "project_name", "revised_budget", "spent", "execution_rate")
_JUDGED = ("planned_pct", "gap_pp", "badge", "indicators_red", "is_flagged")


def status(session: Session) -> bool:
    """Print a row per project of the month."""
    view = _view(session)
    session.answer(status_records(view, session.language), (*_STATUS, *_JUDGED))
    if not session.prints_data:
        state = say_standing(view.standing, session.language)
        session.tell(say(session.language, "month_state.line", state=state))
    return False


def indicators(session: Session) -> bool:
    """Print a row per indicator of the month."""
    view = _view(session)
    rows = review_indicators(
        session.store, view.month, unit_code=view.unit_code, known_on=view.known_on
    )
    columns = ("project_code", "level3", "target_text", "result", "completion", "state", "light")
    session.answer(indicator_records(rows), columns)
    return False


def flagged(session: Session) -> bool:
    """Print the flagged projects, or write them as xlsx or csv."""
    out, narrowed = session.options.out, FlagFilter(changes=tuple(session.options.change))
    if out is not None and not out.lower().endswith((".xlsx", ".csv")):
        raise WrongUse("out_unknown_format", path=out)
    month, known_on = session.required_month(), session.options.known_on
    actions = FlagActions(
        list_follow_ups(session.store, month.year, month=month, known_on=known_on),
        list_snoozes(session.store, month, known_on=known_on),
    )
    with flagged_list(
        session.store,
        month,
        session.options.unit,
        narrowed,
        language=session.language,
        known_on=known_on,
        actions=actions,
    ) as (view, rows):
        if out is not None:
            session.write(_flagged_list(out)(view, rows, narrowed), out)
            return False
        records = flagged_records(rows, view, session.language)
    session.answer(records, IN_TERMINAL)
    return False


def _flagged_list(out: str) -> Callable[[MonthView, Iterable[FlaggedRow], FlagFilter], bytes]:
    return flagged_csv if out.lower().endswith(".csv") else flagged_workbook


def export_form(session: Session) -> bool:
    """Write an official form, filled in."""
    options = session.options
    data = write_forms(
        session.store,
        options.form,
        session.required_month(),
        unit_code=options.unit,
        project_code=options.project,
        one_sheet=options.one_sheet,
    )
    session.write(data, options.out)
    return False


def scores(session: Session) -> bool:
    """Print a row per project with its self-evaluation."""
    month = session.required_month()
    evaluations = evaluate(session.store, month, unit_code=session.options.unit)
    rows = score_records(evaluations)
    columns = ("project_code", "project_name", "score_so_far", "score", "grade", "missing")
    session.answer(rows, columns)
    if not session.prints_data:
        for each in evaluations:
            if spread := say_spread(each.project, session.language):
                print(make_sayable(each.project.project_name), spread)
    return False


def _view(session: Session) -> MonthView:
    known_on: date | None = session.options.known_on
    return review_month(
        session.store,
        session.required_month(),
        unit_code=session.options.unit,
        known_on=known_on,
    )
