"""Who would be flagged if: the list under the draft beside today's, and saving the draft."""

from __future__ import annotations

import html

import streamlit as st

from monitor.access.scope import current_version
from monitor.domain.errors import Refusal
from monitor.domain.judged import ProjectMonth
from monitor.domain.month import Month
from monitor.domain.policies import find_faults
from monitor.policies.rules import Draft, save_policy
from monitor.policies.trial import MOST_TRIED, Trial, Tried, try_policy
from monitor.ui.settings_form import start_again
from monitor.ui.shell.captions import plain, show_notes
from monitor.ui.shell.components import project_name_cell
from monitor.ui.shell.data import projects_in_view
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Column, Markup, Row, marks_of, table
from monitor.upkeep.setup import Store
from monitor.words.phrases import say_month

_SAID = "settings_said"
_MOST_ROWS = 100


@st.cache_resource(max_entries=32, show_spinner=False)
def _trial(_store: Store, version: str, draft: Draft, month: Month, unit_code: str | None) -> Trial:
    del version
    return try_policy(_store, draft, month, unit_code=unit_code)


def show_trial(draft: Draft, month: Month, frame: Frame) -> None:
    """Show what the draft would do to the month in view, and offer to save it."""
    faults = list(find_faults(draft.rules))
    for fault in faults:
        st.error(plain(frame.say(fault.code, **fault.values)))
    if faults:
        return
    count = projects_in_view(month.year, frame)
    if count > MOST_TRIED:
        st.info(frame.say("trial.too_many", count=f"{count:,}"))
        return
    trial = _trial(frame.store, current_version(frame.store), draft, month, frame.unit_code)
    if trial.is_same:
        names = {"month": _name(draft.effective, frame), "view": _name(month, frame)}
        st.info(frame.say("settings.same", **names))
        return
    st.markdown(plain(_sentence(trial, frame)))
    show_notes(*_notes(trial, frame))
    _show_table(trial, frame)
    _offer_to_save(draft, frame)


def show_said(frame: Frame) -> None:
    """Say once what was done by the last click."""
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        key, values = said
        st.success(frame.say(key, **values))


def tell_next(key: str, **values: object) -> None:
    """Leave words for the next run of the page."""
    st.session_state[_SAID] = (key, values)


def _sentence(trial: Trial, frame: Frame) -> str:
    new, gone, changed = (len(trial.having(each)) for each in ("new", "gone", "changed"))
    key = "settings.moved" if new or gone or changed else "settings.unmoved"
    return frame.say(
        key,
        month=_name(trial.month, frame),
        before=trial.flagged_today,
        after=trial.flagged_then,
        new=new,
        gone=gone,
        changed=changed,
        projects=len(trial.projects),
    )


def _notes(trial: Trial, frame: Frame) -> list[str]:
    notes = []
    if trial.is_early:
        since = _name(trial.draft.effective, frame)
        notes.append(frame.say("settings.early", since=since, month=_name(trial.month, frame)))
    for later in trial.later[:1]:
        if later.effective is not None:
            name = _name(later.effective, frame)
            notes.append(frame.say("settings.later", month=name, policy=later.policy_id))
    return notes


def _show_table(trial: Trial, frame: Frame) -> None:
    columns = (
        Column(frame.say("settings.project"), "name"),
        Column(frame.say("settings.today")),
        Column(frame.say("settings.then")),
        Column(frame.say("settings.outcome"), "short"),
    )
    found = (*trial.having("new", "gone", "changed"), *trial.having("same"))
    if not found:
        return
    rows = [_row(each, frame) for each in found[:_MOST_ROWS]]
    table(columns, rows, frame, key="trial_table")
    if len(found) > _MOST_ROWS:
        st.caption(frame.say("settings.most", shown=_MOST_ROWS, count=len(found)))


def _row(tried: Tried, frame: Frame) -> Row:
    outcome = html.escape(frame.say(f"settings.outcome.{tried.outcome}"))
    is_moved = tried.outcome != "same"
    return Row(
        (
            project_name_cell(tried.then),
            _state(tried.today, frame),
            _state(tried.then, frame),
            Markup(f"<strong>{outcome}</strong>" if is_moved else outcome),
        ),
        opens=tried.then.project_code,
    )


def _state(row: ProjectMonth, frame: Frame) -> Markup:
    """Show the badge, and in words where it is not flagged."""
    shown = marks_of(row, frame).text
    if row.is_flagged:
        return Markup(shown)
    return Markup(f"{shown} <small>{html.escape(frame.say('settings.not_flagged'))}</small>")


def _offer_to_save(draft: Draft, frame: Frame) -> None:
    why = st.text_input(
        frame.say("settings.why"),
        max_chars=200,
        key="settings_why",
        placeholder=frame.say("settings.why_hint"),
    )
    name = _name(draft.effective, frame)
    with st.container(horizontal=True):
        is_saved = st.button(frame.say("settings.save", month=name), type="primary")
        if st.button(frame.say("settings.reset")):
            start_again()
            st.rerun()
    if not is_saved:
        return
    try:
        number = save_policy(frame.store, draft, why, actor=frame.settings.actor)
    except Refusal as refusal:
        st.error(plain(frame.say(refusal.code, **refusal.values)))
        return
    tell_next("settings.nothing" if number is None else "settings.saved", policy=number, month=name)
    st.rerun()


def _name(month: Month, frame: Frame) -> str:
    return say_month(frame.language, month)
