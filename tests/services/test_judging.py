"""What a person decides about indicators, from the service to the light it changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.access.scope import current_version
from monitor.domain.errors import WrongUse
from monitor.domain.judged import IndicatorMonth
from monitor.domain.month import Month
from monitor.follow_up.indicator_decisions import (
    Override,
    choose_feed,
    find_indicator,
    preview_reading,
    set_override,
    set_reading,
)
from monitor.intake.commit import commit_import
from monitor.intake.match_results import _target_of
from monitor.intake.plans.as_rows import PlannedIndicator
from monitor.intake.request import ImportRequest
from monitor.review.months import review_indicators, review_year
from monitor.store.database import Store
from monitor.words.phrases import write_reading, write_settings

JUNE = Month(2023, 6)
RESEARCH = "13020923P00014110001R"
MEETINGS = "13020923P000139100010"
FRIENDS = "13020923P00014410001T"
APP = "13020923P000151100011"


@pytest.fixture(scope="module")
def june(tmp_path_factory: pytest.TempPathFactory, blank_database: Path, samples: Path) -> Path:
    """The sample plan, its count of visits made unreadable, with June's spending and results."""
    folder = tmp_path_factory.mktemp("june")
    store = Store(Path(shutil.copy(blank_database, folder / "monitor.duckdb")))
    plan = (samples / "plan-2023.txt").read_text(encoding="utf-8")
    assert plan.count("\t≥11次") == 1
    files = {"plan": ("plan.txt", plan.replace("\t≥11次", "\t约11次").encode())}
    for kind in ("spending", "results"):
        name = f"2023-06-{kind}.xlsx"
        files[kind] = (name, (samples / name).read_bytes())
    for kind, (name, data) in files.items():
        done = commit_import(store, ImportRequest(kind, name, data, "test"), folder / "files")
        assert done.batch_id is not None, done.preview.findings
    store.close()
    return folder / "monitor.duckdb"


@pytest.fixture
def store(tmp_path: Path, june: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(june, tmp_path)))
    yield store
    store.close()


def indicator(store: Store, name: str, code: str = RESEARCH, month: int = 6) -> IndicatorMonth:
    rows = review_indicators(store, Month(2023, month), project_code=code)
    return find_indicator(rows, code, name)


def test_a_reading_set_by_hand_judges_and_keeps_the_text(store: Store) -> None:
    before = indicator(store, "调研次数")
    assert (before.kind, before.state, before.light) == ("unreadable", "unreadable", None)
    assert before.result_text == "7次"
    version = current_version(store)
    set_reading(store, before, "≥11次", "经科室确认", actor="reader")
    after = indicator(store, "调研次数")
    assert (after.operator, after.number, after.unit) == ("≥", Decimal(11), "次")
    assert (after.result_text, after.result_number, after.light) == ("7次", Decimal(7), "blue")
    assert (after.target_text, after.reason, after.suspicion) == ("约11次", "", "")
    assert (after.read_as, after.read_by, after.read_why) == ("≥11次", "reader", "经科室确认")
    assert write_settings(after, "zh") == ["按“≥11次”读取，reader确定：经科室确认"]
    assert current_version(store) != version


def test_the_preview_reads_as_the_saved_reading_does(store: Store) -> None:
    row = indicator(store, "调研次数")
    ahead = write_reading(preview_reading(row, "≥11次"), "en")
    set_reading(store, row, "≥11次", "confirmed", actor="reader")
    assert write_reading(indicator(store, "调研次数"), "en") == ahead == "at least 11 次"


def test_the_newest_reading_speaks(store: Store) -> None:
    row = indicator(store, "调研次数")
    set_reading(store, row, "≥11次", "first", actor="one")
    set_reading(store, row, "≥10次", "second", actor="two")
    after = indicator(store, "调研次数")
    assert (after.number, after.read_by) == (Decimal(10), "two")


@pytest.mark.parametrize(
    ("spelling", "why", "code"),
    [
        ("约10次", "because", "reading_unreadable"),
        ("", "because", "reading_unreadable"),
        ("≥10次", "  ", "reason_missing"),
    ],
)
def test_a_reading_that_says_nothing_is_refused(
    store: Store, spelling: str, why: str, code: str
) -> None:
    row = indicator(store, "调研次数")
    with pytest.raises(WrongUse) as refused:
        set_reading(store, row, spelling, why, actor="reader")
    assert refused.value.code == code
    assert indicator(store, "调研次数").read_by is None


def test_a_doubtful_target_confirmed_as_it_stands_is_no_longer_doubtful(store: Store) -> None:
    row = indicator(store, "预算执行率", MEETINGS)
    assert row.suspicion
    set_reading(store, row, row.target_text, "以金额为准", actor="reader")
    after = indicator(store, "预算执行率", MEETINGS)
    assert (after.suspicion, after.number) == ("", Decimal(322000))


def test_results_are_read_by_the_reading_set_by_hand() -> None:
    planned = PlannedIndicator(
        2023, "A", "k", "产出指标", "数量指标", "次数", "", "约十来次", "≥11次"
    )
    assert (_target_of(planned).number, _target_of(planned).unit) == (Decimal(11), "次")


def test_a_plan_with_another_target_is_read_anew(store: Store, tmp_path: Path) -> None:
    set_reading(store, indicator(store, "调研次数"), "≥11次", "confirmed", actor="reader")
    sample = Path(__file__).resolve().parents[2] / "data" / "samples" / "plan-2023.txt"
    text = sample.read_text(encoding="utf-8").replace("\t≥11次", "\t≥20次")
    request = ImportRequest("plan", "plan.txt", text.encode(), "test")
    assert commit_import(store, request, tmp_path / "files").batch_id is not None
    after = indicator(store, "调研次数")
    assert (after.number, after.read_by) == (Decimal(20), None)


def test_an_override_of_the_direction_turns_the_light(store: Store) -> None:
    row = indicator(store, "预算执行率", MEETINGS)
    choose_feed(store, [row], is_fed=True, actor="clerk")
    assert indicator(store, "预算执行率", MEETINGS).light == "green"
    set_override(store, row, Override("higher", why="执行率应当高"), actor="head")
    after = indicator(store, "预算执行率", MEETINGS)
    assert (after.direction, after.light) == ("higher", "red")
    assert (after.judged_by, after.judged_why) == ("head", "执行率应当高")
    assert write_reading(after, "zh").startswith("不低于")


def test_an_override_of_the_proration_holds_the_result_against_the_whole_target(
    store: Store,
) -> None:
    set_reading(store, indicator(store, "调研次数"), "≥11次", "confirmed", actor="reader")
    row = indicator(store, "调研次数")
    assert (row.is_prorated, row.light) == (True, "blue")
    set_override(store, row, Override(is_prorated=False, why="一次完成"), actor="head")
    after = indicator(store, "调研次数")
    assert (after.is_prorated, after.light) == (False, "red")


def test_an_override_of_nothing_takes_it_back(store: Store) -> None:
    row = indicator(store, "预算执行率", MEETINGS)
    set_override(store, row, Override("higher", why="一"), actor="head")
    set_override(store, row, Override(why="撤销"), actor="head")
    after = indicator(store, "预算执行率", MEETINGS)
    assert (after.direction, after.judged_by, after.judged_why) == ("lower", None, None)


@pytest.mark.parametrize(
    ("override", "code"),
    [
        (Override("sideways", why="x"), "direction_unknown"),
        (Override("higher"), "reason_missing"),
        (Override("higher", why="x"), "direction_without_number"),
    ],
)
def test_an_override_that_cannot_be_judged_by_is_refused(
    store: Store, override: Override, code: str
) -> None:
    with pytest.raises(WrongUse) as refused:
        set_override(store, indicator(store, "调研次数"), override, actor="head")
    assert refused.value.code == code


def test_cost_indicators_that_repeat_the_budget_are_offered_and_no_others(store: Store) -> None:
    rows = review_indicators(store, JUNE)
    assert {row.level3 for row in rows if row.repeats_budget} == {
        *("控制在预算内", "预算执行率", "印刷费", "成本控制", "活动费用标准", "系统成本"),
    }
    assert all(row.is_fed is None for row in rows)


def test_an_indicator_fed_from_spending_says_so(store: Store) -> None:
    before = indicator(store, "系统成本", APP)
    assert (before.result_text, before.is_from_spending) == (None, False)
    choose_feed(store, [before], is_fed=True, actor="clerk")
    june = indicator(store, "系统成本", APP)
    assert (june.is_fed, june.fed_by, june.is_from_spending) == (True, "clerk", True)
    (project,) = review_year(store, JUNE, project_code=APP)[5:6]
    assert june.result_number == project.spent
    assert indicator(store, "系统成本", APP, month=5).result_text is None
    july = indicator(store, "系统成本", APP, month=7)
    assert (july.result_text, july.last_result_text) == (None, june.result_text)
    assert july.is_from_spending


def test_a_reported_result_comes_before_spending(store: Store) -> None:
    rows = [row for row in review_indicators(store, JUNE) if row.repeats_budget]
    reported = {row.indicator_key: row.result_text for row in rows if row.result_text}
    choose_feed(store, rows, is_fed=True, actor="clerk")
    after = [row for row in review_indicators(store, JUNE) if row.is_fed]
    assert len(after) == 6
    assert reported
    for row in after:
        is_fed = row.result_text is not None and row.indicator_key not in reported
        assert row.is_from_spending is is_fed
        assert row.result_text == reported.get(row.indicator_key, row.result_text)
    assert any(row.is_from_spending and row.light == "green" for row in after)


def test_a_no_is_kept_and_can_be_changed(store: Store) -> None:
    row = indicator(store, "成本控制", FRIENDS)
    choose_feed(store, [row], is_fed=False, actor="clerk")
    assert indicator(store, "成本控制", FRIENDS).is_fed is False
    choose_feed(store, [row], is_fed=True, actor="head")
    after = indicator(store, "成本控制", FRIENDS)
    assert (after.is_fed, after.fed_by) == (True, "head")


def test_an_indicator_that_does_not_repeat_the_budget_is_not_fed(store: Store) -> None:
    with pytest.raises(WrongUse) as refused:
        choose_feed(store, [indicator(store, "调研成本")], is_fed=True, actor="clerk")
    assert refused.value.code == "feed_not_fitting"


def test_a_revised_budget_is_a_budget_too(store: Store, tmp_path: Path) -> None:
    sheet = "项目编码,月份,追加数(元),追减数(元)\n13020923P00014110001R,2023-03,0,153600\n"
    request = ImportRequest("adjustments", "cut.csv", sheet.encode(), "test")
    assert commit_import(store, request, tmp_path / "files").batch_id is not None
    assert indicator(store, "调研成本").repeats_budget  # ≤400元, and 400 yuan are left


def test_an_indicator_is_found_by_name_or_key(store: Store) -> None:
    rows = review_indicators(store, JUNE)
    assert find_indicator(rows, RESEARCH, " 调研 次数 ").level3 == "调研次数"
    assert find_indicator(rows, RESEARCH, "数量指标/调研次数").level3 == "调研次数"
    with pytest.raises(WrongUse) as refused:
        find_indicator(rows, RESEARCH, "没有的指标")
    assert refused.value.code == "indicator_not_found"
