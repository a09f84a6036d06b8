"""Project: one project's year, its indicators, its purpose, and where every figure comes from."""

from __future__ import annotations

import streamlit as st

from monitor.charts.curve import project_curve
from monitor.intake.plans.revision import target_history
from monitor.review.chart_data import project_curve_of, view_of
from monitor.review.history import spending_history
from monitor.review.plan import load_plan
from monitor.ui.follow_up_forms import show_follow_ups
from monitor.ui.indicator_decisions import show_feeds
from monitor.ui.project import show_deviations
from monitor.ui.project_parts import (
    choose_project,
    show_about,
    show_heading,
    show_history,
    show_project_indicators,
    show_revisions,
)
from monitor.ui.shell.as_known import show_then
from monitor.ui.shell.charts import show_chart
from monitor.ui.shell.components import show_empty, show_figures, show_lead
from monitor.ui.shell.data import indicator_rows, kept_for_all_months, year_rows
from monitor.ui.shell.frame import enter
from monitor.ui.shell.key_figures import project_figures
from monitor.words.flags import write_flag

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()

view, row = choose_project(frame)
indicators = indicator_rows(frame, (row.project_code,))
year = year_rows(frame, (row.project_code,))
show_heading(row, frame)
show_lead(write_flag(row, view.policy, frame.language, frame.money), frame, view)
show_figures(project_figures(row, frame))

curve = project_curve_of(view, year)
show_chart(project_curve(curve, view_of(view, row.project_name), frame.look), key="curve")

show_project_indicators(indicators, frame)
show_feeds(indicators, frame)
place = (row.fiscal_year, row.project_code)
targets = kept_for_all_months(lambda: target_history(frame.store, *place), frame, "targets", place)
show_revisions(targets, frame)
show_deviations(row, indicators, frame)
show_follow_ups(row, indicators, frame)
unit = (row.fiscal_year, row.unit_code)
plan = kept_for_all_months(lambda: load_plan(frame.store, *unit), frame, "plan", unit)
show_about(plan, row, frame)
history = kept_for_all_months(
    lambda: spending_history(frame.store, *place), frame, "history", place
)
show_history(history, frame)
show_then(row, frame)
