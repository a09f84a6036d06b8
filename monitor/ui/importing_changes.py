"""Figures old and new: what an import, a withdrawal or a restoration would change, and why."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence

import streamlit as st

from monitor.services.importing import Change, Preview
from monitor.ui.frame import Frame
from monitor.ui.importing_plan import show_plan_changes
from monitor.ui.notes import show_notes
from monitor.ui.pieces import amount_cell
from monitor.ui.rows import Cell, Column, Markup, Row, table
from monitor.words.figures import write_amount, write_month
from monitor.words.phrases import say_count, say_list

_WHYS = ("new", "changed", "restated", "gone", "rebased", "same", "missing")
_MOST_ROWS = 200


def show_changes(preview: Preview, frame: Frame) -> None:
    """Show per project and month what stands now and what would stand, and why."""
    st.markdown(f"**{frame.say('import.changes')}**")
    if preview.kind == "plan":
        show_plan_changes(preview.changes, frame, key="changes")
        return
    counts = Counter(change.why for change in preview.changes)
    parts = [
        say_count(frame.language, f"import.why.{why}", counts[why]) for why in _WHYS if counts[why]
    ]
    show_notes(frame.say("import.changes_counts", parts=say_list(frame.language, parts)))
    show_change_table(preview.kind, preview.changes, frame, key="changes")


def show_change_table(
    kind: str, changes: Sequence[Change], frame: Frame, *, key: str, is_event: bool = False
) -> None:
    """Show a row per figure; where there are many, those that move come first."""
    if kind == "plan":
        show_plan_changes(changes, frame, key=key, is_event=is_event)
        return
    shown = list(changes)
    if len(shown) > _MOST_ROWS:
        shown = [change for change in shown if change.why not in ("same", "missing")]
    rows = [_row(kind, change, frame) for change in shown[:_MOST_ROWS]]
    table(_columns(kind, frame, is_event=is_event), rows, frame, key=key)
    if len(shown) > _MOST_ROWS:
        st.caption(frame.say("import.changes_more", shown=_MOST_ROWS, count=len(shown)))


def _columns(kind: str, frame: Frame, *, is_event: bool) -> list[Column]:
    after = "import.event_after" if is_event else "import.new"
    if kind == "results":
        item = [Column(frame.say("import.item"))]
        values = [Column(frame.say("import.old")), Column(frame.say(after))]
    else:
        unit = frame.money
        item = []
        values = [
            Column(frame.say("import.old_amount", unit=unit), "number"),
            Column(frame.say(f"{after}_amount", unit=unit), "number"),
            Column(frame.say("import.difference", unit=unit), "number"),
        ]
    return [
        Column(frame.say("import.project"), "name"),
        *item,
        Column(frame.say("field.month")),
        *values,
        Column(frame.say("import.why")),
    ]


def _row(kind: str, change: Change, frame: Frame) -> Row:
    month = write_month(change.month, frame.language) if change.month else None
    if kind == "results":
        values: tuple[Cell, ...] = (change.old_said, change.new_said)
        item: tuple[Cell, ...] = (change.item.replace("/", " · "),)
    else:
        values = (
            amount_cell(change.old_amount, frame),
            _new_amount(change, frame),
            _difference(change, frame),
        )
        item = ()
    return Row((_project(change), *item, month, *values, frame.say(f"why.{change.why}")))


def _project(change: Change) -> Markup:
    return Markup(
        f"{html.escape(change.project_name)}<br>"
        f'<span class="em-code">{html.escape(change.project_code)}</span>'
    )


def _new_amount(change: Change, frame: Frame) -> Cell:
    """Return the amount after; one the person stated as unchanged says so."""
    if change.new_amount is None:
        return None
    amount = write_amount(change.new_amount, frame.money)
    if change.new_said != "unchanged":
        return amount
    return Markup(f"{amount}<br><small>{frame.say('import.kept_unchanged')}</small>")


def _difference(change: Change, frame: Frame) -> Cell:
    if change.old_amount is None or change.new_amount is None:
        return None
    return write_amount(change.new_amount - change.old_amount, frame.money, sign=True)
