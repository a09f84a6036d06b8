"""A part of a month of more projects than a page holds: found, sorted and cut by the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from monitor.domain.flags import FlaggedRow
from monitor.domain.follow_ups import FollowUp, Snooze
from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.domain.scores import ScoredIndicator, ScoredProject
from monitor.review.counts import scope_of
from monitor.review.flags import FlagFilter, list_flagged
from monitor.review.months import MonthView, YearSums, review_month_of, sums_of
from monitor.review.scores import Evaluation
from monitor.store.database import Cursor, Store
from monitor.store.reading import Record, fetch, fetch_page, one_snapshot
from monitor.words.catalogue import PAPER

PAGE = 50

FOUND = 60  # projects that a search offers

_AT_ONCE = 20_000  # projects in memory while all are gone through

_ALL = 10**9  # more than any page


@dataclass(frozen=True, slots=True)
class ListPage:
    """A part of what was found: its keys in order, and how many were found in all."""

    keys: tuple[tuple[str, ...], ...] = ()
    found: int = 0

    @property
    def codes(self) -> list[str]:
        """Return the project codes of the part, each once, in their order."""
        return list(dict.fromkeys(key[0] for key in self.keys))


@dataclass(frozen=True, slots=True)
class ListRequest:
    """Which projects to find; the rules of a filter, asked of the database."""

    narrowed: FlagFilter = field(default_factory=FlagFilter)
    is_flagged: bool = False
    order_by: str = "code"  # urgency, gap or code
    page: int = 0
    page_size: int = PAGE


def find_projects(
    store: Store, month: Month, unit_code: str | None, sought: ListRequest
) -> ListPage:
    """Return the codes of a page of the projects that answer."""
    with store.reading() as cursor:
        return _find(cursor, month, unit_code, sought)


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
    with _moment(store) as cursor:
        return _view(cursor, month, unit_code, codes, sums)


def review_year_of(store: Store, month: Month, codes: Sequence[str]) -> list[ProjectMonth]:
    """Return every month of the year of the projects named."""
    with _moment(store) as cursor:
        return _projects(cursor, month, codes, (1, 12))


def review_indicators_of(store: Store, month: Month, codes: Sequence[str]) -> list[IndicatorMonth]:
    """Return the indicators of the projects named in a month."""
    with _moment(store) as cursor:
        return _few(cursor, "crowd_indicators", IndicatorMonth, month, codes)


def evaluate_page(store: Store, month: Month, codes: Sequence[str]) -> list[Evaluation]:
    """Return the self-evaluations of the projects named."""
    with _moment(store) as cursor:
        projects = _few(cursor, "crowd_scores", ScoredProject, month, codes)
        indicators = _few(cursor, "crowd_scored_indicators", ScoredIndicator, month, codes)
    return [
        Evaluation(
            project,
            tuple(each for each in indicators if each.project_code == project.project_code),
        )
        for project in projects
    ]


@contextmanager
def whole_list(
    store: Store,
    month: Month,
    unit_code: str | None,
    narrowed: FlagFilter,
    *,
    follow_ups: Sequence[FollowUp] = (),
    snoozes: Mapping[str, Snooze] | None = None,
) -> Iterator[tuple[MonthView, Iterator[FlaggedRow]]]:
    """Lend the month's totals and every flagged project in turn, as lists that go out have them.

    However many they are, only some are in memory at a time; all are of the same moment.
    """
    sought = ListRequest(narrowed, is_flagged=True, order_by="urgency", page_size=_ALL)
    with _moment(store) as cursor:
        codes = _find(cursor, month, unit_code, sought).codes
        sums = sums_of(cursor, month.year, unit_code)
        totals = _view(cursor, month, unit_code, (), sums)

        def rows() -> Iterator[FlaggedRow]:
            for start in range(0, len(codes), _AT_ONCE):
                some = codes[start : start + _AT_ONCE]
                view = _view(cursor, month, unit_code, some, sums)
                lagging = _few(cursor, "crowd_lagging", _Lagging, month, some)
                yield from list_flagged(
                    view, lagging, PAPER, follow_ups=follow_ups, snoozes=snoozes
                )

        yield totals, rows()


@contextmanager
def _moment(store: Store) -> Iterator[Cursor]:
    with store.reading() as cursor, one_snapshot(cursor):
        yield cursor


def _find(cursor: Cursor, month: Month, unit_code: str | None, sought: ListRequest) -> ListPage:
    chosen = sought.narrowed
    rows = fetch(
        cursor,
        "crowd_codes",
        _Code,
        **scope_of(month, unit_code),
        is_flagged=sought.is_flagged,
        badges=list(chosen.badges),
        reasons=[reason.value for reason in chosen.reasons],
        changes=list(chosen.changes),
        search=chosen.search.strip().lower(),
        order_by=sought.order_by,
        page_size=sought.page_size,
        skipped=sought.page * sought.page_size,
    )
    return ListPage(tuple((row.project_code,) for row in rows), rows[0].found if rows else 0)


def _view(
    cursor: Cursor,
    month: Month,
    unit_code: str | None,
    codes: Sequence[str],
    sums: YearSums | None = None,
) -> MonthView:
    months = (month.number, month.number)
    found = _projects(cursor, month, codes, months) if codes else []
    rows = {row.project_code: row for row in found}
    projects = [rows[code] for code in codes if code in rows]
    return review_month_of(cursor, month, projects, unit_code=unit_code, sums=sums)


def _projects(
    cursor: Cursor, month: Month, codes: Sequence[str], months: tuple[int, int]
) -> list[ProjectMonth]:
    return fetch_page(
        cursor,
        "crowd_projects",
        ProjectMonth,
        fiscal_year=month.year,
        months=months,
        project_codes=codes,
        first_month=months[0],
        last_month=months[1],
    )


def _few(
    cursor: Cursor, query: str, record: type[Record], month: Month, codes: Sequence[str]
) -> list[Record]:
    """Return what a query says of a month of the projects named."""
    return fetch_page(
        cursor,
        query,
        record,
        fiscal_year=month.year,
        months=(month.number, month.number),
        project_codes=codes,
        month=month.number,
    )


@dataclass(frozen=True, slots=True)
class _Lagging:
    project_code: str
    light: str
    level3: str


@dataclass(frozen=True, slots=True)
class _Code:
    project_code: str
    found: int


def find_indicators(
    store: Store,
    month: Month,
    unit_code: str | None,
    *,
    states: Sequence[str] = (),
    levels: Sequence[str] = (),
    search: str = "",
    page: int = 0,
) -> ListPage:
    """Return a page of the indicators that answer, each as its project and its own key."""
    with store.reading() as cursor:
        rows = fetch(
            cursor,
            "crowd_indicator_keys",
            _Key,
            **scope_of(month, unit_code),
            states=list(states),
            levels=list(levels),
            search=search.strip().lower(),
            page_size=PAGE,
            skipped=page * PAGE,
        )
    keys = tuple((row.project_code, row.indicator_key) for row in rows)
    return ListPage(keys, rows[0].found if rows else 0)


@dataclass(frozen=True, slots=True)
class _Key:
    project_code: str
    indicator_key: str
    found: int
