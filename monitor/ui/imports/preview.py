"""The import page's second step: what was read, what is wrong with it, what it would change."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitor.domain.findings import Level
from monitor.domain.month import Month
from monitor.intake.marked_copy.offer import can_mark, mark_file, marked_name
from monitor.intake.request import ImportRequest, MonthTotal, Preview
from monitor.ui.imports.answers import show_answers
from monitor.ui.imports.changes import show_changes
from monitor.ui.imports.choose import set_month, show_again, show_names, show_start_month
from monitor.ui.imports.mappings import show_mapping
from monitor.ui.imports.sheets import choose_reading, reading_key, show_understood
from monitor.ui.imports.state import ShownPreview
from monitor.ui.shell.captions import plain, show_notes
from monitor.ui.shell.components import _MOST_LISTED, amount_cell, finding_columns, finding_rows
from monitor.ui.shell.files import logged_download
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Column, Row, table
from monitor.words.figures import write_amount, write_month
from monitor.words.phrases import say_count, say_month


def show_preview(seen: ShownPreview, frame: Frame) -> None:
    """Show everything there is to check before confirming."""
    preview, request = seen.preview, seen.request
    if seen.is_anew:
        st.warning(frame.say("preview_outdated"))
    _show_verdict(preview, request, frame)
    show_findings(preview, request, frame)
    key = reading_key(request.file_name, request.data)
    show_names(preview, key, frame)
    show_answers(preview, key, frame)
    show_again(preview, key, frame)
    show_start_month(preview, key, frame)
    show_mapping(preview, key, frame)
    choose_reading(preview, request, frame)
    if preview.changes and not preview.is_blocked:
        show_changes(preview, frame)
        _show_totals(preview.totals, frame)
    show_understood(preview, frame)


def say_facts(kind: str, count: int, frame: Frame) -> str:
    """Say how many facts of a kind there are: 8 条支出."""
    return say_count(frame.language, f"import.count.{kind}", count)


def show_findings(preview: Preview, request: ImportRequest, frame: Frame) -> None:
    """Show what was found, the heaviest first, each with its place and what to do."""
    if not preview.findings:
        show_notes(frame.say("import.findings_none"))
        return
    st.markdown(f"**{frame.say('import.findings')}**")
    can_download = can_mark(request.kind, request.data, preview.findings)
    table(finding_columns(frame), finding_rows(preview.findings, frame), frame, key="findings")
    for level in Level:
        more = sum(finding.level is level for finding in preview.findings) - _MOST_LISTED
        if more > 0:
            key = "import.findings_more" if can_download else "import.findings_more_plain"
            st.caption(frame.say(key, level=frame.say(f"level.{level}"), count=more))
    if can_download:
        st.download_button(
            frame.say("import.marked"),
            logged_download(
                marked_name(request.file_name),
                lambda: mark_file(request.kind, request.file_name, request.data, preview.findings),
                frame,
            ),
            marked_name(request.file_name),
            on_click="ignore",
        )
        st.caption(frame.say("import.marked_note"))


def _show_verdict(preview: Preview, request: ImportRequest, frame: Frame) -> None:
    """Say in one sentence what the file holds, or why it cannot come in."""
    what = say_facts(preview.kind, preview.facts_count, frame)
    if preview.is_blocked:
        blockers = sum(finding.level is Level.BLOCKER for finding in preview.findings)
        st.error(say_count(frame.language, "import.blocked", blockers))
        _offer_month(preview, frame)
    elif preview.changes_nothing:
        st.info(frame.say("import.changes_nothing"))
    else:
        months = [
            say_month(frame.language, Month(preview.fiscal_year, number))
            for number in preview.months
            if preview.fiscal_year is not None
        ]
        shown = "–".join(dict.fromkeys((months[0], months[-1]))) if months else ""
        said = frame.say("import.read_months", months=shown) if shown else ""
        st.success(frame.say("import.read", file=plain(request.file_name), what=what, months=said))


def _offer_month(preview: Preview, frame: Frame) -> None:
    """Offer the month the file itself names, where it is not the one chosen."""
    named = {sheet.month for sheet in preview.understood}
    if all(finding.code != "month_mismatch" for finding in preview.findings) or len(named) != 1:
        return
    try:
        month = Month.parse(named.pop())
    except ValueError:
        return
    words = frame.say("import.use_month", month=say_month(frame.language, month))
    st.button(words, key="use_month", on_click=set_month, args=(month,))


def _show_totals(totals: Sequence[MonthTotal], frame: Frame) -> None:
    """Show what is spent in all, before and after, and against the month before."""
    spoken = [total for total in totals if total.spent is not None]
    if not spoken:
        return
    unit = frame.money
    columns = (
        Column(frame.say("field.month")),
        Column(frame.say("import.total.before", unit=unit), "number"),
        Column(frame.say("import.total.after", unit=unit), "number"),
        Column(frame.say("import.total.previous", unit=unit), "number"),
        Column(frame.say("import.total.growth", unit=unit), "number"),
    )
    rows = [_total_row(total, frame) for total in spoken]
    table(columns, rows, frame, key="totals", caption=frame.say("import.totals"))


def _total_row(total: MonthTotal, frame: Frame) -> Row:
    growth = None
    if total.spent is not None and total.previous_spent is not None:
        growth = write_amount(total.spent - total.previous_spent, frame.money, sign=True)
    return Row(
        (
            write_month(total.month, frame.language),
            amount_cell(total.spent_before, frame),
            amount_cell(total.spent, frame),
            amount_cell(total.previous_spent, frame),
            growth,
        )
    )
