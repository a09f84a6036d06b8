"""The policies so far, taking one back, and what the flags of June were worth in December."""

from __future__ import annotations

import html

import streamlit as st

from monitor.domain.errors import Refusal
from monitor.domain.month import Month
from monitor.policies.rules import SetPolicy, withdraw_policy
from monitor.policies.track_record import JUNE, Outcome, say_record, track_record
from monitor.policies.trial import MOST_TRIED
from monitor.ui.settings_trial import tell_next
from monitor.ui.shell.captions import local_time, plain, show_notes
from monitor.ui.shell.components import project_name_cell
from monitor.ui.shell.data import projects_in_view
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Cell, Column, Markup, Row, marks_of, pick_button, table
from monitor.words.figures import write_month, write_percent
from monitor.words.phrases import say_month
from monitor.words.policies import describe_rules

_ABOUT = "settings_withdrawing"
_OUTCOMES = {True: "record.missed", False: "record.met", None: "record.not_known"}


def lead_settings(month: Month, in_force: SetPolicy, frame: Frame) -> str:
    """Name the policy in force in the month in view."""
    name = say_month(frame.language, month)
    if in_force.effective is None:
        return frame.say("settings.lead_first", month=name)
    since = say_month(frame.language, in_force.effective)
    return frame.say("settings.lead", month=name, policy=in_force.policy_id, since=since)


def show_history(policies: list[SetPolicy], in_force: SetPolicy, frame: Frame) -> None:
    """List every policy with who and why, each with the button that takes it back."""
    st.subheader(frame.say("settings.history"))
    show_notes(frame.say("settings.history_note"))
    columns = (
        Column(frame.say("settings.number"), "short"),
        Column(frame.say("settings.from"), "name"),
        Column(frame.say("settings.rules"), "wide"),
        Column(frame.say("settings.who"), "mid"),
        Column(frame.say("settings.state"), "short"),
        Column("", "short"),
    )
    rows = [_row(each, in_force, frame) for each in policies]
    picked = table(columns, rows, frame, key="policies")
    if picked:
        st.session_state[_ABOUT] = int(picked)
    about = st.session_state.get(_ABOUT)
    if about in {each.policy_id for each in policies if each.stands}:
        _take_back(about, frame)


def _row(policy: SetPolicy, in_force: SetPolicy, frame: Frame) -> Row:
    since = policy.effective
    is_own = policy.stands and since is not None
    return Row(
        (
            str(policy.policy_id),
            say_month(frame.language, since) if since else frame.say("settings.first"),
            describe_rules(policy.rules, frame.language, in_full=True),
            _who(policy),
            _state(policy, in_force, frame),
            pick_button(frame.say("settings.withdraw"), str(policy.policy_id))
            if is_own
            else Markup(""),
        )
    )


def _who(policy: SetPolicy) -> Cell:
    if policy.effective is None:
        return None
    who, why = html.escape(policy.actor), html.escape(policy.why)
    return Markup(f"{who} <small>{local_time(policy.set_at)}</small><br>{why}")


def _state(policy: SetPolicy, in_force: SetPolicy, frame: Frame) -> Cell:
    if policy.stands:
        is_current = policy.policy_id == in_force.policy_id
        return frame.say(f"settings.state.{'in_force' if is_current else 'stands'}")
    said = frame.say(
        "settings.withdrawn_by", who=policy.withdrawn_by or "", why=policy.withdrawn_why or ""
    )
    state = html.escape(frame.say("settings.state.withdrawn"))
    return Markup(f"{state}<br><small>{html.escape(said)}</small>")


def _take_back(policy_id: int, frame: Frame) -> None:
    with st.container(border=True):
        st.markdown(f"**{frame.say('settings.withdraw_title', policy=policy_id)}**")
        show_notes(frame.say("settings.withdraw_note"))
        why = st.text_input(
            frame.say("settings.why"), max_chars=200, key=f"settings_withdraw_why {policy_id}"
        )
        with st.container(horizontal=True):
            is_sure = st.button(frame.say("settings.withdraw_do"), type="primary")
            if st.button(frame.say("settings.cancel")):
                del st.session_state[_ABOUT]
                st.rerun()
        if not is_sure:
            return
        try:
            withdraw_policy(frame.store, policy_id, why, actor=frame.settings.actor)
        except Refusal as refusal:
            st.error(plain(frame.say(refusal.code, **refusal.values)))
            return
    del st.session_state[_ABOUT]
    tell_next("settings.withdrawn", policy=policy_id)
    st.rerun()


def show_record(year: int, frame: Frame) -> None:
    """Say what June's flags were worth, with the projects where the year is over."""
    month = Month(year, JUNE)
    st.subheader(frame.say("record.title", month=write_month(JUNE, frame.language)))
    if projects_in_view(year, frame) > MOST_TRIED:
        st.caption(frame.say("record.too_many"))
        return
    record = track_record(frame.store, month, unit_code=frame.unit_code)
    first, *notes = say_record(record, frame.language)
    st.markdown(plain(first))
    show_notes(*notes)
    if not record.is_known:
        return
    columns = (
        Column(frame.say("settings.project"), "name"),
        Column(write_month(JUNE, frame.language)),
        Column(frame.say("record.december")),
        Column(frame.say("record.rate"), "number"),
        Column(frame.say("record.outcome"), "mid"),
    )
    flagged = [each for each in record.outcomes if each.early.is_flagged]
    table(columns, [_outcome(each, frame) for each in flagged], frame, key="record_table")


def _outcome(each: Outcome, frame: Frame) -> Row:
    return Row(
        (
            project_name_cell(each.december),
            marks_of(each.early, frame),
            marks_of(each.december, frame),
            write_percent(each.december.execution_rate),
            frame.say(_OUTCOMES[each.missed]),
        ),
        opens=each.december.project_code,
    )
