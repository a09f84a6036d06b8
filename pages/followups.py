"""Follow-ups: what is done about flags, by owner and due date, and what is overdue."""

from __future__ import annotations

import streamlit as st

from monitor.services.following_up import narrow_follow_ups
from monitor.ui.data import follow_up_rows
from monitor.ui.follow_up_parts import choose_owner_and_state, show_follow_up_table, today
from monitor.ui.frame import enter
from monitor.ui.notes import show_notes
from monitor.ui.pieces import show_empty, show_lead
from monitor.words.phrases import lead_follow_ups

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()

everything = follow_up_rows(frame)
show_lead(lead_follow_ups(frame.month.year, everything, today(), frame.language), frame)
if everything:
    owner, states = choose_owner_and_state(everything, frame)
    owners = (owner,) if owner else ()
    rows = narrow_follow_ups(everything, today(), owners=owners, states=states)
    show_follow_up_table(rows, len(everything), frame)
    show_notes(frame.say("follow.overdue_note", day=today()))
