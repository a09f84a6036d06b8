"""The words that head a column, as data, and which field each of them means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from monitor.intake.sheets.cells import fold
from monitor.intake.sheets.months import StatedMonth, take_month, year_in

# field → words, the most telling first: where two columns claim a field, the earlier word wins.
WORDS: dict[str, tuple[str, ...]] = {
    "project_code": (
        *("项目编码", "项目代码", "预算项目编码", "预算项目代码", "支出项目编码", "支出项目代码"),
        *("项目编号", "项目代号"),
    ),
    "project_name": (
        *("项目名称", "支出项目名称", "项目支出名称", "预算项目名称", "预算项目", "支出项目"),
        *("项目",),
    ),
    "office": ("处室", "处室名称", "业务处室", "业务科室", "归口管理部门", "责任科室", "科室"),
    "original_budget": (
        *("年初预算数", "年初预算", "预算数", "当年预算", "全年预算", "批准预算", "指标金额"),
        *("可执行指标", "预算", "预算总额", "年初批复预算", "批复预算"),
    ),
    "revised_budget": (
        *("调整后预算", "调整后", "预算调整后", "调整后的预算", "变动后预算", "调整预算数"),
        *("调整后全年预算", "全年调整预算"),
    ),
    "spent": (
        *("累计支出", "累计支付", "累计执行", "累计完成支出", "执行", "预算执行", "全年执行"),
        *("支出数", "支出额", "支出", "实际支出", "实际支付", "实际支付合计", "实际支出合计"),
        *("已支付", "已支付金额", "已支出", "已执行", "实际执行", "支付数", "累计实际支出"),
        *("全年支出", "全年累计支出", "全年累计支付", "支出合计", "支付合计", "累计"),
    ),
    "month_spent": (
        *("本月支出", "本月支付", "本月执行", "当月支出", "当月支付", "当月执行", "本期支出"),
        *("本期支付", "本月实际支出", "当月实际支出", "月度支出"),
    ),
    "amount": (
        *("支付金额", "付款金额", "本次支付", "本次支付金额", "实付", "支出金额", "发生", "金额"),
        *("发生额",),
    ),
    "payment_date": (
        *("支付日期", "付款日期", "支付时间", "付款时间", "支出日期", "入账日期", "记账日期"),
        *("凭证日期", "业务日期", "交易日期", "日期"),
    ),
    "month": ("月份", "支出月份", "月度", "所属月份", "报送月份", "会计期间", "期间", "月"),
    "execution_rate": (
        *("执行率", "预算执行率", "支付进度", "支出进度", "执行进度", "支出率", "支付率"),
        *("预算执行进度", "支出比率"),
    ),
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "level3": ("三级指标", "指标名称", "明细指标", "绩效指标名称"),
    "description": ("绩效指标描述", "指标描述", "指标解释", "指标说明", "指标内容"),
    "target_text": ("年度指标值", "指标值", "目标值", "年初目标值", "指标值及单位", "年度目标值"),
    "result": (
        *("实际完成值", "完成值", "当前完成值", "全年完成值", "实际完成", "完成情况", "执行情况"),
        *("实际完成情况", "全年实际完成值", "实际完成指标值", "实际值"),
    ),
    "evidence": ("佐证说明", "佐证材料", "佐证", "证明材料", "完成情况说明", "备注"),
    "added": ("追加数", "追加", "追加预算", "调增", "调增预算", "预算追加", "增加", "预算调增"),
    "cut": ("追减数", "追减", "追减预算", "调减", "调减预算", "预算追减", "减少", "预算调减"),
    "change": (
        *("年度预算调整", "预算调整", "调整", "净调整", "预算增减", "增减", "调整增减"),
        *("本次调整",),
    ),
    "paper": (
        *("文号", "调整文号", "批复文号", "批准文号", "发文字号", "文件号", "文件文号", "指标文号"),
        *("调整文件", "批准文件"),
    ),
    "reason": ("调整原因", "调整事由", "调整依据", "原因", "原因说明", "备注"),
    "purpose": ("资金用途", "用途", "预算规模及资金用途"),
    "goal": ("绩效目标", "年度绩效目标", "年度总体目标"),
    "fund_name": ("资金来源", "资金性质", "来源"),
    "fund_amount": ("金额", "预算", "资金"),
    "planned_pct": ("累计支出计划", "支出计划", "计划进度", "累计计划", "累计支出比例"),
    "basis": ("指标值确定依据", "确定依据", "依据"),
    "points": ("分值", "权重"),
    "title": ("标题", "名称"),
    "text": ("内容", "正文"),
    "indicator_text": ("绩效指标", "指标"),
}

_MONEY_FIELDS = frozenset(
    {"original_budget", "revised_budget", "spent", "month_spent", "amount"}
    | {"added", "cut", "change", "fund_amount"}
)

_MONEY_ENDINGS = ("数", "额", "金额")
_SPENT_FIELDS = frozenset({"spent", "month_spent"})
_SUMS = frozenset({"合计", "小计", "总计", "金额", "数额"})
_TO_DATE = ("累计", "合计", "全年")

# Months under one of these are planned or rated, not paid.
_NOT_PAID = re.compile(r"计划|预算|率|进度|比|目标|指标|余额|结余|结转")
_UNIT = re.compile(r"[(:/,、]?(?:单位:)?(?:人民币)?(亿元|百万元|千元|万元|元)(?=[),、]|$)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_MARKS = re.compile(r"[*★☆:、,。]+|%$")
_MOST_TEXTS = 32_768  # more than the rows of a sheet in which a header is looked for can hold


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column's header says; ``field`` is blank for a word nobody knows.

    ``unit`` is 元 or 万元 or what else is written, blank where none is.
    """

    field: str = ""
    unit: str = ""
    month: StatedMonth | None = None
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """What one header cell says by itself: its word without month, unit, brackets and marks."""

    word: str = ""
    month: StatedMonth | None = None
    year: int | None = None
    unit: str = ""
    is_percent: bool = False


@lru_cache(maxsize=_MOST_TEXTS)
def _read_words(text: str) -> _Words:
    folded = fold(text)
    month, left = take_month(folded)
    has_unit = "元" in folded
    if "(" in left or "[" in left or "【" in left:
        left = _BRACKETS.sub("", left)
    if has_unit:
        left = _UNIT.sub("", left)
    found = _UNIT.search(folded) if has_unit else None
    unit = found[1] if found else ""
    return _Words(_MARKS.sub("", left), month, year_in(folded), unit, "%" in folded)


def is_telling(fields: frozenset[str], text: str) -> bool:
    """Say whether a cell may head a column of these fields, alone or with one above or below it.

    It may when it is a part of a known word or states a month; a header has such a cell.
    """
    said = _read_words(text)
    return said.month is not None or said.word in _parts(fields) or "月" in text


def read_heading(fields: frozenset[str], lower: str, upper: str = "") -> Heading:
    """Read a header cell, with the cell above it where the header has two rows.

    Only ``fields`` are looked for; the same word may mean another field in another kind of sheet.
    """
    if not lower or lower == upper:
        lower, upper = upper or lower, ""
    below, above = _read_words(lower), _read_words(upper)
    low, high = below.word, above.word
    stated = below.month or above.month
    if stated is not None and stated.year is None and above.year is not None:
        stated = replace(stated, year=above.year)
    unit = below.unit or above.unit
    is_percent = below.is_percent or above.is_percent
    words = _index(fields)
    found = next((words[word] for word in _spellings(low, high) if word in words), "")
    if stated is not None and not found and not low:
        found = _field_of_month(stated, high, fields)
    elif stated is not None and found == "spent" and not stated.is_running:
        found = found if any(word in low + high for word in _TO_DATE) else "month_spent"
    elif stated is not None and stated.is_running and found == "month_spent":
        found = "spent"
    return Heading(found if found in fields else "", unit, stated, is_percent)


def signature_word(text: str) -> str:
    """Reduce a header to what stays the same from month to month: 1-4月执行数 to 月执行数."""
    month, left = take_month(fold(text))
    return f"月{left}" if month is not None else left


def rank(field: str, lower: str, upper: str = "") -> int:
    """Tell how telling a header is for its field; smaller is better."""
    words = [word for word, _ in _spelled(field)]
    tried = _spellings(_read_words(lower).word, _read_words(upper).word)
    return min((words.index(word) for word in tried if word in words), default=len(words))


def first_word(field: str) -> str:
    """Give the usual Chinese header of a field."""
    return WORDS[field][0]


def _spellings(low: str, high: str) -> tuple[str, ...]:
    if not high:
        return (low,)
    if not low:
        return (high,)
    alone = (high,) if low in _SUMS else (low,)
    return (high + low, low + high, *alone)


def _field_of_month(month: StatedMonth, high: str, fields: frozenset[str]) -> str:
    if _NOT_PAID.search(high) or not fields & _SPENT_FIELDS:
        return ""
    is_to_date = month.is_running or any(word in high for word in _TO_DATE)
    return "spent" if is_to_date else "month_spent"


def _spelled(field: str) -> list[tuple[str, str]]:
    words = WORDS[field]
    endings = _MONEY_ENDINGS if field in _MONEY_FIELDS else ()
    return [(word, field) for word in words] + [
        (word + ending, field) for word in words for ending in endings
    ]


@cache
def _index(fields: frozenset[str]) -> dict[str, str]:
    index: dict[str, str] = {}
    plain = [(word, field) for field in sorted(fields) for word in WORDS[field]]
    spelled = [pair for field in sorted(fields) for pair in _spelled(field)]
    for word, field in plain + spelled:
        index.setdefault(word, field)
    return index


@cache
def _parts(fields: frozenset[str]) -> frozenset[str]:
    """List every beginning and ending of a known word: what stands above the other in two rows."""
    words = _index(fields)
    ends = {word[:end] for word in words for end in range(1, len(word) + 1)}
    return frozenset(ends | {word[start:] for word in words for start in range(len(word))})
