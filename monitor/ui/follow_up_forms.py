"""Follow-ups on the project page: what stands, forms to add and change, and to let a flag wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import streamlit as st

from monitor.domain.errors import Refusal
from monitor.domain.follow_ups import LONGEST_TEXT, CauseKind, FollowUp, Progress, Snooze
from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.follow_up.attachments import LARGEST_FILE, MOST_FILES, attach, list_attachments
from monitor.follow_up.measures import (
    LONGEST_OWNER,
    Changed,
    NewFollowUp,
    SavedFollowUp,
    add_follow_up,
    change_follow_up,
    follow_up_history,
)
from monitor.follow_up.snoozes import snooze, wake
from monitor.ui.follow_ups import show_events, show_files, show_own_follow_ups
from monitor.ui.shell.captions import local_time, plain, show_notes, today
from monitor.ui.shell.data import follow_up_rows, waiting_flags
from monitor.ui.shell.files import uploading
from monitor.ui.shell.frame import Frame
from monitor.words.figures import write_month
from monitor.words.phrases import write_waiting

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person entered; ``about`` is an indicator's key, ``files`` names with bytes."""

    about: str
    fields: Changed
    files: tuple[tuple[str, bytes], ...]

    def changed_from(self, shown: FollowUp) -> Changed:
        """Return what differs from what was shown, so that no one else's change is undone."""
        differing = {
            name: value for name, value in self.fields.items() if value != getattr(shown, name)
        }
        return cast("Changed", differing)


def ask(
    key: str, shown: FollowUp | None, subjects: Mapping[str, str], frame: Frame
) -> Entered | None:
    """Draw the form and return what was entered when it was sent; no subjects, no choice of one."""
    stands = shown or FollowUp("", "")
    causes, states = ["", *CauseKind], list(Progress)
    with st.form(f"follow_up_{key}"):
        about = (
            st.selectbox(
                frame.say("follow.about"), [*subjects], format_func=lambda key: subjects[key]
            )
            if subjects
            else ""
        )
        measure = st.text_area(
            frame.say("follow.measure"), stands.measure, max_chars=LONGEST_TEXT, height=80
        )
        owner_place, due_place = st.columns(2)
        owner = owner_place.text_input(
            frame.say("follow.owner"), stands.owner, max_chars=LONGEST_OWNER
        )
        due = due_place.date_input(frame.say("follow.due"), stands.due, format="YYYY-MM-DD")
        state = st.segmented_control(
            frame.say("follow.state"),
            states,
            default=Progress(stands.state),
            required=True,
            format_func=lambda code: frame.say(f"progress.{code}"),
        )
        cause = st.selectbox(
            frame.say("follow.cause"),
            causes,
            index=causes.index(stands.cause),
            format_func=lambda code: (
                frame.say(f"cause_kind.{code}") if code else frame.say("follow.no_cause")
            ),
        )
        analysis = st.text_area(
            frame.say("follow.analysis"), stands.analysis, max_chars=LONGEST_TEXT, height=80
        )
        remark = st.text_input(frame.say("follow.remark"), stands.remark, max_chars=LONGEST_TEXT)
        size = LARGEST_FILE // _MEBIBYTE
        with uploading("upload-new" if shown is None else "upload-change", size, frame):
            files = st.file_uploader(
                frame.say("follow.files"),
                accept_multiple_files=True,
                max_upload_size=size,
                help=frame.say("follow.files_hint", size=size, count=MOST_FILES),
            )
        if not st.form_submit_button(
            frame.say("follow.save" if shown is None else "follow.save_change")
        ):
            return None
    return Entered(
        about or "",
        {
            "measure": measure,
            "owner": owner,
            "due": due,
            "state": str(state or stands.state),
            "cause": str(cause),
            "analysis": analysis,
            "remark": remark,
        },
        tuple((each.name, each.getvalue()) for each in files),
    )


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


def _keep(entered: Entered, frame: Frame, do: Callable[[], SavedFollowUp]) -> None:
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
