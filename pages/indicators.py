"""Indicators: every target as written, how it was read, its result and its light."""

from __future__ import annotations

import streamlit as st

from monitor.ui.crowd_lists import show_crowd_indicators
from monitor.ui.crowds import is_crowd
from monitor.ui.data import indicator_rows, month_view
from monitor.ui.feeds import show_feeds
from monitor.ui.frame import enter
from monitor.ui.indicators import choose_filter, lead_indicators, show_indicators
from monitor.ui.pieces import show_empty, show_lead
from monitor.ui.readings import show_readings

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
