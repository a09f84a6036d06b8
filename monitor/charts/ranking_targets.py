"""What the pointer meets in a ranking: each row, with all of its figures in full words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import plotly.graph_objects as go

from monitor.charts.bullets import WHOLE, PlacedRow
from monitor.charts.hover import HOVER, told
from monitor.charts.numbers import full_amount
from monitor.charts.ranking_words import last_report, light_words
from monitor.charts.records import Look, RankingRow, View
from monitor.charts.words import month_end_word, word
from monitor.words.figures import write_percent, write_points


def row_targets(rows: list[PlacedRow], view: View, look: Look) -> go.Bar:
    """Lay an unseen bar over each row's width; a click on it selects the project's code."""
    return go.Bar(
        name="projects",
        orientation="h",
        xaxis=WHOLE,
        x=[1] * len(rows),
        y=[(placed.top + placed.bottom) / 2 for placed in rows],
        width=[placed.bottom - placed.top for placed in rows],
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        customdata=[[placed.row.project_code] for placed in rows],
        hovertext=[_hover(placed.row, view, look) for placed in rows],
        hovertemplate=HOVER,
    )


def _hover(row: RankingRow, view: View, look: Look) -> str:
    """Say all of a row in full words."""
    bar = row.bar
    said = [
        ("rate", {"percent": _said(bar.execution_rate, write_percent)}),
        ("plan", {"percent": _said(bar.planned_pct, write_percent)}),
        ("gap", {"points": _said(row.gap_pp, write_points)}),
        ("spent", {"amount": _money(row.spent, look)}),
        ("budget", {"amount": _money(row.revised_budget, look)}),
        ("last", last_report(row, look)),
    ]
    when = month_end_word(look.language, view.month)
    lines = [
        word(look.language, f"ranking.hover.{key}", **blanks)
        for key, blanks in said
        if all(blanks.values())
    ]
    light = word(look.language, "separator").join([light_words(row, look), when])
    return told([light, *lines], look, row.project_name)


def _said(value: Decimal | None, write: Callable[[Decimal], str]) -> str:
    return "" if value is None else write(value)


def _money(amount: Decimal | None, look: Look) -> str:
    return "" if amount is None else full_amount(amount, look.language, look.unit)
