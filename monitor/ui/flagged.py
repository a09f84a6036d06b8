"""The flagged list on screen: filters kept in the link, and a row per project."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial

import streamlit as st

from monitor.domain.badges import BADGES
from monitor.domain.flags import CHANGES, FlaggedRow, Reason
from monitor.domain.list_columns import FLAGGED_COLUMNS, ON_SCREEN, FlaggedColumn, Kind
from monitor.outputs.lists.flagged import flagged_csv, flagged_workbook
from monitor.review.flags import FlagActions, FlagFilter, list_flagged
from monitor.review.listing import ListRequest, flagged_list
from monitor.review.months import MonthView
from monitor.ui.shell.captions import show_notes, today
from monitor.ui.shell.components import (
    amount_cells,
    gap_cell,
    project_name_cell,
    rate_cell,
)
from monitor.ui.shell.data import (
    chosen,
    find,
    follow_up_rows,
    indicator_rows,
    month_view,
    status_counts,
    waiting_flags,
)
from monitor.ui.shell.files import logged_download
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.link import read_from_link, read_several_from_link, set_in_link
from monitor.ui.shell.tables import Cell, Column, Markup, Row, marks_of, table
from monitor.words.figures import write_months, write_percent, write_points
from monitor.words.flags import write_flag
from monitor.words.phrases import write_follow_up, write_waiting

_LONG_LIST = 10_000  # rows; they take some seconds


def choose_filter(frame: Frame) -> FlagFilter:
    """Offer the badges, reasons and changes that flagged projects have, and a search."""
    flagged = [each for each in status_counts(frame) if each.severity > 0]
    reasons = [
        reason.value for reason in Reason if any(reason in each.reasons.split() for each in flagged)
    ]
    changes = [name for name in CHANGES if any(each.change == name for each in flagged)]
    return _offer_filter({each.badge for each in flagged}, reasons, changes, frame)


def _offer_filter(
    badges: Collection[str], reasons: Sequence[str], changes: Sequence[str], frame: Frame
) -> FlagFilter:
    """Offer what the list may be filtered by; every choice stays in the link."""
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


def show_flag_table(rows: Sequence[FlaggedRow], found: int, count: int, frame: Frame) -> None:
    """Show a page of rows, each leading to its project.

    ``found`` is how many answer the filter, ``count`` how many are flagged in all.
    """
    if not rows:
        st.info(frame.say("flagged.nothing_left"))
        return
    caption = ""
    if found != count:
        caption = frame.say("flagged.narrowed", shown=f"{found:,}", count=f"{count:,}")
    shown = [FLAGGED_COLUMNS[key] for key in ON_SCREEN]
    columns = [
        Column(frame.say(each.words, unit=frame.money), _LOOKS.get(each.kind, "number"))
        if each.key != "project_name"
        else Column(frame.say(each.words), "name")
        for each in shown
    ]
    cells = zip(*(_cells(each, rows, frame) for each in shown), strict=True)
    lines = [
        Row(tuple(line), opens=row.project.project_code, below=_below(row, frame))
        for row, line in zip(rows, cells, strict=True)
    ]
    table(columns, lines, frame, key="flag_table", caption=caption)


_LOOKS: Mapping[Kind, str] = {"badge": "badge-cell", "text": "", "code": "", "flag": "", "date": ""}

_WAYS: Mapping[str, Callable[[FlaggedRow, Frame], Cell]] = {
    "badge": lambda row, frame: marks_of(row.project, frame),
    "project_name": lambda row, _: project_name_cell(row.project),
    "execution_rate": lambda row, frame: rate_cell(row.project, frame),
    "gap_pp": lambda row, _: gap_cell(row.project),
    "months_flagged": lambda row, frame: write_months(row.project.months_flagged, frame.language),
}


def _cells(column: FlaggedColumn, rows: Sequence[FlaggedRow], frame: Frame) -> Sequence[Cell]:
    """Write a column's cells; amounts of a column share their decimals."""
    if column.key in _WAYS:
        return [_WAYS[column.key](row, frame) for row in rows]
    values = [column.figure(row) if column.figure else None for row in rows]
    if column.kind == "money_wan":
        amounts = [value if isinstance(value, Decimal) else None for value in values]
        return list(amount_cells(amounts, frame))
    if column.kind in {"percent", "points"}:
        write = write_percent if column.kind == "percent" else write_points
        return [write(value) if isinstance(value, Decimal) else None for value in values]
    if column.kind == "flag":
        words = {True: frame.say("changes.yes"), False: frame.say("changes.no"), None: None}
        return [words[None if value is None else bool(value)] for value in values]
    return [None if value is None else str(value) for value in values]


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


def flagged_rows(codes: tuple[str, ...], frame: Frame) -> list[FlaggedRow]:
    """Return the rows of a page of the list, with their sentences in the reader's language."""
    return list_flagged(
        month_view(frame, codes),
        indicator_rows(frame, codes),
        frame.language,
        frame.money,
        follow_ups=follow_up_rows(frame),
        snoozes=waiting_flags(frame),
    )


def count_waiting_flags(frame: Frame) -> int:
    """Count the flagged projects in view whose flag waits."""
    waiting = month_view(frame, tuple(sorted(waiting_flags(frame)))).projects
    return sum(row.is_flagged for row in waiting if frame.unit_code in (None, row.unit_code))


def offer_lists(chosen_filter: FlagFilter, found: int, frame: Frame) -> None:
    """Offer the whole list as workbook and csv, filtered as the screen has it."""
    name = f"{frame.say('page.flagged')}-{chosen(frame)}"
    for words, ending, kind, make in (
        ("flagged.download", "xlsx", None, flagged_workbook),
        ("flagged.download_csv", "csv", "text/csv", flagged_csv),
    ):
        st.download_button(
            frame.say(words),
            logged_download(
                f"{name}.{ending}", partial(_write_list, make, chosen_filter, frame), frame
            ),
            f"{name}.{ending}",
            kind,
            on_click="ignore",
            disabled=not found,
        )
    if found > _LONG_LIST:
        st.caption(frame.say("flagged.list_takes", found=f"{found:,}"))


def _write_list(
    make: Callable[[MonthView, Iterable[FlaggedRow], FlagFilter], bytes],
    chosen_filter: FlagFilter,
    frame: Frame,
) -> bytes:
    with flagged_list(
        frame.store,
        chosen(frame),
        frame.unit_code,
        chosen_filter,
        actions=FlagActions(follow_up_rows(frame), waiting_flags(frame)),
    ) as (view, rows):
        return make(view, rows, chosen_filter)


def show_cleared(frame: Frame) -> None:
    """List the projects whose flag is gone since last month, each leading to its project."""
    request = ListRequest(FlagFilter(changes=("cleared",)))
    cleared = find(frame, request)
    if not cleared.found:
        return
    st.subheader(frame.say("flagged.cleared", count=cleared.found))
    if cleared.found > len(cleared.codes):
        show_notes(frame.say("list.first", shown=len(cleared.codes), found=f"{cleared.found:,}"))
    columns = (
        Column(frame.say("field.light"), "badge-cell"),
        Column(frame.say("field.project"), "name"),
        Column(frame.say("field.rate"), "number"),
        Column(frame.say("field.gap"), "number"),
    )
    view = month_view(frame, tuple(cleared.codes))
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
        for row in view.projects
    ]
    table(columns, lines, frame, key="cleared_table")
