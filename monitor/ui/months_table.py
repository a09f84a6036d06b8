"""The months' close on screen: a row per unit with its year, what is missing, what happened."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from monitor.domain.month import Month
from monitor.domain.month_close import STATES, standing_of
from monitor.month_close.steps import Missing, Step, UnitState
from monitor.ui.shell.captions import local_time, show_notes
from monitor.ui.shell.components import SIGNS, state_badge
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.link import read_several_from_link, set_in_link
from monitor.ui.shell.tables import Column, Markup, Row, table
from monitor.words.figures import write_month
from monitor.words.phrases import say_month

_MOST_UNITS = 200
_MOST_PROJECTS = 20


def lead_months(states: Sequence[UnitState], frame: Frame) -> str:
    """Say how far the month in view is."""
    month = _month(frame)
    now = [each for each in states if each.month == month.number]
    name = write_month(month.number, frame.language)
    if len(now) == 1:
        return frame.say(
            "months.lead_one",
            year=month.year,
            month=name,
            unit=now[0].unit_name or now[0].unit_code,
            state=frame.say(f"month_state.{now[0].state}"),
        )
    count = standing_of(each.state for each in now)
    return frame.say(
        "months.lead",
        year=month.year,
        month=name,
        units=count.units,
        certified=count.certified,
        submitted=count.submitted,
        open=count.open,
    )


def choose_states(states: Sequence[UnitState], frame: Frame) -> list[UnitState]:
    """Offer the states there are in the month in view; what is chosen stays in the link."""
    now = {each.unit_code: each.state for each in states if each.month == _month(frame).number}
    there = [state for state in STATES if state in now.values()]
    read_several_from_link("closing", there)
    chosen = st.pills(
        frame.say("months.show"),
        there,
        selection_mode="multi",
        key="closing",
        wrap=True,
        format_func=lambda state: f"{SIGNS[state]} {frame.say(f'month_state.{state}')}",
    )
    set_in_link(closing=chosen)
    return [each for each in states if not chosen or now[each.unit_code] in chosen]


def show_states(shown: Sequence[UnitState], states: Sequence[UnitState], frame: Frame) -> None:
    """Show each unit with its month in view and its year; a click leads to a unit's month."""
    if not shown:
        st.info(frame.say("months.nothing_left"))
        return
    by_unit: dict[str, list[UnitState]] = {}
    for each in shown:
        by_unit.setdefault(each.unit_code, []).append(each)
    columns = (
        Column(frame.say("months.unit"), "name"),
        Column(frame.say("months.show"), "badge-cell"),
        Column(frame.say("months.who"), "short"),
        Column(str(_month(frame).year)),
    )
    rows = [_unit(year, frame) for year in list(by_unit.values())[:_MOST_UNITS]]
    caption = frame.say("months.year_table", year=_month(frame).year)
    if len(by_unit) > _MOST_UNITS:
        caption = frame.say("months.most", shown=_MOST_UNITS)
    picked = table(columns, rows, frame, key="months_table", caption=caption)
    if picked:
        unit, month = picked.split()
        if len({each.unit_code for each in states}) > 1:
            st.query_params["unit"] = unit
        st.query_params["month"] = month
        st.rerun()


def _unit(year: Sequence[UnitState], frame: Frame) -> Row:
    month = _month(frame)
    now = next(each for each in year if each.month == month.number)
    name = html.escape(now.unit_name or now.unit_code)
    code = f'<br><span class="em-code">{html.escape(now.unit_code)}</span>'
    badge = state_badge(now.state, frame.say(f"month_state.{now.state}"), frame)
    who = ""
    if now.happened_at is not None:
        when = local_time(now.happened_at)
        who = f"{html.escape(now.actor)}<br><small>{when}</small>"
    strip = "".join(_cell(each, frame, is_shown=each is now) for each in year)
    return Row((Markup(name + code), Markup(badge), Markup(who or "—"), Markup(strip)))


def _cell(each: UnitState, frame: Frame, *, is_shown: bool) -> str:
    """Write a month as a button with its number and sign."""
    name = write_month(each.month, frame.language)
    hint = html.escape(f"{name} {frame.say(f'month_state.{each.state}')}", quote=True)
    value = html.escape(f"{each.unit_code} {Month(each.fiscal_year, each.month)}", quote=True)
    mark = ' aria-current="true"' if is_shown else ""
    return (
        f'<button type="button" class="em-close-month em-close-{each.state}" data-pick="{value}"'
        f' title="{hint}" aria-label="{hint}"{mark}>{each.month}<i>{SIGNS[each.state]}</i></button>'
    )


def show_missing(missing: Missing, frame: Frame) -> None:
    """Say what a unit has not reported of the month, project by project."""
    if not missing:
        st.caption(frame.say("months.missing_none"))
        return
    said = [frame.say("months.missing", projects=missing.projects, results=missing.results)]
    for row in missing.rows[:_MOST_PROJECTS]:
        what = []
        if row.state == "not_reported":
            what.append(frame.say("months.missing_spending"))
        if row.missing_results:
            what.append(frame.say("months.missing_results", count=row.missing_results))
        joined = frame.say("joint.comma").join(what)
        said.append(frame.say("months.missing_line", name=row.project_name, what=joined))
    if len(missing.rows) > _MOST_PROJECTS:
        rest = len(missing.rows) - _MOST_PROJECTS
        said.append(frame.say("months.missing_more", count=rest))
    show_notes(*said)


def show_steps(steps: Sequence[Step], frame: Frame) -> None:
    """Show what happened to a unit's month, the newest first."""
    st.markdown(f"**{frame.say('months.history')}**")
    if not steps:
        st.caption(frame.say("months.history_none"))
        return
    columns = (
        Column(frame.say("months.what"), "name"),
        Column(frame.say("months.who"), "short"),
        Column(frame.say("months.when"), "short"),
        Column(frame.say("months.why"), "wide"),
    )
    rows = [
        Row(
            (
                frame.say(f"months.event.{each.event}"),
                each.actor,
                local_time(each.happened_at),
                Markup("<br>".join(map(html.escape, _details(each, frame)))),
            )
        )
        for each in steps
    ]
    table(columns, rows, frame, key="months_steps")


def _details(step: Step, frame: Frame) -> list[str]:
    said = [step.reason] if step.reason else []
    if step.until is not None:
        said.insert(0, f"{step.person} → {local_time(step.until)}")
    if step.missing_projects or step.missing_results:
        counts = {"projects": step.missing_projects, "results": step.missing_results}
        said.append(frame.say("months.missing_then", **counts))
    if step.data_version:
        said.append(frame.say("months.version", version=step.data_version))
    return said


def month_name(state: UnitState, frame: Frame) -> str:
    """Name a unit's month: 2023年6月, Jun 2023."""
    return say_month(frame.language, Month(state.fiscal_year, state.month))


def _month(frame: Frame) -> Month:
    if frame.month is None:
        message = "no month to look at: the page shows its empty state first"
        raise ValueError(message)
    return frame.month
