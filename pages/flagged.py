"""Flagged: the projects that need attention, why, what it takes, and the list to take away."""

from __future__ import annotations

import streamlit as st

from monitor.review.listing import ListRequest
from monitor.ui.flagged import (
    choose_filter,
    count_waiting_flags,
    flagged_rows,
    offer_lists,
    show_cleared,
    show_flag_table,
)
from monitor.ui.shell.as_known import show_changes
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.data import find, month_view, offer_pages, page_asked
from monitor.ui.shell.files import offer_documents
from monitor.ui.shell.frame import enter
from monitor.words.leads import lead_flagged
from monitor.words.phrases import count_waiting, say_sentences

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()

view = month_view(frame)
flagged = view.total.flagged_count
lead = (
    lead_flagged(view.month, view.total, frame.language, frame.money),
    count_waiting(flagged, count_waiting_flags(frame), frame.language),
)
show_lead(say_sentences(frame.language, lead), frame, view)

if flagged:
    chosen = choose_filter(frame)
    request = ListRequest(chosen, is_flagged=True, order_by="urgency", page=page_asked())
    page = find(frame, request)
    with st.container(horizontal=True, vertical_alignment="center"):
        offer_lists(chosen, page.found, frame)
        offer_documents(view, frame)
        show_notes(frame.say("flagged.download_note"), on_paper=False)
    offer_pages(page, frame, key="flagged")
    show_flag_table(flagged_rows(tuple(page.codes), frame), page.found, flagged, frame)
else:
    offer_documents(view, frame)
show_cleared(frame)
show_changes(view.month, frame)
