"""Follow-ups on the project page: what stands, forms to add and change, and to let a flag wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from monitor.domain.errors import Refusal
from monitor.domain.follow_ups import FollowUp
from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.services.attaching import attach, list_attachments
from monitor.services.following_up import (
    Kept,
    NewFollowUp,
    add_follow_up,
    change_follow_up,
    follow_up_history,
)
from monitor.services.snoozing import Snooze, snooze, wake
from monitor.ui.data import follow_up_rows, waiting_flags
from monitor.ui.follow_up_form import Entered, ask
from monitor.ui.follow_up_parts import show_events, show_files, show_own_follow_ups, today
from monitor.ui.frame import Frame
from monitor.ui.notes import plain, show_notes
from monitor.ui.project_parts import local_time
from monitor.words.figures import write_month
from monitor.words.phrases import write_waiting

_SAID = "follow_up_said"
_TURN = "follow_up_turn"  # a form that was kept starts anew under another name


def show_follow_ups(row: ProjectMonth, indicators: Sequence[IndicatorMonth], frame: Frame) -> None:
    """Show what is done about the project's flag, and take what is new."""
    month = Month(row.fiscal_year, row.month)
    rows = [each for each in follow_up_rows(frame) if each.project_code == row.project_code]
    waiting = waiting_flags(frame).get(row.project_code)
    st.subheader(frame.say("follow.title"))
    for line in st.session_state.pop(_SAID, ()):
        st.info(plain(line))
    if waiting is not None and row.is_flagged:
        _show_waiting(waiting, frame)
    if rows:
        show_own_follow_ups(rows, frame)
    else:
        st.caption(frame.say("follow.none"))
    if frame.may("follow_up"):
        with st.expander(frame.say("follow.add")):
            _take_new(month, row, indicators, frame)
    else:
        show_notes(frame.say("not_allowed_follow_up"), on_paper=False)
    if rows:
        with st.expander(frame.say("follow.change")):
            _take_change(rows, frame)
    if row.is_flagged and frame.may("snooze"):
        with st.expander(frame.say("snooze.add")):
            _take_snooze(month, row, waiting, frame)
    elif row.is_flagged and frame.may("follow_up"):  # who may do neither was told so above
        show_notes(frame.say("not_allowed_snooze"), on_paper=False)


def _take_new(
    month: Month, row: ProjectMonth, indicators: Sequence[IndicatorMonth], frame: Frame
) -> None:
    names = {"": frame.say("deviation.whole")}
    names |= {each.indicator_key: each.level3 for each in indicators}
    entered = ask(f"new_{row.project_code}_{month}_{_turn()}", None, names, frame)
    if entered is not None:
        new = NewFollowUp(row.project_code, month, **entered.fields, indicator_key=entered.about)
        actor = frame.settings.actor
        _keep(entered, frame, lambda: add_follow_up(frame.store, new, actor=actor, today=today()))


def _take_change(rows: Sequence[FollowUp], frame: Frame) -> None:
    by_number = {each.follow_up_id: each for each in rows}
    number = st.selectbox(
        frame.say("follow.which"),
        list(by_number),
        format_func=lambda number: " · ".join(
            filter(None, (by_number[number].measure[:40], by_number[number].owner))
        ),
        key=f"follow_up_which_{rows[0].project_code}",
    )
    chosen = by_number[number]
    entered = None
    if frame.may("follow_up"):
        entered = ask(f"change_{number}_{chosen.set_at}_{_turn()}", chosen, {}, frame)
    if entered is not None:
        changed = entered.changed_from(chosen)
        _keep(
            entered,
            frame,
            lambda: change_follow_up(
                frame.store, number, actor=frame.settings.actor, today=today(), **changed
            ),
        )
    files = list_attachments(frame.store, number)
    if files:
        st.markdown(f"**{frame.say('follow.files')}**")
        show_files(files, frame)
    st.markdown(f"**{frame.say('follow.history')}**")
    show_events(follow_up_history(frame.store, number), frame)


def _keep(entered: Entered, frame: Frame, do: Callable[[], Kept]) -> None:
    """Keep what was entered with its files; a refusal is shown and the form stays as it is."""
    folder, actor = frame.settings.files_folder, frame.settings.actor
    try:
        kept = do()
        for name, data in entered.files:
            attach(frame.store, folder, kept.follow_up_id, name, data, actor=actor)
    except Refusal as refusal:
        st.error(plain(frame.say(refusal.code, **refusal.values)))
        return
    is_same = not kept.is_changed and not entered.files
    said = [frame.say("follow.same" if is_same else "follow.saved")]
    if kept.is_due_past and not is_same:
        said.append(frame.say("follow.due_past", due=entered.fields["due"]))
    _start_anew(said)


def _take_snooze(month: Month, row: ProjectMonth, waiting: Snooze | None, frame: Frame) -> None:
    show_notes(frame.say("snooze.note"))
    months = [Month(month.year, number) for number in range(month.number, 13)]
    with st.form(f"snooze_{row.project_code}_{month}_{_turn()}"):
        until = st.selectbox(
            frame.say("snooze.until"),
            months,
            index=min(1, len(months) - 1),
            format_func=lambda each: write_month(each.number, frame.language),
        )
        reason = st.text_input(frame.say("snooze.reason"), max_chars=200)
        with st.container(horizontal=True):
            is_snoozed = st.form_submit_button(frame.say("snooze.save"))
            is_ended = waiting is not None and st.form_submit_button(frame.say("snooze.end"))
    actor = frame.settings.actor
    try:
        if is_snoozed:
            snooze(frame.store, month, row.project_code, until, reason, actor=actor)
        elif is_ended:
            wake(frame.store, month, row.project_code, reason, actor=actor)
    except Refusal as refusal:
        st.error(plain(frame.say(refusal.code, **refusal.values)))
    else:
        if is_snoozed or is_ended:
            _start_anew([])


def _show_waiting(waiting: Snooze, frame: Frame) -> None:
    said = write_waiting(waiting.until_month, waiting.reason, frame.language)
    by = frame.say("snooze.by", who=waiting.actor, when=local_time(waiting.set_at))
    st.info(plain(f"{said} {by}"))


def _turn() -> int:
    turn: int = st.session_state.get(_TURN, 0)
    return turn


def _start_anew(said: list[str]) -> None:
    st.session_state[_SAID] = said
    st.session_state[_TURN] = _turn() + 1
    st.rerun()
