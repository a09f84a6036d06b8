"""Words of notices, reports and the month-end pack, and of the place where they are taken.

The documents are Chinese only, on purpose: they go to offices that know them in Chinese,
whatever the language of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping

BLANK_DATE = "　　　　年　　月　　日"
MONTH = "{year}年{month}月"

# Every sign of the picture stands here: its font holds these, digits and no other.
PICTURE: Mapping[str, str] = {
    "plan": "计划",
    "actual": "实际",
    "month": "{month}月",
    "month_in_view": "截至{month}月底",
    "not_reported": "未报送",
    "partial": "空心圆：部分项目未报送",
    "unit": "万元",
}

PAGE: Mapping[str, str] = {
    "before": "第 ",
    "between": " 页，共 ",
    "after": " 页",
    "stamp": "数据月份 {month}　数据截止时间 {known_on}　数据版本 {version}　月份状态 {state}",
    "stamp_title": "数据说明",
    "money": "金额单位：万元",
    "dash": "“—”",
    "absent": "没有该项数据（未报送或不适用），不等于 0。",
}

LISTED: Mapping[str, str] = {
    "number": "序号",
    "project_code": "项目编码",
    "project_name": "项目名称",
    "office": "责任科室",
    "budget": "预算数",
    "spent": "累计支出",
    "rate": "执行率",
    "planned": "计划进度",
    "gap": "差距\n(百分点)",
    "badge": "预警等级",
    "lagging": "滞后指标",
    "reason": "原因",
    "measure": "整改措施",
    "due": "完成时限",
    "owner": "责任人",
}
STATED_CAUSE = "填报原因：{cause}"

NOTICE: Mapping[str, str] = {
    "title": "关于{year}年{month}月预算执行和绩效目标预警项目的督办通知",
    "title_project": "关于{year}年{month}月预警项目“{project}”的督办通知",
    "number": "文号：",
    "to": "{unit}：",
    "opening": "截至{year}年{month}月底，你单位{projects}个项目中有{count}个列入预警，涉及调整后预算 {amount}。现将有关情况通知如下。",
    "opening_project": "截至{year}年{month}月底，你单位“{project}”项目列入预警，涉及调整后预算 {amount}。现将有关情况通知如下。",
    "as_of": "截至{year}年{month}月底　　金额单位：万元",
    "asked": "请你单位对照上表：",
    "asked.1": "1. 逐项核实支出和绩效指标完成情况，查明原因，制定整改措施，明确责任人和完成时限；",
    "asked.2": "2. 未报送数据的，立即补报；",
    "asked.3": "3. 于{date}前填写所附整改反馈表，经单位负责人签字并加盖公章后报送。",
    "sender": "（发文单位）",
    "annex": "附件：整改反馈表",
    "annex_unit": "填报单位（盖章）：{unit}　　　　单位负责人（签字）：　　　　　　　　填报日期："
    + BLANK_DATE,
}
FEEDBACK = (
    "序号",
    "项目编码",
    "项目名称",
    "预警等级",
    "存在问题及原因",
    "整改措施",
    "完成时限",
    "责任人",
    "进展情况",
)

REPORT: Mapping[str, str] = {
    "title": "{year}年{month}月绩效运行监控报告",
    "unit": "{unit}",
    "overall": "一、总体执行情况",
    "results": "二、绩效目标完成情况",
    "flagged": "三、预警项目",
    "causes": "四、偏差原因",
    "problems": "五、存在问题",
    "next": "六、下一步措施",
    "annex": "附件：预警项目清单",
    "like_for_like": "执行率、计划进度、差距和差额只计已报送的项目；未报送不等于零。",
    "badges": "各等级项目数：{counts}。",
    "caption": "图1　{unit}{year}年累计支出与计划（截至{month}月底，单位：万元）",
    "plan_rule": "实线为实际累计支出，未报送的月份断开；细线为计划，菱形为节点及应达到的百分比。计划线：{rule}。",
    "description": "{year}年各月累计支出与计划的折线图，截至{month}月底；数值见正文表格。",
    "not_reported": "{month}月尚未报送任何支出数据。",
    "indicators": "绩效指标共{count}项，其中{measured}项已有截至{month}月的完成值：{parts}。",
    "indicators_none": "绩效指标共{count}项，截至{month}月均未报送完成值。",
    "lagging": "滞后和需关注的指标：",
    "lagging_none": "已报送的指标中没有滞后或需关注的。",
    "flagged_lead": "列入预警的项目{count}个，涉及调整后预算 {amount}：",
    "flagged_none": "本月没有预警项目。",
    "flagged_line": "{number}. {project}（{code}），{badge}。{sentence}",
    "causes_lead": "各项目填报的偏差原因如下：",
    "causes_none": "尚未填报偏差原因。",
    "causes_missing": "预警项目中尚未填报偏差原因的：{projects}。",
    "whole_project": "（项目整体）",
    "problem": "{number}. {reason}（{count}个）：{projects}。",
    "problems_none": "本月没有列入预警的问题。",
    "next_lead": "已确定的整改措施如下：",
    "next_none": "预警项目尚未登记整改措施。",
    "next_missing": "尚未登记整改措施的预警项目：{projects}。",
    "next_clear": "本月没有预警项目，无须整改。",
}
FIGURES: Mapping[str, str] = {
    "original_budget": "年初预算",
    "revised_budget": "调整后预算",
    "spent": "累计支出",
    "rate": "执行率",
    "planned": "计划进度",
    "gap": "差距\n(百分点)",
    "gap_amount": "差额",
    "reported": "已报送\n资金占比",
}
PROJECTS = (
    "序号",
    "项目名称",
    "调整后预算",
    "累计支出",
    "执行率",
    "计划进度",
    "差距\n(百分点)",
    "差额",
    "等级",
)
PROJECTS_TOTAL = "合计"
RESULTS = ("序号", "项目名称", "指标数", "已报送", "滞后", "绩效完成度", "执行率")
LAGGING = ("项目名称", "三级指标", "年度指标值", "实际完成值", "完成度", "等级")
CAUSES = ("项目名称", "绩效指标", "偏差原因", "原因说明", "完成目标可能性")
NEXT = ("项目名称", "整改措施", "责任人", "完成时限")

CURVE_SHEET: Mapping[str, str] = {
    "sheet": "计划与实际",
    "title": "累计支出与计划（{year}年，截至{month}月底）",
    "month": "月份",
    "planned": "计划累计",
    "spent": "实际累计",
    "milestone": "节点应达到(%)",
    "milestones": "节点",
    "reported": "已报送资金占比(%)",
    "end_of_month": "{month}月底",
}

FILES: Mapping[str, str] = {
    "notice": "督办通知",
    "report": "绩效运行监控报告",
    "pack": "月末材料",
    "flagged": "预警项目清单",
    "forms": "绩效目标执行监控表",
    "chase": "催报清单",
    "chase_text": "催报文字",
    "contents": "目录",
    "everybody": "全部单位",
}
CONTENTS: Mapping[str, str] = {
    "title": "{year}年{month}月月末材料",
    "files": "文件：",
    "no_notice": "没有预警项目，未生成督办通知：{unit}",
    "no_chase": "本月支出已全部报送，没有催报文字。",
}

ZH = {
    "documents.open": "通知、报告和月末材料",
    "documents.note": "文件一律为中文，数据与本页相同，不受筛选条件影响。",
    "documents.notice": "督办通知（docx）",
    "documents.report": "绩效运行监控报告（docx）",
    "documents.pack": "月末材料（zip）",
    "documents.pack_note": "月末材料含预警清单、执行监控表、监控报告、督办通知和催报清单。",
    "documents.choose_unit": "督办通知和报告按单位生成，请先在左侧选择预算单位。",
    "documents.reply_by": "督办通知的反馈时限（可不填）",
    "documents.nothing_flagged": "本月没有预警项目，无须督办通知。",
    "documents.nothing_reported": "本月还没有报送支出数据，不能生成材料。",
    "month_not_reported": "{month}还没有报送任何支出数据，没有生成文件。请先导入当月支出，或换一个月份。",
    "nothing_flagged": "{month}没有预警项目，无须督办，没有生成文件。",
    "project_not_flagged": "项目 {code} 在{month}没有预警，无须督办，没有生成文件。",
    "document_unit_missing": "这份文件按单位生成，{year}年有几个预算单位。请用 --unit 指定其中一个：{units}。",
    "document_unknown": "没有“{found}”这种文件。可选：notice（督办通知）、report（监控报告）、pack（月末材料）。",
    "document_of_no_project": "只有督办通知（notice）可以按项目生成，没有为项目 {code} 生成文件。请去掉 --project，或改用 notice。",
    "data_moving": "生成文件期间数据一直在变动，没有生成。请等导入结束后再试。",
}

EN = {
    "documents.open": "Notice, report, month-end pack",
    "documents.note": "The documents are in Chinese, with the figures of this page; filters do not narrow them.",
    "documents.notice": "Notice 督办通知 (docx)",
    "documents.report": "Report 绩效运行监控报告 (docx)",
    "documents.pack": "Month-end pack (zip)",
    "documents.pack_note": "The pack holds the flagged list, the monitoring forms, the report, the notice and the chase list.",
    "documents.choose_unit": "Notice and report are written per unit: choose a budget unit on the left first.",
    "documents.reply_by": "Notice asks for an answer by (may stay blank)",
    "documents.nothing_flagged": "No project is flagged this month, so there is nothing to give notice of.",
    "documents.nothing_reported": "No spending has been reported for this month yet, so there is nothing to write.",
    "month_not_reported": "No spending has been reported for {month} yet, so no file was written. Import the month's spending first, or choose another month.",
    "nothing_flagged": "No project is flagged in {month}, so there is nothing to give notice of and no file was written.",
    "project_not_flagged": "Project {code} is not flagged in {month}, so there is nothing to give notice of and no file was written.",
    "document_unit_missing": "This document is written per unit, and {year} has several. Name one with --unit: {units}.",
    "document_unknown": "There is no document “{found}”. Choose notice, report or pack.",
    "document_of_no_project": "Only a notice can be written for one project, so nothing was written for {code}. Leave --project out, or ask for a notice.",
    "data_moving": "The data kept changing while the files were written, so none was. Try again when the import has ended.",
}
