"""The words of a ranking: badge, name and figures of each row, in columns that line up."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from monitor.charts.figure import COMPACT_WIDTH, Part, palette_of, text_size, written
from monitor.charts.ranking_bars import WHOLE, PlacedRow, pin_colour
from monitor.charts.records import Look, RankingRow
from monitor.charts.text import broken, escape, width_of, word, wrap
from monitor.domain.badges import BADGES
from monitor.words.figures import ABSENT, write_month, write_percent, write_points
from monitor.words.phrases import say_badge

_NAME_SIZE = 13
NAME_ROOM = 212


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand, as shares of the drawing's width."""

    bars: float
    rates: float
    pins: float
    pins_end: float


COLUMNS = {
    False: Columns(bars=0.48, rates=0.665, pins=0.7, pins_end=0.85),
    True: Columns(bars=0.46, rates=0.665, pins=0.7, pins_end=0.845),
}


def badge_words(row: RankingRow, look: Look) -> str:
    """Write a row's badge: sign and word."""
    return say_badge(look.language, row.bar.badge)


def name_lines(row: RankingRow, look: Look) -> list[str]:
    """Break a name for its room; the badge leads it, on a line of its own where both do not fit."""
    width = (COMPACT_WIDTH if look.compact else NAME_ROOM - 14) / _NAME_SIZE
    lead = width_of(badge_words(row, look)) + 1
    if look.compact and lead + width_of(row.project_name) <= width:
        return [row.project_name]
    return ["", *wrap(row.project_name, width)]


def head_words(look: Look) -> list[Part]:
    """Head the columns of figures."""
    columns = COLUMNS[look.compact]
    gap = word(look.language, "ranking.gap")
    return [
        written(
            text,
            x=x,
            xref="paper",
            xanchor="right",
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=2,
            align="right",
            font={"size": text_size(look) - (1 if look.compact else 0)},
            name="head",
        )
        for x, text in ((columns.rates, word(look.language, "ranking.rate")), (1.0, gap))
    ]


def name_words(placed: PlacedRow, look: Look) -> Part:
    """Write a row's badge, in its colour, and its name in full, beside its bar or above it."""
    row = placed.row
    colour = BADGES[row.bar.badge].shade(look.theme).text
    badge = f'<span style="color:{colour}"><b>{escape(badge_words(row, look))}</b></span>'
    return written(
        f"{badge}  {broken(list(placed.name_lines))}",
        x=0,
        xref="paper",
        xanchor="left",
        xshift=0 if look.compact else -NAME_ROOM,
        y=placed.top + 4 if look.compact else placed.middle,
        yref="y",
        yanchor="top" if look.compact else "middle",
        align="left",
        font={"size": _NAME_SIZE},
        name="name",
    )


def figure_words(rows: list[PlacedRow], look: Look) -> list[go.Scatter]:
    """Write rates and gaps in columns; the gap has its pin's colour."""
    palette = palette_of(look)
    rates = [
        _coloured(_last_words(placed.row, look), palette.muted)
        if placed.row.bar.execution_rate is None
        else write_percent(placed.row.bar.execution_rate)
        for placed in rows
    ]
    gaps = [
        _coloured(ABSENT, palette.muted)
        if placed.row.gap_pp is None
        else _coloured(write_points(placed.row.gap_pp), pin_colour(placed.row, look))
        for placed in rows
    ]
    columns = COLUMNS[look.compact]
    return [
        go.Scatter(
            name=name,
            xaxis=WHOLE,
            x=[x] * len(rows),
            y=[placed.middle for placed in rows],
            mode="text",
            text=texts,
            textposition="middle left",
            textfont={"size": 12, "color": palette.text},
            cliponaxis=False,
            hoverinfo="skip",
            unselected={"textfont": {"color": palette.text}},
        )
        for name, x, texts in (("rates", columns.rates, rates), ("gaps", 1.0, gaps))
    ]


def _coloured(text: str, colour: str) -> str:
    return f'<span style="color:{colour}">{text}</span>'


def _last_words(row: RankingRow, look: Look) -> str:
    """Say when a row without a rate was last reported, and what."""
    if not row.bar.is_not_reported:
        return ABSENT
    last = last_report(row, look)
    return word(look.language, "ranking.last", **last) if last["month"] else ABSENT


def last_report(row: RankingRow, look: Look) -> dict[str, str]:
    """Give month and figure of a last report that stands in for this month's, else blanks."""
    bar = row.bar
    if bar.execution_rate is not None or bar.last_reported_month is None:
        return {"month": "", "percent": ""}
    rate = bar.last_reported_rate
    month = write_month(bar.last_reported_month, look.language)
    return {"month": month, "percent": "" if rate is None else write_percent(rate)}
