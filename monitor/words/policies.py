"""How a policy is named on screen, in lists and documents."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from monitor.domain.judged import Policy
from monitor.domain.policies import Rules
from monitor.words.catalogue import Language, section
from monitor.words.figures import plain_number, write_amount, write_percent


def describe_policy(policy: Policy, language: Language) -> str:
    """Name the rule of judgement in force and the rule of the plan line."""
    words = section(language, "policies")
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


def describe_rules(rules: Rules, language: Language, *, in_full: bool = False) -> str:
    """Name rules by what judges, its thresholds and the plan line; in full with the points too."""
    words = section(language, "settings")
    figures = rules.figures
    parts = [f"{words[f'rules.{figures.mode}']} {_thresholds(rules, words)}".strip()]
    if figures.mode in ("gap", "floor") and in_full:
        parts.append(f"{words['rules.ratio']} {_ratios(rules, words)}")
    parts.append(words[f"rules.{figures.interpolation}"])
    if figures.materiality:
        amount = write_amount(figures.materiality, "元")
        parts.append(words["rules.materiality"].format(amount=amount))
    if in_full:
        parts += _in_full(rules, words)
    return words["rules.separator"].join(parts)


def _thresholds(rules: Rules, words: Mapping[str, str]) -> str:
    figures = rules.figures
    if figures.mode == "floor":
        return words["rules.separator"].join(
            words["rules.floor_line"].format(month=each.month, rate=plain_number(each.minimum_rate))
            for each in rules.floors
        )
    if figures.mode == "gap":
        return words["rules.gaps"].format(
            red=plain_number(figures.gap_red),
            yellow=plain_number(figures.gap_yellow),
            blue=plain_number(figures.gap_blue),
        )
    return _ratios(rules, words)


def _ratios(rules: Rules, words: Mapping[str, str]) -> str:
    figures = rules.figures
    named = {
        "red": figures.ratio_red,
        "yellow": figures.ratio_yellow,
        "blue": figures.ratio_blue,
    }
    percents = {name: plain_number(value * Decimal(100)) for name, value in named.items()}
    return words["rules.ratios"].format(**percents)


def _in_full(rules: Rules, words: Mapping[str, str]) -> list[str]:
    figures = rules.figures
    return [
        words["rules.mismatch"].format(points=plain_number(figures.mismatch_points)),
        words["rules.points"].format(
            execution=plain_number(figures.points_execution),
            output=plain_number(figures.points_output),
            benefit=plain_number(figures.points_benefit),
            satisfaction=plain_number(figures.points_satisfaction),
            cost=plain_number(figures.points_cost_with_cost),
            output2=plain_number(figures.points_output_with_cost),
            benefit2=plain_number(figures.points_benefit_with_cost),
            satisfaction2=plain_number(figures.points_satisfaction_with_cost),
        ),
        words["rules.grades"].format(
            excellent=plain_number(figures.grade_excellent),
            good=plain_number(figures.grade_good),
            fair=plain_number(figures.grade_fair),
        ),
    ]
