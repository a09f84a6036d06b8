"""An execution rate as a bar with its plan tick for a table cell, in SVG on the page's colours."""

from __future__ import annotations

import html
from decimal import Decimal

from monitor.charts.records import Look, RateBar
from monitor.charts.text import word
from monitor.domain.badges import BADGES
from monitor.words.catalogue import say
from monitor.words.figures import write_month, write_percent

WIDTH, HEIGHT = 120, 16
_MOST = Decimal(120)  # percent at the right edge; more is drawn to the edge with an arrow
_TOP, _BAR = 4, 8
_SLIVER = 1.5  # nothing spent is reported too, and is seen


def rate_bar_svg(bar: RateBar, look: Look) -> str:
    """Draw a rate solid from 0 to at most 120 %, its plan as a tick, a last report dashed.

    Colours are the page's ``--em-…`` properties, or the text's own where those are missing.
    """
    label = html.escape(_label(bar, look))
    return (
        f'<svg class="em-rate-bar" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-label="{label}" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<title>{label}</title>{_outline(bar)}{_rate(bar)}{_plan_tick(bar)}</svg>"
    )


def _outline(bar: RateBar) -> str:
    """Frame 0 to 100 %: firm, broken where nothing was reported, none without a budget."""
    if bar.badge == "zero_budget":
        return ""
    colour = "not-reported-strong" if bar.is_not_reported else "border"
    broken = ";stroke-dasharray:3 2" if bar.is_not_reported else ""
    return (
        f'<rect x="0.5" y="{_TOP - 0.5}" width="{_x(Decimal(100)):.1f}" height="{_BAR + 1}" '
        f'style="fill:var(--em-secondary,none);stroke:var(--em-{colour},currentColor){broken}"/>'
    )


def _x(percent: Decimal) -> float:
    return float(max(Decimal(0), min(_MOST, percent))) * (WIDTH - 1) / float(_MOST)


def _rate(bar: RateBar) -> str:
    if bar.execution_rate is not None:
        return _solid(bar.execution_rate)
    if bar.last_reported_rate is None:
        return ""
    middle = _TOP + _BAR / 2
    return (
        f'<path d="M0 {middle}H{_x(bar.last_reported_rate):.1f}" '
        f'style="stroke:var(--em-not-reported-strong,currentColor);stroke-width:{_BAR};'
        f'stroke-dasharray:1.5 2.5"/>'
    )


def _solid(rate: Decimal) -> str:
    """Draw the bar; a rate below zero or beyond the edge gets an arrow at that end."""
    fill = "fill:var(--em-actual,currentColor)"
    width = max(_x(rate), _SLIVER)
    drawn = f'<rect x="0" y="{_TOP}" width="{width:.1f}" height="{_BAR}" style="{fill}"/>'
    middle = _TOP + _BAR / 2
    if rate > _MOST:
        edge = WIDTH - 1
        gap = "stroke:var(--em-background,Canvas);stroke-width:1.5;fill:none"
        drawn += f'<path d="M{edge - 9} {_TOP}l4 4l-4 4" style="{gap}"/>'
    elif rate < 0:
        drawn += f'<path d="M6 {_TOP}L0 {middle}L6 {_TOP + _BAR}Z" style="{fill}"/>'
    return drawn


def _plan_tick(bar: RateBar) -> str:
    if bar.planned_pct is None or bar.badge == "zero_budget":
        return ""
    x = min(max(_x(bar.planned_pct), 1.0), WIDTH - 1.0)
    style = "stroke:var(--em-plan,currentColor);stroke-width:2.5"
    return f'<path d="M{x:.1f} 0V{HEIGHT}" style="{style}"/>'


def _label(bar: RateBar, look: Look) -> str:
    """Say in words what the bar shows: badge, rate or last report, plan."""
    language = look.language
    said = [say(language, BADGES[bar.badge].words)] if bar.has_badge else []
    if bar.execution_rate is not None:
        said.append(word(language, "rate.label", percent=write_percent(bar.execution_rate)))
    elif bar.last_reported_month is not None and bar.last_reported_rate is not None:
        month = write_month(bar.last_reported_month, language)
        percent = write_percent(bar.last_reported_rate)
        said.append(word(language, "ranking.hover.last", month=month, percent=percent))
    if bar.planned_pct is not None:
        said.append(word(language, "rate.label_plan", percent=write_percent(bar.planned_pct)))
    return word(language, "separator").join(said)
