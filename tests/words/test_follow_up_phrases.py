"""Sentences on follow-ups: what, who, until when, how late; and on flags that wait."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.domain.follow_ups import CauseKind, FollowUp, Progress
from monitor.words.catalogue import Language, words
from monitor.words.phrases import (
    count_waiting,
    lead_follow_ups,
    write_follow_up,
    write_late,
    write_waiting,
)

TODAY = date(2023, 8, 2)
LATE = FollowUp("A", "加快采购。", "张三", date(2023, 7, 31))
IN_HAND = FollowUp("A", "按月\n调度", "", None, state="in_hand")
DONE = FollowUp("A", "结算", "王五", date(2023, 7, 1), state="done")


@pytest.mark.parametrize(
    ("follow_up", "language", "sentence"),
    [
        (LATE, "zh", "督办（未开始）：加快采购；责任人张三；完成时限2023-07-31；已逾期2天。"),
        (LATE, "en", "Follow-up (open): 加快采购; owner 张三; due 2023-07-31; overdue by 2 days."),
        (IN_HAND, "zh", "督办（进行中）：按月 调度。"),
        (IN_HAND, "en", "Follow-up (in hand): 按月 调度."),
        (DONE, "zh", "督办（已完成）：结算；责任人王五；完成时限2023-07-01。"),
        (DONE, "en", "Follow-up (done): 结算; owner 王五; due 2023-07-01."),
    ],
)
def test_a_follow_up_is_one_sentence(
    follow_up: FollowUp, language: Language, sentence: str
) -> None:
    assert write_follow_up(follow_up, TODAY, language) == sentence


def test_one_day_is_a_day() -> None:
    assert write_late(LATE, date(2023, 8, 1), "en") == "overdue by 1 day"
    assert write_late(LATE, date(2026, 8, 1), "en") == "overdue by 1,097 days"


@pytest.mark.parametrize(
    ("rows", "language", "sentence"),
    [
        (
            [LATE, IN_HAND, DONE],
            "zh",
            "2023年共有整改督办 3 项：1 项未开始，1 项进行中，1 项已完成；1 项逾期未完成。",
        ),
        (
            [LATE, IN_HAND, DONE],
            "en",
            "Follow-ups of 2023: 3 (1 open, 1 in hand, 1 done; 1 overdue).",
        ),
        ([DONE], "zh", "2023年共有整改督办 1 项：1 项已完成。"),
        ([DONE], "en", "Follow-ups of 2023: 1 (1 done)."),
    ],
)
def test_the_page_opens_with_how_far_all_are(
    rows: list[FollowUp], language: Language, sentence: str
) -> None:
    assert lead_follow_ups(2023, rows, TODAY, language) == sentence


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_year_without_follow_ups_says_where_to_enter_one(language: Language) -> None:
    assert {"zh": "“项目”页", "en": "Project page"}[language] in lead_follow_ups(
        2023, [], TODAY, language
    )


def test_a_flag_that_waits_says_until_when_and_why() -> None:
    assert write_waiting(9, "等验收。", "zh") == "已暂缓至9月底：等验收。"
    assert write_waiting(9, "acceptance", "en") == "Snoozed until the end of Sep: acceptance."


@pytest.mark.parametrize(
    ("waiting", "language", "sentence"),
    [
        (0, "zh", ""),
        (1, "zh", "其中1个已暂缓，待处理4个。"),
        (1, "en", "1 of them is snoozed, 4 to be acted on."),
        (5, "en", "5 of them are snoozed, 0 to be acted on."),
    ],
)
def test_what_waits_is_not_to_be_acted_on(waiting: int, language: Language, sentence: str) -> None:
    assert count_waiting(5, waiting, language) == sentence


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_cause_and_state_has_its_word(language: Language) -> None:
    known = words(language)
    assert all(known[f"cause_kind.{each}"] for each in CauseKind)
    assert all(known[f"progress.{each}"] for each in (*Progress, "overdue"))
    assert len({known[f"cause_kind.{each}"] for each in CauseKind}) == 6
