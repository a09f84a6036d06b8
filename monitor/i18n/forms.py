"""Words of the two official forms, and what reading a filled one can find.

The forms themselves are Chinese only, on purpose: they go to offices that know them in Chinese,
whatever the language of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping

from monitor.i18n.workbooks import Lines

CAUSES = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他")
LIKELIHOODS = ("确定能", "有可能", "完全不可能")
TICK = "√"

MONITORING: Mapping[str, str] = {
    "title": "项目支出绩效目标执行监控表",
    "period": "（{year}年度1-{month}月）",
    "project_name": "项目名称",
    "project_code": "项目编码",
    "unit_and_code": "主管部门及代码",
    "unit_name": "实施单位",
    "money": "项目资金(万元)",
    "total": "年度资金总额",
    "public_budget": "其中：本年一般公共预算拨款",
    "other_funds": "其他资金",
    "goal": "年度总体目标",
    "causes": "偏差原因分析",
    "likelihood": "完成目标可能性",
}
MONITORING_MONEY = (
    "年初预算数",
    "调整后预算数",
    "1-{month}月执行数",
    "1-{month}月执行率",
    "全年预计执行数",
)
MONITORING_INDICATORS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "1-{month}月执行情况",
    "全年预计完成情况",
)
EXPLANATION, REMARK = "原因说明", "备注"

EVALUATION: Mapping[str, str] = {
    "title": "项目支出绩效自评表",
    "period": "（{year}年度）",
    "project_name": "项目名称",
    "project_code": "项目编码",
    "unit_and_code": "主管部门",
    "unit_name": "实施单位",
    "money": "项目资金(万元)",
    "total": "年度资金总额",
    "this_year": "当年财政拨款",
    "carried_over": "上年结转资金",
    "other_funds": "其他资金",
    "goal": "年度总体目标",
    "expected": "预期目标",
    "achieved": "实际完成情况",
    "not_scored": "—",
    "sum": "总分",
    "grade": "评价等级",
    "incomplete": "（未完整：缺{count}项）已得分的各项合计 {score} 分",
    "no_grade": "得分未完整，暂不定级",
    "missing": "未得分的项",
    "execution_rate": "预算执行率",
}
EVALUATION_MONEY = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
EVALUATION_INDICATORS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)

MONITORING_LINES: Lines = (
    ("金额单位", "万元"),
    ("1-{month}月执行率", "1-{month}月执行数 ÷ 调整后预算数。"),
    (
        "资金来源",
        "只有一种资金的，各列全部计入该资金；有几种资金的，除年初预算数外没有分资金来源的数据，留空。",
    ),
    ("偏差原因分析、完成目标可能性", "适用的打“√”；完成目标可能性三项只选一项。"),
    (
        "填好以后",
        "1-{month}月执行情况、偏差原因和完成目标可能性填好后，可以在“导入”页面上传本工作簿。项目编码请勿改动。",
    ),
    ("空白单元格", "没有该项数据（未报送或不适用），不等于 0。"),
)
EVALUATION_LINES: Lines = (
    ("金额单位", "万元"),
    ("数据月份", "{year}年{month}月底"),
    (
        "资金来源",
        "只有一种资金的，各列全部计入该资金；有几种资金的，除年初预算数外没有分资金来源的数据，留空。",
    ),
    ("得分", "没有实际完成值或无法计分的指标得分留空，不当作 0；这时不填总分，列出未得分的项。"),
    ("空白单元格", "没有该项数据（未报送或不适用），不等于 0。"),
)

ZH = {
    "form_not_found": "文件里没有可读取的“项目支出绩效目标执行监控表”（工作表：{found}）。监控表应有“三级指标”、“1-X月执行情况”和“偏差原因分析”或“完成目标可能性”各列。请换成执行监控表。",
    "form_sheet_skipped": "这张工作表（{found}）不是项目支出绩效目标执行监控表，没有读取。",
    "form_unfilled": "这里是一张没有填写的执行监控表（没有项目，也没有完成情况），没有读取。",
    "form_project_missing": "这张执行监控表没有填写项目名称，无法知道是哪个项目。请在“项目名称”右侧填写，最好连同项目编码。",
    "form_name_only": "这张执行监控表没有项目编码，只有项目名称“{found}”。请确认它对应计划中的哪个项目，或补上“项目编码”。",
    "form_code_unreadable": "“{found}”不是项目编码。请填写完整编码，如 13020923P00TEST10001A 这样的数字和字母，单元格设为文本格式。",
    "form_twice": "项目“{found}”的执行监控表出现了两次，前一张在{first}。请只保留一张。",
    "form_likelihood_twice": "指标“{indicator}”的完成目标可能性打了两个勾（{found}），只能选一项。请去掉多余的勾。",
    "form_tick_unknown": "指标“{indicator}”在“{column}”一栏填的是“{found}”，不是勾，按没有勾选处理。请打“√”或留空；文字说明请写在“原因说明”或“备注”栏。",
    "column.expected": "全年预计完成情况",
    "column.cause": "偏差原因",
    "column.explanation": "原因说明",
    "column.likelihood": "完成目标可能性",
    "column.remark": "备注",
}
EN = {
    "form_not_found": "The file has no monitoring form (项目支出绩效目标执行监控表) to read (sheets: {found}). Such a form has the columns 三级指标, 1-X月执行情况, and 偏差原因分析 or 完成目标可能性. Choose a workbook with the form.",
    "form_sheet_skipped": "This sheet ({found}) is no monitoring form and was not read.",
    "form_unfilled": "Here stands a monitoring form that nobody filled in: no project and no results. It was not read.",
    "form_project_missing": "This monitoring form names no project. Write it to the right of 项目名称, best with the project code.",
    "form_name_only": "This monitoring form has no project code, only the name “{found}”. Confirm which project of the plan is meant, or add the code (项目编码).",
    "form_code_unreadable": "“{found}” is no project code. Write the whole code, digits and letters such as 13020923P00TEST10001A, in a cell formatted as text.",
    "form_twice": "The monitoring form of project “{found}” stands here again; it stands first at {first}. Keep one of them.",
    "form_likelihood_twice": "Indicator “{indicator}” has two ticks under likelihood ({found}); only one can hold. Remove the other.",
    "form_tick_unknown": "Indicator “{indicator}” has “{found}” under “{column}”, which is no tick; it was taken as not ticked. Write √ or leave the cell blank; explanations belong under 原因说明 or 备注.",
    "column.expected": "Expected by year end",
    "column.cause": "Cause of deviation",
    "column.explanation": "Explanation",
    "column.likelihood": "Likelihood",
    "column.remark": "Remark",
}
