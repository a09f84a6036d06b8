"""Clearing a text for its numbers: remarks in brackets go, traps that only look like one show."""

from __future__ import annotations

import re

from monitor.domain.targets import units
from monitor.domain.targets.codes import Reason
from monitor.domain.targets.numerals import read_digits
from monitor.domain.targets.unit_words import SCALE

_SINCE = re.compile(
    r"同比|(?:较|比|与)(?:(?:19|20)[0-9]{2}年度?|上一?年度?|去年|往年)(?:同期)?(?:水平)?(?:相比)?"
)
_THIS_YEAR = re.compile(r"^(?:19|20)[0-9]{2}年(?:度内?|内|全年|计划)?(?=[^0-9底末内前-].*[0-9])")
_DECREASE = r"(?:下降|减少|降低|压减|压缩|缩短|减小|缩减|下调|负增长)(?!率|[到至为])"
_TRAPS = (
    (Reason.NOT_EQUAL, r"≠"),
    (Reason.APPROXIMATE, r"≈|(?:(?<![节签契预违])约|(?<!附)近)[≥≤]?[0-9]|若干|预估"),
    (Reason.CALCULATION, r"[0-9][^0-9≥≤<>=]*[*×xX][^0-9≥≤<>=]*[0-9]|[0-9]\+[0-9]"),
    (Reason.RATIO, r"[0-9]:[0-9]"),
    (Reason.FRACTION, r"[0-9]/[0-9]"),
    (Reason.NUMBER_MALFORMED, r"[0-9≥≤][OoIl]+(?=[0-9%])|[0-9][OoIl]+[0-9]"),
    (Reason.FRACTION, r"分之"),
    (Reason.DECREASE, _DECREASE + r"[^0-9]{0,6}[0-9]"),
    (Reason.OPERATOR_CONFLICT, r"[≥≤<>=±]{2}"),
)


def strip_remarks(text: str) -> tuple[str, bool]:
    """Take out brackets that only remark, and say whether one of them excludes the limit.

    （含）, a note without figures and the （1.0） of 100%（1.0） go; （不含） makes the limit
    strict; a unit in brackets behind the number stays as the unit.
    """
    strict = "(不含" in text
    text = re.sub(r"\(不?含(?:本数|[0-9.]*)?\)|\(包含\)|含本数", "", text)
    text = re.sub(r"([台件个场项批人])\(([套组件次户只期批])\)", r"\1（\2）", text)
    text = re.sub(rf"(?<=[0-9])\(((?:{SCALE})?(?:{units.KNOWN}))\)", r"\1", text)
    text = re.sub(r"([0-9.]+)%\(([0-9.]+)\)", _drop_restated, text)
    text = re.sub(r"(?<=[^(])\([^()0-9≥≤<>=±]*\)(?=[^0-9]*$)", "", text)
    text = re.sub(r"[≤<=]±", "±", text)
    text = re.sub(r"人民币|RMB|CNY", "¥", text)
    return _THIS_YEAR.sub("", _SINCE.sub("较", text, count=1)), strict


def find_trap(text: str) -> Reason | None:
    """Name what looks like a number and must not be read as one; None where nothing does."""
    return next((reason for reason, trap in _TRAPS if re.search(trap, text)), None)


def _drop_restated(match: re.Match[str]) -> str:
    percent, share = read_digits(match[1]), read_digits(match[2])
    return f"{match[1]}%" if percent == share * 100 else match[0]
