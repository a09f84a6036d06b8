"""The parts of the project page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.plan import Plan
from monitor.services.history import SpendingHistory
from monitor.services.picturing import badge_light
from monitor.services.reviewing import MonthView
from monitor.ui.frame import Frame
from monitor.ui.indicator_cells import result_cell
from monitor.ui.link import give, take
from monitor.ui.notes import plain
from monitor.ui.pieces import amount_cells
from monitor.ui.rows import Column, Markup, Row, badge, table
from monitor.words.figures import plain_number, write_amount, write_month, write_percent


def choose_project(view: MonthView, frame: Frame) -> ProjectMonth:
    """Offer the projects of the month; the one chosen stays in the link."""
    by_code = {row.project_code: row for row in view.projects}
    asked = st.query_params.get("project")
    if asked and asked not in by_code:
        st.warning(frame.say("project.unknown", code=plain(asked)))
    take("project", by_code, (view.flagged or view.projects)[0].project_code)
    chosen = st.selectbox(
        frame.say("project.choose"),
        list(by_code),
        key="project",
        format_func=lambda code: (
            by_code[code].project_name
            if frame.is_narrow
            else f"{by_code[code].project_name}　{code}"
        ),
    )
    give(project=chosen)
    return by_code[chosen]


def show_heading(row: ProjectMonth, frame: Frame) -> None:
    """Show the project's name with its badge, code, unit and office."""
    place = " · ".join(filter(None, (row.project_code, row.unit_name, row.office)))
    st.html(
        f"<h2>{html.escape(row.project_name)} {badge(badge_light(row), frame).text}</h2>"
        f'<p class="em-note">{html.escape(place)}</p>'
    )


def show_project_indicators(rows: Sequence[IndicatorMonth], frame: Frame) -> None:
    """Show the indicators with target, result and light."""
    if not rows:
        return
    st.subheader(frame.say("project.indicators"))
    columns = (
        Column(frame.say("field.light"), "badge-cell"),
        Column(frame.say("field.indicator"), "name"),
        Column(frame.say("field.target")),
        Column(frame.say("field.result")),
        Column(frame.say("field.completion"), "number"),
    )
    table(columns, [_indicator(row, frame) for row in rows], frame, key="project_indicators")


def show_about(plan: Plan | None, row: ProjectMonth, frame: Frame) -> None:
    """Show goal, purpose, fund sources and milestones as the plan has them."""
    found = (
        [each for each in plan.projects if each.project_code == row.project_code] if plan else []
    )
    if not found:
        return
    project = found[0]
    st.subheader(frame.say("project.about"))
    funds = "；".join(
        f"{fund.name} {write_amount(fund.amount, frame.money)} {frame.money}"
        for fund in project.funds
    )
    milestones = "，".join(
        frame.say(
            "project.milestone",
            month=write_month(milestone.month, frame.language),
            pct=f"{plain_number(milestone.planned_pct)}%",
        )
        for milestone in project.milestones
    )
    said = {
        "project.goal": project.goal,
        "project.purpose": project.purpose,
        "project.funds": funds,
        "project.milestones": milestones,
    }
    rows = [Row((frame.say(key), text)) for key, text in said.items() if text]
    table((Column("", "term"), Column("", "long")), rows, frame, key="project_about")


def show_history(rows: Sequence[SpendingHistory], frame: Frame) -> None:
    """Show every figure ever stated, with batch, file and cell."""
    with st.expander(frame.say("project.history")):
        if not rows:
            st.caption(frame.say("project.history_none"))
            return
        st.caption(frame.say("project.history_note"))
        columns = (
            Column(frame.say("field.month")),
            Column(frame.say("field.amount", unit=frame.money), "number"),
            Column(frame.say("field.basis")),
            Column(frame.say("field.state")),
            Column(frame.say("field.batch"), "number"),
            Column(frame.say("field.file")),
            Column(frame.say("field.place")),
            Column(frame.say("field.who")),
            Column(frame.say("field.when")),
        )
        amounts = amount_cells((row.amount for row in rows), frame)
        lines = [_fact(*each, frame) for each in zip(rows, amounts, strict=True)]
        table(columns, lines, frame, key="project_history")


def local_time(moment: datetime) -> str:
    """Write a moment of the store (UTC) in the clock of the machine."""
    return f"{moment.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"


def _indicator(row: IndicatorMonth, frame: Frame) -> Row:
    name = Markup(
        f"{html.escape(row.level3)}<br><small>{html.escape(row.level1)} · "
        f"{html.escape(row.level2)}</small>"
    )
    return Row(
        (
            badge(row.light or row.state, frame),
            name,
            row.target_text,
            result_cell(row, frame),
            write_percent(row.completion) if row.completion is not None else None,
        )
    )


def _fact(row: SpendingHistory, amount: str | None, frame: Frame) -> Row:
    is_current = row.standing == "current"
    shown = Markup(f"<strong>{amount}</strong>") if is_current else amount
    return Row(
        (
            write_month(row.month, frame.language),
            shown,
            frame.say(f"basis.{row.basis}"),
            frame.say(f"project.{row.standing}"),
            str(row.batch_id),
            row.file_name,
            " ".join(filter(None, (row.sheet, row.cell))),
            frame.say("import.batch.sample_actor") if row.is_sample else row.actor,
            local_time(row.committed_at),
        )
    )
