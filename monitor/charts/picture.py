"""The spending curve as a picture for documents: drawn without a browser, readable in grey.

The notation is that of the screen: actual a solid dark step, plan a line with milestone diamonds,
months not reported left open, the month in view marked. No name stands in the picture; names
stand in its caption.
"""

from __future__ import annotations

from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from monitor.charts.course import Course
from monitor.charts.picture_font import picture_font
from monitor.charts.picture_layers import (
    PALETTE,
    SMALL,
    YEAR_END,
    draw_actual,
    draw_milestones,
    draw_missing,
    draw_plan,
    write,
)
from monitor.charts.records import Curve, Look, View
from monitor.words.catalogue import paper

PICTURE = paper("picture")

WIDTH_CM, HEIGHT_CM = 16.0, 8.4
_INCH, _DPI = 2.54, 200
_DRAWING = (0.07, 0.09, 0.775, 0.83)  # left, bottom, width, height, as shares of the picture
_HEADROOM = 1.16
_TICKS = 5


def draw_curve(curve: Curve, view: View) -> bytes:
    """Draw plan and spending in 万元 as a PNG; safe to call from several threads at once."""
    course = Course(curve, view, Look())
    figure = Figure(figsize=(WIDTH_CM / _INCH, HEIGHT_CM / _INCH), dpi=_DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes(_DRAWING)
    _draw_frame(axes, course)
    _draw_month_in_view(axes, course)
    for draw in (draw_plan, draw_milestones, draw_actual, draw_missing):
        draw(axes, course)
    out = BytesIO()
    figure.savefig(out, format="png", dpi=_DPI, metadata={"Software": None})
    return out.getvalue()


def _draw_frame(axes: Axes, course: Course) -> None:
    amounts = [0.01, *(course.y(amount) for amount in course.amounts)]
    bottom, top = min(0.0, *amounts) * _HEADROOM, max(amounts) * _HEADROOM
    axes.set_xlim(0, YEAR_END + 0.15)
    axes.set_ylim(bottom, top)
    months = range(1, YEAR_END + 1)
    axes.set_xticks(months, [PICTURE["month"].format(month=month) for month in months])
    axes.locator_params(axis="y", nbins=_TICKS)
    ticks = [tick for tick in map(float, axes.get_yticks()) if bottom <= tick <= top]
    axes.set_yticks(ticks, [f"{tick:,.6f}".rstrip("0").rstrip(".") for tick in ticks])
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(picture_font(SMALL))
        label.set_color(PALETTE.muted)
    axes.tick_params(length=0)
    axes.grid(visible=True, axis="y", color=PALETTE.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(PALETTE.border)
    write(axes, PICTURE["unit"], (0, top), offset=(-3, 4), colour=PALETTE.muted, size=SMALL)
    if any(report.point.is_partial for report in course.reports):
        place = (axes.get_xlim()[1], top)
        write(axes, PICTURE["partial"], place, offset=(-1, 4), colour=PALETTE.muted, size=SMALL)


def _draw_month_in_view(axes: Axes, course: Course) -> None:
    month = course.view.month
    axes.axvline(month, color=PALETTE.muted, linewidth=0.9, linestyle=(0, (2, 2)), zorder=1)
    said = PICTURE["month_in_view"].format(month=month)
    place = (float(month), axes.get_ylim()[1])
    offset = (-4, -2) if month > YEAR_END // 2 else (4, -2)
    write(axes, said, place, offset=offset, colour=PALETTE.text)
