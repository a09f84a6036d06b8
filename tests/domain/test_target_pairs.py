"""Names and targets that disagree are told; those that agree are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.targets.pairs import Doubt, judge_pair
from monitor.domain.targets.parse import parse_target

PAIRS = """
调研次数 | 数量指标 | ≥11次 |
会议数量 | 数量指标 | ≥90% | count_with_percent
培训人数 | 数量指标 | ≥50万元 | count_with_money
完成数量占比 | 数量指标 | ≥90% |
预算执行率 | 成本指标 | ≤32.2万元 | rate_with_money
预算执行率 | 成本指标 | ≤100% |
预算执行率 | 成本指标 | ≤90% | ceiling_on_good_rate
预算执行率 | 时效指标 | ≥95% |
信息系统故障发生率 | 质量指标 | ≤20次 | rate_with_count
信息系统故障发生率 | 质量指标 | ≤1% |
信息系统故障发生率 | 质量指标 | ≥90% | floor_on_bad_rate
故障率 | 质量指标 | 2% |
故障率 | 质量指标 | 98% | floor_on_bad_rate
差错率 | 质量指标 | ≤1% |
差错率 | 质量指标 | ≥90% | floor_on_bad_rate
投诉率 | 服务对象满意度指标 | ≤3% |
投诉处理率 | 服务对象满意度指标 | ≥95% |
故障修复率 | 质量指标 | ≥95% |
事故发生率 | 质量指标 | =0% |
失业率 | 社会效益指标 | <5% |
完成率 | 质量指标 | ≤90% | ceiling_on_good_rate
合格率 | 质量指标 | <100% | ceiling_on_good_rate
合格率 | 质量指标 | ≥100% |
合格率 | 质量指标 | >100% | rate_over_hundred
合格率 | 质量指标 | 120% | rate_over_hundred
验收合格率 | 质量指标 | 292% | rate_over_hundred
收入增长率 | 经济效益指标 | ≥120% |
满意度 | 服务对象满意度指标 | ≥90% |
满意度 | 服务对象满意度指标 | ≥90 | rate_without_percent
满意度 | 服务对象满意度指标 | ≥90分 |
满意度 | 服务对象满意度指标 | ≥50人 | rate_with_count
工作效率 | 社会效益指标 | 2倍 |
持续发挥作用期限 | 可持续影响指标 | ≥90% | duration_with_percent
持续发挥作用期限 | 可持续影响指标 | ≥3年 |
会议完成时限 | 时效指标 | 11次 | duration_with_count
项目工期 | 时效指标 | ≤12个月 |
会议完成时限 | 时效指标 | 按期召开会议 |
活动完成时限 | 时效指标 | 2023年12底前 |
成本控制 | 成本指标 | ≤4.28万元 |
会议费用 | 成本指标 | ≥4.28万元 | floor_on_cost
会议费用 | 成本指标 | ≥90% | cost_with_percent
会议费用 | 成本指标 | ≤20次 | cost_with_count
成本控制率 | 成本指标 | ≤100% |
成本节约金额 | 成本指标 | ≥5万元 |
补助标准 | 成本指标 | 1600元/亩 |
参加人次（人次） | 数量指标 | ≥150人 | unit_differs_from_name
补助资金发放完成率（%） | 质量指标 | 100% |
系统软件运维数量（个） | 数量指标 | 1个 |
设备数量（台） | 数量指标 | ≥10辆 | unit_differs_from_name
**活动参与率（≥**%） | 质量指标 | ≥90% |
指标1：★会议数量 | 数量指标 | ≥90% | count_with_percent
会议数量 | 数量指标 | ≥**% |
"""

DESCRIBED = [  # where the name says nothing, the description speaks
    ("社会影响力", "知晓会议决议的群众人数较上年增长率", "社会效益指标", "≥5%", ()),
    ("印刷费", "印制信息采集宣传页、各种政策折页等相关材料", "成本指标", "≤70万", ()),
    ("会议圆满完成", "与会代表满意度", "质量指标", "≥95%", ()),
    ("会议圆满完成", "与会代表人数", "数量指标", "≥95%", (Doubt.COUNT_WITH_PERCENT,)),
    ("信息系统故障发生率", "各服务端口故障发生次数", "质量指标", "≤20次", (Doubt.RATE_WITH_COUNT,)),
    ("参加情况", "参加人次（人次）", "数量指标", "≥150人", (Doubt.UNIT_DIFFERS_FROM_NAME,)),
    ("形成调研报告", "形成调研报告", "质量指标", "≥10篇", ()),
    ("维护社会稳定", "维护社会稳定", "可持续影响指标", "≥90%", ()),
    ("受补助人群生活水平提高程度", "", "社会效益指标", "受影响职工工作热情提高", ()),
]


def read_pairs() -> list[tuple[str, str, str, tuple[str, ...]]]:
    rows = [[cell.strip() for cell in line.split("|")] for line in PAIRS.strip().splitlines()]
    return [(name, level2, text, tuple(codes.split())) for name, level2, text, codes in rows]


@pytest.mark.parametrize(("name", "level2", "text", "codes"), read_pairs())
def test_a_name_is_held_against_its_target(
    name: str, level2: str, text: str, codes: tuple[str, ...]
) -> None:
    target = parse_target(text, level2=level2, fiscal_year=2023)
    assert judge_pair(name, "", level2, target) == codes


@pytest.mark.parametrize(("name", "description", "level2", "text", "codes"), DESCRIBED)
def test_the_description_speaks_where_the_name_is_silent(
    name: str, description: str, level2: str, text: str, codes: tuple[str, ...]
) -> None:
    target = parse_target(text, level2=level2, name=name, description=description)
    assert judge_pair(name, description, level2, target) == codes


def test_every_doubt_has_a_pair_that_raises_it() -> None:
    assert {code for *_, codes in read_pairs() for code in codes} == set(Doubt)


@given(st.text(max_size=400), st.text(max_size=100), st.text(max_size=30))
def test_any_name_is_judged_without_raising(name: str, text: str, level2: str) -> None:
    codes = judge_pair(name, text, level2, parse_target("≥90%"))
    assert set(codes) <= set(Doubt)
    assert judge_pair(name, text, level2, parse_target("效果明显")) == ()
