"""Targets and results: a pair of texts for every rule."""

from __future__ import annotations

from functools import partial

from monitor.domain.plan import Indicator, Plan, Project
from monitor.domain.targets.parse import parse_target
from monitor.domain.targets.result import parse_result
from monitor.intake.plans.as_rows import plan_findings
from tests.findings.pair import Pair

YEAR = 2023
# code | name of the indicator | level 2 | target that fails | target that passes
TARGETS = """
blank                  | 调研次数 | 数量指标 | -                  | ≥11次
placeholder            | 调研次数 | 数量指标 | **                 | ≥11次
choice_left            | 是否公开 | 质量指标 | 是/否              | 是
error_value            | 调研次数 | 数量指标 | #REF!              | ≥11次
no_words               | 服务改善 | 社会效益指标 | ？？？           | 效果明显
two_numbers            | 调研次数 | 数量指标 | 11次，10篇         | 11次
number_malformed       | 调研次数 | 数量指标 | 10 20              | 1020次
approximate            | 培训人数 | 数量指标 | 约50人             | ≥50人
calculation            | 印刷册数 | 数量指标 | 400*187            | 74800册
ratio                  | 师生配比 | 质量指标 | 1：20              | 5%
fraction               | 完成进度 | 质量指标 | 1/2                | 50%
decrease               | 能源消耗 | 质量指标 | 减少5%             | 下降率≥5%
text_with_number       | 全省排位 | 质量指标 | 第3名              | 名列前茅
number_missing         | 调研次数 | 数量指标 | ≥                  | ≥11次
not_equal              | 调研次数 | 数量指标 | ≠5                 | ≥5次
operator_conflict      | 合格率   | 质量指标 | ≥≤90             | ≥90%
operator_after_number  | 合格率   | 质量指标 | 90%≥               | ≥90%
range_reversed         | 合格率   | 质量指标 | 90%-80%            | 80%-90%
range_with_limit       | 完成时限 | 时效指标 | 3-5天以内          | 5天以内
tolerance_unclear      | 库存数量 | 数量指标 | 50±10%             | 45-55个
unit_unknown           | 调研次数 | 数量指标 | ≥5中华人民         | ≥5次
no_such_date           | 完成时间 | 时效指标 | 2023年2月30日前    | 2023年2月28日前
date_unclear           | 完成时间 | 时效指标 | 年初               | 2023年1月31日前
date_or_number         | 完成情况 | 数量指标 | 2023.12            | 2023年12月
date_or_duration       | 完成情况 | 时效指标 | 3-5月              | 5月底前
recurring_date         | 报送时间 | 时效指标 | 每月10日前         | 2023年12月10日前
deadline_with_floor    | 完成时间 | 时效指标 | ≥2023年12月        | 2023年12月底前
scan_damage            | 满意指数 | 质量指标 | 292%               | ≥92%
percent_as_fraction    | 合格率   | 质量指标 | ≥0.95%             | ≥95%
unit_unusual           | 受训学员 | 数量指标 | 60-70岁            | 60-70人
unit_missing           | 新增收入 | 经济效益指标 | 5万              | 5万元
currency_missing       | 单株成本 | 成本指标 | ≤28.40/株          | ≤28.40元/株
open_range             | 合格率   | 质量指标 | ≥90%<95%           | 90%-95%
graded                 | 合格率   | 质量指标 | 优：≥95%；良：≥90%；中：≥80%；差：<80% | ≥95%
other_year             | 完成时间 | 时效指标 | 2022年12月底前     | 2023年12月底前
before_period          | 完成时间 | 时效指标 | 2023年12月前       | 2023年12月底前
rate_with_money        | 预算执行率 | 成本指标 | ≤32.2万元        | ≤100%
rate_with_count        | 信息系统故障发生率 | 质量指标 | ≤20次    | ≤1%
rate_without_percent   | 满意度   | 服务对象满意度指标 | ≥90        | ≥90%
rate_over_hundred      | 合格率   | 质量指标 | 120%               | ≥100%
count_with_percent     | 会议数量 | 数量指标 | ≥90%               | ≥9次
count_with_money       | 培训人数 | 数量指标 | ≥50万元            | ≥50人
duration_with_percent  | 持续发挥作用期限 | 可持续影响指标 | ≥90%  | ≥3年
duration_with_count    | 会议完成时限 | 时效指标 | 11次           | 11天
cost_with_percent      | 会议成本 | 成本指标 | ≤90%               | ≤4.28万元
cost_with_count        | 会议成本 | 成本指标 | ≤20次              | ≤4.28万元
floor_on_cost          | 会议成本 | 成本指标 | ≥4.28万元          | ≤4.28万元
ceiling_on_good_rate   | 合格率   | 质量指标 | <100%              | ≥100%
floor_on_bad_rate      | 差错率   | 质量指标 | ≥90%               | ≤1%
unit_differs_from_name | 设备数量（台） | 数量指标 | ≥10辆       | ≥10台
"""
# code | target | result that fails | result that passes
RESULTS = """
approximate         | ≥11次           | 约11次             | 11次
date_expected       | 2023年12月底前  | 80%                | 2023年11月
date_unclear        | 2023年11月15日前 | 2023年11月        | 2023年11月10日
error_value         | ≥11次           | #REF!              | 11次
kind_differs        | ≥11次           | 90%                | 11次
level_expected      | 效果明显        | 已完成，但效果较差 | 达成
level_out_of_band   | 效果明显        | 部分达成（50%）    | 部分达成（70%）
number_expected     | ≥11次           | 达成               | 11次
number_unreadable   | ≥11次           | 3/4                | 3次
operator_kept       | ≥11次           | ≥11次              | 11次
percent_as_fraction | ≥90%            | 0.92               | 92%
percent_implausible | ≥90%            | 60000              | 60
scale_unclear       | ≥1万人次        | 12000              | 12000人次
target_unreadable   | XX              | 11                 | /
two_numbers         | ≥11次           | 11次，10篇         | 11次
unit_differs        | ≥11次           | 11场               | 11次
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def of_target(name: str, level2: str, text: str, year: int | None = YEAR) -> set[str]:
    """Read a plan whose one indicator has this target."""
    indicator = Indicator("产出指标", level2, name, "", text)
    project = Project("13020923P000000000001", "调研费", None, indicators=(indicator,))
    return {finding.code for finding in plan_findings(Plan("131001", "办公室", year, (project,)))}


def of_result(target: str, text: str) -> set[str]:
    problem = parse_result(text, parse_target(target, level2="数量指标", fiscal_year=YEAR)).problem
    return {f"result_{problem}"} if problem else set()


def of_cells(text: str, unit: str) -> set[str]:
    """Read a target whose unit stands in a cell of its own."""
    reason = parse_target(text, unit_text=unit, fiscal_year=YEAR).reason
    return {f"target_{reason}"} if reason else set()


PAIRS = {
    **{
        f"target_{code}": Pair(
            partial(of_target, name, level2, bad), partial(of_target, name, level2, good)
        )
        for code, name, level2, bad, good in rows(TARGETS)
    },
    **{
        f"result_{code}": Pair(partial(of_result, target, bad), partial(of_result, target, good))
        for code, target, bad, good in rows(RESULTS)
    },
    "target_unit_conflict": Pair(partial(of_cells, "11次", "人"), partial(of_cells, "11次", "次")),
    "target_no_year": Pair(
        partial(of_target, "完成时间", "时效指标", "12月底前", None),
        partial(of_target, "完成时间", "时效指标", "12月底前"),
    ),
}
