"""The indicators page: filters kept in the link, and the indicators in their groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import streamlit as st

from monitor.domain.badges import LIGHTS
from monitor.domain.judged import IndicatorMonth
from monitor.domain.month import Month
from monitor.review import counts as crowds
from monitor.review.listing import find_indicators
from monitor.ui.indicator_cells import (
    completion_cell,
    name_cell,
    project_cell,
    reading_cell,
    result_cell,
    shown_state,
)
from monitor.ui.shell.components import show_lead
from monitor.ui.shell.data import (
    chosen,
    indicators_of_part,
    kept,
    page_asked,
    turn_pages,
    view_of_part,
)
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.link import read_from_link, read_several_from_link, set_in_link
from monitor.ui.shell.tables import Column, Heading, Row, badge, table
from monitor.words.phrases import say_count, say_list, say_month

_STATES = (*LIGHTS, "reported", "not_reported", "unreadable")

_GROUPS = ("level", "project")

_LOOK = ("yes",)

_MOST_ROWS = 300


@dataclass(frozen=True, slots=True)
class IndicatorFilter:
    """What the list is narrowed to and grouped by; empty means everything."""

    by_project: bool
    states: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    needs_look: bool = False
    search: str = ""

    def keeps(self, row: IndicatorMonth) -> bool:
        """Say whether an indicator stays on the list."""
        words = f"{row.project_code} {row.project_name} {row.level3} {row.description}"
        return (
            (not self.states or shown_state(row) in self.states)
            and (not self.levels or row.level1 in self.levels)
            and (not self.needs_look or bool(row.reason or row.suspicion))
            and self.search.strip().lower() in f"{words} {row.target_text}".lower()
        )


def lead_indicators(rows: Sequence[IndicatorMonth], month: Month, frame: Frame) -> str:
    """Say how many indicators stand where, and how many targets want a look."""
    if not rows:
        return frame.say("indicators.none")
    counts = Counter(map(shown_state, rows))
    parts = [
        say_count(frame.language, f"indicators.is.{state}", counts[state])
        for state in _STATES
        if counts[state]
    ]
    lead = say_count(
        frame.language,
        "indicators.lead",
        len(rows),
        month=say_month(frame.language, month),
        parts=say_list(frame.language, parts),
    )
    doubtful = sum(bool(row.suspicion and not row.reason) for row in rows)
    if not doubtful:
        return lead
    return f"{lead} {say_count(frame.language, 'indicators.look', doubtful)}"


def choose_filter(rows: Sequence[IndicatorMonth], frame: Frame) -> IndicatorFilter:
    """Offer what there is to narrow by; every choice stays in the link."""
    there = {shown_state(row) for row in rows}
    states = [state for state in _STATES if state in there]
    levels = list(dict.fromkeys(row.level1 for row in rows))
    return offer_filter(states, levels, frame)


def offer_filter(states: Sequence[str], levels: Sequence[str], frame: Frame) -> IndicatorFilter:
    """Offer what the list may be narrowed to; every choice stays in the link."""
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
        chosen = st.pills(
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
    set_in_link(by=by, look=look, level=chosen_levels, seek=search, **{"is": chosen})
    return IndicatorFilter(
        by == "project", tuple(chosen), tuple(chosen_levels), bool(look), search or ""
    )


def show_indicators(rows: Sequence[IndicatorMonth], chosen: IndicatorFilter, frame: Frame) -> None:
    """Show the indicators that pass, in their groups; each row leads to its project."""
    kept = [row for row in rows if chosen.keeps(row)]
    if not kept:
        st.info(frame.say("indicators.nothing_left"))
        return
    caption = ""
    if len(kept) < len(rows):
        caption = frame.say("indicators.narrowed", shown=len(kept), count=len(rows))
    show_indicator_table(kept, chosen, frame, caption)
    if len(kept) > _MOST_ROWS:
        st.caption(frame.say("indicators.most", shown=_MOST_ROWS))


def show_indicator_table(
    kept: Sequence[IndicatorMonth], chosen: IndicatorFilter, frame: Frame, caption: str = ""
) -> None:
    """Show indicators in their groups, as many as a page holds."""
    other = "indicators.level" if chosen.by_project else "indicators.project"
    columns = (
        Column(frame.say("field.light"), "badge-cell"),
        Column(frame.say("indicators.name"), "name"),
        Column(frame.say(other), "mid"),
        Column(frame.say("indicators.target"), "short"),
        Column(frame.say("indicators.reading"), "wide"),
        Column(frame.say("indicators.result"), "short"),
        Column(frame.say("indicators.completion"), "number"),
    )
    lines = list(_lines(kept[:_MOST_ROWS], chosen, frame))
    table(columns, lines, frame, key="indicator_table", caption=caption)


def _lines(
    rows: Sequence[IndicatorMonth], chosen: IndicatorFilter, frame: Frame
) -> Iterator[Row | Heading]:
    groups: dict[tuple[str, ...], list[IndicatorMonth]] = {}
    for row in rows:
        group = (row.project_name, row.project_code) if chosen.by_project else _levels(row)
        groups.setdefault(group, []).append(row)
    for group, members in groups.items():
        name = " · ".join(dict.fromkeys(group))
        yield Heading(frame.say("indicators.group", name=name, count=len(members)))
        yield from (_row(row, chosen, frame) for row in members)


def _levels(row: IndicatorMonth) -> tuple[str, ...]:
    return (row.level1, row.level2)


def _row(row: IndicatorMonth, chosen: IndicatorFilter, frame: Frame) -> Row:
    return Row(
        (
            badge(shown_state(row), frame),
            name_cell(row),
            " · ".join(dict.fromkeys(_levels(row))) if chosen.by_project else project_cell(row),
            row.target_text,
            reading_cell(row, frame),
            result_cell(row, frame),
            completion_cell(row),
        ),
        opens=row.project_code,
    )


def show_crowd_indicators(frame: Frame) -> None:
    """Show the indicators, a page of them."""
    month, store, unit = chosen(frame), frame.store, frame.unit_code
    known = kept(lambda: crowds.count_indicators(store, month, unit), frame, "indicator kinds")
    counts: Counter[str] = Counter()
    for each in known:
        counts[each.shown_state] += each.indicators_count
    show_lead(_lead_indicators(counts, month, frame), frame, view_of_part(frame, ()))
    levels = list(dict.fromkeys(each.level1 for each in known))
    narrowed = offer_filter([name for name in _STATES if counts[name]], levels, frame)
    sought = (narrowed.states, narrowed.levels, narrowed.search, page_asked())
    part = kept(
        lambda: find_indicators(
            store,
            month,
            unit,
            states=sought[0],
            levels=sought[1],
            search=sought[2],
            page=sought[3],
        ),
        frame,
        "indicator keys",
        sought,
    )
    turn_pages(part, frame, key="indicators")
    wanted = set(part.keys)
    rows = [
        row
        for row in indicators_of_part(frame, tuple(part.codes))
        if (row.project_code, row.indicator_key) in wanted
    ]
    if rows:
        show_indicator_table(rows, narrowed, frame)
    else:
        st.info(frame.say("indicators.nothing_left"))


def _lead_indicators(counts: Counter[str], month: Month, frame: Frame) -> str:
    parts = [
        say_count(frame.language, f"indicators.is.{state}", counts[state])
        for state in _STATES
        if counts[state]
    ]
    return frame.say(
        "crowd.indicators",
        month=say_month(frame.language, month),
        count=f"{counts.total():,}",
        parts=say_list(frame.language, parts),
    )
