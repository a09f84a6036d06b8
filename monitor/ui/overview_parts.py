"""What the overview says beside its charts: what needs action, and each unit beside the others."""

from __future__ import annotations

import html
from decimal import Decimal

import streamlit as st

from monitor.domain.follow_ups import Progress
from monitor.services.picturing import unit_bar_of
from monitor.services.reviewing import MonthView, UnitRow
from monitor.ui.data import month_follow_ups, unit_rows
from monitor.ui.follow_up_parts import today
from monitor.ui.frame import Frame
from monitor.ui.notes import show_notes
from monitor.ui.pieces import Figure, amount_cells, bar_cell, points_cell
from monitor.ui.rows import Column, Markup, Row, pick_button, table
from monitor.words.figures import write_amount, write_percent

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
        show_notes(frame.say("crowd.units", shown=_MOST_UNITS, count=len(units)))
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
