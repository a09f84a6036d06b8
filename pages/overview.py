"""Overview: what the month is about, plan against actual, who is behind, and since when."""

from __future__ import annotations

import streamlit as st

from monitor.charts.ranking import LIMIT
from monitor.review.listing import ListRequest
from monitor.ui.overview import attention_figures, show_charts, show_units
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.components import show_empty, show_figures, show_lead
from monitor.ui.shell.data import find, month_view
from monitor.ui.shell.frame import enter
from monitor.ui.shell.key_figures import month_figures
from monitor.words.leads import lead_overview

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()

worst = tuple(find(frame, ListRequest(order_by="gap", page_size=LIMIT)).codes)
view = month_view(frame, worst)

lead = lead_overview(view.month, view.total, frame.language, frame.money)
show_lead(lead, frame, view)
show_figures(month_figures(view, frame))
show_figures(attention_figures(view, frame))
show_notes(frame.say("overview.like_for_like"))
show_units(frame)
show_charts(view, worst, frame)
