"""The log: what happened, by whom and when, a page at a time."""

from __future__ import annotations

import streamlit as st

from monitor.access.audit import LogFilter, count_entries, list_choices, list_entries
from monitor.ui.audit import choose_entries, choose_page, first_broken, show_entries, show_trouble
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.components import show_lead
from monitor.ui.shell.frame import enter

frame = enter()
top = st.container()  # the lead speaks of what is chosen below it
asked = choose_entries(list_choices(frame.store), frame)
count = count_entries(frame.store, asked)
broken = first_broken(frame)
state = frame.say("audit.broken", sequence=broken) if broken else frame.say("audit.whole")
key = "audit.lead" if asked == LogFilter() else "audit.lead_filtered"
with top:
    show_lead(frame.say(key, count=count, state=state), frame)
    show_trouble(frame)
page = choose_page(count, frame)
show_entries(list_entries(frame.store, asked, page=page), frame)
show_notes(frame.say("audit.note"))
