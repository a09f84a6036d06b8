"""Why a row is no data, told by its words."""

from __future__ import annotations

import re

from monitor.intake.sheets.cells import fold

# Reasons a row is skipped, as ``RowSkipped.reason``; their words stand in words.
TOTAL, SUBTOTAL, OF_WHICH, FOOTER = "total", "subtotal", "of_which", "footer"
BLANK, REPEATED_HEADER, NUMBERING = "blank", "repeated_header", "numbering"
NOTE, NO_AMOUNT, NO_RESULT, FAULTY = "note", "no_amount", "no_result", "faulty"
PLANNED, VOID = "planned", "void"
_TOTAL = re.compile(
    r"(?:本表|本页|全部|本年)?(?:合计|总计|共计)(?:数|金额)?:?|(?:截?至?本页)?累计数?:?|承前页|过次页"
)
_SUBTOTAL = re.compile(r"(?:本页|本组)?小计.*|.*(?:小计|合计|总计)(?:\([^()]*\))?:?")
_CATEGORY = re.compile(
    r"[(]?[一二三四五六七八九十]*[)、.]?(?:人员类|公用经费类|其他运转类|运转类|特定目标类)(?:项目)?:?"
)
_OF_WHICH = re.compile(r"(?:其中|其中项)(?::|$).*")

_FOOTER = re.compile(
    r"(?:填表人|填报人|制表人|制表|编制人|审核人|复核人|审批人|单位负责人|部门负责人|财务负责人"
    r"|分管领导|经办人|联系人|联系电话|制表日期|填表日期|填报日期|编制日期|打印日期).*"
    r"|(?:负责人|审核|复核|电话|日期|备注|附注|注|说明|填表说明|填报说明)\d?(?:$|[:、.].*)"
)

_NUMBERING = re.compile(
    r"(?:栏次|[甲乙丙丁戊]|\d{1,2}|[a-z]|\(\d{1,2}\)|\d{0,2}=?[\da-z]{1,2}[-+/*×÷=][-+/*×÷=\da-z()%]*)"
)


def why_skipped(label: str) -> str:
    """Tell why a row that carries this label instead of a project is no data; blank if it is."""
    folded = fold(label)
    if _TOTAL.fullmatch(folded):
        return TOTAL
    if _SUBTOTAL.fullmatch(folded) or _CATEGORY.fullmatch(folded):
        return SUBTOTAL
    if _OF_WHICH.fullmatch(folded):
        return OF_WHICH
    return FOOTER if _FOOTER.fullmatch(folded) else ""


def is_numbering(texts: list[str]) -> bool:
    """Say whether a row only numbers the columns: 栏次 1 2 3=1+2, or A B B/A."""
    folded = [fold(text) for text in texts if text]
    numbers = [int(text) for text in folded if text.isdecimal()]
    first = numbers[0] if numbers else 1
    counts = first in {1, 2} and numbers == list(range(first, first + len(numbers)))
    return len(folded) > 1 and counts and all(map(_NUMBERING.fullmatch, folded))
