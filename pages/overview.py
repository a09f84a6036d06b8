"""Overview: what the month is about, plan against actual, who is behind, and since when."""

from __future__ import annotations

import streamlit as st

from monitor.charts.curve import portfolio_curve
from monitor.charts.heatmap import gap_heatmap
from monitor.charts.quadrant import money_results_quadrant
from monitor.charts.ranking import project_ranking
from monitor.review.chart_data import dots_of, gap_cells_of, portfolio_curve_of, ranking_of, view_of
from monitor.ui.overview import attention_figures, show_crowd_overview, show_units
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.charts import kept, show_chart, show_linked_chart
from monitor.ui.shell.components import show_empty, show_figures, show_lead
from monitor.ui.shell.data import is_crowd, month_view, year_rows
from monitor.ui.shell.frame import enter
from monitor.ui.shell.key_figures import month_figures
from monitor.words.figures import plain_number
from monitor.words.leads import lead_overview

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()
if is_crowd(frame):
    show_crowd_overview(frame)
    st.stop()

view = month_view(frame)
year = year_rows(frame)
in_view = view_of(view)

lead = lead_overview(view.month, view.total, frame.language, frame.money)
show_lead(lead, frame, view)
show_figures(month_figures(view, frame))
show_figures(attention_figures(view, frame))
show_notes(frame.say("overview.like_for_like"))
show_units(frame)

curve = kept(
    portfolio_curve,
    lambda: (portfolio_curve_of(view, year), in_view, frame.look),
    frame,
    key="curve",
)
ranking = kept(
    project_ranking, lambda: (ranking_of(view), in_view, frame.look), frame, key="ranking"
)
heatmap = kept(
    gap_heatmap, lambda: (gap_cells_of(view, year), in_view, frame.look), frame, key="heatmap"
)
quadrant = kept(
    money_results_quadrant,
    lambda: (dots_of(view), in_view, frame.look, view.policy.mismatch_points),
    frame,
    key="quadrant",
)

show_chart(curve, key="curve")
show_linked_chart(ranking, frame, key="ranking")
show_linked_chart(heatmap, frame, key="heatmap")
show_notes(frame.say("overview.heatmap_hint"), on_paper=False)
show_linked_chart(quadrant, frame, key="quadrant")
show_notes(frame.say("results.note", points=plain_number(view.policy.mismatch_points)))
