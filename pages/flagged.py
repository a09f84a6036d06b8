"""Flagged: the projects that need attention, why, what it takes, and the list to take away."""

from __future__ import annotations

import streamlit as st

from monitor.i18n.leads import lead_flagged
from monitor.services.flagging import flagged_csv, flagged_workbook, list_flagged
from monitor.ui.data import indicator_rows, month_view
from monitor.ui.exports import offer_documents
from monitor.ui.flag_table import choose_filter, show_flag_table
from monitor.ui.frame import enter
from monitor.ui.notes import show_notes
from monitor.ui.pieces import show_empty, show_lead
from monitor.ui.then import show_changes

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()

view = month_view(frame)
indicators = indicator_rows(frame)
show_lead(lead_flagged(view.month, view.projects, frame.language, frame.money), frame, view)

if view.flagged:
    narrowed = choose_filter(view, frame)
    rows = list_flagged(view, indicators, frame.language, narrowed, frame.money)
    with st.container(horizontal=True, vertical_alignment="center"):
        name = f"{frame.say('page.flagged')}-{view.month}"
        st.download_button(
            frame.say("flagged.download"),
            lambda: flagged_workbook(view, rows, narrowed),
            f"{name}.xlsx",
            on_click="ignore",
            disabled=not rows,
        )
        st.download_button(
            frame.say("flagged.download_csv"),
            lambda: flagged_csv(view, rows, narrowed),
            f"{name}.csv",
            "text/csv",
            on_click="ignore",
            disabled=not rows,
        )
        offer_documents(view, frame)
        show_notes(frame.say("flagged.download_note"), on_paper=False)
    show_flag_table(rows, len(view.flagged), frame)
else:
    offer_documents(view, frame)
show_changes(view.month, frame)
