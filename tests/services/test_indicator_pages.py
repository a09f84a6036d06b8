"""The pages of a filtered list of indicators, of scores and of who is missing are the list."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.judged import IndicatorMonth
from monitor.domain.month import Month
from monitor.follow_up.indicator_decisions import choose_feed, set_reading
from monitor.outputs.forms.fill import write_forms
from monitor.review.indicators import (
    Concern,
    Group,
    IndicatorFilter,
    IndicatorRequest,
    count_decisions,
    count_indicators,
    find_indicators,
    review_indicator_page,
)
from monitor.review.missing_reports import list_unreported
from monitor.review.months import review_indicators
from monitor.review.scores import evaluate, evaluate_page
from monitor.store.database import Store
from tests.sizes import sized

JUNE = Month(2023, 6)
STATES = ("red", "yellow", "green", "blue", "reported", "not_reported", "unreadable")
WORDS = ("", "13020923P00014110001R", "率", "≥", "≤32.2万元", "会务", " 满意 ", "no such target")
GROUPS: tuple[Group, ...] = ("level", "project")

few = settings(max_examples=sized(25, 300))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, sampled_database: Path) -> Iterator[Store]:
    """The samples, with a target read by hand and two results said to come from spending."""
    path = tmp_path_factory.mktemp("indicators") / "monitor.duckdb"
    opened = Store(Path(shutil.copy(sampled_database, path)))
    rows = review_indicators(opened, JUNE)
    doubtful = next(row for row in rows if row.suspicion)
    set_reading(opened, doubtful, "≥90%", "confirmed", actor="reader")
    fed = [row for row in rows if row.repeats_budget][:2]
    choose_feed(opened, fed, is_fed=True, actor="reader")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def listed(store: Store) -> list[IndicatorMonth]:
    return review_indicators(store, JUNE)


def key_of(row: IndicatorMonth) -> tuple[str, str]:
    return row.project_code, row.indicator_key


def has(row: IndicatorMonth, chosen: IndicatorFilter) -> bool:
    """Say what a filter asks for in other words than the query's."""
    name = f"{row.project_code} {row.project_name}".lower()
    target = f"{row.level3} {row.description} {row.target_text}".lower()
    search = chosen.search.strip().lower()
    return (
        (row.light or row.state) in (chosen.states or STATES)
        and row.level1 in (chosen.levels or (row.level1,))
        and (bool(row.reason or row.suspicion) or not chosen.needs_look)
        and (search in name or search in target)
    )


filters = st.builds(
    IndicatorFilter,
    states=st.lists(st.sampled_from(STATES), max_size=3, unique=True).map(tuple),
    levels=st.lists(
        st.sampled_from(("产出指标", "效益指标", "满意度指标", "成本指标")), max_size=2, unique=True
    ).map(tuple),
    needs_look=st.booleans(),
    search=st.sampled_from(WORDS),
)


@few
@given(chosen=filters, group=st.sampled_from(GROUPS), size=st.integers(1, 60))
def test_the_pages_put_together_are_the_list_of_indicators(
    store: Store, listed: list[IndicatorMonth], chosen: IndicatorFilter, group: Group, size: int
) -> None:
    def page(number: int, page_size: int) -> tuple[Sequence[tuple[str, ...]], int]:
        request = IndicatorRequest(chosen, group_by=group, page=number, page_size=page_size)
        found = find_indicators(store, JUNE, None, request)
        return found.keys, found.found

    whole, _ = page(0, 1000)
    pages = [page(number, size) for number in range(len(whole) // size + 1)]
    assert [key for keys, _ in pages for key in keys] == list(whole)
    assert {found for keys, found in pages if keys} <= {len(whole)}
    assert Counter(whole) == Counter(key_of(row) for row in listed if has(row, chosen))
    assert review_indicator_page(store, JUNE, whole) == [r for r in listed if has(r, chosen)]


def test_indicators_of_a_group_are_next_to_each_other(
    store: Store, listed: list[IndicatorMonth]
) -> None:
    by_key = {key_of(row): row for row in listed}
    keys = find_indicators(store, JUNE, None, IndicatorRequest(page_size=1000)).keys
    groups = [(by_key[key[0], key[1]].level1, by_key[key[0], key[1]].level2) for key in keys]
    assert len(list(dict.fromkeys(groups))) == sum(
        one != other for one, other in zip(groups, [None, *groups], strict=False)
    )


def test_what_a_person_decides_about_is_found_and_counted(
    store: Store, listed: list[IndicatorMonth]
) -> None:
    wanted: dict[Concern, list[IndicatorMonth]] = {
        "look": [row for row in listed if row.reason or row.suspicion],
        "decided": [row for row in listed if row.read_by and not (row.reason or row.suspicion)],
        "offered": [row for row in listed if row.repeats_budget and row.is_fed is None],
        "chosen": [row for row in listed if row.is_fed is not None],
    }
    for concern, rows in wanted.items():
        found = find_indicators(store, JUNE, None, IndicatorRequest(concern=concern))
        assert rows
        assert set(found.keys) == set(map(key_of, rows)), concern
        assert found.found == len(rows)
    count = count_decisions(store, JUNE, None)
    assert count.look_count == len(wanted["look"])
    assert count.doubtful_count == sum(not row.reason for row in wanted["look"])
    assert (count.decided_count, count.chosen_count) == (1, 2)


def test_indicators_are_counted_by_light_and_level(
    store: Store, listed: list[IndicatorMonth]
) -> None:
    counted = {
        (each.shown_state, each.level1): each.indicators_count
        for each in count_indicators(store, JUNE, None)
    }
    assert counted == Counter((row.light or row.state, row.level1) for row in listed)


@pytest.mark.parametrize("size", [1, 3, 8, 9])
def test_the_pages_of_who_is_missing_are_the_list(store: Store, size: int) -> None:
    month = Month(2023, 9)
    whole = list_unreported(store, month)
    pages = [list_unreported(store, month, most=size, skipped=start) for start in range(0, 9, size)]
    assert len(whole) == 8
    assert [row for page in pages for row in page] == whole


def test_a_page_of_scores_is_a_part_of_the_list(store: Store) -> None:
    everything = evaluate(store, JUNE)
    codes = [each.project.project_code for each in everything]
    assert evaluate_page(store, JUNE, codes[2:5]) == everything[2:5]
    assert evaluate(store, JUNE, project_code=codes[4]) == everything[4:5]
    assert all(each.indicators for each in everything)


def test_a_form_of_one_project_needs_no_other(store: Store) -> None:
    code = evaluate(store, JUNE)[0].project.project_code
    for form in ("monitoring-form", "self-evaluation"):
        one = write_forms(store, form, JUNE, project_code=code)
        assert 0 < len(one) < len(write_forms(store, form, JUNE))
