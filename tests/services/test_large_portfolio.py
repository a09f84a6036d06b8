"""What the store counts, orders and finds of a month is what its projects say, page by page."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from monitor.access.scope import list_scope
from monitor.domain.badges import BADGES
from monitor.domain.flags import CHANGES, Reason, reasons_of
from monitor.domain.judged import ProjectMonth
from monitor.domain.month import Month
from monitor.domain.roles import Actor
from monitor.intake.commit import commit_import
from monitor.intake.request import ImportRequest
from monitor.outputs.lists.flagged import flagged_csv, flagged_workbook
from monitor.review import counts, listing
from monitor.review.chart_data import dots_of, portfolio_curve_of, project_curve_of
from monitor.review.counts import DENSITY_LAST, DENSITY_WIDTH
from monitor.review.flags import FlagFilter, list_flagged
from monitor.review.indicators import (
    IndicatorFilter,
    IndicatorRequest,
    count_indicators,
    find_indicators,
)
from monitor.review.listing import ListRequest, Order
from monitor.review.months import MonthView, review_indicators, review_month, review_year
from monitor.review.scores import evaluate, evaluate_page
from monitor.store import reading
from monitor.store.database import Store
from monitor.store.person import ActingStore
from tests.services.shared import fill_once
from tools.made_up.batches import generate
from tools.made_up.country import CountryRequest

JUNE = Month(2025, 6)
FILTERS = (
    FlagFilter(),
    FlagFilter(badges=("red",)),
    FlagFilter(badges=("overspent", "not_reported")),
    *(FlagFilter(reasons=(reason,)) for reason in Reason),
    *(FlagFilter(changes=(change,)) for change in CHANGES),
    FlagFilter(search="养护"),
    FlagFilter(badges=("yellow",), reasons=(Reason.INDICATORS,), search="财务科"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    def fill(path: Path) -> None:
        made = Store(path)
        generate(made, CountryRequest(projects=120, units=4, seed=5), path.parent / "files")
        overspend(made)
        made.close()

    opened = Store(fill_once(tmp_path_factory, "large portfolio", fill))
    yield opened
    opened.close()


def overspend(store: Store) -> None:
    """Let three projects have spent more than they may; made-up ones never do."""
    rows = review_month(store, JUNE).projects[3:99:32]
    lines = [f"{row.project_code},{row.revised_budget * 2}" for row in rows if row.revised_budget]
    assert len(lines) == 3
    data = "\n".join(["项目编码,累计支出（元）", *lines]).encode()
    request = ImportRequest("spending", "over.csv", data, "clerk", month=JUNE)
    done = commit_import(store, request, store.path.parent / "files")
    assert done.batch_id is not None, done.preview.findings


@pytest.fixture(scope="module")
def view(store: Store) -> MonthView:
    return review_month(store, JUNE)


def keeps(chosen: FlagFilter, row: ProjectMonth) -> bool:
    """Say in Python what the query says in SQL."""
    words = f"{row.project_code} {row.project_name} {row.office}".lower()
    return (
        (not chosen.badges or row.badge in chosen.badges)
        and (not chosen.reasons or bool({*chosen.reasons} & {*reasons_of(row)}))
        and (not chosen.changes or row.change in chosen.changes)
        and chosen.search.strip().lower() in words
    )


def in_order(rows: Iterable[ProjectMonth], order: Order) -> list[ProjectMonth]:
    keys: dict[str, Callable[[ProjectMonth], Any]] = {
        "plan": lambda row: row.unit_code,  # the sort is stable: within a unit as the plan has it
        "gap": lambda row: (row.gap_pp is None, row.gap_pp or 0, row.project_code),
        "urgency": lambda row: (
            -row.severity,
            not row.is_overspent,
            row.gap_amount or 0,
            row.project_code,
        ),
    }
    return sorted(rows, key=keys[order])


@pytest.mark.parametrize("chosen", FILTERS)
def test_the_database_finds_what_the_filter_keeps_in_the_same_order(
    store: Store, view: MonthView, chosen: FlagFilter
) -> None:
    request = ListRequest(chosen, is_flagged=True, order_by="urgency", page_size=500)
    page = listing.find_projects(store, JUNE, None, request)
    kept = [row.project_code for row in view.flagged if keeps(chosen, row)]
    assert page.codes == kept
    assert page.found == len(kept)


SOME_FILTER = st.builds(
    FlagFilter,
    badges=st.lists(st.sampled_from(list(BADGES)), max_size=2).map(tuple),
    reasons=st.lists(st.sampled_from(list(Reason)), max_size=2).map(tuple),
    search=st.sampled_from(["", "", "养护", "财务科", "P0000000000", " 1 ", "%", "'"]),
    changes=st.lists(st.sampled_from([*CHANGES, "cleared"]), max_size=2).map(tuple),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    number=st.integers(1, 12),
    place=st.integers(0, 4),
    chosen=SOME_FILTER,
    is_flagged=st.booleans(),
    order=st.sampled_from(["plan", "urgency", "gap"]),
    size=st.sampled_from([1, 7, 50, 200]),
)
def test_the_pages_of_any_list_put_together_are_the_list(
    store: Store,
    number: int,
    place: int,
    chosen: FlagFilter,
    is_flagged: bool,  # noqa: FBT001 - drawn
    order: Order,
    size: int,
) -> None:
    month = Month(2025, number)
    unit = [None, *(each.unit_code for each in list_scope(store))][place]
    everything = review_month(store, month, unit_code=unit).projects
    expected = [
        row.project_code
        for row in in_order(everything, order)
        if keeps(chosen, row) and (row.is_flagged or not is_flagged)
    ]
    together: list[str] = []
    for page in count():
        request = ListRequest(chosen, is_flagged, order, page, size)
        found = listing.find_projects(store, month, unit, request)
        if not found.codes:
            break
        assert found.found == len(expected)
        assert len(found.codes) <= size
        together += found.codes
        if size == 1 and page == 4:  # one by one takes long: the first five stand for all
            expected = expected[:5]
            break
    assert together == expected


def test_workbook_and_csv_have_the_rows_of_the_list(store: Store, view: MonthView) -> None:
    for chosen in FILTERS:
        codes = [row.project_code for row in view.flagged if keeps(chosen, row)]
        with listing.flagged_list(store, JUNE, None, chosen) as (totals, rows):
            sheet = load_workbook(BytesIO(flagged_workbook(totals, rows, chosen))).worksheets[0]
        column = [cell.value for cell in sheet[3]].index("项目编码")
        lines = sheet.iter_rows(min_row=4, values_only=True)
        assert [line[column] for line in lines if line[column]] == codes
        with listing.flagged_list(store, JUNE, None, chosen) as (totals, rows):
            text = flagged_csv(totals, rows, chosen).decode("utf-8-sig")
        (header, *lines_of_text) = csv.reader(text.splitlines())
        place = header.index("项目编码")
        listed = lines_of_text[: lines_of_text.index([])]
        assert [line[place] for line in listed] == codes


def test_the_reasons_of_a_flag_are_those_of_its_figures(store: Store) -> None:
    seen: set[Reason] = set()
    for row in review_year(store, JUNE):
        behind = row.spending_light in {"red", "yellow"}
        holds = {
            Reason.OVERSPENT: row.is_overspent,
            Reason.BEHIND: behind and not row.is_overspent,
            Reason.MILESTONE: bool(row.milestone_missed),
            Reason.INDICATORS: row.indicator_light in {"red", "yellow"},
            Reason.MISMATCH: row.mismatch is not None,
            Reason.NOT_REPORTED: row.state == "not_reported",
        }
        expected = tuple(reason for reason in Reason if holds[reason] and row.is_flagged)
        assert reasons_of(row) == expected
        seen.update(expected)
    assert seen == set(Reason)


def test_there_are_projects_of_many_badges(store: Store, view: MonthView) -> None:
    assert sum(row.is_overspent for row in view.projects) == 3
    badges = view.total.badges
    assert badges["overspent"] == 3
    assert badges.keys() >= {"overspent", "not_reported", "red", "yellow", "green"}
    part = listing.find_projects(
        store, JUNE, None, ListRequest(FlagFilter(badges=("overspent",)), page_size=500)
    )
    assert part.codes == [row.project_code for row in view.projects if row.is_overspent]


def test_the_density_counts_the_dots_of_the_list(store: Store, view: MonthView) -> None:
    dots = [dot for dot in dots_of(view) if None not in (dot.execution_rate, dot.completion)]
    placed: Counter[tuple[int, int]] = Counter()
    money: dict[tuple[int, int], Decimal] = {}
    for dot in dots:
        assert dot.execution_rate is not None
        assert dot.completion is not None
        place = (
            min(int(dot.completion // DENSITY_WIDTH), DENSITY_LAST),
            min(max(int(dot.execution_rate // DENSITY_WIDTH), 0), DENSITY_LAST),
        )
        placed[place] += 1
        money[place] = money.get(place, Decimal(0)) + dot.budget
    bins = counts.review_density(store, JUNE, None)
    assert {(each.completion_bin, each.rate_bin): each.projects_count for each in bins} == (placed)
    assert {(each.completion_bin, each.rate_bin): each.revised_budget for each in bins} == (money)
    assert max(place[1] for place in placed) == DENSITY_LAST  # the overspent, at the edge
    unit = list_scope(store)[0].unit_code
    fewer = counts.review_density(store, JUNE, unit)
    assert 0 < sum(each.projects_count for each in fewer) < len(dots)


def test_pages_follow_one_another_and_every_page_knows_how_many_there_are(store: Store) -> None:
    pages = [
        listing.find_projects(store, JUNE, None, ListRequest(page=page, page_size=50))
        for page in (0, 1)
    ]
    assert [each.found for each in pages] == [120, 120]
    assert len({*pages[0].codes, *pages[1].codes}) == 100


def test_a_list_that_goes_out_is_the_same_however_many_are_in_memory(
    store: Store, view: MonthView, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = list_flagged(view, review_indicators(store, JUNE), "zh")
    monkeypatch.setattr(listing, "_AT_ONCE", 7)
    with listing.flagged_list(store, JUNE, None) as (totals, rows):
        assert list(rows) == listed
    assert totals.total == view.total
    assert totals.data_version == view.data_version


def test_a_part_is_the_same_however_its_rows_are_found(
    store: Store, view: MonthView, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [row.project_code for row in view.projects[::9]]

    def ask() -> tuple[object, ...]:
        return (
            listing.review_page(store, JUNE, None, codes),
            listing.review_year_of(store, JUNE, codes),
            listing.review_indicators_of(store, JUNE, codes),
            evaluate_page(store, JUNE, codes),
        )

    by_number = ask()
    monkeypatch.setattr(reading, "_FEW", 0)
    assert ask() == by_number


def test_who_is_bound_to_units_finds_no_others(store: Store, view: MonthView) -> None:
    own = view.projects[0].unit_code
    bound = ActingStore(store, Actor("Nora", "reporter", (own,)))
    codes = [row.project_code for row in view.projects]
    part = listing.review_page(bound, JUNE, None, codes)
    assert part.projects == tuple(row for row in view.projects if row.unit_code == own)


def test_counts_are_those_of_the_list(store: Store, view: MonthView) -> None:
    kinds: Counter[str] = Counter()
    for each in counts.count_statuses(store, JUNE, None):
        kinds[each.badge] += each.projects_count
    assert kinds == Counter(row.badge for row in view.projects) == view.total.badges
    assert kinds["overspent"]


def test_a_unit_has_its_own_part(store: Store) -> None:
    unit = list_scope(store)[0]
    kinds = counts.count_statuses(store, JUNE, unit.unit_code)
    assert sum(each.projects_count for each in kinds) == unit.projects_count


def test_the_curve_of_a_portfolio_is_the_sum_of_its_projects_curves(
    store: Store, view: MonthView
) -> None:
    curve = portfolio_curve_of(view, counts.review_curve(store, JUNE, None))
    year: dict[str, list[ProjectMonth]] = defaultdict(list)
    for row in review_year(store, JUNE):
        year[row.project_code].append(row)
    single = [project_curve_of(view, rows) for rows in year.values()]
    for place, point in enumerate(curve.points):
        planned = [each.points[place].planned_amount for each in single]
        spent = [each.points[place].spent for each in single]
        assert point.planned_amount == sum(filter(None, planned))
        assert (point.spent or 0) == sum(filter(None, spent))
    ahead: dict[int, Decimal] = defaultdict(Decimal)
    for each in single:
        for forecast in each.forecast:
            ahead[forecast.month] += forecast.expected
    assert {each.month: each.expected for each in curve.forecast} == ahead
    assert len(curve.forecast) == 6


def test_a_part_of_a_month_holds_the_same_rows_and_the_same_totals(
    store: Store, view: MonthView
) -> None:
    codes = [row.project_code for row in view.projects[5:9]]
    part = listing.review_page(store, JUNE, None, codes)
    assert part.projects == view.projects[5:9]
    assert part.total == view.total
    year = listing.review_year_of(store, JUNE, codes)
    assert len(year) == 48


def test_indicators_of_a_part_are_the_lists_own(store: Store, view: MonthView) -> None:
    codes = [row.project_code for row in view.projects[:6]]
    part = listing.review_indicators_of(store, JUNE, codes)
    assert part == [row for row in review_indicators(store, JUNE) if row.project_code in codes]


def test_indicators_are_counted_and_found_by_light_and_level(store: Store) -> None:
    rows = review_indicators(store, JUNE)
    counted = {
        (each.shown_state, each.level1): each.indicators_count
        for each in count_indicators(store, JUNE, None)
    }
    assert counted == Counter((row.light or row.state, row.level1) for row in rows)
    found = find_indicators(
        store, JUNE, None, IndicatorRequest(IndicatorFilter(states=("red",), levels=("产出指标",)))
    )
    assert found.found == counted["red", "产出指标"]


def test_scores_of_a_part_are_those_of_all(store: Store) -> None:
    everything = evaluate(store, JUNE)
    codes = [each.project.project_code for each in everything[:5]]
    part = evaluate_page(store, JUNE, codes)
    assert {each.project.project_code: each for each in part} == {
        each.project.project_code: each for each in everything[:5]
    }
    count = counts.count_scores(store, JUNE, None)
    assert count.projects_count == 120
    assert count.complete_count == sum(each.project.score is not None for each in everything)
