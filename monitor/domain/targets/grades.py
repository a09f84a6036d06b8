"""Results in words: 达成, 部分达成预期指标并具有一定效果, 未完成, 是, 良好."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.domain.targets.spelling import plain_text
from monitor.domain.targets.target import Reason, Target

BLANKS = frozenset(
    (
        "",
        "-",
        "/",
        "\\",
        "~",
        ".",
        "N/A",
        "n/a",
        "NA",
        "None",
        "null",
        "NaN",
        "nan",
        "空",
        "暂无",
        "待定",
    )
)

_YES, _NO = frozenset(("是", "Yes", "yes", "YES", "Y", "√")), frozenset(("否", "No", "no", "NO"))

GRADES = {
    **dict.fromkeys(("优", "优秀", "优等", "好", "很好"), 4),
    **dict.fromkeys(("良", "良好", "较好"), 3),
    **dict.fromkeys(("中", "中等", "一般", "合格", "及格"), 2),
    **dict.fromkeys(("低", "差", "较差", "不合格", "不及格"), 1),
}

_CHOICES = re.compile(
    r"是[/或、]?否|是□.*否.*|□.*|优[/、或]?良[/、或]?中[/、或]?(?:低[/、或]?)?差|有[/或]无|达成[/、或].+未达成.*"
)

_ERROR = re.compile(r"#(?:REF!?|N/A|VALUE!?|DIV/0!?|NAME\??|NUM!?|NULL!?|#*)")

_PLACEHOLDER = re.compile(
    r"\*|[Xx×]{2,}|(?:^|[≥≤<>=±为第年])[Xx×○](?:[%‰]|$|[个人次万元年月日项件篇份册场天])"
    r"|[○□_]{2,}|…|\.{3,}|\(\)|待填|请填"
)

_GRADED = re.compile(r"优秀?[:(=]?(?P<best>[^优良]*[0-9][^优良]*?)[):]?[;,、 /|]*良.*")
_WORDS = re.compile(r"[^\W\d_]{2,}|[优良中差好高低]")


def find_leftover(text: str, plain: str) -> Reason | None:
    """Name why a text says nothing: blank, an error value, a template's ``**`` or XX."""
    if _ERROR.fullmatch(text.strip()):
        return Reason.ERROR_VALUE
    if plain in BLANKS:
        return Reason.PLACEHOLDER if "*" in text or "＊" in text else Reason.BLANK
    if _CHOICES.fullmatch(plain.lstrip("=")):
        return Reason.CHOICE_LEFT
    calculated = re.search(r"[0-9][^≥≤<>=]*[*×xX][^≥≤<>=]*[0-9]", plain)
    return Reason.PLACEHOLDER if _PLACEHOLDER.search(plain) and not calculated else None


def read_answer(plain: str) -> bool | None:
    """Read a 是/否 target: True where 是 is the good answer, False where 否 is."""
    answer = plain.lstrip("=")
    return True if answer in _YES else False if answer in _NO else None


def read_best_grade(plain: str) -> str:
    """Return the 优 part of a target written in grade columns, blank for any other text."""
    graded = _GRADED.fullmatch(plain)
    return graded["best"] if graded else ""


def is_phrase(plain: str) -> bool:
    """Say whether a text without digits says something in words."""
    return not re.search("\ufffd|锟斤拷|烫烫", plain) and bool(_WORDS.search(plain))


def grade_of(plain: str) -> int:
    """Return 4 for 优 down to 1 for 差, 0 for what is no grade."""
    return GRADES.get(plain.lstrip("=≥").removesuffix("以上"), 0)


FULL, PARTIAL, NONE = "full", "partial", "none"

# Percent of an indicator's points (财预〔2020〕10号): a number given with a level lies within.
BANDS = {FULL: (80, 100), PARTIAL: (60, 80), NONE: (0, 60)}
_DONE = r"(?:达成|完成|实现|达到|达标|办结|落实|竣工|完工)"

_PARTIAL = re.compile(
    rf"(?:已|目前)?(?:大?部分|基本)(?:已)?{_DONE}.*|未(?:能)?(?:完全|全部|全面){_DONE}.*"
    rf"|.*(?:逾期|延期|超期|推迟|滞后){_DONE}.*|.{{0,8}}(?:正在|[进推实筹办](?:行|进|施|备|理)中).*"
)

_NONE = re.compile(
    r"(?:尚|还|目前|暂)*(?:未|没有?|无法)(?:能|有)?(?:按[期时]|如期)?"
    rf"(?:{_DONE}|开展|启动|实施|开始|召开|举办|执行).*|不达标|不合格|不符合.*"
)

_HOW = (
    r"(?:已经|已|均|全部|全面|圆满|顺利|按时|按期|如期|提前|超额|及时|有效"
    r"|按计划|按进度|按要求|保质保量)"
)

_WHAT = (
    r"(?:预期|年度|年初|全年|设定|既定|预定|绩效|的|目标|指标|任务|要求|效果"
    r"|全部|了|值|计划|工作|标准)"
)

_FULL = re.compile(rf"{_HOW}*{_DONE}{_WHAT}*(?:[,;。](?!.*[但未不差没滞延]).*)?")
_SHARE = r"[0-9]{1,3}(?:\.[0-9]{1,4})?"

_GIVEN = re.compile(
    rf"(?P<words>.+?)(?:\((?P<inside>{_SHARE})%?\)|[,:;](?P<after>{_SHARE})%|(?P<bare>{_SHARE})%)"
)

_PLANNED = re.compile(r"预计|计划于|拟于|将于|力争|有望")


def read_level(plain: str) -> str:
    """Read 达成 as ``full``, 部分达成 as ``partial``, 未达成 as ``none``; blank for other words."""
    if _PARTIAL.fullmatch(plain):
        return PARTIAL
    if _NONE.fullmatch(plain):
        return NONE
    return FULL if _FULL.fullmatch(plain) or plain == "√" else ""


def read_given_level(plain: str) -> tuple[str, Decimal | None]:
    """Read a level and the percentage of the points given with it: 部分达成(70%)."""
    given = _GIVEN.fullmatch(plain)
    level = read_level(given["words"]) if given else ""
    if given is None or not level or (given["bare"] and level != PARTIAL):  # 完成100% gives none
        return read_level(plain), None
    return level, Decimal(given["inside"] or given["after"] or given["bare"])


def is_planned(plain: str) -> bool:
    """Say whether a text speaks of what is still to come: 预计12月完成."""
    return bool(_PLANNED.search(plain))


def read_answer_level(plain: str, target: Target) -> str:
    """Read a result by what the target says: its own words, a 是/否 answer, a grade.

    A grade one below the wanted one is ``partial``, a lower one ``none``.
    """
    answer = read_answer(plain)
    if answer is not None:
        return FULL if answer == (target.wanted is not False) else NONE
    wanted = plain_text(target.text)
    grade, wanted_grade = grade_of(plain), grade_of(wanted)
    if grade and wanted_grade:
        return FULL if grade >= wanted_grade else PARTIAL if grade == wanted_grade - 1 else NONE
    said = re.sub(r"^(?:均|已经|已)+", "", plain)
    return FULL if wanted in (plain, said) else ""
