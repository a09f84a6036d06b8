"""Scores: every project's self-evaluation, what is missing, and what would raise it most."""

from __future__ import annotations

import streamlit as st

from monitor.review.scores import evaluate
from monitor.ui.scores import (
    choose_evaluation,
    crowd_evaluations,
    lead_crowd_scores,
    show_evaluation,
    show_score_table,
)
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.data import is_crowd, month_view, view_of_part
from monitor.ui.shell.files import offer_forms
from monitor.ui.shell.frame import enter
from monitor.words.leads import lead_scores

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()

if is_crowd(frame):
    show_lead(lead_crowd_scores(frame), frame, view_of_part(frame, ()))
    evaluations = crowd_evaluations(frame)
else:
    view = month_view(frame)
    evaluations = evaluate(frame.store, view.month, unit_code=frame.unit_code)
    show_lead(lead_scores(view.month, evaluations, frame.language), frame, view)
st.caption(frame.say("scores.rule"))
show_score_table(evaluations, frame)
if not is_crowd(frame):
    offer_forms(month_view(frame), frame)
chosen = choose_evaluation(evaluations, frame)
if chosen is not None:
    show_evaluation(chosen, frame)
