"""Follow-ups: what is done about flags, by owner and due date, and what is overdue."""

from __future__ import annotations

import streamlit as st

from monitor.follow_up.measures import narrow_follow_ups
from monitor.ui.follow_ups import choose_owner_and_state, show_follow_up_table
from monitor.ui.shell.captions import show_notes, today
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.data import follow_up_rows
from monitor.ui.shell.frame import enter
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
