"""The same text in one width and spelling: what every reader of targets and results reads."""

from __future__ import annotations

import re

from monitor.domain.targets import units
from monitor.domain.targets.numbers import read_digits
from monitor.domain.targets.target import Reason
from monitor.domain.targets.units import SCALE

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_ALIKE = {
    "%": "﹪",
    "(": "﹙【[〔［",
    ")": "﹚】]〕］",
    "*": "∗﹡",
    "+": "﹢",
    ",": "﹐",
    "-": "﹣–—―−‐‑‒─━",
    ".": "﹒．",
    ":": "﹕∶",
    ";": "﹔",
    "<": "﹤❮",
    "=": "﹦",
    ">": "﹥❯",
    "~": "〜∼˜",
    "¥": "￥",
    "×": "✕✖╳",
    "≤": "≦⩽≼≯",
    "≥": "≧⩾≽≮",
}

_TABLE = _FULL_WIDTH | {ord(char): plain for plain, chars in _ALIKE.items() for char in chars}
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f\ufeff]")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_LOOSE_SPACE = re.compile(r"(?<![0-9]) | (?![0-9])")

_SIGNS = (
    (re.compile(r"[>≥]=+|=+[>≥]"), "≥"),
    (re.compile(r"[<≤]=+|=+[<≤]"), "≤"),
    (re.compile(r"<>|!=+"), "≠"),
    (re.compile(r"([≥≤<>=])\1+"), r"\1"),
    (re.compile(r"\+/?-(?=[0-9])|正负(?=[0-9])"), "±"),
    (re.compile(r"-{2,}"), "-"),
    (re.compile(r"(?<=[0-9kKcCdD])([mM])2(?![0-9.])"), r"\1²"),
    (re.compile(r"(?<=[0-9kKcCdD])([mM])3(?![0-9.])"), r"\1³"),
)

_LEFT_ANGLE = re.compile(r"[《〈‹](?=[=0-9])")
_RIGHT_ANGLE = re.compile(r"[》〉›](?=[=0-9])")
_LEFTOVER = r"\([^()]*(?:\*|[Xx×]{2})[^()]*\)"

_LEAD = re.compile(
    r"[★☆●◆◇■▲△▪•·※◎♦\u2460-\u2473]+|指标[0-9一二三四五六七八九十]*[:.、]"
    r"|[0-9]{1,2}、(?=[^0-9])|(?:[0-9]{1,2}[.)]|\([0-9]{1,2}\))(?=[≥≤<>=])"
)

_LONGEST_NAME = 300
_EDGES = "。;,、!:\"'“”‘’ "


def plain_text(text: str) -> str:
    """Return the text in half-width, with one sign per operator and without template leftovers.

    Spaces stay only between two digits, where dropping them could join two numbers.
    """
    plain = _SPACE.sub(" ", _INVISIBLE.sub("", text).translate(_TABLE)).strip()
    plain = _turn_angles(_LOOSE_SPACE.sub("", plain))
    for written, sign in _SIGNS:
        plain = written.sub(sign, plain)
    return _strip_leftovers(plain)


def clean_name(name: str) -> str:
    """Return an indicator's name without the template's leftovers (★, ``**``, ``指标1：``).

    >>> clean_name("指标1：**活动参与率（≥**%）")
    '活动参与率'
    """
    plain = _SPACE.sub(" ", _INVISIBLE.sub("", name).translate(_TABLE)).strip(" ")
    if len(plain) > _LONGEST_NAME:
        return plain
    without = re.sub(_LEFTOVER, "", plain)
    led = re.sub(rf"^(?:{_LEAD.pattern}|\*+)+", "", without)
    return led.rstrip("*★☆").strip()


def _turn_angles(plain: str) -> str:
    """Read a lone angle before a number as a sign; a pair of them holds a title."""
    if not re.search(r"[《〈‹].*[》〉›]", plain):
        plain = _RIGHT_ANGLE.sub(">", _LEFT_ANGLE.sub("<", plain))
    return plain


def _strip_leftovers(plain: str) -> str:
    bare = re.sub(_LEFTOVER, "", plain) if re.search(r"^[^(]*[0-9]", plain) else plain
    bare = bare.strip(_EDGES).removesuffix(".")
    while lead := _LEAD.match(bare):
        bare = bare[lead.end() :].strip(_EDGES)
    if re.search(r"[0-9]", bare):
        bare = bare.strip("*")
    if re.fullmatch(r"\([^()]*\)", bare):
        bare = bare[1:-1]
    return bare.strip(_EDGES)


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
