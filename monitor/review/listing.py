"""One way to every list of a month: the database finds, orders and cuts, whatever the size.

A list is asked for in two steps: the keys of a page of what answers a filter, then the rows of
these few. A list that goes out is all its pages, a part of them in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date as Date  # noqa: N812 - the name date is a field elsewhere
from typing import Literal

from monitor.domain.flags import FlaggedRow
from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month, end_of
from monitor.review.counts import scope_of
from monitor.review.flags import FlagActions, FlagFilter, list_flagged
from monitor.review.months import MonthView, YearSums, review_month_of, sums_of
from monitor.store.database import Store
from monitor.store.reading import ProjectsOf, Reading, Record
from monitor.words.catalogue import PAPER, Language

PAGE = 50
FOUND = 60  # projects that a search offers
_AT_ONCE = 20_000  # projects in memory while a whole list is written
ALL = 10**9  # more than any page
Order = Literal["plan", "urgency", "gap"]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of what was found: its keys in order, and how many were found in all."""

    keys: tuple[tuple[str, ...], ...] = ()
    found: int = 0

    @property
    def codes(self) -> list[str]:
        """Return the project codes of the page, each once, in their order."""
        return list(dict.fromkeys(key[0] for key in self.keys))


@dataclass(frozen=True, slots=True)
class ListRequest:
    """Which projects of a month to find, in which order, and which page of them, from 0."""

    filter: FlagFilter = field(default_factory=FlagFilter)
    is_flagged: bool = False
    order_by: Order = "plan"
    page: int = 0
    page_size: int = PAGE


def find_projects(
    store: Store,
    month: Month,
    unit_code: str | None,
    request: ListRequest,
    *,
    known_on: Date | None = None,
) -> ListPage:
    """Return the codes of a page of the projects that answer, and how many do in all."""
    with read_list(store, known_on) as reading:
        return _find(reading, month, unit_code, request)


def review_page(
    store: Store,
    month: Month,
    unit_code: str | None,
    codes: Sequence[str],
    sums: YearSums | None = None,
) -> MonthView:
    """Return a month with its totals and the projects named alone, in the order named.

    ``sums`` are the year's, where they are at hand.
    """
    with read_list(store) as reading:
        return _view(reading, month, unit_code, codes, sums)


def review_year_of(store: Store, month: Month, codes: Sequence[str]) -> list[ProjectMonth]:
    """Return every month of the year of the projects named."""
    with read_list(store) as reading:
        return _projects(reading, month, codes, (1, 12))


def review_indicators_of(store: Store, month: Month, codes: Sequence[str]) -> list[IndicatorMonth]:
    """Return the indicators of the projects named in a month."""
    with read_list(store) as reading:
        return rows_of(reading, "list_indicators", IndicatorMonth, month, codes)


@contextmanager
def flagged_list(
    store: Store,
    month: Month,
    unit_code: str | None,
    chosen: FlagFilter | None = None,
    *,
    language: Language = PAPER,
    known_on: Date | None = None,
    actions: FlagActions | None = None,
) -> Iterator[tuple[MonthView, Iterator[FlaggedRow]]]:
    """Give the month's totals and every flagged project that answers, the most severe first.

    However many they are, only some are in memory at a time; all are of the same moment.
    ``known_on`` asks for what was known at the end of that local day.
    """
    done = actions or FlagActions()
    request = ListRequest(
        chosen or FlagFilter(), is_flagged=True, order_by="urgency", page_size=ALL
    )
    with read_list(store, known_on) as reading:
        sums = sums_of(reading, month.year, unit_code, known_on)
        totals = replace(_view(reading, month, unit_code, (), sums), known_on=known_on)
        codes = _find(reading, month, unit_code, request).codes

        def rows() -> Iterator[FlaggedRow]:
            for start in range(0, len(codes), _AT_ONCE):
                some = codes[start : start + _AT_ONCE]
                view = _view(reading, month, unit_code, some, sums)
                lagging = rows_of(reading, "lagging_indicators", _Lagging, month, some)
                yield from list_flagged(
                    view, lagging, language, follow_ups=done.follow_ups, snoozes=done.snoozes
                )

        yield totals, rows()


@contextmanager
def read_list(store: Store, known_on: Date | None = None) -> Iterator[Reading]:
    """Give a reading that sees one moment for all that is asked of a list."""
    with store.reading(end_of(known_on)) as reading, reading.snapshot():
        yield reading


def rows_of(
    reading: Reading, query: str, record: type[Record], month: Month, codes: Sequence[str]
) -> list[Record]:
    """Return what a query answers for a month of the projects named."""
    projects = ProjectsOf(month.year, codes, (month.number, month.number))
    return reading.ask(query, record, projects, month=month.number)


def _find(reading: Reading, month: Month, unit_code: str | None, request: ListRequest) -> ListPage:
    chosen = request.filter
    rows = reading.ask(
        "find_projects",
        _Code,
        **scope_of(month, unit_code),
        is_flagged=request.is_flagged,
        badges=list(chosen.badges),
        reasons=[reason.value for reason in chosen.reasons],
        changes=list(chosen.changes),
        search=chosen.search.strip().lower(),
        order_by=request.order_by,
        page_size=request.page_size,
        skipped=request.page * request.page_size,
    )
    return ListPage(tuple((row.project_code,) for row in rows), rows[0].found if rows else 0)


def _view(
    reading: Reading,
    month: Month,
    unit_code: str | None,
    codes: Sequence[str],
    sums: YearSums | None = None,
) -> MonthView:
    months = (month.number, month.number)
    found = _projects(reading, month, codes, months) if codes else []
    rows = {row.project_code: row for row in found}
    projects = [rows[code] for code in codes if code in rows]
    return review_month_of(reading, month, projects, unit_code=unit_code, sums=sums)


def _projects(
    reading: Reading, month: Month, codes: Sequence[str], months: tuple[int, int]
) -> list[ProjectMonth]:
    projects = ProjectsOf(month.year, codes, months)
    return reading.ask("list_projects", ProjectMonth, projects)


@dataclass(frozen=True, slots=True)
class _Lagging:
    project_code: str
    light: str
    level3: str


@dataclass(frozen=True, slots=True)
class _Code:
    project_code: str
    found: int
