"""What was known on an earlier day beside what is known now, and what changed it."""

from __future__ import annotations

import html
from datetime import date, datetime, timedelta
from decimal import Decimal

import streamlit as st

from monitor.domain.judged import ProjectMonth
from monitor.domain.month import Month
from monitor.review.history import (
    COMPARED,
    MOST_COMPARED,
    Comparison,
    FieldChange,
    Happening,
    compare_month,
)
from monitor.ui.shell.captions import local_time, show_notes
from monitor.ui.shell.components import project_name_cell
from monitor.ui.shell.data import projects_in_view
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Cell, Column, Markup, Row, table
from monitor.words.figures import ABSENT, write_amount, write_month, write_percent, write_points
from monitor.words.phrases import say_month

_AMOUNTS = ("revised_budget", "spent", "gap_amount")
_PERCENTS = ("execution_rate", "planned_pct", "completion")

_FAMILIES = {
    "state": "state",
    "badge": "light",
    "spending_light": "light",
    "indicator_light": "light",
    "mismatch": "changes.mismatch",
}

_MOST_CAUSES = 8


def show_then(row: ProjectMonth, frame: Frame) -> None:
    """Show a project's month as known at the end of a day beside what is known now."""
    month = Month(row.fiscal_year, row.month)
    expander = st.expander(frame.say("then.title"), key="then_open", on_change="rerun")
    with expander:
        if not expander.open:
            return
        day = _choose_day("then_day", "then.day", frame)
        comparison = compare_month(frame.store, month, day, project_code=row.project_code)
        if not comparison.before:
            st.caption(frame.say("then.none", day=day))
            return
        show_notes(frame.say("then.note"))
        _show_beside(comparison, frame)
        if not comparison.changes:
            st.caption(frame.say("then.same", day=day, month=say_month(frame.language, month)))
        for change in comparison.changes:
            show_notes(frame.say("then.why"), *_causes(change.causes, frame))


def show_changes(month: Month, frame: Frame) -> None:
    """Show every project whose month changed since a day, and which batch did it."""
    expander = st.expander(frame.say("changes.title"), key="changes_open", on_change="rerun")
    with expander:
        if not expander.open:
            return
        count = projects_in_view(month.year, frame)
        if count > MOST_COMPARED:
            most = f"{MOST_COMPARED:,}"
            st.caption(frame.say("changes.too_many", most=most, count=f"{count:,}"))
            return
        day = _choose_day("changes_day", "changes.since", frame)
        comparison = compare_month(frame.store, month, day, unit_code=frame.unit_code)
        name = say_month(frame.language, month)
        if not comparison.changes:
            st.caption(frame.say("then.same", day=day, month=name))
            return
        count = len(comparison.changes)
        st.caption(frame.say("changes.lead", day=day, month=name, count=count))
        _show_changes(comparison, frame)


def _choose_day(key: str, words: str, frame: Frame) -> date:
    today = datetime.now().date()  # noqa: DTZ005 - the day on the wall
    return st.date_input(
        frame.say(words),
        today - timedelta(days=1),
        max_value=today,
        min_value=date(2000, 1, 1),
        key=key,
        format="YYYY-MM-DD",
        width=220,
    )


def _show_beside(comparison: Comparison, frame: Frame) -> None:
    old = comparison.before[0]
    new = comparison.after[0] if comparison.after else None
    columns = (
        Column(frame.say("then.figure"), "name"),
        Column(frame.say("then.then", day=comparison.since), "number"),
        Column(frame.say("then.now"), "number"),
    )
    rows = []
    for name in COMPARED:
        pair = getattr(old, name), getattr(new, name, None)
        then, now = (_write(name, value, frame) for value in pair)
        if then or now:
            tag = "span" if pair[0] == pair[1] else "strong"
            cells = (_cell(then, "span"), _cell(now, tag))
            rows.append(Row((frame.say(f"changes.field.{name}"), *cells)))
    table(columns, rows, frame, key="then_table")


def _cell(text: str | None, tag: str) -> Cell:
    """Let words wrap in a column of figures."""
    return Markup(f'<{tag} style="white-space:normal">{html.escape(text or ABSENT)}</{tag}>')


def _show_changes(comparison: Comparison, frame: Frame) -> None:
    columns = (
        Column(frame.say("field.project"), "name"),
        Column(frame.say("changes.what"), "wide"),
        Column(frame.say("then.why"), "wide"),
    )
    rows = []
    for change in comparison.changes:
        lines = [_line(each, frame) for each in change.fields]
        causes = change.causes
        if change.old is None or change.new is None:
            lines = [frame.say("changes.appeared" if change.old is None else "changes.vanished")]
            causes = tuple(each for each in causes if each.kind == "plan")
        what = "<br>".join(map(html.escape, lines))
        why = "<br>".join(map(html.escape, _causes(causes, frame)))
        cells = (project_name_cell(change.project), Markup(what), Markup(why))
        rows.append(Row(cells, opens=change.project.project_code))
    table(columns, rows, frame, key="changes_table")


def _line(change: FieldChange, frame: Frame) -> str:
    name = frame.say(f"changes.field.{change.field}")
    old, new = (_write(change.field, value, frame) or ABSENT for value in (change.old, change.new))
    return f"{name} {old} → {new}"


def _write(name: str, value: object, frame: Frame) -> str | None:
    """Write a figure, light or flag; None for absent."""
    if isinstance(value, bool):
        return frame.say("changes.yes" if value else "changes.no")
    if isinstance(value, Decimal):
        return _write_figure(name, value, frame)
    if isinstance(value, int):
        return write_month(value, frame.language)
    return None if value is None else frame.say(f"{_FAMILIES[name]}.{value}")


def _write_figure(name: str, value: Decimal, frame: Frame) -> str:
    if name in _AMOUNTS:
        return f"{write_amount(value, frame.money)} {frame.money}"
    return write_percent(value) if name in _PERCENTS else write_points(value)


def _causes(causes: tuple[Happening, ...], frame: Frame) -> list[str]:
    """Name what happened, the newest first."""
    return [_cause(each, frame) for each in reversed(causes[-_MOST_CAUSES:])]


def _cause(each: Happening, frame: Frame) -> str:
    what = frame.say(
        f"changes.event.{each.event}",
        batch=each.batch_id,
        kind=frame.say(f"kind.{each.kind}") if each.kind else "",
        file=each.file_name,
    )
    return frame.say("changes.by", what=what, who=each.actor, when=local_time(each.happened_at))
