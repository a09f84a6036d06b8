"""The words that head a column, as data, and which field each of them means."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
    "unit_code": (
        *("单位编码", "单位代码", "预算单位编码", "预算单位代码", "基层预算单位编码"),
        *("基层预算单位代码",),
    ),
    "unit_name": ("单位名称", "预算单位名称", "预算单位", "实施单位", "填报单位", "基层预算单位"),
    "office": ("处室", "处室名称", "业务处室", "业务科室", "归口管理部门", "责任科室", "科室"),
    "original_budget": (
        *("年初预算数", "年初预算", "预算数", "当年预算", "全年预算", "批准预算", "指标金额"),
        *("可执行指标", "预算", "预算总额", "年初批复预算", "批复预算", "年度预算", "资金总额"),
        *("年度资金总额", "本年预算", "项目预算"),
    ),
    "revised_budget": (
        *("调整后预算", "调整后", "预算调整后", "调整后的预算", "变动后预算", "调整预算数"),
        *("调整后全年预算", "全年调整预算"),
    ),
    "spent": (
        *("累计支出", "累计支付", "累计执行", "累计完成支出", "执行", "预算执行", "全年执行"),
        *("支出数", "支出额", "支出", "实际支出", "实际支付", "实际支付合计", "实际支出合计"),
        *("已支付", "已支付金额", "已支出", "已执行", "实际执行", "支付数", "累计实际支出"),
        *("本年支出", "本年支付", "本年执行", "本年累计支出", "本年累计执行", "今年支出"),
        *("截至本月累计支出", "截止本月累计支出", "截至本月末累计支出", "截至本月支出"),
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
    "left": (
        *("结余", "余额", "指标结余", "指标余额", "剩余预算", "预算结余", "预算余额", "可用余额"),
        *("剩余", "未支出", "未执行", "未支付", "期末余额"),
    ),
    "before": (
        *("上月累计", "上月末累计", "截至上月累计", "上月累计支出", "上月累计执行", "上期累计"),
        *("上月累计支付", "截至上月累计支出", "截止上月累计支出", "截至上月末累计支出"),
    ),
    "refund": (
        *("退款", "累计退款", "退回", "退回金额", "退款金额", "退库", "支付退回", "退付", "冲销"),
        *("累计退回", "冲减", "退款额"),
    ),
    "payment_status": ("支付状态", "状态", "付款状态", "凭证状态", "单据状态", "业务状态"),
    "payment_type": ("支付类型", "业务类型", "付款类型", "支付类别", "交易类型", "类型"),
    "direction": ("借/贷", "借贷", "方向", "借贷方向", "余额方向", "收支方向", "收付"),
    "row_kind": ("类别", "数据类型", "指标类别", "数据项", "填报项", "口径"),
    "spent_likely": (),  # known by a part of its words, see ``_likely``
    "spent_part": (),
    "execution_rate": (
        *("执行率", "预算执行率", "支付进度", "支出进度", "执行进度", "支出率", "支付率"),
        *("预算执行进度", "支出比率"),
    ),
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "level3": ("三级指标", "指标名称", "明细指标", "绩效指标名称"),
    "description": ("绩效指标描述", "指标描述", "指标解释", "指标说明", "指标内容", "绩效指标内容"),
    "target_text": (
        *("年度指标值", "指标值", "目标值", "年初目标值", "指标值及单位", "年度目标值"),
        *("绩效指标值", "指标值内容"),
    ),
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
    "goal": ("绩效目标", "年度绩效目标", "年度总体目标", "年度目标", "总体目标", "项目绩效目标"),
    "fund_name": ("资金来源", "资金性质", "来源"),
    "fund_amount": ("金额", "预算", "资金"),
    "planned_pct": (
        *("累计支出计划", "支出计划", "计划进度", "累计计划", "累计支出比例", "资金支出计划"),
        *("计划支出进度", "支出进度计划", "计划支出比例", "支出计划比例", "用款计划", "计划"),
    ),
    "operator": ("计算符号", "运算符号", "指标性质", "指标符号", "符号"),
    "target_unit": ("度量单位", "计量单位", "指标单位", "单位"),
    "basis": ("指标值确定依据", "确定依据", "依据"),
    "points": ("分值", "权重", "本年权重"),
    "title": ("标题", "名称"),
    "text": ("内容", "正文"),
    "indicator_text": ("绩效指标", "指标"),
}

_MONEY_FIELDS = frozenset(
    {"original_budget", "revised_budget", "spent", "month_spent", "amount"}
    | {"added", "cut", "change", "fund_amount", "left", "before", "refund"}
)

_MONEY_ENDINGS = ("数", "额", "金额")
_SPENT_FIELDS = frozenset({"spent", "month_spent"})
_SUMS = frozenset({"合计", "小计", "总计", "金额", "数额"})
_TO_DATE = ("累计", "合计", "全年")
_MONTHS_OWN = frozenset({"本月", "当月", "本期", "本月数", "当月数", "本期数", "本月发生"})
_YEARS_SO_FAR = frozenset(
    {"累计", "累计数", "本年累计", "本年累计数", "年累计", "自年初累计", "年初至今", "至本月累计"}
    | {"全年累计", "本年"}
)
_PERIODS = _MONTHS_OWN | _YEARS_SO_FAR

# Short words that mean a project where a sheet is of spending, and other things elsewhere.
_IN_SPENDING = {"编码": "project_code", "代码": "project_code", "名称": "project_name"}

# Fields that a column may feed only after a question or a proof.
DOUBTFUL = frozenset({"spent_likely", "spent_part"})
_PAID = re.compile(
    r"支出|支付|执行|列支|付款|使用|投资|拨付|报销|花费|用款|实付|实支|发生|借方|贷方"
)
_OTHER_THAN_PAID = re.compile(
    r"计划|预[算计]|月|季|半年|指标|额度|目标|申请|申报|批复|下达|未|不|经费|调整|追加|追减|调增|调减|变动|绩效|标准|要求|剩余|余额|结余|结转|差|增减|增长|率|进度|比|占"
    r"|本月|当月|本期|上月|上期|上年|去年|同期|年初|科目|项目(?!支出)|单位(?![列支])|部门$|方式|日期|时间|类型|状态|用途"
    r"|性质|编码|代码|名称|账|凭证|备注|说明|情况|事由|摘要|银行|号$|人$|依据|原因|内容|分类|级次"
)
_PART_OF_YEAR = re.compile(r"半年|季")
_LAST_YEAR = re.compile(r"上年|去年|同期")
_NOT_OF_THIS = re.compile(r"计划|申请|申报|上年|去年|同期|上月|上期")

# Months under one of these are planned or rated, not paid.
_NOT_PAID = re.compile(r"计划|预算|率|进度|比|目标|指标|余额|结余|结转")
_UNIT = re.compile(r"[(:/,、]?(?:单位:)?(?:人民币)?(亿元|百万元|千元|万元|元)(?=[),、]|$)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_MARKS = re.compile(r"[*★☆:、,。]+|%$")
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?")
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
    year: int | None = None


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
    year = year_in(folded)
    if month is None and year is not None:
        left = _YEAR.sub("", left)
    has_unit = "元" in folded
    if "(" in left or "[" in left or "【" in left:
        left = _BRACKETS.sub("", left)
    if has_unit:
        left = _UNIT.sub("", left)
    found = _UNIT.search(folded) if has_unit else None
    unit = found[1] if found else ""
    return _Words(_MARKS.sub("", left), month, year, unit, "%" in folded)


def is_telling(fields: frozenset[str], text: str) -> bool:
    """Say whether a cell may head a column of these fields, alone or with one above or below it.

    It may when it is a part of a known word or states a month; a header has such a cell.
    """
    said = _read_words(text)
    is_likely = "spent_likely" in fields and _PAID.search(said.word) is not None
    return is_likely or said.month is not None or said.word in _parts(fields) or "月" in text


def read_heading(fields: frozenset[str], lowest: str, *above: str) -> Heading:
    """Read a column's header cells from the lowest up: its words decide, those above it refine.

    Only ``fields`` are looked for; the same word may mean another field in another kind of sheet.
    """
    said, stated, year, unit, is_percent = [], None, None, "", False
    for text in dict.fromkeys((lowest, *above)):
        if text:
            one = _read_words(text)
            said.append(one.word)
            stated, year, unit = stated or one.month, year or one.year, unit or one.unit
            is_percent = is_percent or one.is_percent
    if stated is not None and stated.year is None and year is not None:
        stated = StatedMonth(stated.number, year, stated.is_running)
    low, highs = (said[0], list(filter(None, said[1:]))) if said else ("", [])
    found = _field_of(fields, low, highs)
    if stated is not None and not found and (not low or (above and low in _SUMS)):
        is_part = any(map(_PART_OF_YEAR.search, above if low else (lowest,)))
        found = "" if is_part else _field_of_month(stated, "".join(highs), fields)
    elif stated is not None and found in _SPENT_FIELDS:
        found = _field_by_month(stated, found, "".join((low, *highs)))
    if not found and "spent_likely" in fields:
        found = _likely(low, highs)
    return Heading(found if found in fields else "", unit, stated, is_percent, year)


def _field_by_month(stated: StatedMonth, found: str, words: str) -> str:
    """Tell the month's own amount from a running total where the heading states a month."""
    if stated.is_running:
        return "spent"
    return found if any(word in words for word in _TO_DATE) else "month_spent"


def _field_of(fields: frozenset[str], low: str, highs: list[str]) -> str:
    words, found = _index(fields), ""
    for word in _spellings(low, highs):
        if word in words:
            found = words[word]
            break
    if not highs:
        return found
    if fields & _SPENT_FIELDS and low in _PERIODS:
        return _field_of_period(low, {words.get(word, "") for word in highs}, found)
    other = _NOT_OF_THIS if found in _SPENT_FIELDS else _LAST_YEAR
    return "" if found in _MONEY_FIELDS and other.search("".join(highs)) else found


def _field_of_period(low: str, above: set[str], found: str) -> str:
    """Tell what 本月 or 本年累计 means below other words: spending, where these are of spending."""
    if above & _SPENT_FIELDS:
        return "month_spent" if low in _MONTHS_OWN else "spent"
    return "" if found in _SPENT_FIELDS else found


def _likely(low: str, highs: list[str]) -> str:
    """Tell a column that may be spending: by a part of its words, or as a part of spending."""
    if low in _YEARS_SO_FAR and not highs:
        return "spent_likely"
    if any(map(_OTHER_THAN_PAID.search, highs)) or _OTHER_THAN_PAID.search(low):
        return ""
    if _PAID.search(low):
        return "spent_likely"
    return "spent_part" if any(map(_PAID.search, highs)) else ""


def signature_word(text: str) -> str:
    """Reduce a header to what stays the same from month to month: 1-4月执行数 to 月执行数."""
    month, left = take_month(fold(text))
    return f"月{left}" if month is not None else left


def rank(field: str, lowest: str, *above: str) -> int:
    """Tell how telling a header is for its field; smaller is better."""
    words = [word for word, _ in _spelled(field)]
    tried = _spellings(_read_words(lowest).word, [_read_words(text).word for text in above])
    return min((words.index(word) for word in tried if word in words), default=len(words))


def first_word(field: str) -> str:
    """Give the usual Chinese header of a field."""
    return WORDS[field][0]


def _spellings(low: str, highs: list[str]) -> list[str]:
    """List what a heading may be called, the nearest words first."""
    if not highs:
        return [low]
    if not low:
        return _spellings(highs[0], highs[1:])
    joined = []
    for high in highs:
        joined += [high + low, low + high]
    alone = _spellings(highs[0], highs[1:]) if low in _SUMS else [low]
    return [*joined, *alone]


def _field_of_month(month: StatedMonth, high: str, fields: frozenset[str]) -> str:
    if "planned_pct" in fields and not high:
        return "planned_pct"
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
    short = list(_IN_SPENDING.items()) if "spent_likely" in fields else []
    for word, field in plain + spelled + short:
        index.setdefault(word, field)
    return index


@cache
def _parts(fields: frozenset[str]) -> frozenset[str]:
    """List every beginning and ending of a known word: what stands above the other in two rows."""
    words = _index(fields)
    ends = {word[:end] for word in words for end in range(1, len(word) + 1)}
    return frozenset(ends | {word[start:] for word in words for start in range(len(word))})
