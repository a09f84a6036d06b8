"""The flagged list on screen: filters kept in the link, and a row per project."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from monitor.domain.flags import CHANGES, Reason, reasons_of, shown_light
from monitor.services.flagging import FlagFilter, FlaggedRow
from monitor.services.picturing import badge_light
from monitor.services.reviewing import MonthView
from monitor.ui.follow_up_parts import today
from monitor.ui.frame import Frame
from monitor.ui.link import give, take, take_several
from monitor.ui.pieces import amount_cells, gap_cell, project_name_cell, rate_cell
from monitor.ui.rows import Column, Markup, Row, badge, table
from monitor.words.figures import write_months
from monitor.words.flags import write_flag
from monitor.words.phrases import write_follow_up, write_waiting


def choose_filter(view: MonthView, frame: Frame) -> FlagFilter:
    """Offer the lights, reasons and changes against last month there are, and a search."""
    lights = list(dict.fromkeys(shown_light(row) for row in view.flagged))
    there = {reason for row in view.flagged for reason in reasons_of(row)}
    reasons = [reason.value for reason in Reason if reason in there]
    changes = [name for name in CHANGES if any(row.change == name for row in view.flagged)]
    return offer_filter(lights, reasons, changes, frame)


def offer_filter(
    lights: Sequence[str], reasons: Sequence[str], changes: Sequence[str], frame: Frame
) -> FlagFilter:
    """Offer what the list may be narrowed to; every choice stays in the link."""
    take_several("light", lights)
    take_several("reason", reasons)
    take_several("change", changes)
    take("find", default="")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen_lights = st.pills(
            frame.say("flagged.light"),
            lights,
            selection_mode="multi",
            key="light",
            wrap=True,
            format_func=lambda light: frame.say(f"light.{light}"),
        )
        chosen_reasons = st.pills(
            frame.say("flagged.reason"),
            reasons,
            selection_mode="multi",
            key="reason",
            wrap=True,
            format_func=lambda reason: frame.say(f"reason.{reason}"),
        )
        chosen_changes = st.pills(
            frame.say("flagged.change"),
            changes,
            selection_mode="multi",
            key="change",
            wrap=True,
            format_func=lambda change: frame.say(f"change.{change}"),
        )
        search = st.text_input(
            frame.say("flagged.search"),
            key="find",
            placeholder=frame.say("flagged.search_hint"),
            width=240,
        )
    give(light=chosen_lights, reason=chosen_reasons, change=chosen_changes, find=search)
    return FlagFilter(
        tuple(chosen_lights),
        tuple(map(Reason, chosen_reasons)),
        search or "",
        tuple(chosen_changes),
    )


def show_flag_table(rows: Sequence[FlaggedRow], count: int, frame: Frame) -> None:
    """Show the rows in their order of severity, each leading to its project."""
    if not rows:
        st.info(frame.say("flagged.nothing_left"))
        return
    columns = (
        Column(frame.say("field.light"), "badge-cell"),
        Column(frame.say("field.project"), "name"),
        Column(frame.say("field.budget", unit=frame.money), "number"),
        Column(frame.say("field.spent", unit=frame.money), "number"),
        Column(frame.say("field.rate"), "number"),
        Column(frame.say("field.gap"), "number"),
        Column(frame.say("field.since"), "number"),
    )
    caption = ""
    if len(rows) != count:
        caption = frame.say("flagged.narrowed", shown=len(rows), count=count)
    budgets = amount_cells((row.project.revised_budget for row in rows), frame)
    spent = amount_cells((row.project.spent for row in rows), frame)
    lines = [_row(*each, frame) for each in zip(rows, budgets, spent, strict=True)]
    table(columns, lines, frame, key="flag_table", caption=caption)


def _row(row: FlaggedRow, budget: str | None, spent: str | None, frame: Frame) -> Row:
    project = row.project
    return Row(
        (
            badge(row.light, frame),
            project_name_cell(project),
            budget,
            spent,
            rate_cell(project, frame),
            gap_cell(project),
            write_months(project.months_flagged, frame.language),
        ),
        opens=project.project_code,
        below=_below(row, frame),
    )


def _below(row: FlaggedRow, frame: Frame) -> str | Markup:
    """Write the sentence, and in small print until when the flag waits and what is done."""
    said = [write_follow_up(each, today(), frame.language) for each in row.follow_ups]
    if row.snooze is not None:
        waiting = write_waiting(row.snooze.until_month, row.snooze.reason, frame.language)
        said.insert(0, waiting)
    if not said:
        return row.sentence
    small = "<br>".join(map(html.escape, said))
    return Markup(f"{html.escape(row.sentence)}<br><small>{small}</small>")


def show_cleared(view: MonthView, frame: Frame) -> None:
    """List the projects whose flag is gone since last month, each leading to its project."""
    cleared = [row for row in view.projects if row.change == "cleared"]
    if not cleared:
        return
    st.subheader(frame.say("flagged.cleared", count=len(cleared)))
    columns = (
        Column(frame.say("field.light"), "badge-cell"),
        Column(frame.say("field.project"), "name"),
        Column(frame.say("field.rate"), "number"),
        Column(frame.say("field.gap"), "number"),
    )
    lines = [
        Row(
            (
                badge(badge_light(row), frame),
                project_name_cell(row),
                rate_cell(row, frame),
                gap_cell(row),
            ),
            opens=row.project_code,
            below=write_flag(row, view.policy, frame.language, frame.money),
        )
        for row in cleared
    ]
    table(columns, lines, frame, key="cleared_table")
