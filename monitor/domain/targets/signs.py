"""Operators as words: 不低于, 至少, 以内, 控制在 … become ≥ and ≤ in front or behind a number."""

from __future__ import annotations

import re

from monitor.domain.targets.codes import Reason
from monitor.domain.targets.record import UnreadableError

_NOT = r"(?:不得|不能|不应|不可|不准|不宜|未|不)"
_NEAR = r"(?=[^0-9≥≤<>=±]{0,6}[0-9])"  # at least *holding* 11 meetings
_NEXT = r"(?=(?:为|达到?)?[0-9])"  # 最低生活保障 and 超声 are no operators
_FRONT = (
    ("≥", rf"(?:大于|高于|多于)(?:或者?|及)?等于{_NEAR}"),
    ("≤", rf"(?:小于|低于|少于)(?:或者?|及)?等于{_NEAR}"),
    ("≠", rf"不等于{_NEXT}"),
    ("≥", rf"{_NOT}(?:低于|少于|小于|短于|早于|低|少|小){_NEAR}"),
    ("≤", rf"{_NOT}(?:高于|多于|大于|长于|晚于|迟于|超过|超出|超|突破|高|多|大){_NEAR}"),
    ("≥", rf"(?:至少|起码){_NEAR}|(?:最少|最低){_NEXT}"),
    ("≤", rf"至多{_NEAR}|(?:最多|最高|最大|最长|最迟|最晚|上限|限额){_NEXT}"),
    (">", rf"(?:超过|超出|大于|高于|多于|优于){_NEAR}|(?:突破|超|逾){_NEXT}"),
    ("<", rf"(?:低于|少于|小于|短于|早于|先于){_NEAR}|(?:不足|不满|不到|未满){_NEXT}"),
    ("=", r"等于(?=[0-9])|^为(?=[0-9])"),
)
_WORDS = re.compile("|".join(f"(?P<w{at}>{word})" for at, (_, word) in enumerate(_FRONT)))

_BEHIND = (
    ("≥", r"(?:及其?|或者?|和)?以上|及其?更高"),
    ("≤", r"(?:及其?|或者?|和)?以下|以内|之内|为限|封顶"),
    ("≤", r"内(?![容部外审控涝科河网生勤刊参存需蒙])"),
)
LIMIT = re.compile("|".join(f"(?P<l{at}>{word})" for at, (_, word) in enumerate(_BEHIND)))
LIMIT_WORDS = "|".join(word for _, word in _BEHIND)
STRICT = {"≥": ">", "≤": "<"}
UP, DOWN = frozenset("≥>"), frozenset("≤<")


def to_signs(text: str) -> str:
    """Turn operator words that stand before a number into signs: 不低于90% → ≥90%."""
    return _WORDS.sub(lambda match: _FRONT[int((match.lastgroup or "w0")[1:])][0], text)


def limit_sign(match: re.Match[str]) -> str:
    """Return the sign of a limit word matched by ``LIMIT``: 以上 → ≥."""
    return _BEHIND[int((match.lastgroup or "l0")[1:])][0]


def combine(front: str, behind: str) -> str:
    """Return the one operator that two say together; of > and ≥ (超过90%以上) the stricter.

    Raises ``UnreadableError`` where they contradict each other.
    """
    if not front or not behind or front == behind:
        return front or behind
    for side in (UP, DOWN):
        if front in side and behind in side:
            return ">" if side is UP else "<"
    raise UnreadableError(Reason.OPERATOR_CONFLICT)
