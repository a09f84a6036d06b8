"""The import page's second step: what was read, what is wrong with it, what it would change."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitor.domain.findings import Finding, Level
from monitor.domain.month import Month
from monitor.services.annotating import can_mark, mark_file, marked_name
from monitor.services.importing import ImportRequest, MonthTotal, Preview
from monitor.ui.frame import Frame
from monitor.ui.importing import set_month
from monitor.ui.importing_changes import show_changes
from monitor.ui.importing_mappings import show_mapping
from monitor.ui.importing_names import show_names
from monitor.ui.importing_reading import choose_reading, reading_key
from monitor.ui.importing_sheets import show_understood
from monitor.ui.importing_state import Seen
from monitor.ui.notes import plain, show_notes
from monitor.ui.pieces import amount_cell
from monitor.ui.rows import Column, Markup, Row, table
from monitor.ui.taking import taken
from monitor.words.catalogue import say_finding
from monitor.words.figures import write_amount, write_month
from monitor.words.phrases import say_count, say_month

_MOST_LISTED = 50
_SIGNS = {Level.BLOCKER: "✕", Level.WARNING: "!", Level.NOTE: "i"}
_TINTS = {Level.BLOCKER: "red", Level.WARNING: "yellow", Level.NOTE: "blue"}


def show_preview(seen: Seen, frame: Frame) -> None:
    """Show everything there is to check before confirming."""
    preview, request = seen.preview, seen.request
    if seen.is_anew:
        st.warning(frame.say("preview_outdated"))
    _show_verdict(preview, request, frame)
    show_findings(preview, request, frame)
    key = reading_key(request.file_name, request.data)
    show_names(preview, key, frame)
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
            taken(
                marked_name(request.file_name),
                lambda: mark_file(request.kind, request.file_name, request.data, preview.findings),
                frame,
            ),
            marked_name(request.file_name),
            on_click="ignore",
        )
        st.caption(frame.say("import.marked_note"))


def finding_columns(frame: Frame) -> tuple[Column, ...]:
    """Return the columns of a list of findings."""
    return (
        Column(frame.say("import.level"), "badge-cell"),
        Column(frame.say("import.place"), "short"),
        Column(frame.say("import.sentence"), "long"),
    )


def finding_rows(findings: Sequence[Finding], frame: Frame) -> list[Row]:
    """Return a row per finding, at most so many of each level."""
    return [
        Row(
            (
                _level_badge(level, frame),
                _place(finding, frame),
                say_finding(frame.language, finding),
            )
        )
        for level in Level
        for finding in [each for each in findings if each.level is level][:_MOST_LISTED]
    ]


def _level_badge(level: Level, frame: Frame) -> Markup:
    tint = _TINTS[level]
    style = f"background:var(--em-{tint}-fill);color:var(--em-{tint}-text)"
    word = frame.say(f"level.{level}")
    return Markup(f'<span class="em-badge" style="{style}">{_SIGNS[level]} {word}</span>')


def _place(finding: Finding, frame: Frame) -> str:
    return "!".join(filter(None, (finding.sheet, finding.cell))) or frame.say("import.place_file")


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
