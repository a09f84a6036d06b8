"""What pages look at, kept per version of the data: a change anywhere is seen at the next click."""

from __future__ import annotations

import streamlit as st

from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.services.reviewing import (
    MonthView,
    current_version,
    review_indicators,
    review_month,
    review_year,
)
from monitor.services.setup import Store
from monitor.ui.frame import Frame

# Frozen records are shared between sessions, so they are kept as resources and never copied.


@st.cache_resource(max_entries=64, show_spinner=False)
def _month(_store: Store, version: str, month: Month, unit_code: str | None) -> MonthView:
    del version
    return review_month(_store, month, unit_code=unit_code)


@st.cache_resource(max_entries=64, show_spinner=False)
def _year(
    _store: Store, version: str, month: Month, unit_code: str | None, project_code: str | None
) -> list[ProjectMonth]:
    del version
    return review_year(_store, month, unit_code=unit_code, project_code=project_code)


@st.cache_resource(max_entries=64, show_spinner=False)
def _indicators(
    _store: Store, version: str, month: Month, unit_code: str | None
) -> list[IndicatorMonth]:
    del version
    return review_indicators(_store, month, unit_code=unit_code)


def month_view(frame: Frame) -> MonthView:
    """Return the month in view; only for a frame that has a month."""
    return _month(frame.store, current_version(frame.store), _chosen(frame), frame.unit_code)


def year_rows(frame: Frame, project_code: str | None = None) -> list[ProjectMonth]:
    """Return every month of the year, of one project or of all in view."""
    version = current_version(frame.store)
    month = Month(_chosen(frame).year, 1)
    return _year(frame.store, version, month, frame.unit_code, project_code)


def indicator_rows(frame: Frame) -> list[IndicatorMonth]:
    """Return the indicators of the month in view."""
    return _indicators(frame.store, current_version(frame.store), _chosen(frame), frame.unit_code)


def _chosen(frame: Frame) -> Month:
    if frame.month is None:
        message = "no month to look at: the page shows its empty state first"
        raise ValueError(message)
    return frame.month
