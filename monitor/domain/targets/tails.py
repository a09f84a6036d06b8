"""What stands behind a number: its scale, unit, denominator, limit word and a note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from monitor.domain.targets import units
from monitor.domain.targets.codes import Reason, Suspicion
from monitor.domain.targets.record import ONE, UnreadableError
from monitor.domain.targets.signs import LIMIT, LIMIT_WORDS, limit_sign
from monitor.domain.targets.unit_words import SCALE, SCALES

_PERIODS = (
    "半年|季度?|年度?|月份?|周|人次|人天|人|天|日|亩|户|次"
    "|平方米|公里|位|名|个|只|株|吨|件|套|场|期"
)
EVERY = re.compile(rf"(?:平均)?每一?个?({_PERIODS})|([人户亩日年月次])均")
_PER = (
    rf"(?:{units.KNOWN})(?:[·.](?:{units.KNOWN}))*"
    rf"|(?:(?!{LIMIT_WORDS}|左右|上下)[\u4e00-\u9fff]){{1,3}}"
)
_MEASURE = re.compile(
    rf"(?P<scale>{SCALE})?(?P<about>余|多(?!媒)|来(?=[人次个万]))?"
    rf"(?P<unit>{units.KNOWN})?(?P<about2>余|多(?!媒))?(?P<per>(?:/(?:{_PER}))*)"
)
_UNUSUAL = re.compile(r"[\u4e00-\u9fff]{1,2}")
_NOTE = re.compile(r"[\u4e00-\u9fffA-Za-z、,:的“”()《》]{0,20}")
_APPROXIMATE = re.compile(r"左右|上下|前后|(?<![节签契预违])约|若干")
_UNSAFE = re.compile(r"^[前后底末初]|[前后]$|[每或不未除]|以外|之外|下降|减少|降低|压缩|第$|折|^成")


@dataclass(frozen=True, slots=True)
class Tail:
    """Scale, unit and operator that follow a number; ``sign`` comes from a limit word."""

    scale: Decimal = ONE
    unit: units.Unit = units.Unit("")  # noqa: RUF009 - a unit is a frozen record
    sign: str = ""
    suspicion: str = ""


def read_tail(text: str) -> Tail:
    """Read what follows a number: ``万元以内`` is scale 10000, unit 元, sign ≤.

    Raises ``UnreadableError`` where what follows is no unit or changes what the number says.
    """
    match = _MEASURE.match(text)
    if match is None or match["about"] or match["about2"]:
        raise UnreadableError(Reason.APPROXIMATE)
    word, rest = match["unit"] or "", text[match.end() :]
    suspicion = ""
    if not word and not match["per"] and rest and not LIMIT.match(rest):
        word, suspicion = _read_unusual(rest), Suspicion.UNIT_UNUSUAL
        rest = rest[len(word) :]
    sign, note = _split_limit(rest)
    per, note = _read_every(match["per"], note)
    if not _NOTE.fullmatch(note) or _UNSAFE.search(note) or _APPROXIMATE.search(note):
        raise UnreadableError(_explain(note))
    scale = SCALES.get(match["scale"] or "", ONE)
    return Tail(scale, units.Unit(units.canonical(word), per), sign, suspicion)


def read_unit(text: str) -> Tail | None:
    """Read a unit that stands alone (万元, %, 元/亩); None where it is no unit."""
    try:
        tail = read_tail(text)
    except UnreadableError:
        return None
    if tail.sign or not text:
        return None
    written = _MEASURE.match(text)
    complete = written is not None and written.end() == len(text)
    return tail if complete or tail.suspicion else None


def _read_unusual(rest: str) -> str:
    """Take one or two unknown characters as a unit, if nothing or a limit follows."""
    limit = LIMIT.search(rest)
    word = rest[: limit.start()] if limit else rest
    if not _UNUSUAL.fullmatch(word) or _UNSAFE.search(word):
        raise UnreadableError(_explain(rest))
    return word


def _split_limit(rest: str) -> tuple[str, str]:
    """Split off the limit word at the start or the end: 篇调研报告以上 → ≥."""
    if first := LIMIT.match(rest):
        return limit_sign(first), rest[first.end() :]
    for last in LIMIT.finditer(rest):
        if last.end() == len(rest):
            return limit_sign(last), rest[: last.start()]
    return "", rest


def _read_every(slashed: str, note: str) -> tuple[str, str]:
    """Read the denominator behind a slash or 每: 次/年, 次每年."""
    parts = [units.period(part) for part in slashed.split("/") if part]
    if every := EVERY.fullmatch(note):
        return units.period(every[1] or every[2]), ""
    return "/".join(parts), note


def _explain(rest: str) -> Reason:
    if _APPROXIMATE.search(rest):
        return Reason.APPROXIMATE
    if re.match("[前后底末初]", rest):
        return Reason.DATE_UNCLEAR
    if rest.startswith("/"):
        return Reason.FRACTION
    return Reason.UNIT_UNKNOWN if _NOTE.fullmatch(rest) else Reason.TEXT_WITH_NUMBER
