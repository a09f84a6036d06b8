"""The flagged list on screen: filters kept in the link, and a row per project."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from functools import partial

import streamlit as st

from monitor.domain.badges import BADGES
from monitor.domain.flags import CHANGES, FlaggedRow, Reason, reasons_of
from monitor.outputs.lists.flagged import flagged_csv, flagged_workbook
from monitor.review.flags import FlagFilter, list_flagged
from monitor.review.listing import ListRequest, whole_list
from monitor.review.months import MonthView
from monitor.ui.shell.captions import today
from monitor.ui.shell.components import (
    amount_cells,
    gap_cell,
    project_name_cell,
    rate_cell,
    show_lead,
)
from monitor.ui.shell.data import (
    chosen,
    find,
    follow_up_rows,
    indicators_of_part,
    kinds,
    page_asked,
    turn_pages,
    view_of_part,
    waiting_flags,
)
from monitor.ui.shell.files import logged_download
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.link import read_from_link, read_several_from_link, set_in_link
from monitor.ui.shell.tables import Column, Markup, Row, marks_of, table
from monitor.words.figures import write_months
from monitor.words.flags import write_flag
from monitor.words.leads import lead_of_flagged
from monitor.words.phrases import write_follow_up, write_waiting


def choose_filter(view: MonthView, frame: Frame) -> FlagFilter:
    """Offer the badges, reasons and changes against last month there are, and a search."""
    badges = {row.badge for row in view.flagged}
    there = {reason for row in view.flagged for reason in reasons_of(row)}
    reasons = [reason.value for reason in Reason if reason in there]
    changes = [name for name in CHANGES if any(row.change == name for row in view.flagged)]
    return offer_filter(badges, reasons, changes, frame)


def offer_filter(
    badges: Collection[str], reasons: Sequence[str], changes: Sequence[str], frame: Frame
) -> FlagFilter:
    """Offer what the list may be narrowed to; every choice stays in the link."""
    offered = [name for name in BADGES if name in badges]
    read_several_from_link("light", offered)
    read_several_from_link("reason", reasons)
    read_several_from_link("change", changes)
    read_from_link("find", default="")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen_badges = st.pills(
            frame.say("flagged.light"),
            offered,
            selection_mode="multi",
            key="light",
            wrap=True,
            format_func=lambda name: frame.say(BADGES[name].words),
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
    set_in_link(light=chosen_badges, reason=chosen_reasons, change=chosen_changes, find=search)
    return FlagFilter(
        tuple(chosen_badges),
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
            marks_of(project, frame),
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
                marks_of(row, frame),
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


_LONG_LIST = 10_000  # rows; they take some seconds


def show_crowd_flagged(frame: Frame) -> None:
    """Show the flagged list, a page of it."""
    known = [each for each in kinds(frame) if each.severity > 0]
    view = view_of_part(frame, ())
    amount = sum((each.revised_budget or Decimal(0) for each in known), Decimal(0))
    flagged = sum(each.projects_count for each in known)
    counts = (flagged, view.total.projects_count)
    show_lead(lead_of_flagged(view.month, counts, amount, frame.language, frame.money), frame, view)
    badges = {each.badge for each in known}
    changes = [name for name in CHANGES if any(each.change == name for each in known)]
    narrowed = offer_filter(badges, [each.value for each in Reason], changes, frame)
    part = find(
        frame, ListRequest(narrowed, is_flagged=True, order_by="urgency", page=page_asked())
    )
    turn_pages(part, frame, key="flagged")
    rows = _flagged_rows(view_of_part(frame, tuple(part.codes)), frame)
    _offer_lists(narrowed, part.found, frame)
    show_flag_table(rows, flagged, frame)


def _flagged_rows(view: MonthView, frame: Frame) -> list[FlaggedRow]:
    codes = tuple(row.project_code for row in view.projects)
    return list_flagged(
        view,
        indicators_of_part(frame, codes),
        frame.language,
        None,
        frame.money,
        follow_ups=follow_up_rows(frame),
        snoozes=waiting_flags(frame),
    )


def _offer_lists(narrowed: FlagFilter, found: int, frame: Frame) -> None:
    """Offer the whole list, however long, as the screen has it narrowed."""

    def write(make: Callable[[MonthView, Iterable[FlaggedRow], FlagFilter], bytes]) -> bytes:
        with whole_list(
            frame.store,
            chosen(frame),
            frame.unit_code,
            narrowed,
            follow_ups=follow_up_rows(frame),
            snoozes=waiting_flags(frame),
        ) as (view, rows):
            return make(view, rows, narrowed)

    name = f"{frame.say('page.flagged')}-{chosen(frame)}"
    with st.container(horizontal=True):
        st.download_button(
            frame.say("flagged.download"),
            logged_download(f"{name}.xlsx", partial(write, flagged_workbook), frame),
            f"{name}.xlsx",
            on_click="ignore",
        )
        st.download_button(
            frame.say("flagged.download_csv"),
            logged_download(f"{name}.csv", partial(write, flagged_csv), frame),
            f"{name}.csv",
            "text/csv",
            on_click="ignore",
        )
    if found > _LONG_LIST:
        st.caption(frame.say("crowd.list_takes", found=f"{found:,}"))
