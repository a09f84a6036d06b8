"""The sentence a person reads beside a project: figures, rule, since when, what is needed, date."""

from __future__ import annotations

from decimal import Decimal

from monitor.domain.judged import Policy, ProjectMonth
from monitor.i18n.figures import (
    Language,
    MoneyUnit,
    plain_number,
    write_money,
    write_month,
    write_months,
    write_percent,
    write_points,
)

ZH = {
    "flag.figures": "截至{month}底累计支出{spent}，执行率{rate}，计划进度{planned}，{gap}",
    "flag.behind": "落后{points}个百分点（差额{amount}）",
    "flag.ahead": "超前{points}个百分点（多支出{amount}）",
    "flag.on_plan": "与计划持平",
    "flag.ratio_red": "执行率为计划的{ratio}，低于{threshold}的滞后线",
    "flag.ratio_yellow": "执行率为计划的{ratio}，低于{threshold}的关注线",
    "flag.elapsed_red": "执行率为序时进度的{ratio}，低于{threshold}的滞后线",
    "flag.elapsed_yellow": "执行率为序时进度的{ratio}，低于{threshold}的关注线",
    "flag.gap_red": "差距超过{threshold}个百分点的滞后线",
    "flag.gap_yellow": "差距超过{threshold}个百分点的关注线",
    "flag.floor_red": "低于本月最低执行率{threshold}",
    "flag.overspent": "累计支出{spent}超过调整后预算{budget}，超支{amount}",
    "flag.milestone": "{month}底节点应支出{pct}（{due}），当时支出{spent}，未达到",
    "flag.indicators": "{count}项指标滞后",
    "flag.not_reported": "{month}未报送支出",
    "flag.never_reported": "{month}未报送支出，本年度尚无支出数据",
    "flag.last_report": "最近一次为{month}底：{spent}",
    "flag.spent_without_results": "支出快于产出：执行率{rate}，绩效完成{completion}，相差{points}个百分点",
    "flag.results_without_spending": "产出快于支出：绩效完成{completion}，执行率{rate}，相差{points}个百分点",
    "flag.zero_budget": "无可执行预算，不作进度判断",
    "flag.no_plan": "未设资金支出计划，不作进度判断",
    "flag.days_behind": "进度比计划晚{count}天",
    "flag.since": "自{month}起连续{months}预警{change}",
    "flag.change.worse": "，较上月加重",
    "flag.change.better": "，较上月减轻",
    "flag.change.persisting": "，程度与上月相同",
    "flag.cleared": "较上月解除预警",
    "flag.new": "本月新增预警",
    "flag.needed": "此后每月需支出{amount}方可按计划完成",
    "flag.needed_too_fast": "此后每月需支出{amount}方可按计划完成，按目前最快月支出{best}难以达到",
    "flag.date": "数据截至{year}年{month}",
    "flag.separator": "；",
    "flag.end": "。",
    "flag.unchanged": "（填报为与上月持平）",
}

EN = {
    "flag.figures": "by the end of {month} {spent} was spent: {rate} of the budget against {planned} planned, {gap}",
    "flag.behind": "{points} percentage points behind ({amount})",
    "flag.ahead": "{points} percentage points ahead ({amount})",
    "flag.on_plan": "just as planned",
    "flag.ratio_red": "the rate is {ratio} of plan, under the {threshold} line for behind",
    "flag.ratio_yellow": "the rate is {ratio} of plan, under the {threshold} line for watch",
    "flag.elapsed_red": "the rate is {ratio} of the time elapsed, under the {threshold} line for behind",
    "flag.elapsed_yellow": "the rate is {ratio} of the time elapsed, under the {threshold} line for watch",
    "flag.gap_red": "the gap passes the line for behind at {threshold} percentage points",
    "flag.gap_yellow": "the gap passes the line for watch at {threshold} percentage points",
    "flag.floor_red": "under this month's minimum rate of {threshold}",
    "flag.overspent": "{spent} spent is more than the revised budget of {budget}, over by {amount}",
    "flag.milestone": "the milestone of {month} asked for {pct} ({due}), {spent} was spent then: missed",
    "flag.indicators": "{count} indicators behind",
    "flag.indicators_one": "1 indicator behind",
    "flag.not_reported": "spending for {month} was not reported",
    "flag.never_reported": "spending for {month} was not reported, nor any month before",
    "flag.last_report": "last known at the end of {month}: {spent}",
    "flag.spent_without_results": "spent without results: {rate} of the budget against {completion} of the results, {points} points apart",
    "flag.results_without_spending": "results without spending: {completion} of the results against {rate} of the budget, {points} points apart",
    "flag.zero_budget": "no budget to execute, progress is not judged",
    "flag.no_plan": "no spending plan, progress is not judged",
    "flag.days_behind": "{count} days behind plan",
    "flag.days_behind_one": "1 day behind plan",
    "flag.since": "flagged since {month}, {months} running{change}",
    "flag.change.worse": ", worse than last month",
    "flag.change.better": ", better than last month",
    "flag.change.persisting": ", as severe as last month",
    "flag.cleared": "no longer flagged since last month",
    "flag.new": "newly flagged this month",
    "flag.needed": "{amount} a month is needed from here to finish as planned",
    "flag.needed_too_fast": "{amount} a month is needed from here to finish as planned, not reachable at the best pace so far ({best})",
    "flag.date": "data as of {month} {year}",
    "flag.separator": "; ",
    "flag.end": ".",
    "flag.unchanged": " (reported as unchanged)",
}

ZH["flag.indicators_one"] = ZH["flag.indicators"].format(count=1)
ZH["flag.days_behind_one"] = ZH["flag.days_behind"].format(count=1)
_WORDS = {"zh": ZH, "en": EN}


def write_flag(
    project: ProjectMonth, policy: Policy, language: Language, unit: MoneyUnit = "万元"
) -> str:
    """Return one sentence on the project's month; also for a project that is not flagged."""
    words = _WORDS[language]
    parts = [
        *_figures(project, language, unit),
        *_rule(project, policy, language),
        *_milestone(project, language, unit),
        *_results(project, language),
        *_history(project, language, unit),
        *_date(project, language),
    ]
    sentence = words["flag.separator"].join(parts) + words["flag.end"]
    return sentence[0].upper() + sentence[1:]


def _figures(project: ProjectMonth, language: Language, unit: MoneyUnit) -> list[str]:
    words = _WORDS[language]
    month = write_month(project.month, language)
    if project.is_overspent and project.spent is not None:
        return [_overspent(project, project.spent, language, unit)]
    if project.state == "not_reported":
        if project.last_reported_month is None:
            return [words["flag.never_reported"].format(month=month)]
        last = words["flag.last_report"].format(
            month=write_month(project.last_reported_month, language),
            spent=write_money(project.last_spent, language, unit),
        )
        said = [words["flag.not_reported"].format(month=month), last]
        if project.badge == "overspent" and project.last_spent is not None:
            said.append(_overspent(project, project.last_spent, language, unit))
        return said
    if project.state != "reported":
        return [words[f"flag.{project.state}"]]
    figures = words["flag.figures"].format(
        month=month,
        spent=write_money(project.spent, language, unit),
        rate=write_percent(project.execution_rate),
        planned=write_percent(project.planned_pct),
        gap=_gap(project, language, unit),
    )
    return [figures + (words["flag.unchanged"] if project.stated == "unchanged" else "")]


def _overspent(project: ProjectMonth, spent: Decimal, language: Language, unit: MoneyUnit) -> str:
    budget = project.revised_budget or Decimal(0)
    return _WORDS[language]["flag.overspent"].format(
        spent=write_money(spent, language, unit),
        budget=write_money(budget, language, unit),
        amount=write_money(spent - budget, language, unit),
    )


def _gap(project: ProjectMonth, language: Language, unit: MoneyUnit) -> str:
    words = _WORDS[language]
    gap, amount = project.gap_pp or Decimal(0), project.gap_amount or Decimal(0)
    if amount == 0:
        return words["flag.on_plan"]
    key = "flag.behind" if amount < 0 else "flag.ahead"
    return words[key].format(
        points=write_points(abs(gap), sign=False), amount=write_money(abs(amount), language, unit)
    )


def _rule(project: ProjectMonth, policy: Policy, language: Language) -> list[str]:
    """Say which line the spending fell under, None of it for green, blue and overspent."""
    light = project.spending_light
    if light not in ("red", "yellow") or project.is_overspent or project.execution_rate is None:
        return []
    sentence = _WORDS[language][f"flag.{policy.mode}_{light}"]
    if policy.mode == "floor":
        return [sentence.format(threshold=write_percent(policy.minimum_rate, 0))]
    if policy.mode == "gap":
        line = policy.gap_red if light == "red" else policy.gap_yellow
        return [sentence.format(threshold=plain_number(abs(line)))]
    due = project.elapsed_pct if policy.mode == "elapsed" else project.planned_pct
    line = policy.ratio_red if light == "red" else policy.ratio_yellow
    ratio = project.execution_rate / due * 100 if due else Decimal(0)
    return [sentence.format(ratio=write_percent(ratio), threshold=write_percent(line * 100, 0))]


def _milestone(project: ProjectMonth, language: Language, unit: MoneyUnit) -> list[str]:
    if not project.milestone_missed:
        return []
    return [
        _WORDS[language]["flag.milestone"].format(
            month=write_month(project.milestone_month, language),
            pct=f"{plain_number(project.milestone_pct)}%",
            due=write_money(project.milestone_amount, language, unit),
            spent=write_money(project.milestone_spent, language, unit),
        )
    ]


def _results(project: ProjectMonth, language: Language) -> list[str]:
    words, parts = _WORDS[language], []
    if project.lagging_count:
        key = "flag.indicators_one" if project.lagging_count == 1 else "flag.indicators"
        parts.append(words[key].format(count=project.lagging_count))
    if project.mismatch and project.execution_rate is not None and project.completion is not None:
        parts.append(
            words[f"flag.{project.mismatch}"].format(
                rate=write_percent(project.execution_rate),
                completion=write_percent(project.completion),
                points=write_points(abs(project.execution_rate - project.completion), sign=False),
            )
        )
    return parts


def _history(project: ProjectMonth, language: Language, unit: MoneyUnit) -> list[str]:
    words, parts = _WORDS[language], []
    if project.days_behind:
        key = "flag.days_behind_one" if project.days_behind == 1 else "flag.days_behind"
        parts.append(words[key].format(count=project.days_behind))
    if project.months_flagged > 1:
        parts.append(
            words["flag.since"].format(
                month=write_month(project.flagged_since, language),
                months=write_months(project.months_flagged, language),
                change=words.get(f"flag.change.{project.change}", ""),
            )
        )
    elif project.is_flagged:
        parts.append(words["flag.new"])
    elif project.change == "cleared":
        parts.append(words["flag.cleared"])
    is_behind = project.gap_amount is not None and project.gap_amount < 0
    if project.is_flagged and is_behind and project.needed_per_month:
        needed, best = project.needed_per_month, project.best_pace or Decimal(0)
        key = "flag.needed_too_fast" if needed > best else "flag.needed"
        parts.append(
            words[key].format(
                amount=write_money(needed, language, unit), best=write_money(best, language, unit)
            )
        )
    return parts


def _date(project: ProjectMonth, language: Language) -> list[str]:
    """Say how old the figures are; a project that never reported has none to date."""
    is_silent = project.state == "not_reported"
    month = project.last_reported_month if is_silent else project.month
    if month is None:
        return []
    date = {"month": write_month(month, language), "year": project.fiscal_year}
    return [_WORDS[language]["flag.date"].format(**date)]
