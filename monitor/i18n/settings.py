"""Words of the rules of judgement: setting them, trying them, taking them back, their record."""

from __future__ import annotations

from decimal import Decimal

from monitor.domain.policies import Rules
from monitor.i18n.figures import Language, plain_number, write_amount

ZH = {
    "page.settings": "设置",
    # Refusals
    "policy_mode_unknown": "没有“{found}”这种判断方式。可选：ratio、gap、elapsed、floor。",
    "policy_interpolation_unknown": "没有“{found}”这种推算方式。可选：linear、step。",
    "policy_too_precise": "{found} 的小数太多，最多保留 {places} 位。请改写后再试。",
    "policy_ratios_wrong": "比率门槛应为 滞后 < 关注 < 100% ≤ 超前，且在 0% 至 1000% 之间，现为 {red}%、{yellow}%、{blue}%。请调整。",
    "policy_gaps_wrong": "差距门槛应为 滞后 < 关注 < 0 ≤ 超前，且在 -100 至 100 个百分点之间，现为 {red}、{yellow}、{blue}。请调整。",
    "policy_materiality_wrong": "差额起点不能是 {found} 元。请填写 0 或正数。",
    "policy_mismatch_wrong": "支出与产出相差的门槛应在 0 至 100 个百分点之间，现为 {found}。请调整。",
    "policy_points_wrong": "自评各项分值须不小于 0 且合计 100 分，现为 {found} = {sum}。请调整。",
    "policy_grades_wrong": "等级分数线应从高到低：100 ≥ 优 > 良 > 中 > 0，现为 {found}。请调整。",
    "policy_floors_missing": "按最低执行率判断时，至少要写一个月份的最低执行率。",
    "policy_floor_months_wrong": "最低执行率表的月份应在 1 至 12 之间，从小到大，不能重复，现为 {found}。请调整。",
    "policy_floor_rate_wrong": "{month}月的最低执行率应在 0% 至 100% 之间，现为 {found}%。请调整。",
    "policy_number_wrong": "“{found}”不是数字。请写成如 60 或 12.5 的形式。",
    "policy_floor_unreadable": "“{found}”读不出月份和执行率。请写成如 4=25 的形式。",
    "policy_unknown": "没有编号为 {policy} 的规则。用 policy list 查看全部规则。",
    "policy_first_stays": "产品自带的规则不能撤回。请设定新的规则代替它。",
    "policy_already_withdrawn": "规则 {policy} 已经撤回，无须再撤。",
    "policy_number_missing": "请写明要撤回的规则编号，如 policy withdraw 3 --why 理由。",
    "record_month_wrong": "{month} 不能与12月比较。请选择1月至11月。",
    # Naming rules
    "rules.ratio": "执行率÷计划进度",
    "rules.gap": "执行率与计划进度之差",
    "rules.elapsed": "执行率÷序时进度",
    "rules.floor": "每月最低执行率",
    "rules.ratios": "{red}% / {yellow}% / {blue}%",
    "rules.gaps": "{red} / {yellow} / {blue} 个百分点",
    "rules.floor_line": "{month}月起 {rate}%",
    "rules.linear": "节点之间按直线推算",
    "rules.step": "未到下一节点前按上一节点计",
    "rules.materiality": "差额不足 {amount} 元不预警",
    "rules.mismatch": "支出与产出相差超过 {points} 个百分点提示",
    "rules.points": "分值 {execution}/{output}/{benefit}/{satisfaction}，有成本指标时 {execution}/{cost}/{output2}/{benefit2}/{satisfaction2}",
    "rules.grades": "等级线 {excellent}/{good}/{fair}",
    "rules.separator": "；",
    # The page
    "settings.lead": "{month}按第 {policy} 号规则判断（{since}起）。改动先看结果，再保存。",
    "settings.lead_first": "{month}按产品自带的规则判断。改动先看结果，再保存。",
    "settings.draft": "改动规则",
    "settings.preview": "如果这样判断",
    "settings.effective": "从哪个月起",
    "settings.mode": "判断方式",
    "settings.interpolation": "两个节点之间",
    "settings.ratio": "比率门槛（%）",
    "settings.ratio_note": "执行率达到应有进度的百分之几；数量指标的完成情况也按它判断。等于门槛时取较好的等级。",
    "settings.gap": "差距门槛（百分点）",
    "settings.floor": "最低执行率（%），空着的月份沿用之前的要求",
    "settings.red": "低于即滞后",
    "settings.yellow": "低于即关注",
    "settings.blue": "达到即超前",
    "settings.blue_gap": "高于即超前",
    "settings.other": "差额与提示",
    "settings.materiality": "差额起点（元），不足不预警",
    "settings.mismatch": "支出与产出相差（百分点），超过即提示",
    "settings.scores": "自评分值与等级",
    "settings.points_without": "没有一级成本指标时的分值（合计 100）",
    "settings.points_with": "有一级成本指标时的分值（与执行率合计 100）",
    "settings.points_execution": "执行率",
    "settings.points_cost": "成本",
    "settings.points_output": "产出",
    "settings.points_benefit": "效益",
    "settings.points_satisfaction": "满意度",
    "settings.grades": "等级分数线",
    "settings.grade_excellent": "优，不低于",
    "settings.grade_good": "良，不低于",
    "settings.grade_fair": "中，不低于",
    "settings.why": "理由",
    "settings.why_hint": "如：按财政局 6 月通知调整",
    "settings.save": "保存，从{month}起执行",
    "settings.saved": "已保存为第 {policy} 号规则，从{month}起执行。",
    "settings.nothing": "与现行规则相同，没有保存。",
    "settings.reset": "放弃改动",
    "settings.same": "与{month}现行的规则相同。改动其中任一项，这里就显示{view}哪些项目会被预警。",
    "settings.moved": "{month}：预警由 {before} 个变为 {after} 个，其中新增 {new} 个、解除 {gone} 个、等级改变 {changed} 个（共{projects}个项目）。",
    "settings.unmoved": "{month}：预警 {before} 个，与现行规则的结果相同（共{projects}个项目）。",
    "settings.early": "新规则{since}才生效；这里假定{month}已经生效。",
    "settings.later": "从{month}起改按第 {policy} 号规则判断，届时这次的改动不再起作用。",
    "settings.project": "项目",
    "settings.today": "现行规则",
    "settings.then": "改动之后",
    "settings.outcome": "变化",
    "settings.outcome.new": "新增预警",
    "settings.outcome.gone": "不再预警",
    "settings.outcome.changed": "等级改变",
    "settings.outcome.same": "仍预警",
    "settings.not_flagged": "不预警",
    "settings.most": "只列出前 {shown} 个，共 {count} 个。",
    "settings.history": "历次规则",
    "settings.history_note": "规则从所写月份起执行，直到更晚的规则接替；撤回的规则保留在这里，不再起作用。",
    "settings.number": "编号",
    "settings.from": "执行起月",
    "settings.rules": "规则",
    "settings.who": "设定",
    "settings.state": "状态",
    "settings.state.in_force": "现行",
    "settings.state.stands": "有效",
    "settings.state.withdrawn": "已撤回",
    "settings.first": "产品自带",
    "settings.withdrawn_by": "{who}撤回：{why}",
    "settings.withdraw": "撤回",
    "settings.withdraw_title": "撤回第 {policy} 号规则",
    "settings.withdraw_note": "撤回后，各月按余下的规则重新判断。",
    "settings.withdraw_do": "确认撤回",
    "settings.withdrawn": "第 {policy} 号规则已撤回。",
    "settings.cancel": "不撤回",
    # The track record
    "record.title": "预警准不准：{month}与年底对照",
    "record.unknown": "{year}年12月尚未报送，{month}预警的 {count} 个项目年底是否完成，现在还不知道。",
    "record.lead": "{year}年{month}预警的 {count} 个项目中，{missed} 个到12月未完成，{met} 个完成；未预警的 {others} 个中，{others_missed} 个未完成。",
    "record.left_out": "另有 {count} 个项目12月未报送或不作判断，没有计入。",
    "record.rule": "未完成：按12月的规则为滞后或关注、超支，或12月节点未达到（相差不足差额起点的不算）。",
    "record.december": "12月",
    "record.rate": "12月执行率",
    "record.outcome": "年底",
    "record.missed": "未完成",
    "record.met": "完成",
    "record.not_known": "未知",
    # The terminal
    "terminal.policy_saved": "已保存为第 {policy} 号规则，从 {month} 起执行。",
    "terminal.policy_same": "与现行规则相同，没有保存。",
    "terminal.policy_withdrawn": "第 {policy} 号规则已撤回。",
    "terminal.policy_rules": "{month}：第 {policy} 号规则。{rules}。",
}

EN = {
    "page.settings": "Settings",
    "policy_mode_unknown": "There is no mode “{found}”. Choose ratio, gap, elapsed or floor.",
    "policy_interpolation_unknown": "There is no interpolation “{found}”. Choose linear or step.",
    "policy_too_precise": "{found} has too many decimals; {places} at most are kept. Write it shorter.",
    "policy_ratios_wrong": "Ratio thresholds must be behind < watch < 100% ≤ ahead, between 0% and 1000%; they are {red}%, {yellow}%, {blue}%. Change them.",
    "policy_gaps_wrong": "Gap thresholds must be behind < watch < 0 ≤ ahead, between -100 and 100 points; they are {red}, {yellow}, {blue}. Change them.",
    "policy_materiality_wrong": "The least gap cannot be ¥{found}. Give 0 or more.",
    "policy_mismatch_wrong": "Money and results may differ by 0 to 100 points; {found} was given. Change it.",
    "policy_points_wrong": "The points of a self-evaluation must be 0 or more each and 100 together; they are {found} = {sum}. Change them.",
    "policy_grades_wrong": "Grades must fall: 100 ≥ excellent > good > fair > 0; they are {found}. Change them.",
    "policy_floors_missing": "To judge by minimum rates, give the minimum of one month at least.",
    "policy_floor_months_wrong": "The months of the minimum rates must rise, between 1 and 12, each once; they are {found}. Change them.",
    "policy_floor_rate_wrong": "The minimum rate of month {month} must be between 0% and 100%; {found}% was given. Change it.",
    "policy_number_wrong": "“{found}” is no number. Write it like 60 or 12.5.",
    "policy_floor_unreadable": "“{found}” is no month with a rate. Write it like 4=25.",
    "policy_unknown": "There is no policy number {policy}. See them all with: policy list.",
    "policy_first_stays": "The policy that came with the product cannot be taken back. Set another in its place.",
    "policy_already_withdrawn": "Policy {policy} is taken back already.",
    "policy_number_missing": "Name the policy to take back, as in: policy withdraw 3 --why REASON.",
    "record_month_wrong": "{month} cannot be held against December. Choose a month from January to November.",
    "rules.ratio": "execution rate ÷ planned progress",
    "rules.gap": "execution rate − planned progress",
    "rules.elapsed": "execution rate ÷ time elapsed",
    "rules.floor": "a minimum execution rate by month",
    "rules.ratios": "{red}% / {yellow}% / {blue}%",
    "rules.gaps": "{red} / {yellow} / {blue} percentage points",
    "rules.floor_line": "{rate}% from month {month}",
    "rules.linear": "straight line between milestones",
    "rules.step": "the last milestone holds until the next",
    "rules.materiality": "gaps under ¥{amount} are not flagged",
    "rules.mismatch": "money and results more than {points} points apart are flagged",
    "rules.points": "points {execution}/{output}/{benefit}/{satisfaction}, with cost indicators {execution}/{cost}/{output2}/{benefit2}/{satisfaction2}",
    "rules.grades": "grades from {excellent}/{good}/{fair}",
    "rules.separator": "; ",
    "settings.lead": "{month} is judged by policy {policy}, in force since {since}. See what a change does, then save it.",
    "settings.lead_first": "{month} is judged by the policy that came with the product. See what a change does, then save it.",
    "settings.draft": "Change the rules",
    "settings.preview": "Who would be flagged if",
    "settings.effective": "In force from",
    "settings.mode": "Judged by",
    "settings.interpolation": "Between milestones",
    "settings.ratio": "Ratio thresholds (%)",
    "settings.ratio_note": "The execution rate in percent of what is due; counted results are judged by it too. On the line, the better light holds.",
    "settings.gap": "Gap thresholds (percentage points)",
    "settings.floor": "Minimum execution rate (%); a blank month keeps the one before",
    "settings.red": "behind, under",
    "settings.yellow": "watch, under",
    "settings.blue": "ahead, from",
    "settings.blue_gap": "ahead, over",
    "settings.other": "Least gap, and money against results",
    "settings.materiality": "Least gap to be flagged (¥)",
    "settings.mismatch": "Money and results apart (points), flagged above",
    "settings.scores": "Points and grades of the self-evaluation",
    "settings.points_without": "Points without cost indicators at level 1 (100 together)",
    "settings.points_with": "Points with cost indicators at level 1 (100 with the execution rate)",
    "settings.points_execution": "execution",
    "settings.points_cost": "cost",
    "settings.points_output": "output",
    "settings.points_benefit": "benefit",
    "settings.points_satisfaction": "satisfaction",
    "settings.grades": "Grades",
    "settings.grade_excellent": "excellent, from",
    "settings.grade_good": "good, from",
    "settings.grade_fair": "fair, from",
    "settings.why": "Why",
    "settings.why_hint": "such as: by the bureau's notice of June",
    "settings.save": "Save, in force from {month}",
    "settings.saved": "Saved as policy {policy}, in force from {month}.",
    "settings.nothing": "The same rules are in force already; nothing was saved.",
    "settings.reset": "Discard the changes",
    "settings.same": "These are the rules in force in {month}. Change any of them to see here who would be flagged in {view}.",
    "settings.moved": "{month}: flagged {before} → {after}; newly flagged {new}, no longer flagged {gone}, another light {changed} (projects: {projects}).",
    "settings.unmoved": "{month}: flagged {before}, just as by the rules in force (projects: {projects}).",
    "settings.early": "The change takes effect from {since}; it is shown as if it held in {month} already.",
    "settings.later": "From {month} on policy {policy} is in force instead, and this change no longer counts.",
    "settings.project": "Project",
    "settings.today": "Rules in force",
    "settings.then": "With the change",
    "settings.outcome": "What changes",
    "settings.outcome.new": "newly flagged",
    "settings.outcome.gone": "no longer flagged",
    "settings.outcome.changed": "another light",
    "settings.outcome.same": "still flagged",
    "settings.not_flagged": "not flagged",
    "settings.most": "Only the first {shown} of {count} are listed.",
    "settings.history": "Policies so far",
    "settings.history_note": "A policy is in force from its month until a later one takes over. One that was taken back stays listed and no longer counts.",
    "settings.number": "No.",
    "settings.from": "In force from",
    "settings.rules": "Rules",
    "settings.who": "Set by",
    "settings.state": "State",
    "settings.state.in_force": "in force",
    "settings.state.stands": "stands",
    "settings.state.withdrawn": "taken back",
    "settings.first": "came with the product",
    "settings.withdrawn_by": "taken back by {who}: {why}",
    "settings.withdraw": "Take back",
    "settings.withdraw_title": "Take policy {policy} back",
    "settings.withdraw_note": "The months are then judged by the policies that remain.",
    "settings.withdraw_do": "Take it back",
    "settings.withdrawn": "Policy {policy} is taken back.",
    "settings.cancel": "Keep it",
    "record.title": "What a flag was worth: {month} against the end of the year",
    "record.unknown": "December {year} is not reported, so it is not known yet how projects flagged in {month} ended ({count}).",
    "record.lead": "Flagged in {month} {year}: {count}, of which {missed} missed December and {met} made it. Not flagged: {others}, of which {others_missed} missed it.",
    "record.left_out": "Left out, as December was not reported or is not judged: {count}.",
    "record.rule": "Missed: by the rules of December behind or watch, overspent, or under December's milestone (by the least gap or more).",
    "record.december": "December",
    "record.rate": "December's rate",
    "record.outcome": "End of year",
    "record.missed": "missed",
    "record.met": "made it",
    "record.not_known": "not known",
    "terminal.policy_saved": "Saved as policy {policy}, in force from {month}.",
    "terminal.policy_same": "The same rules are in force already; nothing was saved.",
    "terminal.policy_withdrawn": "Policy {policy} is taken back.",
    "terminal.policy_rules": "{month}: policy {policy}. {rules}.",
}


def describe_rules(rules: Rules, language: Language, *, in_full: bool = False) -> str:
    """Name rules by what judges, its thresholds and the plan line; in full with the points too."""
    words = ZH if language == "zh" else EN
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


def _thresholds(rules: Rules, words: dict[str, str]) -> str:
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


def _ratios(rules: Rules, words: dict[str, str]) -> str:
    figures = rules.figures
    named = {
        "red": figures.ratio_red,
        "yellow": figures.ratio_yellow,
        "blue": figures.ratio_blue,
    }
    percents = {name: plain_number(value * Decimal(100)) for name, value in named.items()}
    return words["rules.ratios"].format(**percents)


def _in_full(rules: Rules, words: dict[str, str]) -> list[str]:
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
