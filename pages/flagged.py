"""Flagged: the projects that need attention, why, what it takes, and the list to take away."""

from __future__ import annotations

import streamlit as st

from monitor.outputs.lists.flagged import flagged_csv, flagged_workbook
from monitor.review.flags import list_flagged
from monitor.ui.flagged import choose_filter, show_cleared, show_crowd_flagged, show_flag_table
from monitor.ui.shell.as_known import show_changes
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.data import (
    follow_up_rows,
    indicator_rows,
    is_crowd,
    month_view,
    waiting_flags,
)
from monitor.ui.shell.files import logged_download, offer_documents
from monitor.ui.shell.frame import enter
from monitor.words.leads import lead_flagged
from monitor.words.phrases import count_waiting, say_sentences

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()
if is_crowd(frame):
    show_crowd_flagged(frame)
    st.stop()

view = month_view(frame)
indicators = indicator_rows(frame)
snoozes = waiting_flags(frame)
waiting = sum(row.project_code in snoozes for row in view.flagged)
lead = (
    lead_flagged(view.month, view.projects, frame.language, frame.money),
    count_waiting(len(view.flagged), waiting, frame.language),
)
show_lead(say_sentences(frame.language, lead), frame, view)

if view.flagged:
    narrowed = choose_filter(view, frame)
    rows = list_flagged(
        view,
        indicators,
        frame.language,
        narrowed,
        frame.money,
        follow_ups=follow_up_rows(frame),
        snoozes=snoozes,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        name = f"{frame.say('page.flagged')}-{view.month}"
        st.download_button(
            frame.say("flagged.download"),
            logged_download(f"{name}.xlsx", lambda: flagged_workbook(view, rows, narrowed), frame),
            f"{name}.xlsx",
            on_click="ignore",
            disabled=not rows,
        )
        st.download_button(
            frame.say("flagged.download_csv"),
            logged_download(f"{name}.csv", lambda: flagged_csv(view, rows, narrowed), frame),
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
show_cleared(view, frame)
show_changes(view.month, frame)
