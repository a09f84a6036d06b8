"""The indicators of a month: found, ordered, cut and counted by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from monitor.domain.judged import IndicatorMonth
from monitor.domain.month import Month
from monitor.review.counts import scope_of
from monitor.review.listing import ListPage, read_list, rows_of
from monitor.store.database import Store

PAGE_OF_INDICATORS = 100
Group = Literal["level", "project"]
Concern = Literal["", "look", "decided", "offered", "chosen"]


@dataclass(frozen=True, slots=True)
class IndicatorFilter:
    """What a list of indicators is filtered by; empty means everything.

    ``needs_look`` asks for targets that could not be read, or whose spelling is doubtful. The
    database applies it, in the query ``find_indicators`` and nowhere else.
    """

    states: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    needs_look: bool = False
    search: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRequest:
    """Which indicators of a month to find, grouped by what, and which page of them, from 0.

    ``concern`` asks for those about which a person decides: what wants a ``look``, what was
    ``decided`` by hand, whose result is ``offered`` to be taken from spending or was ``chosen`` to
    be or not.
    """

    filter: IndicatorFilter = field(default_factory=IndicatorFilter)
    concern: Concern = ""
    group_by: Group = "level"
    page: int = 0
    page_size: int = PAGE_OF_INDICATORS


def find_indicators(
    store: Store, month: Month, unit_code: str | None, request: IndicatorRequest
) -> ListPage:
    """Return a page of the indicators that answer, each as its project's code and its own key.

    A page holds what is next to each other: by level or by project, then by unit, project and key.
    """
    chosen = request.filter
    with read_list(store) as reading:
        rows = reading.ask(
            "find_indicators",
            _Key,
            **scope_of(month, unit_code),
            states=list(chosen.states),
            levels=list(chosen.levels),
            concern=request.concern or ("look" if chosen.needs_look else ""),
            search=chosen.search.strip().lower(),
            order_by=request.group_by,
            page_size=request.page_size,
            skipped=request.page * request.page_size,
        )
    keys = tuple((row.project_code, row.indicator_key) for row in rows)
    return ListPage(keys, rows[0].found if rows else 0)


def review_indicator_page(
    store: Store, month: Month, keys: Sequence[tuple[str, ...]]
) -> list[IndicatorMonth]:
    """Return the indicators of a page, in the order of the plan."""
    wanted = set(keys)
    codes = list(dict.fromkeys(key[0] for key in keys))
    with read_list(store) as reading:
        rows = rows_of(reading, "list_indicators", IndicatorMonth, month, codes)
    return [row for row in rows if (row.project_code, row.indicator_key) in wanted]


@dataclass(frozen=True, slots=True)
class DecisionCount:
    """How many indicators want a look, are doubtful but read, and were decided by a person."""

    look_count: int
    doubtful_count: int
    decided_count: int
    chosen_count: int


def count_decisions(store: Store, month: Month, unit_code: str | None) -> DecisionCount:
    """Return how many indicators of the year's plan want a look or were decided about."""
    with store.reading() as reading:
        (count,) = reading.ask(
            "count_decisions",
            DecisionCount,
            fiscal_year=month.year,
            unit_code=unit_code,
        )
    return count


@dataclass(frozen=True, slots=True)
class IndicatorCount:
    """Indicators of a month under one light or state and one level."""

    shown_state: str
    level1: str
    indicators_count: int


def count_indicators(store: Store, month: Month, unit_code: str | None) -> list[IndicatorCount]:
    """Return how many indicators of a month have which light or state, by first level."""
    with store.reading() as reading:
        return reading.ask("count_indicators", IndicatorCount, **scope_of(month, unit_code))


@dataclass(frozen=True, slots=True)
class _Key:
    project_code: str
    indicator_key: str
    found: int
