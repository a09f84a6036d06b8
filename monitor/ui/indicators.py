"""The indicators page: filters in the link, and a page of the indicators in their groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import streamlit as st

from monitor.domain.badges import LIGHTS
from monitor.domain.judged import IndicatorMonth
from monitor.review.indicators import (
    PAGE_OF_INDICATORS,
    Group,
    IndicatorFilter,
    IndicatorRequest,
)
from monitor.review.listing import ListPage
from monitor.ui.indicator_cells import (
    completion_cell,
    name_cell,
    project_cell,
    reading_cell,
    result_cell,
    shown_state,
)
from monitor.ui.shell.data import (
    chosen,
    decision_counts,
    indicator_counts,
    offer_pages,
    page_asked,
)
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.link import read_from_link, read_several_from_link, set_in_link
from monitor.ui.shell.tables import Column, Heading, Row, badge, table
from monitor.words.phrases import say_count, say_list, say_month

_STATES = (*LIGHTS, "reported", "not_reported", "not_started", "unreadable")
_GROUPS: tuple[Group, ...] = ("level", "project")
_LOOK = ("yes",)


def lead_indicators(frame: Frame) -> str:
    """Say how many indicators have which light or state, and how many targets want a look."""
    counts: Counter[str] = Counter()
    for each in indicator_counts(frame):
        counts[each.shown_state] += each.indicators_count
    if not counts:
        return frame.say("indicators.none")
    parts = [
        say_count(frame.language, f"indicators.is.{state}", counts[state])
        for state in _STATES
        if counts[state]
    ]
    lead = say_count(
        frame.language,
        "indicators.lead",
        counts.total(),
        month=say_month(frame.language, chosen(frame)),
        parts=say_list(frame.language, parts),
    )
    doubtful = decision_counts(frame).doubtful_count
    if not doubtful:
        return lead
    return f"{lead} {say_count(frame.language, 'indicators.look', doubtful)}"


def choose_indicators(frame: Frame) -> IndicatorRequest:
    """Offer what the list may be filtered and grouped by; every choice stays in the link."""
    counts = indicator_counts(frame)
    there = {each.shown_state for each in counts}
    states = [state for state in _STATES if state in there]
    levels = list(dict.fromkeys(each.level1 for each in counts))
    read_from_link("by", _GROUPS, _GROUPS[0])
    read_several_from_link("is", states)
    read_several_from_link("level", levels)
    read_several_from_link("look", _LOOK)
    read_from_link("seek", default="")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.segmented_control(
            frame.say("indicators.by"),
            _GROUPS,
            required=True,
            key="by",
            format_func=lambda by: frame.say(f"indicators.by.{by}"),
        )
        chosen_states = st.pills(
            frame.say("indicators.light"),
            states,
            selection_mode="multi",
            key="is",
            format_func=lambda state: frame.say(f"light.{state}"),
        )
        chosen_levels = st.pills(
            frame.say("indicators.level1"), levels, selection_mode="multi", key="level"
        )
        look = st.pills(
            frame.say("indicators.target"),
            _LOOK,
            selection_mode="multi",
            key="look",
            format_func=lambda _: frame.say("indicators.needs_look"),
        )
        search = st.text_input(
            frame.say("indicators.search"),
            key="seek",
            placeholder=frame.say("indicators.search_hint"),
            width=240,
        )
    set_in_link(by=by, look=look, level=chosen_levels, seek=search, **{"is": chosen_states})
    narrowed = IndicatorFilter(tuple(chosen_states), tuple(chosen_levels), bool(look), search or "")
    return IndicatorRequest(narrowed, group_by=by or _GROUPS[0], page=page_asked())


def show_indicators(
    page: ListPage, rows: Sequence[IndicatorMonth], request: IndicatorRequest, frame: Frame
) -> None:
    """Show a page of the indicators in their groups; each row leads to its project."""
    offer_pages(page, frame, key="indicators", page_size=PAGE_OF_INDICATORS)
    if not page.found:
        st.info(frame.say("indicators.nothing_left"))
        return
    count = sum(each.indicators_count for each in indicator_counts(frame))
    caption = ""
    if page.found < count:
        shown = f"{page.found:,}"
        caption = frame.say("indicators.narrowed", shown=shown, count=f"{count:,}")
    by_project = request.group_by == "project"
    other = "indicators.level" if by_project else "indicators.project"
    columns = (
        Column(frame.say("field.light"), "badge-cell"),
        Column(frame.say("indicators.name"), "name"),
        Column(frame.say(other), "mid"),
        Column(frame.say("indicators.target"), "short"),
        Column(frame.say("indicators.reading"), "wide"),
        Column(frame.say("indicators.result"), "short"),
        Column(frame.say("indicators.completion"), "number"),
    )
    lines = list(_lines(rows, frame, by_project=by_project))
    table(columns, lines, frame, key="indicator_table", caption=caption)


def _lines(
    rows: Sequence[IndicatorMonth], frame: Frame, *, by_project: bool
) -> Iterator[Row | Heading]:
    groups: dict[tuple[str, ...], list[IndicatorMonth]] = {}
    for row in rows:
        group = (row.project_name, row.project_code) if by_project else _levels(row)
        groups.setdefault(group, []).append(row)
    for group, members in groups.items():
        name = " · ".join(dict.fromkeys(group))
        yield Heading(frame.say("indicators.group", name=name, count=len(members)))
        yield from (_row(row, frame, by_project=by_project) for row in members)


def _levels(row: IndicatorMonth) -> tuple[str, ...]:
    return (row.level1, row.level2)


def _row(row: IndicatorMonth, frame: Frame, *, by_project: bool) -> Row:
    return Row(
        (
            badge(shown_state(row), frame),
            name_cell(row),
            " · ".join(dict.fromkeys(_levels(row))) if by_project else project_cell(row),
            row.target_text,
            reading_cell(row, frame),
            result_cell(row, frame),
            completion_cell(row),
        ),
        opens=row.project_code,
    )
