"""The heat map: every project's gap to its plan, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import plotly.graph_objects as go

from monitor.charts.figure import (
    Part,
    Sheet,
    bare_axis,
    empty_figure,
    frame,
    month_axis,
    titled,
    written,
)
from monitor.charts.heatmap_cells import (
    Band,
    coloured_cells,
    hatched_cells,
    place_bands,
    points,
    signs,
)
from monitor.charts.records import GapCell, Look, View
from monitor.charts.text import broken, word
from monitor.domain.badges import BADGES
from monitor.words.figures import write_month
from monitor.words.phrases import say_badge

LIMIT = 40
_NAME_ROOM = 200
_NAME_SIZE = 13


def gap_heatmap(
    cells: Sequence[GapCell],
    view: View,
    look: Look,
    limit: int = LIMIT,
    *,
    total: int | None = None,
) -> go.Figure:
    """Draw project by month, the furthest behind in the month in view first.

    ``total`` is how many projects there are where the cells are of the worst alone.

    Every cell carries project code and month as ``customdata``.
    """
    title = titled("heatmap", view, look)
    if not cells:
        return empty_figure(title, look)
    projects = _by_project(cells, view)
    bands = place_bands(projects[:limit], look, _NAME_ROOM, _NAME_SIZE)
    height = round(bands[-1].bottom)
    sheet = Sheet(
        title,
        [*_key(cells, look), *_cut(limit, total or len(projects), look)],
        height,
        left=4 if look.compact else _NAME_ROOM,
        bottom=8,
        header=26,
        axes={"xaxis": _months(look), "yaxis": bare_axis(look, height, 0), "bargap": 0},
        words=[_name(band, look) for band in bands],
    )
    traces = [
        coloured_cells(bands, look),
        hatched_cells(bands, look),
        signs(bands, look),
        points(bands, look),
    ]
    return frame(traces, look, sheet)


def _by_project(cells: Sequence[GapCell], view: View) -> list[tuple[GapCell, ...]]:
    """Gather each project's cells, ordered by the gap in the month in view."""
    gathered: dict[str, list[GapCell]] = {}
    for cell in cells:
        if cell.month <= view.month:
            gathered.setdefault(cell.project_code, []).append(cell)

    def urgency(project: list[GapCell]) -> tuple[bool, Decimal]:
        gaps = [cell.gap_pp for cell in project if cell.month == view.month]
        gap = gaps[0] if gaps else None
        return gap is None, Decimal(0) if gap is None else gap

    return [tuple(project) for project in sorted(gathered.values(), key=urgency)]


def _months(look: Look) -> Part:
    return month_axis(look) | {
        "range": [0.5, 12.5],
        "side": "top",
        "tickvals": list(range(1, 13)),
        "ticktext": [write_month(month, look.language) for month in range(1, 13)],
        "tickfont": {"size": 10 if look.compact else 12},
    }


def _name(band: Band, look: Look) -> Part:
    """Write a name in full, beside the cells or, on a phone, above them."""
    return written(
        broken(list(band.name_lines)),
        x=0,
        xref="paper",
        xanchor="left",
        xshift=0 if look.compact else -_NAME_ROOM,
        y=band.top + 3 if look.compact else band.middle,
        yref="y",
        yanchor="top" if look.compact else "middle",
        align="left",
        font={"size": _NAME_SIZE},
        name="name",
    )


def _key(cells: Sequence[GapCell], look: Look) -> list[str]:
    parts = [word(look.language, f"heatmap.key.{part}") for part in ("unit", "behind", "ahead")]
    shown = {cell.shown for cell in cells if cell.gap_pp is None}
    return parts + [say_badge(look.language, name) for name in BADGES if name in shown]


def _cut(limit: int, total: int, look: Look) -> list[str]:
    if total <= limit:
        return []
    return [word(look.language, "ranking.cut", shown=limit, total=total)]
