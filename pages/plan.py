"""Plan: what was planned, as imported, and what in it wants a look."""

from __future__ import annotations

from functools import partial

import streamlit as st

from monitor.intake.batches import list_batches
from monitor.outputs.templates.fill import write_template
from monitor.review.plan import load_plan, plan_findings_kept
from monitor.ui.plan import (
    lead_plan,
    show_goals,
    show_plan_figures,
    show_plan_findings,
    show_projects,
    show_source,
    show_texts,
)
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.data import kept
from monitor.ui.shell.frame import enter

frame = enter()
month = frame.month
asked = (month.year if month else 0, frame.unit_code)
plan = kept(lambda: load_plan(frame.store, *asked), frame, "plan", asked) if month else None
if month is None or plan is None:
    show_empty(frame)
    st.stop()

show_lead(lead_plan(plan, frame), frame)
show_source(list_batches(frame.store), plan, frame)
show_plan_figures(plan, frame)
show_plan_findings(plan_findings_kept(frame.store, month.year, plan.unit_code), frame)

st.download_button(
    frame.say("plan.download"),
    partial(write_template, frame.store, "plan", month, unit_code=plan.unit_code),
    frame.say("plan.download_name", year=month.year),
    on_click="ignore",
)
st.caption(frame.say("plan.revise"))

show_projects(plan, frame)
show_texts(plan, frame)
show_goals(plan, frame)
