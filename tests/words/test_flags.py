"""The sentence beside a project: figures, rule, since when, what is needed, date of the data."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from monitor.domain.judged import Policy, ProjectMonth
from monitor.words.catalogue import Language
from monitor.words.flags import write_flag
from tests.words.judged import policy, project, silent, spent

RATIO = policy()
NEW = {"is_flagged": True, "months_flagged": 1, "flagged_since": 6}
RED = {"spending_light": "red", "light": "red", "severity": 3, **NEW}
YELLOW = {"spending_light": "yellow", "light": "yellow", "severity": 2, **NEW}
LASTING = RED | {"months_flagged": 3, "flagged_since": 4}
NEEDED = {"needed_per_month": Decimal(150_000), "best_pace": Decimal(200_000)}
MISSED = {
    "milestone_month": 6,
    "milestone_pct": Decimal("50.0000"),
    "milestone_amount": Decimal(500_000),
    "milestone_spent": Decimal(499_999),
    "milestone_missed": True,
}
ALL: dict[str, tuple[ProjectMonth, Policy]] = {
    "on plan": (project(), RATIO),
    "ahead": (spent("70", spending_light="blue", light="blue"), RATIO),
    "unchanged": (project(stated="unchanged"), RATIO),
    "red": (spent("29", **RED, **NEEDED), RATIO),
    "yellow": (spent("35", **YELLOW, **NEEDED), RATIO),
    "elapsed red": (spent("20", **RED, elapsed_pct=Decimal(50)), policy(mode="elapsed")),
    "elapsed yellow": (spent("35", **YELLOW), policy(mode="elapsed")),
    "gap red": (spent("25", **RED), policy(mode="gap")),
    "gap yellow": (spent("35", **YELLOW), policy(mode="gap")),
    "floor red": (spent("35", **RED), policy(mode="floor")),
    "overspent": (spent("110", is_overspent=True, **RED), RATIO),
    "spent without a budget": (
        project(state="zero_budget", revised_budget=None, is_overspent=True, **RED),
        RATIO,
    ),
    "milestone missed": (spent("49.9999", severity=1, **NEW, **MISSED), RATIO),
    "one indicator behind": (project(lagging_count=1, indicator_light="red", **RED), RATIO),
    "two indicators behind": (project(lagging_count=2, indicator_light="red", **RED), RATIO),
    "spent without results": (
        project(mismatch="spent_without_results", completion=Decimal(30), severity=1, **NEW),
        RATIO,
    ),
    "results without spending": (
        project(
            mismatch="results_without_spending", completion=Decimal("61.25"), severity=1, **NEW
        ),
        RATIO,
    ),
    "not reported": (silent(last_reported_month=5, last_spent=Decimal(420_000)), RATIO),
    "never reported": (silent(), RATIO),
    "no budget": (project(state="zero_budget", spending_light=None, light=None), RATIO),
    "no plan": (project(state="no_plan", spending_light=None, light=None), RATIO),
    "for months": (spent("29", **LASTING), RATIO),
    "worse": (spent("29", **LASTING, change="worse", days_behind=76), RATIO),
    "better": (spent("29", **LASTING, change="better", days_behind=1), RATIO),
    "persisting": (spent("29", **LASTING, change="persisting", days_behind=0), RATIO),
    "newly flagged": (spent("29", **RED, change="new", days_behind=2), RATIO),
    "cleared": (project(change="cleared", days_behind=0), RATIO),
    "out of reach": (
        spent("29", **RED, needed_per_month=Decimal(300_000), best_pace=Decimal(200_000)),
        RATIO,
    ),
    "refunded": (spent("-1", **RED), RATIO),
}

ZH = {
    "on plan": (
        "截至6月底累计支出50.00 万元，执行率50.0%，计划进度50.0%，与计划持平；数据截至2023年6月。"
    ),
    "ahead": (
        "截至6月底累计支出70.00 万元，执行率70.0%，计划进度50.0%，"
        "超前20.0个百分点（多支出20.00 万元）；数据截至2023年6月。"
    ),
    "unchanged": (
        "截至6月底累计支出50.00 万元，执行率50.0%，计划进度50.0%，与计划持平（填报为与上月持平）；"
        "数据截至2023年6月。"
    ),
    "red": (
        "截至6月底累计支出29.00 万元，执行率29.0%，计划进度50.0%，"
        "落后21.0个百分点（差额21.00 万元）；执行率为计划的58.0%，低于60%的滞后线；本月新增预警；"
        "此后每月需支出15.00 万元方可按计划完成；数据截至2023年6月。"
    ),
    "overspent": (
        "累计支出110.00 万元超过调整后预算100.00 万元，超支10.00 万元；本月新增预警；"
        "数据截至2023年6月。"
    ),
    "worse": (
        "截至6月底累计支出29.00 万元，执行率29.0%，计划进度50.0%，"
        "落后21.0个百分点（差额21.00 万元）；执行率为计划的58.0%，低于60%的滞后线；"
        "进度比计划晚76天；自4月起连续3个月预警，较上月加重；数据截至2023年6月。"
    ),
    "not reported": "6月未报送支出；最近一次为5月底：42.00 万元；本月新增预警；数据截至2023年5月。",
    "never reported": "6月未报送支出，本年度尚无支出数据；本月新增预警。",
    "no budget": "无可执行预算，不作进度判断；数据截至2023年6月。",
    "no plan": "未设资金支出计划，不作进度判断；数据截至2023年6月。",
}
EN = {
    "on plan": "By the end of Jun 50.00 万元 was spent: 50.0% of the budget against 50.0% planned, "
    "just as planned; data as of Jun 2023.",
    "red": "By the end of Jun 29.00 万元 was spent: 29.0% of the budget against 50.0% planned, "
    "21.0 percentage points behind (21.00 万元); the rate is 58.0% of plan, under the 60% line for "
    "behind; newly flagged this month; 15.00 万元 a month is needed from here to finish as "
    "planned; data as of Jun 2023.",
    "worse": "By the end of Jun 29.00 万元 was spent: 29.0% of the budget against 50.0% planned, "
    "21.0 percentage points behind (21.00 万元); the rate is 58.0% of plan, under the 60% line for "
    "behind; 76 days behind plan; flagged since Apr, 3 months running, worse than last month; "
    "data as of Jun 2023.",
    "not reported": "Spending for Jun was not reported; last known at the end of May: 42.00 万元; "
    "newly flagged this month; data as of May 2023.",
    "never reported": "Spending for Jun was not reported, nor any month before; "
    "newly flagged this month.",
}
PHRASES = {
    "yellow": ("低于80%的关注线", "under the 80% line for watch"),
    "elapsed red": ("执行率为序时进度的40.0%", "40.0% of the time elapsed"),
    "elapsed yellow": ("执行率为序时进度的70.0%", "70.0% of the time elapsed"),
    "gap red": ("差距超过20个百分点的滞后线", "passes the line for behind at 20 percentage"),
    "gap yellow": ("差距超过10个百分点的关注线", "passes the line for watch at 10 percentage"),
    "floor red": ("低于本月最低执行率40%", "under this month's minimum rate of 40%"),
    "spent without a budget": ("超过调整后预算0.00 万元", "the revised budget of 0.00 万元"),
    "milestone missed": (
        "6月底节点应支出50%（50.00 万元），当时支出49.9999 万元，未达到",
        "the milestone of Jun asked for 50% (50.00 万元), 49.9999 万元 was spent then: missed",
    ),
    "one indicator behind": ("1项指标滞后", "1 indicator behind"),
    "two indicators behind": ("2项指标滞后", "2 indicators behind"),
    "spent without results": (
        "绩效完成30.0%，相差20.0个百分点",
        "50.0% of the budget against 30.0%",
    ),
    "results without spending": ("相差11.3个百分点", "11.3 points apart"),
    "for months": ("自4月起连续3个月预警", "flagged since Apr, 3 months running"),
    "better": (
        "进度比计划晚1天；自4月起连续3个月预警，较上月减轻",
        "; 1 day behind plan; flagged since Apr, 3 months running, better than last month;",
    ),
    "persisting": (
        "低于60%的滞后线；自4月起连续3个月预警，程度与上月相同；",
        "for behind; flagged since Apr, 3 months running, as severe as last month;",
    ),
    "newly flagged": (
        "进度比计划晚2天；本月新增预警；",
        "2 days behind plan; newly flagged this month;",
    ),
    "cleared": (
        "与计划持平；较上月解除预警；",
        "just as planned; no longer flagged since last month;",
    ),
    "out of reach": ("按目前最快月支出20.00 万元难以达到", "not reachable at the best pace so far"),
    "refunded": ("累计支出-1.00 万元，执行率-1.0%", "-1.00 万元 was spent: -1.0% of the budget"),
}


@pytest.mark.parametrize("name", ZH)
def test_the_chinese_sentence_says_it_all(name: str) -> None:
    assert write_flag(*ALL[name], "zh") == ZH[name]


@pytest.mark.parametrize("name", EN)
def test_the_english_sentence_says_it_all(name: str) -> None:
    assert write_flag(*ALL[name], "en") == EN[name]


@pytest.mark.parametrize("name", PHRASES)
def test_the_reason_is_named_with_its_figures(name: str) -> None:
    chinese, english = PHRASES[name]
    assert chinese in write_flag(*ALL[name], "zh")
    assert english in write_flag(*ALL[name], "en")


def test_every_state_is_written_out() -> None:
    assert ALL.keys() == ZH.keys() | EN.keys() | PHRASES.keys()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ALL)
def test_every_sentence_is_one_and_whole(name: str, language: Language) -> None:
    sentence = write_flag(*ALL[name], language)
    assert sentence.endswith("。" if language == "zh" else ".")
    assert not re.search(r"[{}]|None|nan|-0\.0+\b|[；;，,]\s*[。.；;，,]|  ", sentence)
    assert sentence[0] == sentence[0].upper()
    assert sentence.count("。" if language == "zh" else ". ") <= 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_amounts_can_be_written_in_yuan(language: Language) -> None:
    sentence = write_flag(*ALL["red"], language, "元")
    assert ("290,000.00 元" if language == "zh" else "¥290,000.00") in sentence
    assert "万元" not in sentence


def test_a_refund_in_yuan_has_its_sign_in_front() -> None:
    assert "Jun -¥10,000.00 was spent" in write_flag(*ALL["refunded"], "en", "元")


def test_what_is_needed_is_told_only_to_those_behind() -> None:
    ahead = spent("55", is_flagged=True, months_flagged=1, severity=1, **MISSED, **NEEDED)
    assert "每月需支出" not in write_flag(ahead, RATIO, "zh")
    assert "每月需支出" not in write_flag(replace(ALL["red"][0], is_flagged=False), RATIO, "zh")


def test_a_project_overspent_before_a_month_without_a_report_says_both() -> None:
    row = silent(badge="overspent", last_reported_month=5, last_spent=Decimal(1_000_100))
    said = write_flag(row, RATIO, "zh")
    assert said.startswith("6月未报送支出；最近一次为5月底：100.01 万元；")
    assert "累计支出100.01 万元超过调整后预算100.00 万元，超支0.01 万元" in said
