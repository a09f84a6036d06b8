"""Scores: every project's self-evaluation, what is missing, and what would raise it most."""

from __future__ import annotations

import streamlit as st

from monitor.ui.scores import (
    choose_evaluation,
    lead_of_scores,
    page_of_evaluations,
    show_evaluation,
    show_score_table,
)
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.data import month_view
from monitor.ui.shell.files import has_too_many, offer_forms
from monitor.ui.shell.frame import enter

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()

show_lead(lead_of_scores(frame), frame, month_view(frame))
evaluations = page_of_evaluations(frame)
st.caption(frame.say("scores.rule"))
show_score_table(evaluations, frame)
offer_forms(frame)
chosen = choose_evaluation(evaluations, frame)
if chosen is not None:
    show_evaluation(chosen, frame)
    if has_too_many(frame):
        offer_forms(frame, project_code=chosen.project.project_code)
