"""The ranking: every project's spending beside its plan, the one furthest behind first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate

import plotly.graph_objects as go

from monitor.charts.figure import Part, Sheet, bare_axis, empty_figure, frame, palette_of, titled
from monitor.charts.ranking_bars import (
    ROW,
    WHOLE,
    PlacedRow,
    outlined_bars,
    pin_range,
    plan_ticks,
    rate_range,
    spending_bars,
    variance_pins,
    zero_lines,
    zone_bars,
)
from monitor.charts.ranking_labels import (
    COLUMNS,
    NAME_ROOM,
    badge_words,
    figure_words,
    head_words,
    last_report,
    name_lines,
    name_words,
)
from monitor.charts.records import Look, RankingRow, View
from monitor.charts.text import HOVER, full_amount, month_end_word, told, word
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
    badge = word(look.language, "separator").join([badge_words(row, look), when])
    return told([badge, *lines], look, row.project_name)


def _said(value: Decimal | None, write: Callable[[Decimal], str]) -> str:
    return "" if value is None else write(value)


def _money(amount: Decimal | None, look: Look) -> str:
    return "" if amount is None else full_amount(amount, look.language, look.unit)


LIMIT = 40
_LAST: dict[str, int] = {"not_reported": 1, "no_plan": 2, "zero_budget": 3, "not_started": 4}


def project_ranking(
    rows: Sequence[RankingRow],
    view: View,
    look: Look,
    limit: int = LIMIT,
    *,
    total: int | None = None,
) -> go.Figure:
    """Draw a bullet per project, the furthest behind first; beyond ``limit`` rows, the worst.

    ``total`` is how many projects there are where the rows are but the worst of them.
    Every row of the trace named projects carries its project code as ``customdata``.
    """
    title = titled("ranking", view, look)
    if not rows:
        return empty_figure(title, look)
    shown = sorted(rows, key=_urgency)[:limit]
    placed, height = _place(shown, look)
    rates, pins = rate_range(placed), pin_range(placed)
    columns = COLUMNS[look.compact]
    sheet = Sheet(
        title,
        _notes(shown, total or len(rows), look),
        height,
        left=8 if look.compact else NAME_ROOM,
        bottom=8,
        header=36,
        axes={
            "xaxis": bare_axis(look, *rates) | {"domain": [0, columns.bars]},
            "xaxis2": bare_axis(look, *pins) | {"domain": [columns.pins, columns.pins_end]},
            "xaxis3": bare_axis(look, 0, 1),
            "yaxis": bare_axis(look, height, 0) | _rules(placed, look),
        },
        words=[*head_words(look), *(name_words(row, look) for row in placed)],
    )
    traces = [
        *zone_bars(placed, look, rates[1]),
        *zero_lines(placed, look),
        spending_bars(placed, look),
        outlined_bars(placed, look),
        plan_ticks(placed, look),
        *variance_pins(placed, look),
        *figure_words(placed, look),
        row_targets(placed, view, look),
    ]
    return frame(traces, look, sheet)


def _urgency(row: RankingRow) -> tuple[int, Decimal, str]:
    """Order rows by gap; those without one come last, not reported before the others."""
    if row.gap_pp is not None:
        return 0, row.gap_pp, row.project_code
    return _LAST.get(row.bar.badge, 1), Decimal(0), row.project_code


def _place(rows: list[RankingRow], look: Look) -> tuple[list[PlacedRow], int]:
    """Give each row the height its name needs, from above; in compact form names stand above."""
    names = [name_lines(row, look) for row in rows]
    if look.compact:
        above = [len(lines) * 16 + 4 for lines in names]
        heights = [room + ROW for room in above]
    else:
        above = [0] * len(names)
        heights = [max(ROW, len(lines) * 17 + 12) for lines in names]
    ends = list(accumulate(heights))
    placed = [
        PlacedRow(row, end - height, end - height + room, end, tuple(lines))
        for row, lines, height, room, end in zip(rows, names, heights, above, ends, strict=True)
    ]
    return placed, ends[-1]


def _rules(rows: list[PlacedRow], look: Look) -> Part:
    """Rule a faint line between two rows, as grid and as ticks that reach under the names."""
    return {
        "anchor": WHOLE,
        "tickmode": "array",
        "tickvals": [placed.top for placed in rows[1:]],
        "showgrid": True,
        "gridcolor": palette_of(look).grid,
        "ticks": "" if look.compact else "outside",
        "ticklen": NAME_ROOM,
        "tickcolor": palette_of(look).grid,
        "tickwidth": 1,
    }


def _notes(shown: list[RankingRow], total: int, look: Look) -> list[str]:
    language = look.language
    notes = [word(language, f"ranking.key.{part}") for part in ("bar", "tick", "zones")]
    if any(row.bar.is_not_reported for row in shown):
        notes.append(word(language, "ranking.key.outline"))
    if len(shown) < total:
        notes.append(word(language, "ranking.cut", shown=len(shown), total=total))
    return notes
