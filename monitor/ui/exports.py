"""The official forms to take away."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from monitor.services.forms import write_forms
from monitor.services.reviewing import MonthView
from monitor.ui.frame import Frame

_NAMES = {"monitoring-form": "forms.monitoring", "self-evaluation": "forms.evaluation"}
_FILES = {"monitoring-form": "执行监控表", "self-evaluation": "绩效自评表"}


def offer_forms(view: MonthView, frame: Frame, *, project_code: str | None = None) -> None:
    """Offer both forms of the month, for a project or for everything in view."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for form, key in _NAMES.items():
            st.download_button(
                frame.say(key),
                _writer(form, view, frame, project_code),
                f"{_FILES[form]}-{project_code or frame.unit_code or '全部'}-{view.month}.xlsx",
                on_click="ignore",
                key=f"form_{form}",
            )
        st.caption(frame.say("forms.note"))


def _writer(
    form: str, view: MonthView, frame: Frame, project_code: str | None
) -> Callable[[], bytes]:
    return lambda: write_forms(
        frame.store, form, view.month, unit_code=frame.unit_code, project_code=project_code
    )
