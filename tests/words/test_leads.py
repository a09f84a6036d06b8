"""The sentence on top of a page, and the rule it stands on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.month import Month
from monitor.words.catalogue import Language
from monitor.words.leads import lead_flagged, lead_overview
from monitor.words.policies import describe_policy
from tests.words.judged import policy, unit

JUNE = Month(2023, 6)
BEHIND = {"gap_amount": Decimal(-124_000), "execution_rate": Decimal("47.5")}


@pytest.mark.parametrize(
    ("counts", "chinese", "english"),
    [
        ({"projects_count": 1}, "1个项目中没有预警；", "of 1 project none is flagged; "),
        (
            {"projects_count": 2, "red_count": 1},
            "2个项目中1个滞后；",
            "of 2 projects 1 is behind; ",
        ),
        (
            {"projects_count": 2, "red_count": 2},
            "2个项目中2个滞后；",
            "of 2 projects 2 are behind; ",
        ),
        ({"projects_count": 1, "yellow_count": 1}, "1个需关注；", "1 needs watching; "),
        ({"overspent_count": 1}, "1个超支；", "1 is overspent; "),
        (
            {"otherwise_flagged_count": 2},
            "2个另有预警；",
            "2 are flagged for other reasons; ",
        ),
        (
            {
                "projects_count": 7,
                "overspent_count": 1,
                "red_count": 1,
                "yellow_count": 2,
                "not_reported_badge_count": 1,
                "otherwise_flagged_count": 1,
            },
            "7个项目中1个超支、1个滞后、2个需关注、1个未报送、1个另有预警；",
            (
                "of 7 projects 1 is overspent, 1 is behind, 2 need watching, 1 did not report and "
                "1 is flagged for another reason; "
            ),
        ),
    ],
)
def test_the_overview_says_what_the_month_is_about(
    counts: dict[str, int], chinese: str, english: str
) -> None:
    total = unit(**BEHIND, **counts)
    assert chinese in lead_overview(JUNE, total, "zh", "万元")
    assert english in lead_overview(JUNE, total, "en", "万元")


def test_the_overview_ends_with_the_money() -> None:
    total = unit(**BEHIND, projects_count=2, red_count=1)
    assert lead_overview(JUNE, total, "zh", "万元") == (
        "截至2023年6月底，2个项目中1个滞后；已报送项目合计少于计划 12.40 万元（2.5个百分点）。"
    )
    assert lead_overview(JUNE, total, "en", "元") == (
        "By the end of Jun 2023, of 2 projects 1 is behind; "
        "those reported are ¥124,000.00 (2.5 percentage points) under plan."
    )


def test_more_than_planned_and_just_as_planned_are_told_apart() -> None:
    more = unit(gap_amount=Decimal(10_000), execution_rate=Decimal(51))
    assert "多于计划 1.00 万元（1.0个百分点）" in lead_overview(JUNE, more, "zh", "万元")
    assert "与计划持平" in lead_overview(JUNE, unit(), "zh", "万元")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_month_without_any_report_says_so_and_judges_nothing(language: Language) -> None:
    nothing = unit(spent=None, gap_amount=None, execution_rate=None, planned_pct=None)
    lead = lead_overview(JUNE, nothing, language, "万元")
    assert lead.startswith(("2023年6月还没有报送", "Nothing has been reported for Jun 2023 yet"))


@pytest.mark.parametrize(
    ("flagged", "budget", "chinese", "english"),
    [
        (0, None, "2023年6月没有预警项目。", "No project is flagged in Jun 2023."),
        (
            1,
            Decimal(1_000_000),
            "2023年6月共有1个项目预警，占全部3个的33%；涉及调整后预算 100.00 万元。",
            "1 of 3 projects is flagged in Jun 2023 (33%), with a revised budget of 100.00 万元.",
        ),
        (
            3,
            Decimal(1_000_000),
            "2023年6月共有3个项目预警，占全部3个的100%；涉及调整后预算 100.00 万元。",
            "3 of 3 projects are flagged in Jun 2023 (100%), with a revised budget of 100.00 万元.",
        ),
        (
            2,
            None,
            "2023年6月共有2个项目预警，占全部3个的67%；涉及调整后预算 0.00 万元。",
            "2 of 3 projects are flagged in Jun 2023 (67%), with a revised budget of 0.00 万元.",
        ),
    ],
)
def test_the_list_says_how_many_and_how_much(
    flagged: int, budget: Decimal | None, chinese: str, english: str
) -> None:
    total = unit(projects_count=3, flagged_count=flagged, flagged_budget=budget)
    assert lead_flagged(JUNE, total, "zh", "万元") == chinese
    assert lead_flagged(JUNE, total, "en", "万元") == english


@pytest.mark.parametrize(
    ("given", "chinese", "english"),
    [
        (
            {},
            "执行率÷计划进度：低于60%滞后，低于80%关注，达到120%超前；两个节点之间按直线推算",
            (
                "execution rate ÷ planned progress: under 60% behind, under 80% watch, "
                "from 120% ahead; straight line between milestones"
            ),
        ),
        (
            {"mode": "gap", "interpolation": "step"},
            (
                "执行率−计划进度：低于-20个百分点滞后，低于-10个百分点关注，高于20个百分点超前；"
                "未到下一节点前按上一节点计"
            ),
            (
                "execution rate − planned progress: under -20 points behind, "
                "under -10 points watch, over 20 points ahead; "
                "the last milestone holds until the next"
            ),
        ),
        (
            {"mode": "floor", "materiality": Decimal(5000)},
            "本月最低执行率40%，低于即滞后；差额不足5,000.00元不预警；两个节点之间按直线推算",
            (
                "minimum execution rate 40% this month, under it behind; "
                "gaps under ¥5,000.00 are not flagged; straight line between milestones"
            ),
        ),
        (
            {"mode": "floor", "minimum_rate": None},
            "本月尚无最低执行率要求；两个节点之间按直线推算",
            "no minimum execution rate yet this month; straight line between milestones",
        ),
        (
            {"mode": "elapsed"},
            "执行率÷序时进度：低于60%滞后，低于80%关注，达到120%超前；两个节点之间按直线推算",
            (
                "execution rate ÷ time elapsed: under 60% behind, under 80% watch, "
                "from 120% ahead; straight line between milestones"
            ),
        ),
    ],
)
def test_the_rule_in_force_is_named(given: dict[str, object], chinese: str, english: str) -> None:
    assert describe_policy(policy(**given), "zh") == chinese
    assert describe_policy(policy(**given), "en") == english
