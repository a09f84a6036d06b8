"""Pieces several pages show: the lead, figures, empty states, a project's line in a table."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from monitor.charts.records import RateBar
from monitor.charts.table_bars import rate_bar_svg
from monitor.domain.findings import Finding, Level
from monitor.domain.judged import ProjectMonth, UnitMonth
from monitor.domain.month_close import State, standing_of
from monitor.review.chart_data import rate_bar_of
from monitor.review.months import MonthView
from monitor.ui.shell.data import unit_states
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Cell, Column, Markup, Row, badge
from monitor.words.catalogue import say_finding
from monitor.words.figures import write_amount, write_amounts, write_percent, write_points
from monitor.words.phrases import say_month, say_standing
from monitor.words.policies import describe_policy

SIGNS: dict[State, str] = {"open": "○", "submitted": "◐", "certified": "●"}
_LONG_FIGURE = 12  # characters; more would run into the next figure


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that matters: its name, its value as written, a note; ``tone`` worse or better."""

    name: str
    value: str
    note: str = ""
    tone: str = ""


def show_lead(sentence: str, frame: Frame, view: MonthView | None = None) -> None:
    """Open a page with its one sentence, how far the month's close is, the rule, and samples."""
    sample = ""
    if view is not None and view.is_sample:
        note = html.escape(frame.say("ui.sample_note"), quote=True)
        sample = f' <span class="em-sample" title="{note}">{frame.say("ui.sample")}</span>'
    rule = f'<p class="em-note">{_closing(frame)}</p>' if frame.month else ""
    if view is not None:
        policy = describe_policy(view.policy, frame.language)
        said = html.escape(frame.say("ui.rule", policy=policy))
        rule = f'<p class="em-note">{_closing(frame)} {said}</p>'
    place = " · ".join([frame.say("product"), *_units(frame)])
    st.html(
        f'<p class="em-note em-print-only">{html.escape(place)}</p>'
        f'<p class="em-lead" role="heading" aria-level="1">{html.escape(sentence)}{sample}</p>'
        f"{rule}"
    )


def show_figures(figures: list[Figure | Markup]) -> None:
    """Show figures side by side; they wrap on a phone."""
    items = "".join(
        figure.text if isinstance(figure, Markup) else _figure(figure) for figure in figures
    )
    st.html(f'<dl class="em-figures">{items}</dl>')


def show_empty(frame: Frame) -> None:
    """Say that there is no plan yet, and lead to where one is imported."""
    st.info(frame.say("ui.no_plan"))
    st.page_link("pages/imports.py", label=frame.say("ui.to_import"))


def badge_counts(total: UnitMonth, frame: Frame) -> Markup:
    """Return how many projects there are under each badge, every project once."""
    badges = "".join(
        f"<span>{badge(name, frame).text} {count}</span>" for name, count in total.badges.items()
    )
    name = html.escape(frame.say("overview.lights"))
    return Markup(
        f'<div class="em-figure em-figure-wide"><dt>{name}</dt>'
        f'<dd class="em-lights">{badges}</dd></div>'
    )


def project_name_cell(row: ProjectMonth) -> Markup:
    """Return a project's name with its code below."""
    return Markup(
        f"{html.escape(row.project_name)}<br>"
        f'<span class="em-code">{html.escape(row.project_code)}</span>'
    )


def rate_cell(row: ProjectMonth, frame: Frame) -> Markup:
    """Return the execution rate as a bar with the plan's tick, and its figure."""
    return bar_cell(rate_bar_of(row), frame)


def bar_cell(bar: RateBar, frame: Frame) -> Markup:
    """Return a rate as a bar with its figure."""
    rate = write_percent(bar.execution_rate)
    return Markup(f'<span class="em-rate">{rate_bar_svg(bar, frame.look)}<b>{rate}</b></span>')


def gap_cell(row: ProjectMonth) -> Cell:
    """Return the gap in points, red where it is behind."""
    return points_cell(row.gap_pp)


def points_cell(points: Decimal | None) -> Cell:
    """Return percentage points, red where they are behind."""
    if points is None:
        return None
    tone = ' class="em-worse"' if points < 0 else ""
    return Markup(f"<span{tone}>{write_points(points)}</span>")


def amount_cell(amount: Decimal | None, frame: Frame) -> Cell:
    """Return an amount in the unit of the screen."""
    return None if amount is None else write_amount(amount, frame.money)


def amount_cells(amounts: Iterable[Decimal | None], frame: Frame) -> list[str | None]:
    """Return a column of amounts, all with as many decimals as the one that needs most."""
    return write_amounts(amounts, frame.money)


def _closing(frame: Frame) -> str:
    """Write the month in view and how far its close is, for the units in view."""
    if frame.month is None:
        return ""
    states = [each.state for each in unit_states(frame) if each.month == frame.month.number]
    standing = standing_of(states)
    name = say_month(frame.language, frame.month)
    return state_badge(standing.state, f"{name} {say_standing(standing, frame.language)}", frame)


def state_badge(state: State, words: str, frame: Frame) -> str:
    """Return the state of a month's close as its sign and words, as HTML."""
    hint = html.escape(frame.say("month_state.hint"), quote=True)
    said = html.escape(words)
    return f'<span class="em-close em-close-{state}" title="{hint}">{SIGNS[state]} {said}</span>'


def _units(frame: Frame) -> list[str]:
    """Name the units in view, for paper, where the sidebar is missing."""
    return list(
        dict.fromkeys(
            f"{unit.unit_code} {unit.unit_name}"
            for unit in frame.scope
            if frame.month is not None
            and unit.fiscal_year == frame.month.year
            and frame.unit_code in (None, unit.unit_code)
        )
    )


def _figure(figure: Figure) -> str:
    looks = [f"em-{figure.tone}"] if figure.tone else []
    looks += ["em-long"] if len(figure.value) > _LONG_FIGURE else []
    look = f' class="{" ".join(looks)}"' if looks else ""
    note = f"<small>{html.escape(figure.note)}</small>" if figure.note else ""
    return (
        f'<div class="em-figure"><dt>{html.escape(figure.name)}</dt>'
        f"<dd{look}>{html.escape(figure.value)}{note}</dd></div>"
    )


_MOST_LISTED = 50
_SIGNS = {Level.BLOCKER: "✕", Level.WARNING: "!", Level.NOTE: "i"}
_TINTS = {Level.BLOCKER: "red", Level.WARNING: "yellow", Level.NOTE: "blue"}


def finding_columns(frame: Frame) -> tuple[Column, ...]:
    """Return the columns of a list of findings."""
    return (
        Column(frame.say("import.level"), "badge-cell"),
        Column(frame.say("import.place"), "short"),
        Column(frame.say("import.sentence"), "long"),
    )


def finding_rows(findings: Sequence[Finding], frame: Frame) -> list[Row]:
    """Return a row per finding, at most so many of each level."""
    return [
        Row(
            (
                _level_badge(level, frame),
                _place(finding, frame),
                say_finding(frame.language, finding),
            )
        )
        for level in Level
        for finding in [each for each in findings if each.level is level][:_MOST_LISTED]
    ]


def _level_badge(level: Level, frame: Frame) -> Markup:
    tint = _TINTS[level]
    style = f"background:var(--em-{tint}-fill);color:var(--em-{tint}-text)"
    word = frame.say(f"level.{level}")
    return Markup(f'<span class="em-badge" style="{style}">{_SIGNS[level]} {word}</span>')


def _place(finding: Finding, frame: Frame) -> str:
    return "!".join(filter(None, (finding.sheet, finding.cell))) or frame.say("import.place_file")
