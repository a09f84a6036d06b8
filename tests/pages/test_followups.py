from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from monitor.domain.month import Month
from monitor.follow_up.attachments import attach, list_attachments
from monitor.follow_up.measures import (
    NewFollowUp,
    add_follow_up,
    follow_up_history,
    list_follow_ups,
)
from monitor.follow_up.snoozes import list_snoozes, snooze
from monitor.ui.shell.frame import shared
from tests.pages.visiting import lead, tables, visit

BEHIND = "13020923P000143100015"
WATCH = "13020923P000139100010"
CLEARED = "13020923P00014810001H"
JUNE = Month(2023, 6)
LATE = NewFollowUp(BEHIND, JUNE, "签订合同", "张三", date(2023, 7, 31), "contract", "等验收")
AHEAD = NewFollowUp(WATCH, JUNE, "集中结算", "王五", date(2999, 1, 31), state="in_hand")
SECTIONS = {"zh": "整改督办", "en": "Follow-ups"}


@pytest.fixture(autouse=True)
def months(sample_months: None) -> None:
    del sample_months


def enter(*new: NewFollowUp) -> None:
    for each in new:
        add_follow_up(shared()[0], each, actor="chief", today=date(2023, 7, 1))


def rows(app: AppTest, key: str = "follow_ups") -> str:
    return tables(app).get(key, "")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("zh", "2023年还没有登记整改督办"), ("en", "There is no follow-up for 2023 yet")],
)
def test_without_follow_ups_the_page_says_the_next_step(language: str, sentence: str) -> None:
    app = visit("followups", language, month="2023-06")
    assert sentence in lead(app)
    assert not rows(app)


@pytest.mark.parametrize(
    ("language", "sentence", "late"),
    [
        ("zh", "2023年共有整改督办 2 项：1 项未开始，1 项进行中；1 项逾期未完成。", "已逾期"),
        ("en", "Follow-ups of 2023: 2 (1 open, 1 in hand; 1 overdue).", "overdue by"),
    ],
)
def test_the_page_lists_them_by_owner_with_what_is_overdue(
    language: str, sentence: str, late: str
) -> None:
    enter(LATE, AHEAD)
    app = visit("followups", language, month="2023-06")
    assert sentence in lead(app)
    shown = rows(app)
    assert shown.index("张三") < shown.index("签订合同") < shown.index("王五")
    assert "2023-07-31" in shown
    assert late in shown


@pytest.mark.parametrize(
    ("chosen", "there", "gone"),
    [
        ({"owner": "王五"}, "集中结算", "签订合同"),
        ({"state": "overdue"}, "签订合同", "集中结算"),
        ({"state": "in_hand,done"}, "集中结算", "签订合同"),
    ],
)
def test_filters_in_the_link_narrow_the_page(chosen: dict[str, str], there: str, gone: str) -> None:
    enter(LATE, AHEAD)
    app = visit("followups", month="2023-06", **chosen)
    assert there in rows(app)
    assert gone not in rows(app)
    assert "按筛选条件显示 1 项，共 2 项。" in rows(app)


def test_a_choice_on_the_page_stands_in_the_link() -> None:
    enter(LATE, AHEAD)
    app = visit("followups", month="2023-06")
    app.button_group(key="state").set_value(["overdue"]).run()
    app.selectbox(key="owner").set_value("王五").run()
    assert (app.query_params["owner"], app.query_params["state"]) == ("王五", "overdue")
    assert "没有符合筛选条件的整改督办" in app.info[0].value


def test_the_list_shows_what_is_done_beside_the_flag_and_what_waits() -> None:
    enter(LATE)
    snooze(shared()[0], JUNE, WATCH, Month(2023, 9), "等结算", actor="chief")
    app = visit("flagged", month="2023-06")
    assert "其中1个已暂缓，待处理4个。" in lead(app)
    shown = rows(app, "flag_table")
    assert "督办（未开始）：签订合同；责任人张三；完成时限2023-07-31" in shown
    assert "已暂缓至9月底：等结算。" in shown
    assert WATCH in shown
    later = visit("flagged", month="2023-07")
    assert "已暂缓至9月底：等结算。" in rows(later, "flag_table")


@pytest.mark.parametrize(("language", "word"), [("zh", "较上月解除预警"), ("en", "no longer")])
def test_what_was_cleared_stands_below_the_list(language: str, word: str) -> None:
    app = visit("flagged", language, month="2023-06")
    shown = rows(app, "cleared_table")
    assert CLEARED in shown
    assert word in shown
    assert CLEARED not in rows(app, "flag_table")


def test_the_list_narrows_by_change_in_the_link() -> None:
    app = visit("flagged", month="2023-06", change="new")
    shown = rows(app, "flag_table")
    assert "按筛选条件显示 2 个，共 5 个。" in shown
    assert "本月新增预警" in shown
    assert BEHIND not in shown
    app.button_group(key="change").set_value(["persisting"]).run()
    assert app.query_params["change"] == "persisting"
    assert BEHIND in rows(app, "flag_table")


def fill(app: AppTest, label: str, text: str) -> None:
    field = next(each for each in (*app.text_area, *app.text_input) if each.label == label)
    field.set_value(text)


def press(app: AppTest, label: str) -> None:
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception


def test_a_measure_is_entered_on_the_project_page() -> None:
    app = visit("project", month="2023-06", project=BEHIND)
    assert "这个项目还没有登记整改措施。" in [each.value for each in app.caption]
    press(app, "保存整改措施")
    assert "请填写整改措施。" in [each.value for each in app.error]
    fill(app, "整改措施", "按月调度")
    fill(app, "责任人", "张三")
    next(each for each in app.date_input if each.label == "完成时限").set_value(date(2023, 7, 31))
    press(app, "保存整改措施")
    (kept,) = list_follow_ups(shared()[0], 2023)
    assert (kept.measure, kept.owner, kept.due) == ("按月调度", "张三", date(2023, 7, 31))
    assert [each.value for each in app.info][:2] == [
        "已保存整改措施。",
        "完成时限 2023\\-07\\-31 已过，已照此保存。",
    ]
    assert "按月调度" in rows(app, "own_follow_ups")
    assert not next(each.value for each in app.text_area if each.label == "整改措施")


def test_an_update_keeps_what_somebody_else_changed_meanwhile() -> None:
    enter(LATE)
    store = shared()[0]
    app = visit("project", month="2023-06", project=BEHIND)
    fields = [each for each in app.text_input if each.label == "备注"]
    fields[-1].set_value("已约谈")
    press(app, "保存更新")
    (kept,) = list_follow_ups(store, 2023)
    assert (kept.remark, kept.measure, kept.owner) == ("已约谈", "签订合同", "张三")
    assert len(follow_up_history(store, kept.follow_up_id)) == 2
    press(app, "保存更新")
    assert "没有改动，未新增记录。" in [each.value for each in app.info]
    assert len(follow_up_history(store, kept.follow_up_id)) == 2


def test_attachments_are_taken_and_offered() -> None:
    enter(LATE)
    store, settings = shared()
    attach(store, settings.files_folder, 1, "纪要.pdf", b"%PDF", actor="chief")
    app = visit("project", month="2023-06", project=BEHIND)
    offered = [part.proto.label for part in app.get("download_button")]
    assert any(label.startswith("纪要.pdf") for label in offered)
    app.file_uploader[-1].set_value(("合同.docx", b"PK", "application/octet-stream"))
    press(app, "保存更新")
    assert [each.file_name for each in list_attachments(store, 1)] == ["纪要.pdf", "合同.docx"]
    assert len(follow_up_history(store, 1)) == 1


def test_a_flag_is_snoozed_on_the_project_page_and_woken() -> None:
    app = visit("project", month="2023-06", project=BEHIND)
    press(app, "暂缓")
    assert "请说明理由，以便日后查考。" in [each.value for each in app.error]
    fill(app, "理由", "等合同")
    press(app, "暂缓")
    assert list_snoozes(shared()[0], JUNE)[BEHIND].until_month == 7
    assert any("已暂缓至7月底：等合同" in each.value for each in app.info)
    fill(app, "理由", "已签")
    press(app, "提前恢复")
    assert list_snoozes(shared()[0], JUNE) == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_section_stands_in_both_languages(language: str) -> None:
    enter(LATE, replace(LATE, measure="再签", state="done"))
    app = visit("project", language, month="2023-06", project=BEHIND)
    assert SECTIONS[language] in [each.value for each in app.subheader]
    assert rows(app, "own_follow_ups").count("张三") == 2
    assert "签订合同" in rows(app, "follow_up_events")
