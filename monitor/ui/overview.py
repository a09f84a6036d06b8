"""What the overview says beside its charts: what needs action, and each unit beside the others."""

from __future__ import annotations

import html
from decimal import Decimal

import streamlit as st

from monitor.charts.curve import portfolio_curve
from monitor.charts.heatmap import gap_heatmap
from monitor.charts.quadrant import MOST_DOTS, money_results_quadrant
from monitor.charts.ranking import project_ranking
from monitor.charts.records import Curve, Dot
from monitor.domain.follow_ups import Progress
from monitor.review import counts
from monitor.review.chart_data import (
    dots_of,
    dots_of_bins,
    gap_cells_of,
    portfolio_curve_of,
    ranking_of,
    unit_bar_of,
    view_of,
)
from monitor.review.counts import DENSITY_WIDTH
from monitor.review.listing import ListRequest
from monitor.review.months import MonthView, UnitRow
from monitor.ui.shell.captions import show_notes, today
from monitor.ui.shell.charts import kept as kept_picture
from monitor.ui.shell.charts import show_chart, show_linked_chart
from monitor.ui.shell.components import (
    Figure,
    amount_cells,
    bar_cell,
    points_cell,
)
from monitor.ui.shell.data import (
    Codes,
    chosen,
    find,
    month_follow_ups,
    month_view,
    unit_rows,
    year_rows,
)
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Column, Markup, Row, pick_button, table
from monitor.words.figures import plain_number, write_amount, write_percent

_MOST_UNITS = 100


def attention_figures(view: MonthView, frame: Frame) -> list[Figure | Markup]:
    """Return what is new, what money is at stake, what is short of plan and what is overdue."""
    total = view.total
    return [
        Figure(
            frame.say("overview.flags"),
            str(total.flagged_count),
            frame.say(
                "overview.flags_note",
                new=total.new_count,
                worse=total.worse_count,
                persisting=total.persisting_count,
                better=total.better_count,
            ),
        ),
        Figure(
            _with_unit("overview.at_stake", frame),
            write_amount(total.flagged_budget or Decimal(0), frame.money),
            _share_at_stake(view, frame),
        ),
        Figure(
            _with_unit("overview.shortfall", frame),
            write_amount(total.shortfall_amount or Decimal(0), frame.money),
            frame.say("overview.shortfall_note", count=total.shortfall_count),
            "worse" if total.shortfall_amount else "",
        ),
        _follow_ups(frame),
    ]


def _share_at_stake(view: MonthView, frame: Frame) -> str:
    total = view.total
    if not total.revised_budget or total.flagged_budget is None:
        return ""
    share = total.flagged_budget * 100 / total.revised_budget
    return frame.say("overview.at_stake_note", share=write_percent(share))


def _follow_ups(frame: Frame) -> Figure:
    left = [each for each in month_follow_ups(frame) if each.state != Progress.DONE]
    overdue = sum(each.is_overdue(today()) for each in left)
    return Figure(
        frame.say("overview.follow_ups"),
        str(len(left)),
        frame.say("overview.follow_ups_note", overdue=overdue),
        "worse" if overdue else "",
    )


def _with_unit(key: str, frame: Frame) -> str:
    return frame.say("joint.with_unit", name=frame.say(key), unit=frame.money)


def show_units(frame: Frame) -> None:
    """Show every unit beside the others, the furthest behind first; a single unit needs none."""
    if frame.unit_code is not None:
        return
    units = unit_rows(frame)
    if len(units) < 2:  # noqa: PLR2004 - one unit sees itself
        return
    columns = (
        Column(frame.say("filter.unit"), "name"),
        Column(frame.say("overview.unit_flagged"), "number"),
        Column(frame.say("field.budget", unit=frame.money), "number"),
        Column(frame.say("field.spent", unit=frame.money), "number"),
        Column(frame.say("field.rate"), "number"),
        Column(frame.say("field.gap"), "number"),
        Column(frame.say("overview.unit_reported"), "number"),
    )
    budgets = amount_cells((each.revised_budget for each in units), frame)
    spent = amount_cells((each.spent for each in units), frame)
    lines = zip(units[:_MOST_UNITS], budgets, spent, strict=False)
    rows = [_unit(*each, frame) for each in lines]
    caption = frame.say("overview.units", count=len(units))
    picked = table(columns, rows, frame, key="units", caption=caption)
    show_notes(frame.say("overview.units_hint"), on_paper=False)
    if len(units) > _MOST_UNITS:
        show_notes(frame.say("overview.units_shown", shown=_MOST_UNITS, count=len(units)))
    if picked:
        st.query_params["unit"] = picked
        st.rerun()


def _unit(unit: UnitRow, budget: str | None, spent: str | None, frame: Frame) -> Row:
    name = pick_button(unit.unit_name or unit.unit_code, unit.unit_code)
    code = f'<br><span class="em-code">{html.escape(unit.unit_code)}</span>'
    return Row(
        (
            Markup(name.text + code),
            f"{unit.flagged_count} / {unit.projects_count}",
            budget,
            spent,
            bar_cell(unit_bar_of(unit), frame),
            points_cell(unit.gap_pp),
            write_percent(unit.reported_pct),
        )
    )


def show_charts(view: MonthView, codes: Codes, frame: Frame) -> None:
    """Draw the month: its curve from sums, the projects furthest behind, money against results.

    ``view`` holds the projects of the ``codes`` alone, the furthest behind, in that order.
    """
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
    heatmap = kept_picture(
        gap_heatmap,
        lambda: (gap_cells_of(view, year_rows(frame, codes)), in_view, look),
        frame,
        key="heatmap",
        total=total,
    )
    show_linked_chart(heatmap, frame, key="heatmap")
    show_notes(frame.say("overview.heatmap_hint"), on_paper=False)
    _show_quadrant(view, frame)


def _show_quadrant(view: MonthView, frame: Frame) -> None:
    """Draw money against results: a dot per project, or per bin where the dots are too many."""
    points = view.policy.mismatch_points
    is_dense = view.total.projects_count > MOST_DOTS
    quadrant = kept_picture(
        money_results_quadrant,
        lambda: (_dots(view, frame), view_of(view), frame.look, points),
        frame,
        key="quadrant",
    )
    show_linked_chart(quadrant, frame, key="quadrant")
    show_notes(
        *([frame.say("overview.density", width=DENSITY_WIDTH)] * is_dense),
        frame.say("results.note", points=plain_number(points)),
    )


def _dots(view: MonthView, frame: Frame) -> tuple[Dot, ...]:
    if view.total.projects_count > MOST_DOTS:
        bins = counts.review_density(frame.store, chosen(frame), frame.unit_code)
        return dots_of_bins(bins, frame.say("overview.bin", count="{count}"))
    everything = find(frame, ListRequest(page_size=MOST_DOTS))
    return dots_of(month_view(frame, tuple(everything.codes)))


def _curve(view: MonthView, frame: Frame) -> Curve:
    sums = counts.review_curve(frame.store, chosen(frame), frame.unit_code)
    return portfolio_curve_of(view, sums)
