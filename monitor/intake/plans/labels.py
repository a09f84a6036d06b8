"""The labels and headers of a published plan, which say what stands beside and below them."""

from __future__ import annotations

import re

from monitor.intake.plans.words import fold

PROJECT_CODE = frozenset({"项目编码", "项目代码", "项目编号", "预算项目编码", "预算项目代码"})
PROJECT_NAME = frozenset(
    {"项目名称", "预算项目名称", "支出项目名称", "项目支出名称", "专项名称", "专项资金名称"}
    | {"项目名称及编码", "项目名称及代码", "项目编码及名称", "项目"}
)
UNIT = frozenset(
    {"实施单位", "项目单位", "预算单位", "填报单位", "申报单位", "项目实施单位", "单位名称"}
    | {"实施单位名称", "预算单位名称", "项目实施单位名称", "预算单位及编码", "单位"}
)
UNIT_CODE = frozenset({"单位编码", "单位代码", "预算单位编码", "预算单位代码"})
DEPARTMENT = frozenset({"主管部门", "主管部门及代码", "主管部门及编码", "主管单位", "预算部门"})
BUDGET = frozenset(
    {"预算数", "年初预算", "年初预算数", "预算金额", "年度资金总额", "资金总额", "预算总额"}
    | {"年度预算", "年度预算数", "年度预算金额", "年度预算总额", "项目资金总额", "本年预算", "总额"}
    | {"当年预算", "当年预算数", "当年资金总额", "本年度资金总额", "年度金额"}
)
# What a project gets over several years, where the year's own money stands beside it.
SEVERAL_YEARS = re.compile(r"(?:实施期|中期|中长期|三年|项目总?)(?:目标|资金|预算|总额|总目标).*")
MONEY_UNIT = re.compile(r"(?:金额)?单位:(?:人民币)?([^\d:]{0,3}[元币圆])")
UNIT_IN_BRACKETS = re.compile(r"\((?:单位:)?(?:人民币)?([千百万亿]*元)\)")
FUND = re.compile(r"其中:\D*|\D*(?:资金|拨款|收入|结转)")
FUND_PREFIX = "其中:"
FISCAL_FUNDS, OTHER_FUNDS = "财政资金", "其他资金"
FUND_SLOTS = frozenset({FISCAL_FUNDS, FUND_PREFIX + FISCAL_FUNDS, OTHER_FUNDS})

# The first cell of a row opens a band of the head table; rows below with a blank one continue it.
MONEY_BAND = (
    *("预算规模及资金用途", "预算规模", "项目资金", "资金总额", "预算资金", "资金情况", "年度预算"),
    *("项目预算", "年度资金总额", "预算数", "预算金额", "资金规模", "年度资金", "项目资金情况"),
)
MILESTONE_BAND = ("资金支出计划", "支出计划", "资金使用计划", "支出进度计划", "用款计划")
GOAL_BAND = (
    *("绩效目标", "年度绩效目标", "年度总体目标", "总体目标", "年度目标", "项目绩效目标"),
    *("总体绩效目标", "年度绩效总目标", "项目目标", "项目总体目标", "项目年度目标"),
)
YEARS_GOAL = frozenset({"年度目标", "年度绩效目标", "年度总体目标", "当年目标", "本年目标"})
OTHER_LABELS = DEPARTMENT | frozenset(
    {"项目属性", "项目类型", "项目类别", "项目性质", "项目期", "项目起止时间", "项目负责人"}
    | {"联系电话", "联系人", "立项依据", "项目概况", "资金用途", "是否", "起始时间", "终止时间"}
)

INDICATOR_COLUMNS = {
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "level3": ("三级指标", "指标名称", "明细指标", "绩效指标名称"),
    "description": ("绩效指标描述", "指标描述", "指标解释", "指标内容", "绩效指标内容", "指标说明"),
    "operator": ("指标性质", "计算符号", "运算符号", "指标符号", "符号"),
    "target_text": ("指标值", "年度指标值", "目标值", "年初目标值", "绩效指标值", "年度目标值"),
    "target_unit": ("计量单位", "度量单位", "指标单位", "单位"),
    "basis": ("指标值确定依据", "确定依据"),
    "points": ("分值", "权重", "本年权重"),
}

_EXPLAINED = re.compile(r"\([^()]*\)?")
_LABELS = PROJECT_CODE | PROJECT_NAME | UNIT | UNIT_CODE | OTHER_LABELS | BUDGET
_HEADERS = frozenset(word for words in INDICATOR_COLUMNS.values() for word in words)
_KNOWN = _LABELS | _HEADERS | frozenset((*MONEY_BAND, *MILESTONE_BAND, *GOAL_BAND))
_RESULT = re.compile(r".*(?:完成值|完成情况|执行情况|实际值|得分|完成指标值)")
_LEAST_HEADERS = 3  # a row with more known words, and none with a text beside it, heads a list


def label_of(text: str) -> str:
    """Reduce a label to its word: 资金支出计划(%), *三级指标 and 绩效目标： say no more."""
    return _EXPLAINED.sub("", fold(text)).strip("*★:、")


def label_in(cell: str) -> str:
    """Give the label that a cell is, or begins with before a colon; blank for any other text."""
    key = label_of(cell)
    if key in _LABELS:
        return key
    folded = fold(cell)
    before, colon, _ = folded.partition(":")
    is_label = colon and before in _LABELS and not MONEY_UNIT.fullmatch(folded)
    return before if is_label else ""


def is_result_header(cell: str) -> bool:
    """Say whether a header is that of results or of their score."""
    return _RESULT.fullmatch(label_of(cell)) is not None


def naming_labels(cells: tuple[str, ...]) -> frozenset[str]:
    """Tell which labels of a project stand in a row of a head table: code, name."""
    labels = [label_in(cell) for cell in cells]
    named = {"code": PROJECT_CODE, "name": PROJECT_NAME}
    found = frozenset(name for name, words in named.items() if not words.isdisjoint(labels))
    return frozenset() if found and _heads_list(cells) else found


def _heads_list(cells: tuple[str, ...]) -> bool:
    """Say whether a row heads a list: known words beside each other, and hardly another text."""
    filled = [cell for cell in cells if cell]
    known = [cell for cell in filled if label_of(cell) in _KNOWN]
    return len(known) >= _LEAST_HEADERS and 2 * len(known) > len(filled) + 1
