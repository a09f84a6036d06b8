"""One function per command; each returns whether blocking findings stopped it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from monitor.cli.mapping import corrections
from monitor.cli.session import Session
from monitor.domain.errors import WrongUse
from monitor.services.batches import list_batches, restore, withdraw
from monitor.services.crowd_parts import whole_list
from monitor.services.crowds import is_crowd
from monitor.services.flagging import (
    FlagFilter,
    FlaggedRow,
    flagged_csv,
    flagged_workbook,
    list_flagged,
)
from monitor.services.following_up import list_follow_ups
from monitor.services.forms import write_forms
from monitor.services.importing import ImportRequest, Preview, commit_import, preview_import
from monitor.services.records import (
    batch_records,
    change_records,
    flagged_records,
    import_record,
    indicator_records,
    score_records,
    status_records,
)
from monitor.services.reviewing import MonthView, list_scope, review_indicators, review_month
from monitor.services.scoring import evaluate
from monitor.services.setup import is_empty, load_samples
from monitor.services.snoozing import list_snoozes
from monitor.services.templating import write_template
from monitor.services.typed_total import parse_total
from monitor.words.catalogue import say, say_finding
from monitor.words.leads import say_spread
from monitor.words.phrases import say_standing

_STATUS = ("project_code", "project_name", "revised_budget", "spent", "execution_rate")
_JUDGED = ("planned_pct", "gap_pp", "state", "light", "is_flagged")


def import_file(session: Session) -> bool:
    """Import a file, or with --check only say what it would change."""
    options = session.options
    path = Path(options.file).expanduser()
    try:
        data = path.read_bytes()
    except OSError as trouble:
        raise WrongUse("file_missing", path=path) from trouble
    request = ImportRequest(
        options.kind,
        path.name,
        data,
        session.settings.actor,
        month=session.month,
        unlisted_unchanged=options.unlisted_unchanged,
        by_name=options.by_name,
        overrides=corrections(options),
        mapping=options.mapping,
        total=parse_total(options.total or ""),
    )
    batch_id = None
    if options.check:
        preview = preview_import(session.store, request)
    else:
        done = commit_import(
            session.store,
            request,
            session.settings.files_folder,
            mapping_name=options.save_mapping.strip(),
        )
        preview, batch_id = done.preview, done.batch_id
    _report_import(session, preview, batch_id)
    return preview.is_blocked


_AMOUNTS = ("project_code", "project_name", "month", "old", "new", "why")
_CHANGES = {
    "plan": ("project_code", "item", "month", "old", "new", "why"),
    "spending": _AMOUNTS,
    "results": ("project_code", "item", "month", "old_text", "new_text", "why"),
    "adjustments": _AMOUNTS,
}


def _report_import(session: Session, preview: Preview, batch_id: int | None) -> None:
    language = session.language
    if session.options.json:
        session.answer_record(import_record(preview, batch_id, language))
        return
    for finding in preview.findings:
        place = " ".join(filter(None, (finding.sheet, finding.cell)))
        level = say(language, f"level.{finding.level}")
        session.tell(f"[{level}] {place} {say_finding(language, finding)}".replace("  ", " "))
    moved = [change for change in preview.changes if change.why != "same"]
    if session.options.csv or (moved and not preview.is_blocked):
        session.answer(change_records(moved), _CHANGES[preview.kind])
    if preview.mapping:
        session.tell(say(language, "terminal.mapping_applied", name=preview.mapping))
    elif preview.offered:
        session.tell(say(language, "terminal.mapping_offered", name=preview.offered))
    if batch_id is not None and session.options.save_mapping:
        session.tell(say(language, "mapping.saved", name=session.options.save_mapping))
    if preview.is_blocked:
        blockers = sum(finding.level == "blocker" for finding in preview.findings)
        session.say("terminal.blocked", count=blockers)
    elif preview.changes_nothing:
        session.say("terminal.same")
    else:
        key = "terminal.checked" if batch_id is None else "terminal.committed"
        session.say(key, batch=batch_id, count=preview.facts_count, changed=preview.moved)


def template(session: Session) -> bool:
    """Write a template to fill in."""
    month = session.required_month()
    data = write_template(
        session.store, session.options.kind, month, unit_code=session.options.unit
    )
    session.write(data, session.options.out)
    return False


def batches(session: Session) -> bool:
    """List the imports, newest first."""
    columns = (
        "batch_id",
        "kind",
        "month",
        "file_name",
        "facts",
        "actor",
        "committed_at",
        "is_live",
    )
    session.answer(batch_records(list_batches(session.store)), columns)
    return False


def withdraw_batch(session: Session) -> bool:
    """Let a batch stop speaking."""
    preview = withdraw(
        session.store,
        session.options.batch,
        actor=session.settings.actor,
        reason=session.options.reason,
    )
    _report_event(session, "terminal.withdrawn", change_records(preview.changes))
    return False


def restore_batch(session: Session) -> bool:
    """Let a withdrawn batch speak again."""
    preview = restore(
        session.store,
        session.options.batch,
        actor=session.settings.actor,
        reason=session.options.reason,
    )
    _report_event(session, "terminal.restored", change_records(preview.changes))
    return False


def _report_event(session: Session, key: str, changes: list[dict[str, object]]) -> None:
    if changes or session.prints_data:
        session.answer(changes, _AMOUNTS)
    session.say(key, batch=session.options.batch, changed=len(changes))


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
    if out is not None and _is_crowd(session):
        _write_crowd(session, narrowed, out)
        return False
    view = _view(session)
    indicator_rows = review_indicators(
        session.store, view.month, unit_code=view.unit_code, known_on=view.known_on
    )
    rows = list_flagged(
        view,
        indicator_rows,
        session.language,
        narrowed,
        follow_ups=list_follow_ups(
            session.store, view.month.year, month=view.month, known_on=view.known_on
        ),
        snoozes=list_snoozes(session.store, view.month, known_on=view.known_on),
    )
    if out is None:
        records = flagged_records(rows, view, session.language)
        session.answer(records, ("project_code", "project_name", "light", "gap_pp", "sentence"))
    else:
        session.write(_flagged_list(out)(view, rows, narrowed), out)
    return False


def _write_crowd(session: Session, narrowed: FlagFilter, out: str) -> None:
    """Write the list of very many projects, some of them in memory at a time."""
    month = session.required_month()
    with whole_list(
        session.store,
        month,
        session.options.unit,
        narrowed,
        follow_ups=list_follow_ups(session.store, month.year, month=month),
        snoozes=list_snoozes(session.store, month),
    ) as (view, rows):
        session.write(_flagged_list(out)(view, rows, narrowed), out)


def _is_crowd(session: Session) -> bool:
    """Say whether there are more projects than are listed at once; a look back lists them all."""
    options, scope = session.options, list_scope(session.store)
    return options.known_on is None and is_crowd(scope, session.required_month().year, options.unit)


def _flagged_list(out: str) -> Callable[[MonthView, Iterable[FlaggedRow], FlagFilter], bytes]:
    return flagged_csv if out.lower().endswith(".csv") else flagged_workbook


def export(session: Session) -> bool:
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
                print(each.project.project_name, spread)
    return False


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


def _view(session: Session) -> MonthView:
    known_on: date | None = session.options.known_on
    return review_month(
        session.store,
        session.required_month(),
        unit_code=session.options.unit,
        known_on=known_on,
    )
