"""Indicators: every target as written, how it was read, its result and its light."""

from __future__ import annotations

import streamlit as st

from monitor.ui.indicator_decisions import show_decisions
from monitor.ui.indicators import (
    choose_indicators,
    lead_indicators,
    show_indicators,
)
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.data import indicator_counts, indicators_of, month_view
from monitor.ui.shell.frame import enter

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()

show_lead(lead_indicators(frame), frame, month_view(frame))
if indicator_counts(frame):
    above = st.container()
    request = choose_indicators(frame)
    page, rows = indicators_of(request, frame)
    with above:
        show_decisions(rows, frame)
    show_indicators(page, rows, request, frame)
