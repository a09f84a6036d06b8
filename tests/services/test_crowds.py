"""What the database counts, sorts and finds of a crowd is what the lists would say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.access.scope import list_scope
from monitor.domain.flags import CHANGES, Reason
from monitor.domain.month import Month
from monitor.domain.roles import Actor
from monitor.intake.commit import commit_import
from monitor.intake.request import ImportRequest
from monitor.review import counts, listing
from monitor.review.chart_data import curve_of_crowd, dots_of, portfolio_curve_of
from monitor.review.counts import DENSITY_LAST, DENSITY_WIDTH
from monitor.review.flags import FlagFilter, list_flagged
from monitor.review.listing import ListRequest
from monitor.review.months import MonthView, review_indicators, review_month, review_year
from monitor.review.scores import evaluate
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

    opened = Store(fill_once(tmp_path_factory, "crowd", fill))
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


@pytest.mark.parametrize("narrowed", FILTERS)
def test_the_database_finds_what_the_filter_keeps_in_the_same_order(
    store: Store, view: MonthView, narrowed: FlagFilter
) -> None:
    sought = ListRequest(narrowed, is_flagged=True, order_by="urgency", page_size=500)
    part = listing.find_projects(store, JUNE, None, sought)
    kept = [row.project_code for row in view.flagged if narrowed.keeps(row)]
    assert part.codes == kept
    assert part.found == len(kept)


def test_there_are_projects_of_every_badge(store: Store, view: MonthView) -> None:
    assert sum(row.is_overspent for row in view.projects) == 3
    badges = view.total.badges
    assert badges["overspent"] == 3
    assert badges.keys() >= {"overspent", "not_reported", "red", "yellow", "blue", "green"}
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
    fields = counts.review_density(store, JUNE, None)
    assert {(each.completion_field, each.rate_field): each.projects_count for each in fields} == (
        placed
    )
    assert {(each.completion_field, each.rate_field): each.revised_budget for each in fields} == (
        money
    )
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


@pytest.mark.parametrize("narrowed", FILTERS[:4])
def test_the_whole_list_is_gone_through_in_parts(
    store: Store, view: MonthView, narrowed: FlagFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "_AT_ONCE", 7)
    listed = list_flagged(view, review_indicators(store, JUNE), "zh", narrowed)
    with listing.whole_list(store, JUNE, None, narrowed) as (totals, rows):
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
            listing.evaluate_page(store, JUNE, codes),
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


def test_the_curve_from_sums_is_the_curve_from_projects(store: Store, view: MonthView) -> None:
    ahead = counts.review_ahead(store, JUNE, None)
    summed = curve_of_crowd(view, ahead, counts.milestone_months(store, JUNE, None))
    listed = portfolio_curve_of(view, review_year(store, JUNE))
    assert summed.points == listed.points
    assert summed.forecast == listed.forecast
    assert len(listed.forecast) == 6


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
        for each in counts.count_indicators(store, JUNE, None)
    }
    assert counted == Counter((row.light or row.state, row.level1) for row in rows)
    found = listing.find_indicators(store, JUNE, None, states=["red"], levels=["产出指标"])
    assert found.found == counted["red", "产出指标"]


def test_scores_of_a_part_are_those_of_all(store: Store) -> None:
    everything = evaluate(store, JUNE)
    codes = [each.project.project_code for each in everything[:5]]
    part = listing.evaluate_page(store, JUNE, codes)
    assert {each.project.project_code: each for each in part} == {
        each.project.project_code: each for each in everything[:5]
    }
    count = counts.count_scores(store, JUNE, None)
    assert count.projects_count == 120
    assert count.complete_count == sum(each.project.score is not None for each in everything)
