"""Months: how far the close of each unit's month is, and the steps of the one in view."""

from __future__ import annotations

import streamlit as st

from monitor.ui.closing_parts import choose_states, lead_months, show_states
from monitor.ui.closing_steps import show_unit_month
from monitor.ui.data import unit_states
from monitor.ui.frame import enter
from monitor.ui.notes import show_notes
from monitor.ui.pieces import show_empty, show_lead

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()

states = unit_states(frame)
show_lead(lead_months(states, frame), frame)
show_notes(frame.say("months.note"))
units = {each.unit_code for each in states}
if len(units) > 1:
    shown = choose_states(states, frame)
    show_states(shown, states, frame)
    st.caption(frame.say("months.choose_unit"))
else:
    show_states(states, states, frame)
    for each in states:
        if each.month == frame.month.number:
            show_unit_month(each, frame)
