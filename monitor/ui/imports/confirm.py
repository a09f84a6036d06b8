"""The import page's third step: a button that says what it does, and the way back."""

from __future__ import annotations

import streamlit as st

from monitor.domain.errors import Outdated
from monitor.ui.imports.mappings import ask_name
from monitor.ui.imports.preview import say_facts
from monitor.ui.imports.sheets import reading_key
from monitor.ui.imports.state import (
    Done,
    ShownPreview,
    change_batch,
    commit,
    just_done,
    replaced_by,
)
from monitor.ui.shell.captions import plain
from monitor.ui.shell.frame import Frame, month_link
from monitor.words.phrases import say_month

OPPOSITE = {"imported": "withdrawn", "withdrawn": "restored", "restored": "withdrawn"}


def show_confirmation(seen: ShownPreview | None, frame: Frame) -> None:
    """Offer to import what was looked at; before, say what stands here."""
    done = just_done(is_file=True)
    if seen is None:
        if done is None:
            st.caption(frame.say("import.step3_waiting"))
        else:
            show_done(done, frame)
        return
    if seen.preview.is_blocked or seen.preview.changes_nothing:
        st.caption(frame.say("import.step3_waiting"))
        return
    reading = reading_key(seen.request.file_name, seen.request.data)
    name = ask_name(seen.request, seen.preview, reading, frame)
    # The key changes with the data: a click on what is outdated confirms nothing.
    key = f"confirm_{seen.preview.data_version}"
    if st.button(_words(seen, frame), type="primary", key=key, disabled=name is None):
        try:
            commit(seen, frame, mapping_name=name or "")
        except Outdated:
            st.session_state.pop(key, None)
        st.rerun()
    st.caption(frame.say("import.confirm_note"))


def show_done(done: Done, frame: Frame) -> None:
    """Say what was done, with the button that undoes it beside."""
    if done.event == "nothing":
        st.info(frame.say("import.done_nothing"))
        return
    st.success(_said(done, frame))
    if done.mapping:
        st.caption(frame.say("mapping.saved", name=plain(done.mapping)))
    with st.container(horizontal=True, vertical_alignment="center"):
        words = frame.say(f"import.undo.{done.event}", batch=done.batch_id)
        if st.button(words, key=f"undo_{done.event}_{done.batch_id}"):
            reason = frame.say("import.undo_reason") if done.event == "imported" else ""
            event = OPPOSITE[done.event]
            change_batch(
                event, done.batch_id, frame, reason=reason, version=None, is_file=done.is_file
            )
            st.rerun()
        if done.month is not None and done.event == "imported":
            st.page_link(
                "pages/overview.py",
                label=frame.say("import.to_month", month=say_month(frame.language, done.month)),
                query_params=month_link(done.month, frame),
            )


def _words(seen: ShownPreview, frame: Frame) -> str:
    what = say_facts(seen.preview.kind, seen.preview.facts_count, frame)
    replaced = replaced_by(seen.preview)
    if not replaced:
        return frame.say("import.confirm", what=what)
    key = "import.confirm_updating" if seen.preview.kind == "plan" else "import.confirm_replacing"
    return frame.say(key, what=what, count=replaced)


def _said(done: Done, frame: Frame) -> str:
    if done.event != "imported":
        return frame.say(f"import.done.{done.event}", batch=done.batch_id)
    key = "import.done_updating" if done.kind == "plan" else "import.done_replacing"
    if not done.replaced:
        key = "import.done"
    what = say_facts(done.kind, done.count, frame)
    return frame.say(key, what=what, count=done.replaced, batch=done.batch_id)
