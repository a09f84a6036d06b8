"""Charts on a page; a click on a project leads to it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from monitor.ui.frame import Frame, project_link

Figure = Any  # a Plotly figure; the library itself enters by the charts floor only

_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


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
