"""The layers of a curve's picture: plan and milestones, spending, months left open.

The spending curve as a picture for documents: drawn without a browser, readable in grey.

The notation is that of the screen: actual a solid dark step, plan a line with milestone diamonds,
months not reported left open, the month in view marked. No name stands in the picture; names
stand in its caption.

The font of the pictures in documents: shipped, for a server may have no Chinese font at all.

``python -m tools.picture_font`` makes it anew when the pictures' words change.
"""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from math import nan
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from monitor.charts.colours import PALETTES
from monitor.charts.curve_data import CurveData
from monitor.charts.records import Curve, Look, View
from monitor.charts.text import short_amount, short_percent
from monitor.words.catalogue import paper

PICTURE = paper("picture")
WIDTH_CM, HEIGHT_CM = 16.0, 8.4
_INCH, _DPI = 2.54, 200
_DRAWING = (0.07, 0.09, 0.775, 0.83)  # left, bottom, width, height, as shares of the picture
_HEADROOM = 1.16
_TICKS = 5


def draw_curve(curve: Curve, view: View) -> bytes:
    """Draw plan and spending in 万元 as a PNG; safe to call from several threads at once."""
    course = CurveData(curve, view, Look())
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


def _draw_frame(axes: Axes, course: CurveData) -> None:
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


def _draw_month_in_view(axes: Axes, course: CurveData) -> None:
    month = course.view.month
    axes.axvline(month, color=PALETTE.muted, linewidth=0.9, linestyle=(0, (2, 2)), zorder=1)
    said = PICTURE["month_in_view"].format(month=month)
    place = (float(month), axes.get_ylim()[1])
    offset = (-4, -2) if month > YEAR_END // 2 else (4, -2)
    write(axes, said, place, offset=offset, colour=PALETTE.text)


PALETTE = PALETTES["light"]
SMALL, USUAL = 8, 9  # points
YEAR_END = 12
_CLOSEST = 0.055  # of the drawing's height, between two words at the year's end
_SIZES = {"D": 7.5, "o": 4.6}  # a dot on a diamond leaves the diamond to be seen
Place = tuple[float, float]


def write(
    axes: Axes, text: str, place: Place, *, offset: Place, colour: str, size: int = USUAL
) -> None:
    """Write words beside a place, on the side that the offset (in points) leads to."""
    across, up = offset
    axes.annotate(
        text,
        place,
        xytext=offset,
        textcoords="offset points",
        ha="center" if not across else "left" if across > 0 else "right",
        va="center" if not up else "bottom" if up > 0 else "top",
        color=colour,
        fontproperties=picture_font(size),
        bbox={"facecolor": PALETTE.background, "edgecolor": "none", "pad": 0.6},
        annotation_clip=False,
        zorder=6,
    )


def draw_plan(axes: Axes, course: CurveData) -> None:
    """Draw the plan from nothing at the year's start; name it where it ends."""
    planned = course.planned
    if not planned:
        return
    axes.plot(
        [0, *(month for month, _ in planned)],
        [0.0, *(course.y(amount) for _, amount in planned)],
        color=PALETTE.plan,
        linewidth=1.3,
        drawstyle="default" if course.curve.interpolation == "linear" else "steps-post",
        zorder=2,
    )
    month, amount = planned[-1]
    place = (float(month), course.y(amount))
    write(axes, _told("plan", amount), place, offset=(9, 0), colour=PALETTE.plan)


def draw_milestones(axes: Axes, course: CurveData) -> None:
    """Mark the milestones with diamonds and what they ask for in percent."""
    spent = {report.month: report.spent for report in course.reports}
    for point in course.curve.points:
        if point.milestone_pct is None or point.planned_amount is None:
            continue
        place = (float(point.month), course.y(point.planned_amount))
        _mark(axes, place, "D", PALETTE.plan, PALETTE.background)
        is_ahead = spent.get(point.month, Decimal(0)) > point.planned_amount
        is_below = is_ahead and point.month < YEAR_END
        offset = (6, -5) if is_below else (-6, 5)
        percent = short_percent(point.milestone_pct)
        write(axes, percent, place, offset=offset, colour=PALETTE.plan)


def actual_path(course: CurveData) -> tuple[list[float], list[float]]:
    """Return the step of spending from month's end to month's end, open where none is known."""
    across, up = [0.0], [0.0]
    known: float | None = 0.0
    for point in course.passed:
        if point.spent is None:
            known = None
            continue
        month, amount = float(point.month), course.y(point.spent)
        across += [month if known is not None else nan, month]
        up += [known if known is not None else nan, amount]
        known = amount
    return across, up


def draw_actual(axes: Axes, course: CurveData) -> None:
    """Draw spending with a dot for each report, hollow where some projects did not report."""
    axes.plot(*actual_path(course), color=PALETTE.actual, linewidth=2.4, clip_on=False, zorder=3)
    for report in course.reports:
        place = (float(report.month), course.y(report.spent))
        fill = PALETTE.background if report.point.is_partial else PALETTE.actual
        _mark(axes, place, "o", PALETTE.actual, fill)
    _name_actual(axes, course)


def draw_missing(axes: Axes, course: CurveData) -> None:
    """Mark the months up to the one in view that nothing was reported for."""
    for point in course.passed:
        if point.spent is None:
            place = (float(point.month), 0.0)
            _mark(axes, place, "o", PALETTE.muted, PALETTE.background)
            said = PICTURE["not_reported"]
            write(axes, said, place, offset=(0, 6), colour=PALETTE.muted, size=SMALL)


def _mark(axes: Axes, place: Place, sign: str, colour: str, fill: str) -> None:
    axes.plot(
        [place[0]],
        [place[1]],
        marker=sign,
        markersize=_SIZES[sign],
        markerfacecolor=fill,
        markeredgecolor=colour,
        markeredgewidth=1.3,
        clip_on=False,
        zorder=5,
    )


def _name_actual(axes: Axes, course: CurveData) -> None:
    """Name spending beside its last report, on the side away from the plan."""
    last = course.last_report
    if last is None:
        return
    said, place = _told("actual", last.spent), (float(last.month), course.y(last.spent))
    is_above = last.planned is not None and last.spent > last.planned
    if last.month < YEAR_END:
        offset = (-8, 7) if is_above else (8, -6)
        write(axes, said, place, offset=offset, colour=PALETTE.actual)
        return
    bottom, top = axes.get_ylim()
    closest = (top - bottom) * _CLOSEST
    if course.planned and abs(place[1] - course.y(course.planned[-1][1])) < closest:
        planned = course.y(course.planned[-1][1])
        place = (place[0], planned + (closest if is_above else -closest))
    write(axes, said, place, offset=(9, 0), colour=PALETTE.actual)


def _told(key: str, amount: Decimal) -> str:
    return " ".join((PICTURE[key], short_amount(amount, "万元")))


FONT_FILE = Path(__file__).parent / "fonts" / "picture.otf"
SIGNS = "".join(sorted({*re.sub(r"{\w+}", "", "".join(PICTURE.values())), *"0123456789 .,+-%×"}))


def picture_font(size: float) -> FontProperties:
    """Return the font in a size in points."""
    return FontProperties(fname=FONT_FILE, size=size)
