"""The overview of very many projects: sums, the worst of them, and where the others lie."""

from __future__ import annotations

from monitor.charts.curve import portfolio_curve
from monitor.charts.heatmap import gap_heatmap
from monitor.charts.quadrant import money_results_quadrant
from monitor.charts.ranking import LIMIT, project_ranking
from monitor.charts.records import Curve
from monitor.services import crowds
from monitor.services.crowd_parts import Sought
from monitor.services.crowd_pictures import (
    badges_of_kinds,
    curve_of_crowd,
    dots_of_fields,
    lead_of_kinds,
)
from monitor.services.crowds import DENSITY_WIDTH
from monitor.services.picturing import gap_cells_of, ranking_of, view_of
from monitor.services.reviewing import MonthView
from monitor.ui.crowds import chosen, find, kept, kinds, view_of_part, year_of_part
from monitor.ui.figures import month_figures
from monitor.ui.frame import Frame
from monitor.ui.notes import show_notes
from monitor.ui.overview_parts import attention_figures, show_units
from monitor.ui.pictures import kept as kept_picture
from monitor.ui.pictures import show_chart, show_linked_chart
from monitor.ui.pieces import badges_of, show_figures, show_lead
from monitor.words.figures import plain_number
from monitor.words.leads import lead_of_counts


def show_crowd_overview(frame: Frame) -> None:
    """Draw the overview of a month without listing its projects."""
    worst = find(frame, Sought(order_by="gap", page_size=LIMIT))
    view = view_of_part(frame, tuple(worst.codes))
    known = kinds(frame)
    lead = lead_of_counts(
        view.month,
        lead_of_kinds(known),
        view.total.projects_count,
        view.total,
        frame.language,
        frame.money,
    )
    show_lead(lead, frame, view)
    show_figures(month_figures(view, frame, badges_of(badges_of_kinds(known), frame)))
    show_figures(attention_figures(view, frame))
    show_notes(frame.say("overview.like_for_like"))
    show_units(frame)
    _show_charts(view, tuple(worst.codes), frame)


def _show_charts(view: MonthView, codes: tuple[str, ...], frame: Frame) -> None:
    in_view, look, total = view_of(view), frame.look, view.total.projects_count
    curve = kept_picture(
        portfolio_curve, lambda: (_curve(view, frame), in_view, look), frame, key="curve"
    )
    show_chart(curve, key="curve")
    ranking = kept_picture(
        project_ranking,
        lambda: (ranking_of(view), in_view, look),
        frame,
        key="ranking",
        total=total,
    )
    show_linked_chart(ranking, frame, key="ranking")
    year = year_of_part(frame, codes)
    heatmap = kept_picture(
        gap_heatmap,
        lambda: (gap_cells_of(view, year), in_view, look),
        frame,
        key="heatmap",
        total=total,
    )
    show_linked_chart(heatmap, frame, key="heatmap")
    show_notes(frame.say("overview.heatmap_hint"), on_paper=False)
    points = view.policy.mismatch_points
    fields = kept(
        lambda: crowds.review_density(frame.store, chosen(frame), frame.unit_code), frame, "fields"
    )
    dots = dots_of_fields(fields, frame.say("crowd.field", count="{count}"))
    quadrant = kept_picture(
        money_results_quadrant, lambda: (dots, in_view, look, points), frame, key="quadrant"
    )
    show_chart(quadrant, key="quadrant")
    show_notes(
        frame.say("crowd.density", width=DENSITY_WIDTH),
        frame.say("results.note", points=plain_number(points)),
    )


def _curve(view: MonthView, frame: Frame) -> Curve:
    month, unit = chosen(frame), frame.unit_code
    ahead = crowds.review_ahead(frame.store, month, unit)
    return curve_of_crowd(view, ahead, crowds.milestone_months(frame.store, month, unit))
