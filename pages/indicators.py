"""Indicators: every target as written, how it was read, its result and its light."""

from __future__ import annotations

import streamlit as st

from monitor.ui.indicator_decisions import show_feeds, show_readings
from monitor.ui.indicators import (
    choose_filter,
    lead_indicators,
    show_crowd_indicators,
    show_indicators,
)
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.data import indicator_rows, is_crowd, month_view
from monitor.ui.shell.frame import enter

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()
if is_crowd(frame):
    show_crowd_indicators(frame)
    st.stop()

rows = indicator_rows(frame)
show_lead(lead_indicators(rows, frame.month, frame), frame, month_view(frame))
if rows:
    show_feeds(rows, frame)
    show_readings(rows, frame)
    show_indicators(rows, choose_filter(rows, frame), frame)
