"""Words of the workbooks that go out.

They are Chinese only, on purpose: forms and lists go to offices that know them in Chinese,
whatever the language of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping

Lines = tuple[tuple[str, str], ...]

EXPLAIN_SHEET = "说明"
PAGE_OF = "第 &P 页，共 &N 页"  # &P and &N are the spreadsheet's own page numbers

YES_NO: Mapping[bool, str] = {True: "是", False: "否"}

UNIT_LINE = "单位：{unit}"
REPORTING_UNIT = "填报单位：{unit_name}"

LISTS: Mapping[str, str] = {
    "nothing": "没有符合条件的记录",
    "money": "金额单位",
    "blank": "空白单元格",
    "blank_means": "没有该项数据（未报送或不适用），不等于 0。",
    "continued": "{sheet}（{number}）",
}

FLAGGED_TITLE = "预警项目清单（截至{year}年{month}月底）"
FLAGGED: Mapping[str, str] = {
    "sequence": "序号",
    "unit_name": "预算单位",
    "office": "处室",
    "project_code": "项目编码",
    "project_name": "项目名称",
    "original_budget": "年初预算数",
    "added": "追加数",
    "cut": "追减数",
    "revised_budget": "调整后预算数",
    "spent": "截止{month}月底支出数",
    "execution_rate": "预算执行率",
    "planned_pct": "计划进度",
    "gap_pp": "差距(百分点)",
    "gap_amount": "差额",
    "badge": "预警等级",
    "is_on_plan": "是否达到序时支出进度",
    "is_on_results": "是否达到阶段性绩效目标",
    "lagging_indicators": "滞后指标",
    "sentence": "预警原因",
    "months_flagged": "连续预警月数",
    "needed_per_month": "每月需支出",
    "cause_kind": "原因类型",
    "analysis": "情况分析",
    "measure": "整改措施",
    "owner": "责任人",
    "due_date": "完成时限",
}

TEMPLATES: Mapping[str, str] = {
    "spending.sheet": "支出",
    "spending.title": "{year}年{month}月 项目支出填报表",
    "spending.basis": "截至{year}年{month}月底累计支出",
    "results.sheet": "指标结果",
    "results.title": "{year}年{month}月 绩效指标完成情况填报表",
    "results.basis": "截至{year}年{month}月底完成情况",
    "adjustments.sheet": "预算调整",
    "adjustments.title": "{year}年{month}月 预算调整填报表",
    "adjustments.basis": "{year}年{month}月当月的追加和追减",
    "plan.title": "{year}年 预算项目绩效目标",
    "plan.title.no_year": "预算项目绩效目标",
    "explain.title": "填报说明",
}

SPENDING_HEADER = ("项目编码", "项目名称", "调整后预算数", "累计支出", "备注")
RESULTS_HEADER = (
    "项目编码",
    "项目名称",
    "一级指标",
    "二级指标",
    "三级指标",
    "绩效指标描述",
    "年度指标值",
    "实际完成值",
    "佐证说明",
)
ADJUSTMENTS_HEADER = ("项目编码", "项目名称", "年初预算数", "追加数", "追减数", "调整原因")

PROMPTS: Mapping[str, str] = {
    "amount.title": "{column}",
    "amount.input": "请填数字，单位：{unit}。没有发生填 0，暂不报送留空。",
    "amount.last": "上次报送：{month}月底累计 {amount} {unit}。",
    "amount.error": "这里只能填数字，单位：{unit}。没有发生填 0，暂不报送留空。",
    "positive.input": "请填正数，单位：{unit}。没有{column}请留空。",
    "positive.error": "这里只能填不小于 0 的数字，单位：{unit}。追减也填正数。",
    "choice.input": "请从下拉列表中选择：{choices}。尚未测量请留空。",
    "choice.error": "请从下拉列表中选择：{choices}。尚未测量请留空。",
    "result.input": "请填截至本月底的实际完成值，与年度指标值“{target}”用同一计量单位。",
    "month.input": "请填 1 至 12 的整数。",
    "month.error": "月份只能是 1 至 12 的整数。",
    "percent.input": "请填 0 至 100 的累计百分数，例如 25 表示 25%；逐月不减，最后一个月为 100。",
    "percent.error": "累计支出计划只能是 0 至 100 的数字，例如 25 表示 25%。",
    "points.error": "分值只能是 0 至 100 的数字。",
    "error.title": "填写有误",
}

HANDING_IN: Lines = (
    (
        "怎样报送",
        "填好后保存为 .xlsx（不要加密码），在“导入”页面上传；系统先显示读到的内容和问题，确认后才写入。填错了可以撤回重报；同一文件重复上传不会重复计数。",
    ),
    (
        "请勿改动",
        "表头文字和灰色单元格已锁定（没有密码），请不要改名、删除或合并；列宽、行高可以调整。名单中没有的项目请先在年度计划中补充，再报送。",
    ),
)
COLOURS: Lines = (("颜色", "灰色：系统预填，不需填写；浅黄色：请填写。"),)

SPENDING_LINES: Lines = (
    ("本表用途", "报送{unit_name}各项目截至{year}年{month}月底的累计支出。"),
    *COLOURS,
    ("金额单位", "{unit}。可以带小数，请不要在单元格里写“{unit}”、“约”等文字。"),
    ("项目编码", "预填，作为文本保存，是识别项目的唯一依据。"),
    ("项目名称", "预填，供核对。"),
    ("调整后预算数", "预填：年初预算数加追加数减追减数，供核对；有变动请另报“预算调整”。"),
    (
        "累计支出",
        "自年初起至{month}月底的累计数，不是当月数。退款使累计数变小的，照实填写，可以是负数。",
    ),
    ("备注", "选填，例如支出异常的原因。"),
    ("留空表示什么", "留空：该项目本月未报送，系统按“未报送”显示，不当作 0。"),
    ("0 表示什么", "填 0：已核实，截至{month}月底没有任何支出。"),
    *HANDING_IN,
)
RESULTS_LINES: Lines = (
    ("本表用途", "报送{unit_name}各项目绩效指标截至{year}年{month}月底的完成情况。"),
    *COLOURS,
    ("项目编码、项目名称", "预填，项目编码作为文本保存。"),
    ("一级指标、二级指标、三级指标", "预填，与年度计划一致。"),
    ("绩效指标描述", "预填，说明该指标衡量什么。"),
    ("年度指标值", "预填，全年目标，按计划原文。"),
    (
        "实际完成值",
        "截至{month}月底的实际完成值，计量单位与年度指标值相同：数量填数字（如 6 或 6次），比率填百分数（如 95%），时限填完成日期（如 2023年12月20日），定性指标从下拉列表中选择 达成、部分达成 或 未达成。",
    ),
    ("佐证说明", "选填，例如文件名称、统计口径、未完成的原因。"),
    ("留空表示什么", "留空：该指标本月尚未测量或未报送，不当作 0，也不当作未达成。"),
    ("0 表示什么", "填 0：已核实，截至{month}月底完成数为 0。"),
    *HANDING_IN,
)
ADJUSTMENTS_LINES: Lines = (
    ("本表用途", "报送{unit_name}各项目在{year}年{month}月发生的预算追加和追减，自当月底起生效。"),
    *COLOURS,
    ("金额单位", "{unit}。可以带小数，请不要在单元格里写“{unit}”等文字。"),
    ("项目编码、项目名称", "预填，项目编码作为文本保存。"),
    ("年初预算数", "预填，供核对，不因调整而改变。"),
    ("追加数", "{month}月当月批准的追加金额，填正数；不是全年累计数。"),
    ("追减数", "{month}月当月批准的追减金额，也填正数，不要写负号。"),
    ("调整原因", "请写批准文号或事由。"),
    ("留空表示什么", "两格都留空：该项目本月没有报送预算调整，预算数不变。"),
    ("0 表示什么", "填 0：已核实，该项目{month}月没有追加或追减；先前报错的，也用 0 更正。"),
    *HANDING_IN,
)

PLAN_SHEETS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "unit": ("单位", ("预算单位编码", "预算单位名称", "财政年度")),
    "projects": ("项目", ("项目编码", "项目名称", "处室", "预算数", "资金用途", "绩效目标")),
    "funds": ("资金来源", ("项目编码", "资金来源", "金额")),
    "milestones": ("支出计划", ("项目编码", "月份", "累计支出计划(%)")),
    "indicators": (
        "绩效指标",
        (
            "项目编码",
            "一级指标",
            "二级指标",
            "三级指标",
            "绩效指标描述",
            "指标值",
            "指标值确定依据",
            "分值",
        ),
    ),
    "goals": ("总体目标", ("标题", "内容")),
    "sub_goals": ("分项目标", ("标题", "绩效目标", "绩效指标")),
    "measures": ("保障措施", ("标题", "内容")),
}
PLAN_LINES: Lines = (
    (
        "本工作簿用途",
        "报送一个预算单位一个财政年度的计划：项目、资金来源、支出计划、绩效指标和目标。",
    ),
    ("金额单位", "{unit}。可以带小数，请不要在单元格里写“{unit}”等文字。"),
    ("单位", "预算单位编码和名称；财政年度填四位数字，如 2023。"),
    (
        "项目",
        "每个项目一行。项目编码作为文本填写，同一年度内不得重复；预算数为年初预算数；处室、资金用途、绩效目标可以换行书写（Alt+Enter）。",
    ),
    ("资金来源", "每个项目的每种资金一行，例如 财政资金、其他资金；同一项目各行之和应等于预算数。"),
    (
        "支出计划",
        "每个项目的每个时点一行：月份填 1 至 12，累计支出计划填百分数（25 表示到该月底计划支出预算的 25%）。同一项目逐月不减，最后一个时点为 100。时点个数不限。",
    ),
    (
        "绩效指标",
        "每个指标一行。一级指标：产出指标、效益指标、满意度指标、成本指标；指标值按原文填写，例如 ≥11次、≤70万元、2023年12月底前；分值没有规定的留空。",
    ),
    ("总体目标、分项目标、保障措施", "按计划文本填写标题和内容，每项一行；没有的可以不填。"),
    ("留空表示什么", "预算数留空：未提供，不当作 0；分值留空：按规则平均分配。"),
    ("0 表示什么", "预算数填 0：确认本年没有安排预算；资金来源填 0：确认没有这种资金。"),
    (
        "怎样报送",
        "填好后保存为 .xlsx（不要加密码），在“导入”页面上传；系统先显示读到的内容和问题，确认后才写入。请不要改工作表名称和表头文字；列的顺序可以调整，行数不限。",
    ),
)

ANNOTATED: Mapping[str, str] = {
    "sheet": "问题清单",
    "title": "问题清单",
    "author": "预算执行监控",
    "mark": "【问题】",
    "counts": "必须修改 {blocker} 处，请核对 {warning} 处，提示 {note} 处",
    "none": "没有发现问题",
    "how": "点“单元格”一列跳到有底色的单元格，改正后直接保存为 .xlsx 上传即可；本表不会被读取，不必删除。",
    "more": "另有 {number} 条没有逐条列出，请先改正以上问题，再次上传后会继续列出。",
    "whole": "整个文件",
    "whole_sheet": "整张表",
    "uncalculated": "（公式没有计算结果）",
    "no_value": "（无法写出的数值）",
}
ANNOTATED_HEADER = ("序号", "级别", "工作表", "单元格", "问题和处理办法")
LEVELS: Mapping[str, str] = {"blocker": "必须修改", "warning": "请核对", "note": "提示"}
