"""What pages of very many projects look at, kept per version, and the turning of their pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import streamlit as st

from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.services import crowd_parts, crowds
from monitor.services.crowd_parts import PAGE, Part, Sought
from monitor.services.crowds import Kind
from monitor.services.reviewing import MonthView
from monitor.ui.data import year_sums
from monitor.ui.frame import Frame
from monitor.ui.link import give
from monitor.ui.turns import aside

Made = TypeVar("Made")
Codes = tuple[str, ...]
_PAGE = "part"


def is_crowd(frame: Frame) -> bool:
    """Say whether the units in view have more projects than a page lists by itself."""
    return frame.month is not None and crowds.is_crowd(
        frame.scope, frame.month.year, frame.unit_code
    )


@st.cache_resource(max_entries=48, show_spinner=False)  # some are lists of tens of thousands
def _kept(
    _make: Callable[[], object],
    key: tuple[object, ...],
    version: str,
    units: tuple[str, ...],
    unit_code: str | None,
) -> object:
    del key, version, units, unit_code
    with aside():
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
    """Return the month in view; a crowd always has one."""
    if frame.month is None:
        message = "a crowd without a month"
        raise ValueError(message)
    return frame.month


def kinds(frame: Frame) -> list[Kind]:
    """Return how many projects of the month stand how."""
    return kept(
        lambda: crowds.count_kinds(frame.store, chosen(frame), frame.unit_code), frame, "kinds"
    )


def find(frame: Frame, sought: Sought) -> Part:
    """Return the codes of a page of the projects that answer."""
    return kept(
        lambda: crowd_parts.find_projects(frame.store, chosen(frame), frame.unit_code, sought),
        frame,
        "find",
        sought,
    )


def view_of_part(frame: Frame, codes: Codes) -> MonthView:
    """Return the month's totals with the projects named."""
    sums = year_sums(frame)
    return kept(
        lambda: crowd_parts.review_part(frame.store, chosen(frame), frame.unit_code, codes, sums),
        frame,
        "view",
        codes,
    )


def year_of_part(frame: Frame, codes: Codes) -> list[ProjectMonth]:
    """Return every month of the year of the projects named."""
    return kept(
        lambda: crowd_parts.review_year_of(frame.store, chosen(frame), codes), frame, "year", codes
    )


def indicators_of_part(frame: Frame, codes: Codes) -> list[IndicatorMonth]:
    """Return the month's indicators of the projects named."""
    return kept(
        lambda: crowd_parts.review_indicators_of(frame.store, chosen(frame), codes),
        frame,
        "indicators",
        codes,
    )


def page_asked() -> int:
    """Return the page that the link asks for, from 0."""
    asked = st.query_params.get(_PAGE, "1")
    return max(int(asked) - 1, 0) if asked.isdecimal() else 0


def turn_pages(part: Part, frame: Frame, *, key: str) -> None:
    """Say which part is shown, and offer the pages before and after and any other."""
    page = page_asked()
    pages = max(1, -(-part.found // PAGE))
    if not part.keys and page:
        _go_to(0)
    if pages == 1:
        return
    first = page * PAGE + 1
    last = first + len(part.keys) - 1
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_pages"):
        if st.button("←", key=f"{key}_back", disabled=page == 0):
            _go_to(page - 1)
        if st.button("→", key=f"{key}_on", disabled=page + 1 >= pages):
            _go_to(page + 1)
        st.caption(frame.say("crowd.part", first=first, last=last, found=f"{part.found:,}"))
        asked = st.number_input(
            frame.say("crowd.turn"),
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
    give(**{_PAGE: str(page + 1) if page else None})
    st.rerun()
