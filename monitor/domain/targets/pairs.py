"""Names and values that disagree: a 预算执行率 of ≤32.2万元, a count of ≥90 %."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from monitor.domain.targets import units
from monitor.domain.targets.cells import unit_in_name
from monitor.domain.targets.operators import read_unit
from monitor.domain.targets.spelling import clean_name
from monitor.domain.targets.target import Kind, Target, is_cost


class Doubt(StrEnum):
    """How an indicator's name and its target disagree."""

    RATE_WITH_MONEY = "rate_with_money"
    RATE_WITH_COUNT = "rate_with_count"
    RATE_WITHOUT_PERCENT = "rate_without_percent"
    RATE_OVER_HUNDRED = "rate_over_hundred"
    COUNT_WITH_PERCENT = "count_with_percent"
    COUNT_WITH_MONEY = "count_with_money"
    DURATION_WITH_PERCENT = "duration_with_percent"
    DURATION_WITH_COUNT = "duration_with_count"
    COST_WITH_PERCENT = "cost_with_percent"
    COST_WITH_COUNT = "cost_with_count"
    FLOOR_ON_COST = "floor_on_cost"
    CEILING_ON_GOOD_RATE = "ceiling_on_good_rate"
    FLOOR_ON_BAD_RATE = "floor_on_bad_rate"
    UNIT_DIFFERS_FROM_NAME = "unit_differs_from_name"


_RATE = re.compile(r"率|满意度|知晓度|占比|比例|比重|百分比")
_NO_RATE = re.compile(r"效率|频率|速率|功率|汇率|利率|税率|分辨率|费率|心率|率先|率领")

_BAD = re.compile(
    r"差错|错误|出错|误差|故障|投诉|事故|发生率|死亡|伤亡|损坏|损耗|损失|流失|空置|逾期|超支|偏差|返工|"
    r"返修|退货|违规|违约|违法|违纪|不良|不合格|不达标|失败|漏|能耗|排放|污染|发病|患病|感染|复发|辍学|"
    r"失业|贫困|结余|结转|闲置|重复|上访|信访|延误|缺勤|超标|中断|污损|破损|丢失|犯罪|发案|案发|负债|浪费|"
    r"增长控制|报废|丢包|超时|拒绝|控制率"
)

_GOOD = re.compile(
    r"完成|合格|达标|满意|准时|及时|按时|准确|覆盖|到位|参与|出勤|知晓|就业|正确|利用|使用率|保障|"
    r"成功|优良|优秀|通过|发放|执行率|认可|签约|入学|巩固|回收|上线|办结|兑现|积极评价"
)

_MAY_EXCEED = re.compile(
    r"增长|增幅|增速|提高|提升|上升|增加|增值|超|回报|收益|投入产出|拉动|负荷|翻|周转"
)

_BALANCED = re.compile(r"执行率|支出率|支出进度|成本|控制|预算|结算")

_COUNT = re.compile(
    r"数量|次数|人数|人次|个数|户数|份数|册数|件数|场次|场数|篇数|期数|台数|批次|项数"
)

_SHARE = re.compile(r"率|比|程度|完成情况|达标|质量|占")
_DURATION = re.compile(r"期限|年限|时限|时长|时间|周期|天数|工期|有效期|寿命")

_COST = re.compile(
    r"费用|成本|经费|金额|资金|单价|造价|印刷费|会议费|培训费|补助标准|奖励标准|总额"
)

_SURE = Decimal(50)  # a bare 差错率 of 90 % wants a look, one of 2 % does not
_HUNDRED = Decimal(100)


def judge_pair(name: str, description: str, level2: str, target: Target) -> tuple[str, ...]:
    """Return the codes of ``Doubt`` for which name and target disagree, in a fixed order.

    The description speaks where the name says neither rate, count, duration nor cost.
    A finding, never a correction; texts, deadlines and unreadable targets are not judged.
    """
    if target.number is None:
        return ()
    said = _speaking(clean_name(name), clean_name(description))
    checks = (
        _judge_rate(said, target),
        _judge_percent(said, level2, target),
        _judge_direction(said, level2, target),
        _judge_unit(name, description, target),
    )
    return tuple(code for codes in checks for code in codes)


def _speaking(name: str, description: str) -> str:
    kinds = (_COUNT, _DURATION, _COST)
    said = _is_rate(name) or any(kind.search(name) for kind in kinds)
    return name if said or not description else description


def _is_rate(said: str) -> bool:
    return bool(_RATE.search(_NO_RATE.sub("", said)))


def _is_count(said: str) -> bool:
    return bool(_COUNT.search(said)) and not _SHARE.search(said)


def _judge_rate(said: str, target: Target) -> tuple[Doubt, ...]:
    """Judge a rate by its unit: money, a count, no percent sign, more than 100 %."""
    if not _is_rate(said) or target.unit in ("分", "倍"):
        return ()
    if target.kind is Kind.MONEY:
        return (Doubt.RATE_WITH_MONEY,)
    if target.kind is Kind.QUANTITY:
        return (Doubt.RATE_WITH_COUNT if target.unit else Doubt.RATE_WITHOUT_PERCENT,)
    highest = target.upper or target.number or Decimal(0)
    over = highest > _HUNDRED or (target.operator == ">" and highest == _HUNDRED)
    capped = target.unit == "%" and target.operator != "±" and not _MAY_EXCEED.search(said)
    return (Doubt.RATE_OVER_HUNDRED,) if over and capped else ()


def _judge_percent(said: str, level2: str, target: Target) -> tuple[Doubt, ...]:
    """Judge counts, durations and costs by the kind of their target."""
    if _is_rate(said) or _SHARE.search(said):
        return ()
    percent = target.kind is Kind.RATE
    if _is_count(said):
        money = target.kind is Kind.MONEY
        return (
            (Doubt.COUNT_WITH_PERCENT,) if percent else (Doubt.COUNT_WITH_MONEY,) if money else ()
        )
    if _DURATION.search(said):
        word = target.unit.split("/")[0]
        other = bool(word) and not percent and not units.is_time(word)
        return (
            (Doubt.DURATION_WITH_PERCENT,)
            if percent
            else (Doubt.DURATION_WITH_COUNT,)
            if other
            else ()
        )
    if _COST.search(said) and is_cost(level2):
        count = target.kind is Kind.QUANTITY and bool(target.unit) and not target.per
        plain = percent and target.operator != "±" and not re.search(r"控制|节约|降低|增长", said)
        return (Doubt.COST_WITH_PERCENT,) if plain else (Doubt.COST_WITH_COUNT,) if count else ()
    return ()


def _judge_direction(said: str, level2: str, target: Target) -> tuple[Doubt, ...]:
    """Judge the operator: a ceiling on what should be high, a floor on what should be low."""
    bad = bool(_BAD.search(said))
    if target.kind is Kind.MONEY and is_cost(level2) and target.operator in ("≥", ">"):
        saving = re.search(r"节约|节省|节支|收入|收益|降低", said)
        return () if saving else (Doubt.FLOOR_ON_COST,)
    if target.kind is not Kind.RATE or not _is_rate(said) or target.number is None:
        return ()
    if target.operator in ("≤", "<") and _GOOD.search(said) and not bad:
        balanced = _BALANCED.search(said) and target.number >= _HUNDRED
        return () if balanced else (Doubt.CEILING_ON_GOOD_RATE,)
    mended = re.search(
        r"排除|修复|处理|处置|办结|整改|解决|回复|下降|降低|减少|响应|办理|查处|控制率|满意", said
    )
    floor = target.operator in ("≥", ">") or (
        target.operator in ("", "=") and target.number > _SURE
    )
    return (Doubt.FLOOR_ON_BAD_RATE,) if bad and floor and not mended else ()


def _judge_unit(name: str, description: str, target: Target) -> tuple[Doubt, ...]:
    """Compare the unit that the name carries in brackets: 参加人次（人次） of ≥150人."""
    named = unit_in_name(name) or unit_in_name(description)
    unit = read_unit(named)
    if unit is None or not target.unit:
        return ()
    same = units.conversion(str(unit.unit), target.unit) is not None
    return () if same else (Doubt.UNIT_DIFFERS_FROM_NAME,)
