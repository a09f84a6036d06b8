"""What pages look at, kept per version and units seen: a change is seen at the next click."""

from __future__ import annotations

from typing import Any

import streamlit as st

from monitor.domain.follow_ups import FollowUp
from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.services.closing import UnitState, list_states
from monitor.services.following_up import list_follow_ups
from monitor.services.reviewing import (
    MonthView,
    UnitRow,
    YearSums,
    review_indicators,
    review_month,
    review_sums,
    review_units,
    review_year,
)
from monitor.services.setup import Store
from monitor.services.snoozing import Snooze, list_snoozes
from monitor.ui.frame import Frame

# Frozen records are shared between sessions, so they are kept as resources and never copied.


@st.cache_resource(max_entries=64, show_spinner=False)
def _sums(
    _store: Store, version: str, units: tuple[str, ...], year: int, unit_code: str | None
) -> YearSums:
    del version, units
    return review_sums(_store, year, unit_code=unit_code)


@st.cache_resource(max_entries=64, show_spinner=False)
def _month(
    _store: Store, version: str, units: tuple[str, ...], month: Month, unit_code: str | None
) -> MonthView:
    sums = _sums(_store=_store, version=version, units=units, year=month.year, unit_code=unit_code)
    return review_month(_store, month, unit_code=unit_code, sums=sums)


@st.cache_resource(max_entries=64, show_spinner=False)
def _year(
    _store: Store,
    version: str,
    units: tuple[str, ...],
    month: Month,
    unit_code: str | None,
    project_code: str | None,
) -> list[ProjectMonth]:
    del version, units
    return review_year(_store, month, unit_code=unit_code, project_code=project_code)


@st.cache_resource(max_entries=64, show_spinner=False)
def _indicators(
    _store: Store, version: str, units: tuple[str, ...], month: Month, unit_code: str | None
) -> list[IndicatorMonth]:
    del version, units
    return review_indicators(_store, month, unit_code=unit_code)


@st.cache_resource(max_entries=16, show_spinner=False)
def _units(_store: Store, version: str, units: tuple[str, ...], month: Month) -> list[UnitRow]:
    del version, units
    return review_units(_store, month)


def unit_rows(frame: Frame) -> list[UnitRow]:
    """Return the sums of every unit in the month in view."""
    return _units(**_key(frame), month=_chosen(frame))


@st.cache_resource(max_entries=64, show_spinner=False)
def _follow_ups(
    _store: Store, version: str, units: tuple[str, ...], year: int, unit_code: str | None
) -> list[FollowUp]:
    del version, units
    return list_follow_ups(_store, year, unit_code=unit_code)


@st.cache_resource(max_entries=64, show_spinner=False)
def _snoozes(
    _store: Store, version: str, units: tuple[str, ...], month: Month
) -> dict[str, Snooze]:
    del version, units
    return list_snoozes(_store, month)


@st.cache_resource(max_entries=16, show_spinner=False)
def _states(_store: Store, version: str, units: tuple[str, ...], year: int) -> list[UnitState]:
    del version, units
    return list_states(_store, year)


def unit_states(frame: Frame) -> list[UnitState]:
    """Return how far the close of every month of the year is, of the units in view."""
    return [
        each
        for each in _states(**_key(frame), year=_chosen(frame).year)
        if frame.unit_code in (None, each.unit_code)
    ]


def year_sums(frame: Frame) -> YearSums:
    """Return what the months of the year in view are seen by."""
    return _sums(**_key(frame), year=_chosen(frame).year, unit_code=frame.unit_code)


def month_view(frame: Frame) -> MonthView:
    """Return the month in view; only for a frame that has a month."""
    return _month(**_key(frame), month=_chosen(frame), unit_code=frame.unit_code)


def year_rows(frame: Frame, project_code: str | None = None) -> list[ProjectMonth]:
    """Return every month of the year, of one project or of all in view."""
    month = Month(_chosen(frame).year, 1)
    return _year(**_key(frame), month=month, unit_code=frame.unit_code, project_code=project_code)


def indicator_rows(frame: Frame) -> list[IndicatorMonth]:
    """Return the indicators of the month in view."""
    return _indicators(**_key(frame), month=_chosen(frame), unit_code=frame.unit_code)


def follow_up_rows(frame: Frame) -> list[FollowUp]:
    """Return the follow-ups of the year in view, the first due first."""
    return _follow_ups(**_key(frame), year=_chosen(frame).year, unit_code=frame.unit_code)


def month_follow_ups(frame: Frame) -> list[FollowUp]:
    """Return the follow-ups of flags up to the month in view."""
    number = _chosen(frame).number
    return [each for each in follow_up_rows(frame) if each.month <= number]


def waiting_flags(frame: Frame) -> dict[str, Snooze]:
    """Return the flags that wait in the month in view, by project code."""
    return _snoozes(**_key(frame), month=_chosen(frame))


def _key(frame: Frame) -> dict[str, Any]:
    """Return what everything is kept by. Streamlit takes long to find out positions' names."""
    return {"_store": frame.store, "version": frame.version, "units": frame.actor.units}


def _chosen(frame: Frame) -> Month:
    if frame.month is None:
        message = "no month to look at: the page shows its empty state first"
        raise ValueError(message)
    return frame.month
