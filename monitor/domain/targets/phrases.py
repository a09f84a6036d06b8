"""Texts without a number: blanks, leftovers of a template, 是/否, grades and phrases."""

from __future__ import annotations

import re

from monitor.domain.targets.codes import Reason

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
