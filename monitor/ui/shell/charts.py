"""Charts on a page; a click on a project leads to it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

import streamlit as st

from monitor.charts.figure import DescribedFigure
from monitor.charts.records import Look
from monitor.domain.month import Month
from monitor.ui.shell.frame import Frame, project_link

Figure = Any  # a Plotly figure; the library itself enters by the charts floor only
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


@st.cache_resource(max_entries=256, show_spinner=False)
def _kept(
    _draw: Callable[..., Figure],
    _records: Callable[[], tuple[Hashable, ...]],
    _named: dict[str, Hashable],
    key: str,
    version: str,
    units: tuple[str, ...],
    month: Month | None,
    unit_code: str | None,
    look: Look,
) -> Figure:
    del key, version, units, month, unit_code, look
    return _drawn(_draw, *_records(), **_named)


@lru_cache(maxsize=256)
def _drawn(draw: Callable[..., Figure], *records: Hashable, **named: Hashable) -> Figure:
    return DescribedFigure(draw(*records, **named))


def kept(
    draw: Callable[..., Figure],
    records: Callable[[], tuple[Hashable, ...]],
    frame: Frame,
    *,
    key: str,
    **named: Hashable,
) -> Figure:
    """Return a chart of the month and units in view, drawn from its records by a chart's function.

    It is looked for by the version of the data, and drawn anew only where what ``records`` returns
    has changed: after an import most months look as they did.
    """
    return _kept(
        _draw=draw,
        _records=records,
        _named=named,
        key=key,
        version=frame.version,
        units=frame.actor.units,
        month=frame.month,
        unit_code=frame.unit_code,
        look=frame.look,
    )


def show_chart(figure: Figure, *, key: str) -> None:
    """Show a chart as it was drawn."""
    st.plotly_chart(figure, theme=None, key=key, config=_CONFIG)


def show_linked_chart(figure: Figure, frame: Frame, *, key: str) -> None:
    """Show a chart whose marks carry a project code, and a month where the mark has one."""
    told: Any = st.plotly_chart(
        figure,
        theme=None,
        key=key,
        config=_CONFIG,
        on_select="rerun",
        selection_mode="points",
    )
    points = told.selection.points if told and told.selection else []
    for point in points:
        data = point.get("customdata") or ()
        if data:
            query = project_link(str(data[0]), frame)
            if len(data) > 1 and frame.month is not None:
                query["month"] = f"{frame.month.year:04d}-{int(data[1]):02d}"
            st.switch_page("pages/project.py", query_params=query)
