"""How a policy is named on screen, in lists and documents."""

from __future__ import annotations

from decimal import Decimal

from monitor.domain.judged import Policy
from monitor.i18n.figures import Language, plain_number, write_amount, write_percent

ZH = {
    "policy.ratio": "执行率÷计划进度：低于{red}滞后，低于{yellow}关注，达到{blue}超前",
    "policy.gap": "执行率−计划进度：低于{red}个百分点滞后，低于{yellow}个百分点关注，高于{blue}个百分点超前",
    "policy.elapsed": "执行率÷序时进度：低于{red}滞后，低于{yellow}关注，达到{blue}超前",
    "policy.floor": "本月最低执行率{floor}，低于即滞后",
    "policy.no_floor": "本月尚无最低执行率要求",
    "policy.materiality": "差额不足{amount}元不预警",
    "policy.linear": "两个节点之间按直线推算",
    "policy.step": "未到下一节点前按上一节点计",
    "policy.separator": "；",
}

EN = {
    "policy.ratio": "execution rate ÷ planned progress: under {red} behind, under {yellow} watch, from {blue} ahead",
    "policy.gap": "execution rate − planned progress: under {red} points behind, under {yellow} points watch, over {blue} points ahead",
    "policy.elapsed": "execution rate ÷ time elapsed: under {red} behind, under {yellow} watch, from {blue} ahead",
    "policy.floor": "minimum execution rate {floor} this month, under it behind",
    "policy.no_floor": "no minimum execution rate yet this month",
    "policy.materiality": "gaps under ¥{amount} are not flagged",
    "policy.linear": "straight line between milestones",
    "policy.step": "the last milestone holds until the next",
    "policy.separator": "; ",
}


def describe_policy(policy: Policy, language: Language) -> str:
    """Name the rule of judgement in force and the rule of the plan line."""
    words = ZH if language == "zh" else EN
    rule = words[f"policy.{policy.mode}"].format(
        red=_line(policy, policy.gap_red, policy.ratio_red),
        yellow=_line(policy, policy.gap_yellow, policy.ratio_yellow),
        blue=_line(policy, policy.gap_blue, policy.ratio_blue),
        floor=write_percent(policy.minimum_rate, 0),
    )
    if policy.mode == "floor" and policy.minimum_rate is None:
        rule = words["policy.no_floor"]
    parts = [rule, words[f"policy.{policy.interpolation}"]]
    if policy.materiality:
        amount = write_amount(policy.materiality, "元")
        parts.insert(1, words["policy.materiality"].format(amount=amount))
    return words["policy.separator"].join(parts)


def _line(policy: Policy, gap: Decimal, ratio: Decimal) -> str:
    return plain_number(gap) if policy.mode == "gap" else write_percent(ratio * 100, 0)
