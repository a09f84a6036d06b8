"""Months: how far the close of each unit's month is, and the steps of the one in view."""

from __future__ import annotations

import streamlit as st

from monitor.ui.months import show_unit_month
from monitor.ui.months_table import choose_states, lead_months, show_states
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.data import unit_states
from monitor.ui.shell.frame import enter

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
