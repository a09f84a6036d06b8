"""What stands before a number: 控制在, 每季, 人均, ¥, a verb or the indicator's own name."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.domain.targets import units
from monitor.domain.targets.codes import Reason
from monitor.domain.targets.record import UnreadableError
from monitor.domain.targets.tails import EVERY

_WITHIN = re.compile(
    r"(?:控制|限制)(?:在|到|至)|(?:下降|减少|降低|压减|压缩|缩短|缩减|降)(?:到|至|为)"
)
_UNIT = re.compile(rf"\(({units.KNOWN})\):?$")
_UNSAFE = re.compile(r"[第前不未非无没余几每/.,、-]$|除|或|每|倍$|[A-Za-z]$|倒数|排名|名次|[○〇]")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z:、,;()“”《》·/%¥-]*")


def read_lead(lead: str, unit: units.Unit, *, signed: bool = True) -> units.Unit:
    """Complete a unit by the words before its number: 每季 is a denominator, ¥ a currency.

    Raises ``UnreadableError`` for words that change what the number says (第, 前, 或); without an
    operator sign between them and the number, anything but plain words does.
    """
    every = [units.period(word or mean) for word, mean in EVERY.findall(lead)]
    rest = EVERY.sub("", _WITHIN.sub("", lead))
    if _UNSAFE.search(rest) or not (signed or _WORDS.fullmatch(rest)):
        raise UnreadableError(Reason.TEXT_WITH_NUMBER)
    bracketed = _UNIT.search(rest)
    if bracketed and not unit.word:
        unit = replace(unit, word=units.canonical(bracketed[1]))
    if "¥" in rest and not unit.word:
        unit = replace(unit, word="元")
    return replace(unit, per="/".join(filter(None, [*every, unit.per])))


def is_ceiling(lead: str) -> bool:
    """Say whether the words before a number make it a ceiling: 控制在, 降至."""
    return bool(_WITHIN.search(lead))
