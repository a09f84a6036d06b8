"""What pages ask the store, cached by data version and units: a change is seen at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import streamlit as st

from monitor.domain.follow_ups import FollowUp, Snooze
from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.follow_up.measures import list_follow_ups
from monitor.follow_up.snoozes import list_snoozes
from monitor.month_close.steps import UnitState, list_states
from monitor.review import counts, indicators, listing
from monitor.review.counts import StatusCount
from monitor.review.indicators import DecisionCount, IndicatorCount, IndicatorRequest
from monitor.review.listing import PAGE, ListPage, ListRequest
from monitor.review.months import (
    MonthView,
    UnitRow,
    YearSums,
    review_sums,
    review_units,
)
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.link import set_in_link
from monitor.ui.shell.queue import out_of_queue
from monitor.upkeep.setup import Store

# Frozen records are shared between sessions, so they are kept as resources and never copied.


@st.cache_resource(max_entries=64, show_spinner=False)
def _sums(
    _store: Store, version: str, units: tuple[str, ...], year: int, unit_code: str | None
) -> YearSums:
    del version, units
    return review_sums(_store, year, unit_code=unit_code)


@st.cache_resource(max_entries=16, show_spinner=False)
def _units(_store: Store, version: str, units: tuple[str, ...], month: Month) -> list[UnitRow]:
    del version, units
    return review_units(_store, month)


def unit_rows(frame: Frame) -> list[UnitRow]:
    """Return the sums of every unit in the month in view."""
    return _units(**_key(frame), month=chosen(frame))


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
        for each in _states(**_key(frame), year=chosen(frame).year)
        if frame.unit_code in (None, each.unit_code)
    ]


def year_sums(frame: Frame) -> YearSums:
    """Return what the months of the year in view are seen by."""
    return _sums(**_key(frame), year=chosen(frame).year, unit_code=frame.unit_code)


def follow_up_rows(frame: Frame) -> list[FollowUp]:
    """Return the follow-ups of the year in view, the first due first."""
    return _follow_ups(**_key(frame), year=chosen(frame).year, unit_code=frame.unit_code)


def month_follow_ups(frame: Frame) -> list[FollowUp]:
    """Return the follow-ups of flags up to the month in view."""
    number = chosen(frame).number
    return [each for each in follow_up_rows(frame) if each.month <= number]


def waiting_flags(frame: Frame) -> dict[str, Snooze]:
    """Return the flags that wait in the month in view, by project code."""
    return _snoozes(**_key(frame), month=chosen(frame))


def _key(frame: Frame) -> dict[str, Any]:
    """Return what everything is kept by. Streamlit takes long to find out positions' names."""
    return {"_store": frame.store, "version": frame.version, "units": frame.actor.units}


Made = TypeVar("Made")
Codes = tuple[str, ...]
_PAGE = "part"


@st.cache_resource(max_entries=128, show_spinner=False)
def _kept(
    _make: Callable[[], object],
    key: tuple[object, ...],
    version: str,
    units: tuple[str, ...],
    unit_code: str | None,
) -> object:
    del key, version, units, unit_code
    with out_of_queue():
        return _make()


def kept(make: Callable[[], Made], frame: Frame, *key: object) -> Made:
    """Return what is made once for a version of the data, a month, and the units seen."""
    return kept_for_all_months(make, frame, *key, chosen(frame))


def kept_for_all_months(make: Callable[[], Made], frame: Frame, *key: object) -> Made:
    """Return what is made once for a version of the data and the units seen."""
    made = _kept(
        _make=make,
        key=key,
        version=frame.version,
        units=frame.actor.units,
        unit_code=frame.unit_code,
    )
    return cast("Made", made)


def chosen(frame: Frame) -> Month:
    """Return the month in view; only for a frame that has a month."""
    if frame.month is None:
        message = "no month to look at: the page shows its empty state first"
        raise ValueError(message)
    return frame.month


def projects_in_view(year: int, frame: Frame) -> int:
    """Return how many projects the units in view have in a year."""
    return sum(
        unit.projects_count
        for unit in frame.scope
        if unit.fiscal_year == year and frame.unit_code in (None, unit.unit_code)
    )


def status_counts(frame: Frame) -> list[StatusCount]:
    """Return how many projects of the month have which badge, severity and change."""
    return kept(
        lambda: counts.count_statuses(frame.store, chosen(frame), frame.unit_code), frame, "counts"
    )


def find(frame: Frame, request: ListRequest) -> ListPage:
    """Return the codes of a page of the projects that answer."""
    return kept(
        lambda: listing.find_projects(frame.store, chosen(frame), frame.unit_code, request),
        frame,
        "find",
        request,
    )


def month_view(frame: Frame, codes: Codes = ()) -> MonthView:
    """Return the month's totals with the projects named, in that order, and no others."""
    sums = year_sums(frame)
    return kept(
        lambda: listing.review_page(frame.store, chosen(frame), frame.unit_code, codes, sums),
        frame,
        "view",
        codes,
    )


def year_rows(frame: Frame, codes: Codes) -> list[ProjectMonth]:
    """Return every month of the year of the projects named."""
    return kept(
        lambda: listing.review_year_of(frame.store, chosen(frame), codes), frame, "year", codes
    )


def indicator_rows(frame: Frame, codes: Codes) -> list[IndicatorMonth]:
    """Return the month's indicators of the projects named."""
    return kept(
        lambda: listing.review_indicators_of(frame.store, chosen(frame), codes),
        frame,
        "indicators",
        codes,
    )


def indicator_counts(frame: Frame) -> list[IndicatorCount]:
    """Return how many indicators of the month have which light or state, by first level."""
    month, store, unit = chosen(frame), frame.store, frame.unit_code
    return kept(lambda: indicators.count_indicators(store, month, unit), frame, "indicator counts")


def decision_counts(frame: Frame) -> DecisionCount:
    """Return how many indicators want a look or were decided about."""
    month, store, unit = chosen(frame), frame.store, frame.unit_code
    return kept(lambda: indicators.count_decisions(store, month, unit), frame, "decision counts")


def indicators_of(request: IndicatorRequest, frame: Frame) -> tuple[ListPage, list[IndicatorMonth]]:
    """Return the keys of a page of the indicators that answer, and the indicators themselves."""
    month, store, unit = chosen(frame), frame.store, frame.unit_code
    page = kept(
        lambda: indicators.find_indicators(store, month, unit, request),
        frame,
        "indicator keys",
        request,
    )
    rows = kept(
        lambda: indicators.review_indicator_page(store, month, page.keys),
        frame,
        "indicator page",
        page.keys,
    )
    return page, rows


def page_asked() -> int:
    """Return the page that the link asks for, from 0."""
    asked = st.query_params.get(_PAGE, "1")
    return max(int(asked) - 1, 0) if asked.isdecimal() else 0


def offer_pages(shown: ListPage, frame: Frame, *, key: str, page_size: int = PAGE) -> None:
    """Say which page is shown, and offer those before and after and any other."""
    page = page_asked()
    pages = max(1, -(-shown.found // page_size))
    if not shown.keys and page:
        _go_to(0)
    if pages == 1:
        return
    first = page * page_size + 1
    last = first + len(shown.keys) - 1
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_pages"):
        if st.button("←", key=f"{key}_back", disabled=page == 0):
            _go_to(page - 1)
        if st.button("→", key=f"{key}_on", disabled=page + 1 >= pages):
            _go_to(page + 1)
        st.caption(frame.say("list.page", first=first, last=last, found=f"{shown.found:,}"))
        asked = st.number_input(
            frame.say("list.go_to"),
            min_value=1,
            max_value=pages,
            value=page + 1,
            key=f"{key}_page {page} {pages}",
            label_visibility="collapsed",
            width=140,
        )
        if asked != page + 1:
            _go_to(int(asked) - 1)


def _go_to(page: int) -> None:
    set_in_link(**{_PAGE: str(page + 1) if page else None})
    st.rerun()
