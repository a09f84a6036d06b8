"""The cells of a heat map, on an upright axis counted in px from above."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go

from monitor.charts.colours import blend, readable_on
from monitor.charts.figure import COMPACT_WIDTH, palette_of
from monitor.charts.records import GapCell, Look
from monitor.charts.text import HOVER, told, word, wrap
from monitor.domain.badges import BADGES
from monitor.words.catalogue import say
from monitor.words.figures import write_month, write_points
from monitor.words.phrases import say_badge

_CELL = 30
_STRONGEST = 40.0  # percentage points at which a colour is at its fullest
_ROOM = 3  # letters that a cell has room for at the ordinary size
_NO_FILL = "rgba(0,0,0,0)"
_UNTOUCHED = {"marker": {"opacity": 0}}


@dataclass(frozen=True, slots=True)
class Band:
    """A project's cells: its name from ``top``, the cells from ``cell_top`` to ``bottom``, px."""

    cells: tuple[GapCell, ...]
    name_lines: tuple[str, ...]
    top: float
    cell_top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Give the height of the cells' middle."""
        return (self.cell_top + self.bottom) / 2


def place_bands(
    projects: list[tuple[GapCell, ...]], look: Look, name_room: int, name_size: int
) -> list[Band]:
    """Stack the projects from above, each as high as its name needs."""
    width = COMPACT_WIDTH if look.compact else name_room - 12
    bands: list[Band] = []
    top = 0.0
    for cells in projects:
        lines = wrap(cells[0].project_name, width / name_size)
        if look.compact:
            cell_top = top + len(lines) * 16 + 6
            bottom = cell_top + _CELL
        else:
            cell_top = top + 2
            bottom = cell_top + max(_CELL, len(lines) * 17 + 4)
        bands.append(Band(cells, tuple(lines), top, cell_top, bottom))
        top = bottom + (6 if look.compact else 0)
    return bands


def coloured_cells(bands: list[Band], look: Look) -> go.Heatmap:
    """Colour the gaps around zero and write each number, in whole points, into its cell."""
    palette = palette_of(look)
    edges: list[float] = []
    shades: list[list[float | None]] = []
    words: list[list[str]] = []
    for band in bands:
        if edges:
            shades.append([None] * 12)
            words.append([""] * 12)
        edges += [band.cell_top, band.bottom]
        gaps = {cell.month: cell.gap_pp for cell in band.cells if cell.state == "reported"}
        row = [gaps.get(month) for month in range(1, 13)]
        shades.append([None if gap is None else float(gap) for gap in row])
        words.append(["" if gap is None else _number(gap, look) for gap in row])
    return go.Heatmap(
        name="gap",
        x=[month - 0.5 for month in range(1, 14)],
        y=edges,
        z=shades,
        text=words,
        texttemplate="%{text}",
        textfont={"size": 10 if look.compact else 12},
        zmin=-_STRONGEST,
        zmax=_STRONGEST,
        zmid=0,
        colorscale=[
            [0.0, palette.gap_behind],
            [0.5, palette.gap_level],
            [1.0, palette.gap_ahead],
        ],
        showscale=False,
        xgap=2,
        hoverongaps=False,
        hoverinfo="skip",
    )


def cell_colour(gap: Decimal, look: Look) -> str:
    """Give the colour that a gap's cell has on the scale."""
    palette = palette_of(look)
    end = palette.gap_behind if gap < 0 else palette.gap_ahead
    return blend(palette.gap_level, end, min(1.0, abs(float(gap)) / _STRONGEST))


def _number(gap: Decimal, look: Look) -> str:
    """Write a gap in words that can be read on its cell, long ones smaller on a phone."""
    text = write_points(gap, 0)
    size = 10 if look.compact else 12
    if len(text) > _ROOM:
        size -= 1
    colour = readable_on(cell_colour(gap, look))
    return f'<span style="color:{colour};font-size:{size}px">{text}</span>'


def hatched_cells(bands: list[Band], look: Look) -> go.Bar:
    """Hatch the cells for which nothing was reported."""
    found = [(band, cell) for band in bands for cell in band.cells if cell.state == "not_reported"]
    shade = BADGES["not_reported"].shade(look.theme)
    return go.Bar(
        name="not reported",
        x=[cell.month for _, cell in found],
        base=[band.cell_top for band, _ in found],
        y=[band.bottom - band.cell_top for band, _ in found],
        width=0.94,
        marker={
            "color": shade.fill,
            "line": {"width": 0},
            "pattern": {
                "shape": "/",
                "fgcolor": palette_of(look).border,
                "bgcolor": shade.fill,
                "size": 6,
                "solidity": 0.3,
            },
        },
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )


def signs(bands: list[Band], look: Look) -> go.Scatter:
    """Write the badge's sign into each cell that has no gap."""
    found = [(band, cell) for band in bands for cell in band.cells if cell.state != "reported"]
    return go.Scatter(
        name="signs",
        x=[cell.month for _, cell in found],
        y=[band.middle for band, _ in found],
        mode="text",
        text=[BADGES[cell.shown].sign for _, cell in found],
        textfont={"size": 13, "color": palette_of(look).muted},
        hoverinfo="skip",
        unselected={"textfont": {"color": palette_of(look).muted}},
    )


def points(bands: list[Band], look: Look) -> go.Scatter:
    """Lay an unseen point over every cell: a coloured cell cannot be selected, a point can."""
    found = [(band, cell) for band in bands for cell in band.cells]
    return go.Scatter(
        name="cells",
        x=[cell.month for _, cell in found],
        y=[band.middle for band, _ in found],
        mode="markers",
        marker={"symbol": "square", "size": _CELL - 2, "color": _NO_FILL, "opacity": 0},
        customdata=[[cell.project_code, cell.month] for _, cell in found],
        hovertext=[_hover(cell, look) for _, cell in found],
        hovertemplate=HOVER,
        selected=_UNTOUCHED,
        unselected=_UNTOUCHED,
    )


def _hover(cell: GapCell, look: Look) -> str:
    language = look.language
    month = write_month(cell.month, language)
    if cell.state == "reported" and cell.gap_pp is not None:
        line = word(language, "heatmap.hover", month=month, points=write_points(cell.gap_pp))
    else:
        state = say(language, BADGES[cell.shown].words)
        line = word(language, "heatmap.hover.state", month=month, state=state)
    said = [line]
    if cell.badge == "overspent" and cell.gap_pp is not None:
        said.insert(0, say_badge(language, cell.badge))
    return told(said, look, cell.project_name)
