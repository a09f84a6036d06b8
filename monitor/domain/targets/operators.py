"""What stands behind a number: its scale, unit, denominator, limit word and a note."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.domain.targets import units
from monitor.domain.targets.target import ONE, Reason, Suspicion, UnreadableError
from monitor.domain.targets.units import SCALE, SCALES

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

_SIGN_WORDS = re.compile("|".join(f"(?P<w{at}>{word})" for at, (_, word) in enumerate(_FRONT)))

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
    return _SIGN_WORDS.sub(lambda match: _FRONT[int((match.lastgroup or "w0")[1:])][0], text)


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

_UNSAFE_TAIL = re.compile(
    r"^[前后底末初]|[前后]$|[每或不未除]|以外|之外|下降|减少|降低|压缩|第$|折|^成"
)


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
    if not _NOTE.fullmatch(note) or _UNSAFE_TAIL.search(note) or _APPROXIMATE.search(note):
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
    if not _UNUSUAL.fullmatch(word) or _UNSAFE_TAIL.search(word):
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


_WITHIN = re.compile(
    r"(?:控制|限制)(?:在|到|至)|(?:下降|减少|降低|压减|压缩|缩短|缩减|降)(?:到|至|为)"
)

_UNIT = re.compile(rf"\(({units.KNOWN})\):?$")

_UNSAFE_LEAD = re.compile(
    r"[第前不未非无没余几每/.,、-]$|除|或|每|倍$|[A-Za-z]$|倒数|排名|名次|[○〇]"
)

_LEAD_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z:、,;()“”《》·/%¥-]*")


def read_lead(lead: str, unit: units.Unit, *, signed: bool = True) -> units.Unit:
    """Complete a unit by the words before its number: 每季 is a denominator, ¥ a currency.

    Raises ``UnreadableError`` for words that change what the number says (第, 前, 或); without an
    operator sign between them and the number, anything but plain words does.
    """
    every = [units.period(word or mean) for word, mean in EVERY.findall(lead)]
    rest = EVERY.sub("", _WITHIN.sub("", lead))
    if _UNSAFE_LEAD.search(rest) or not (signed or _LEAD_WORDS.fullmatch(rest)):
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
