"""The same text in one width and spelling: what every reader of targets and results reads."""

from __future__ import annotations

import re

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
