"""The steps of a unit's month on screen: what is missing, and what the person here may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from monitor.domain.errors import Refusal
from monitor.domain.follow_ups import LONGEST_TEXT
from monitor.domain.month import Month
from monitor.month_close.exceptions import (
    MonthException,
    end_exception,
    grant_exception,
    list_exceptions,
)
from monitor.month_close.steps import (
    UnitState,
    certify,
    give_back,
    list_missing,
    list_steps,
    submit,
)
from monitor.ui.months_table import month_name, show_missing, show_steps
from monitor.ui.shell.captions import local_time, plain, show_notes, today
from monitor.ui.shell.frame import Frame

_SAID = "months_said"
_TURN = "months_turn"  # a form that was kept starts anew under another name
_DAYS = 7  # what an exception is offered for at first


def show_unit_month(state: UnitState, frame: Frame) -> None:
    """Show a unit's month: what is missing, the steps open to the person, and what happened."""
    name = month_name(state, frame)
    st.subheader(
        plain(frame.say("months.detail", unit=state.unit_name or state.unit_code, month=name)),
        anchor=False,  # it would be made of the unit's name
    )
    said = st.session_state.pop(_SAID, "")
    if said:
        st.success(plain(said))
    month, unit = Month(state.fiscal_year, state.month), state.unit_code
    if state.state != "certified":
        show_missing(list_missing(frame.store, month, unit), frame)
    exceptions = [
        each
        for each in list_exceptions(frame.store, month.year, unit_code=unit)
        if each.month == month.number
    ]
    if exceptions:
        _show_exceptions(exceptions, frame)
    _offer(state, exceptions, frame)
    show_steps(list_steps(frame.store, month, unit), frame)


def _offer(state: UnitState, exceptions: list[MonthException], frame: Frame) -> None:
    """Offer the next step, or say who may take it."""
    if state.state == "open" and frame.may("submit"):
        _take_submission(state, frame)
    elif state.state == "submitted" and frame.may("certify"):
        _take_answer(state, frame)
    elif state.state == "certified" and frame.may("certify"):
        _take_exception(state, frame)
        if exceptions:
            _take_end(state, exceptions, frame)
    else:
        role = frame.say(f"role.{frame.actor.role}")
        show_notes(frame.say("months.may_not", role=role), on_paper=False)


def _take_submission(state: UnitState, frame: Frame) -> None:
    month, unit = Month(state.fiscal_year, state.month), state.unit_code
    missing = list_missing(frame.store, month, unit)
    with st.form(_key("submit", state)):
        words = "months.remark_needed" if missing else "months.remark"
        remark = st.text_area(frame.say(words), max_chars=LONGEST_TEXT, height=80)
        button = "months.submit_anyway" if missing else "months.submit"
        if not st.form_submit_button(frame.say(button), type="primary"):
            return
    actor = frame.settings.actor
    _do(state, "submitted", frame, lambda: submit(frame.store, month, unit, remark, actor=actor))


def _take_answer(state: UnitState, frame: Frame) -> None:
    month, unit, actor = _of(state, frame)
    with st.form(_key("answer", state)):
        said = st.text_area(frame.say("months.remark"), max_chars=LONGEST_TEXT, height=80)
        with st.container(horizontal=True):
            is_fine = st.form_submit_button(frame.say("months.certify"), type="primary")
            is_not = st.form_submit_button(frame.say("months.return"))
    step = certify if is_fine else give_back
    if is_fine or is_not:
        event = "certified" if is_fine else "returned"
        _do(state, event, frame, lambda: step(frame.store, month, unit, said, actor=actor))


def _take_exception(state: UnitState, frame: Frame) -> None:
    month, unit, actor = _of(state, frame)
    with st.expander(frame.say("months.except_title")):
        show_notes(frame.say("months.except_note"), on_paper=False)
        with st.form(_key("except", state)):
            person = st.text_input(frame.say("months.person"), actor, max_chars=64)
            until = st.date_input(
                frame.say("months.until"),
                today() + timedelta(days=_DAYS),
                min_value=today(),
                format="YYYY-MM-DD",
            )
            reason = st.text_input(frame.say("months.reason"), max_chars=LONGEST_TEXT)
            if not st.form_submit_button(frame.say("months.except")):
                return
        _do(
            state,
            "excepted",
            frame,
            lambda: grant_exception(frame.store, month, unit, person, reason, until, actor=actor),
            person=person,
            until=until,
        )


def _take_end(state: UnitState, exceptions: list[MonthException], frame: Frame) -> None:
    month, unit, actor = _of(state, frame)
    with st.expander(frame.say("months.end_exception")), st.form(_key("end", state)):
        people = [each.person for each in exceptions]
        person = st.selectbox(frame.say("months.which_exception"), people)
        if not st.form_submit_button(frame.say("months.end_exception")):
            return
        _do(
            state,
            "exception_ended",
            frame,
            lambda: end_exception(frame.store, month, unit, person, actor=actor),
            person=person,
        )


def _show_exceptions(exceptions: list[MonthException], frame: Frame) -> None:
    st.markdown(f"**{frame.say('months.exceptions')}**")
    lines = [
        frame.say(
            "months.exception_line",
            person=each.person,
            until=local_time(each.until),
            reason=each.reason,
            who=each.actor,
            when=local_time(each.set_at),
        )
        for each in exceptions
    ]
    show_notes(*lines)


def _do(
    state: UnitState, event: str, frame: Frame, step: Callable[[], None], **values: object
) -> None:
    """Take a step and say so; a refusal is shown and the form stays as it is."""
    try:
        step()
    except Refusal as refusal:
        st.error(plain(frame.say(refusal.code, **refusal.values)))
        return
    unit, month = state.unit_name or state.unit_code, month_name(state, frame)
    st.session_state[_SAID] = frame.say(f"months.done.{event}", unit=unit, month=month, **values)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()


def _of(state: UnitState, frame: Frame) -> tuple[Month, str, str]:
    return Month(state.fiscal_year, state.month), state.unit_code, frame.settings.actor


def _key(name: str, state: UnitState) -> str:
    turn = st.session_state.get(_TURN, 0)
    return f"months_{name}_{state.unit_code}_{state.fiscal_year}_{state.month}_{turn}"
