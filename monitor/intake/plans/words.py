"""The words by which a published plan says what stands where; folded as ``fold`` does."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

CONTINUED = re.compile(r"[(]?[续接](?:上[页表]|表)?[)]?:?|第\d+页.*")
LEVEL1_EXPECTED = ("产出", "效益", "满意度")
LEFTOVERS = re.compile(r"[*＊]{2,}|★")
GOALS, SUB_GOALS, MEASURES = "总体绩效目标", "分项绩效目标", "工作保障措施"
SECTIONS = (GOALS, SUB_GOALS, MEASURES)
PART = re.compile(r"第[一二三四五六七八九十]+部分.*")
SUB_GOAL_TARGET, SUB_GOAL_INDICATORS = "绩效目标", "绩效指标"
TABLE_TITLE = "绩效目标表"
_TITLE_END = re.compile(r"绩效目标(?:申报|批复|公开|情况)?表(?:\((?:20\d\d年度?|续)\))?$")
_GENERAL_NAME = re.compile(
    r"(?:第[一二三四五六七八九十]+部分|附[件表]\d*:?|20\d\d年度?|[省市区县本级]+|部门|单位|财政|预算"
    r"|专项|项目|支出|资金|整体|年度|\((?:20)?[\dx×]*年?度?\))*"
)
_WHOLE_UNIT = re.compile(r"整体(?:支出|绩效)")

ORDINAL = re.compile(
    r"\s*(?:[(（][一二三四五六七八九十百\d]+[)）]"  # （一）
    r"|[一二三四五六七八九十]+、"  # 一、
    r"|\d+(?:、|[.．](?!\d)|[.．](?=20\d\d年)))\s*"  # 1、 and 1. but not 1.5
)

_TITLE_ORDINAL = re.compile(rf"\s*\d+[.．]\s*|{ORDINAL.pattern}")
_MARK = "绩效"  # in the title of every table
_LATIN_BREAK = re.compile(r"(?<=[!-~])\n(?=[!-~])")
_BOOKMARK = re.compile(r"\[bookmark:[^\]\[\n]{0,200}\]")

# Control and format characters: C0 and C1, soft hyphen, zero widths, writing directions, marks.
_UNSEEN_CLASS = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb"
)

_UNSEEN = re.compile(f"[{_UNSEEN_CLASS}]")
_UNSEEN_OR_SPACE = re.compile(rf"[\s{_UNSEEN_CLASS}]")


def fold(text: str) -> str:
    """Reduce a label, code or number to what it says: half-width, no spaces, no unseen marks."""
    return _UNSEEN_OR_SPACE.sub("", unicodedata.normalize("NFKC", text)) if text else ""


def clean(text: str) -> str:
    """Keep a text as written, without the marks nobody sees and the blanks around it."""
    if not text:
        return ""
    lines = (line.strip() for line in _UNSEEN.sub("", _BOOKMARK.sub("", text)).split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Join the lines of a name; a space stays only between Latin letters or digits."""
    return _LATIN_BREAK.sub(" ", text).replace("\n", "")


def is_table_title(text: str) -> bool:
    """Say whether a line is the heading of a project's table: 1.调研学习考察费绩效目标表."""
    return _MARK in text and _TITLE_END.search(fold(_BOOKMARK.sub("", text))) is not None


def is_of_whole_unit(title: str) -> bool:
    """Say whether a heading is that of the form for a unit's whole spending."""
    return _WHOLE_UNIT.search(fold(title)) is not None


def is_numbered_title(title: str) -> bool:
    """Say whether a heading is one of a series: 1. or （一）, whatever follows."""
    return _TITLE_ORDINAL.match(title) is not None


def without_ordinal(text: str) -> str:
    """Take the ordinal off a line."""
    ordinal = ORDINAL.match(text)
    return text[ordinal.end() if ordinal else 0 :].strip()


def name_in_title(title: str) -> str:
    """Tell which project a heading names, blank for 项目支出绩效目标申报表 and its like."""
    ordinal = _TITLE_ORDINAL.match(title)
    name = title[ordinal.end() if ordinal else 0 :].strip()
    ending = _TITLE_END.search(name)
    name = name[: ending.start() if ending else len(name)].strip()
    return "" if _GENERAL_NAME.fullmatch(fold(name)) else name


UNITS = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}

ASSUMED_UNIT = "万元"
_BLANK = frozenset({"", "-", "--", "—", "——", "/", "*"})

_AMOUNT = re.compile(
    r"[¥￥]? ?(-?) ?(\d{1,18}|\d{1,3}(?:[, ]\d{3}){1,5})(\.\d{1,10})? ?([千万亿]?元)?", re.ASCII
)

_CENT = Decimal("0.01")
_MOST = Decimal("9999999999999999.99")


class UnreadableError(ValueError):
    """A text that cannot be read safely as the number it should be."""


class OutOfRangeError(ValueError):
    """A number that is no amount of a budget: negative, not whole fen, or too large."""


def is_blank(text: str) -> bool:
    """Say whether a cell stands for nothing; zero is something."""
    return fold(text) in _BLANK


def read_amount(text: str, unit: str) -> Decimal | None:
    """Read an amount written in ``unit`` (or in one of its own) to yuan, None for a blank.

    Raises ``UnreadableError`` and ``OutOfRangeError``.
    """
    if is_blank(text):
        return None
    folded = " ".join(unicodedata.normalize("NFKC", text).split())
    written = _AMOUNT.fullmatch(folded)
    if written is None:
        raise UnreadableError(text)
    sign, whole, fraction, own_unit = written.groups(default="")
    digits = sign + re.sub("[, ]", "", whole) + fraction
    yuan = Decimal(digits) * UNITS[own_unit or unit]
    if not 0 <= yuan <= _MOST or yuan != yuan.quantize(_CENT):
        raise OutOfRangeError(text)
    return yuan.quantize(_CENT)
