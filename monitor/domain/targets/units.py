"""The words that are units of measure, what they scale, and which of them mean the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

SCALES = {
    "万亿": Decimal(10**12),
    "千亿": Decimal(10**11),
    "百亿": Decimal(10**10),
    "十亿": Decimal(10**9),
    "亿": Decimal(10**8),
    "千万": Decimal(10**7),
    "百万": Decimal(10**6),
    "十万": Decimal(10**5),
    "万": Decimal(10**4),
    "千": Decimal(1000),
    "百": Decimal(100),
}

# 千 and 百 scale only before these: 千瓦, 千克 and 千米 are units of their own.
SCALE = r"万亿|[千百十]亿|亿|[千百十]万|万|[千百](?=[元人亩户册份字])"
LATIN = r"[A-Za-zμΩ]{1,6}[²³]?|[㎡㎥㎏㎞㎝㎜㎎]"
RATES = ("%", "‰", "百分比", "个百分点", "百分点")
MONEY = ("元人民币", "元整", "美元", "欧元", "港元", "日元", "元", "块钱")

TIMES = """
个工作日 工作日 个自然日 自然日 个交易日 日历天 个月 个季度 季度 个小时 小时 分钟 秒钟 秒 个学时
学时 课时 个学期 学期 个年度 年度 周年 周 年 月 天 日
""".split()

MEASURES = """
平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 公顷 米 千瓦时 千瓦 兆瓦 公斤 千克 吨 克 斤
毫升 升 平米 平方 亩 摄氏度 分贝 ℃ °C ° 度 立方 方 里 字节
""".split()

COUNTS = """
A级 人次 人/次 人/天 人天 人日 人月 人年 人份 人 台（套） 台/套 台套 台次 件（套） 件/套 件套
个（套） 批次 批/次 场次 场/次 课次 班次 车次 架次 艘次 头份 户次 例次 项次 篇次 床日 项（次）
场（次） 次 场 期 届 回 趟 轮 班 批 项 个 件 份 册 本 篇 部 套 台 辆 只 头 匹 羽 条 根 支 枚 张
幅 块 片 处 座 栋 幢 间 所 家 户 名 位 起 例 宗 桩 种 类 组 队 村 镇 乡 街道 社区 县 市 区 点位
株 棵 盆 袋 箱 瓶 桶 盒 包 副 把 面 盏 口 眼 孔 门 节 集 版 页 字 标段 站 床 倍 分 级 具 款 封
艘 架 尾 粒 剂 针 稿 标 对 双 顶 段 个班 人/户 户/人 单 笔 票 席 顿 餐 樘
""".split()

# Names of one unit on a line; the first is the one compared with.
SAME = (
    ("%", "百分比"),
    ("个百分点", "百分点"),
    ("元", "元整", "元人民币", "块钱"),
    ("天", "日", "日历天", "自然日", "个自然日"),
    ("个工作日", "工作日"),
    ("小时", "个小时", "h"),
    ("分钟", "min"),
    ("秒", "秒钟", "s"),
    ("个月", "月"),
    ("个季度", "季度", "季"),
    ("年", "个年度", "年度", "周年"),
    ("学时", "个学时", "课时"),
    ("个学期", "学期"),
    ("人", "名", "位"),
    ("人次", "人/次"),
    ("人天", "人日", "人/天"),
    ("台套", "台（套）", "台/套"),
    ("件套", "件（套）", "件/套"),
    ("批次", "批/次"),
    ("场次", "场/次", "场（次）"),
    ("册", "本"),
    ("户", "家"),
    ("平方米", "平米", "㎡", "m²", "平方"),
    ("立方米", "㎥", "m³", "立方", "方"),
    ("公里", "千米", "㎞", "km"),
    ("米", "m"),
    ("厘米", "㎝", "cm"),
    ("毫米", "㎜", "mm"),
    ("公斤", "千克", "㎏", "kg"),
    ("吨", "t"),
    ("克", "g"),
    ("千瓦时", "kWh"),
    ("千瓦", "kW", "KW"),
    ("摄氏度", "℃", "°C"),
    ("平方公里", "平方千米"),
)

# Unit → its dimension, and what one of it is worth in the dimension's smallest unit.
WORTH = {
    "秒": ("time", 1),
    "分钟": ("time", 60),
    "小时": ("time", 3600),
    "天": ("time", 86400),
    "个月": ("months", 1),
    "个季度": ("months", 3),
    "年": ("months", 12),
    "毫米": ("length", 1),
    "厘米": ("length", 10),
    "米": ("length", 1000),
    "公里": ("length", 1000000),
    "克": ("weight", 1),
    "斤": ("weight", 500),
    "公斤": ("weight", 1000),
    "吨": ("weight", 1000000),
    "亩": ("land", 1),
    "公顷": ("land", 15),
    "平方米": ("area", 1),
    "平方公里": ("area", 1000000),
}

# Denominators that mean the same: 元/季度 is 元/季.
DENOMINATORS = {
    "季度": "季",
    "月份": "月",
    "年度": "年",
    "位": "人",
    "名": "人",
    "日": "天",
    "㎡": "平方米",
    "平米": "平方米",
    "m²": "平方米",
}


_WORDS = sorted({*RATES, *MONEY, *TIMES, *MEASURES, *COUNTS}, key=len, reverse=True)
KNOWN = "|".join(re.escape(word) for word in _WORDS) + "|" + LATIN
_CANON = {word: words[0] for words in SAME for word in words}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and its denominator: ``word`` is 元 of 元/亩 and ``per`` its 亩."""

    word: str
    per: str = ""

    def __str__(self) -> str:
        """Write 元/亩."""
        return f"{self.word}/{self.per}" if self.per else self.word


def canonical(word: str) -> str:
    """Return one spelling for every name of a unit of money or percent; others stay as written."""
    return _CANON[word] if word in (*RATES, *MONEY) and word in _CANON else word


def period(word: str) -> str:
    """Return one spelling for a denominator: 季度 → 季, 位 → 人."""
    return DENOMINATORS.get(word, word)


def is_rate(word: str) -> bool:
    """Say whether the unit is a percentage or a share of a thousand."""
    return word in RATES


def is_money(word: str) -> bool:
    """Say whether the unit is a currency."""
    return word in MONEY


def is_time(word: str) -> bool:
    """Say whether the unit is a length of time."""
    return word in TIMES


def conversion(written: str, wanted: str) -> Fraction | None:
    """Return what one ``written`` is worth in ``wanted``; None where they cannot be compared.

    >>> conversion("分钟", "小时")
    Fraction(1, 60)
    """
    left, right = _split(written), _split(wanted)
    if left[1:] != right[1:]:
        return None
    if left[0] == right[0]:
        return Fraction(1)
    ours, theirs = WORTH.get(left[0]), WORTH.get(right[0])
    if ours is None or theirs is None or ours[0] != theirs[0]:
        return None
    return Fraction(ours[1], theirs[1])


def _split(unit: str) -> tuple[str, ...]:
    if unit in _CANON:
        return (_CANON[unit],)
    word, *per = unit.split("/")
    return (_CANON.get(word, word), *(period(part) for part in per))
