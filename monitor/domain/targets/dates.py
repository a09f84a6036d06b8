"""Deadlines and dates done: 2023年12底前, 12月31日前, 到2022年底, 第三季度末, 2023-11-30."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

from monitor.domain.targets.numbers import CHINESE, read_chinese
from monitor.domain.targets.target import Reason, UnreadableError

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_SAID_YEAR = r"(?P<next>次年|明年|下一?年)|今年|本年度?|当年"
_NAMED_YEAR = rf"(?:{_YEAR}年度?|{_SAID_YEAR})"
_ANY_YEAR = rf"(?:{_YEAR}年度?|(?P<short>[0-9]{{2}})年|{_SAID_YEAR})"

_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}年{_MONTH}月{_DAY}[日号]?",
        rf"{_YEAR}(?P<mark>[-/.]){_MONTH}(?P=mark){_DAY}日?",
        rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})?",
        rf"{_ANY_YEAR}?{_MONTH}月{_DAY}[日号]?",
        rf"{_ANY_YEAR}?{_MONTH}月份?(?P<part>底|末|上旬|中旬|下旬|初|中)?",
        rf"{_ANY_YEAR}?{_MONTH}(?P<part>底|末)",
        rf"{_YEAR}[-/.]{_MONTH}月?(?P<part>底|末)?",
        rf"{_NAMED_YEAR}?第?(?P<quarter>[1-4])季度?(?:底|末)?",
        rf"{_NAMED_YEAR}?(?P<half>[上下])半年(?:底|末)?",
        rf"{_NAMED_YEAR}(?P<whole>全年|年?底|年?末|年终|初|中|内)?",
        r"年度?(?P<whole>底|末|终|内|初|中)?",
    )
)

_UNDATED = re.compile(r"今年|本年度?|当年|次年|明年|下一?年|年度?")
_TIME = r"(?: ?[0-9]{1,2}(?:[时点]|:[0-9]{2}(?::[0-9]{2})?))?"

_LEAD = (
    r"(?:[≤<=]|完成时[间限]|时[间限]|截止(?:到|至|于)?|截至|[于在至到:]|预计|计划|确保|力争|实际|已|已于"
    r"|全部|完成)*"
)

_DEED = (
    r"(?:已|全部|按时|按期|如期|顺利|圆满|基本)*(?:完成|完工|竣工|交付|验收|发放|支付|拨付|印刷|开展|举办|召开|"
    r"建成|上线|提交|报送|结束|到位|兑现|投入|实施)[\u4e00-\u9fff、]{0,12}"
)

_BEFORE = r"(?:之前|以前|前|为止|止|以内|之内|内)(?:[\u4e00-\u9fff、]{0,15})"

_WHOLE = re.compile(
    rf"(?P<lead>{_LEAD})(?P<when>.+?){_TIME}(?P<before>{_BEFORE})?(?P<deed>{_DEED})?"
)

_RECURRING = re.compile(r"(?:每(?:年|半年|季度?|月|周)|[次当下]月)[^0-9]*[0-9]{1,2}(?:月|日|号)")
_COMPACT = re.compile(r"(?:19|20)[0-9]{2}(?:(?:0[1-9]|1[0-2])(?:[0-3][0-9])?|\.(?:0?[1-9]|1[0-2]))")
_LATER = re.compile(r"^[≥>](?:(?:19|20)[0-9]{2}(?:年|[-/][0-9]|\.[0-9]+\.)|[0-9]{1,2}月)")
_MONTHS = 12
_TENTHS = {"上旬": 10, "中旬": 20}


def read_due(plain: str, fiscal_year: int | None, *, timely: bool = False) -> date | None:
    """Read a deadline's last good day; None for a text that is no date.

    A month means its last day, 上旬 the 10th and 中旬 the 20th; a period means its end.
    ``fiscal_year`` completes a date without a year. ``timely`` lets 2023.12 and ≤2023.12, which
    could be numbers, be dates. Raises ``UnreadableError`` for a date that is not safe to read.
    """
    if _RECURRING.search(plain):
        raise UnreadableError(Reason.RECURRING_DATE)
    text = _spell_date(plain).replace("(含)", "")
    if _COMPACT.fullmatch(text.lstrip("≤<=")) and not timely:
        if text[0] in "≤<=":
            return None
        raise UnreadableError(Reason.DATE_OR_NUMBER)
    if re.fullmatch(r"[≤<]?[0-9]{1,2}(?:-[0-9]{1,2})?月(?:以内|之内|内|以下)?", text):
        return _read_bare_month(text, fiscal_year)
    if _LATER.search(text):
        raise UnreadableError(Reason.DEADLINE_WITH_FLOOR)
    whole = _WHOLE.fullmatch(text)
    if whole is None:
        return None
    if _UNDATED.fullmatch(whole["when"]):
        if not (whole["before"] or whole["deed"]):
            return None
        if "前" in (whole["before"] or ""):
            raise UnreadableError(Reason.DATE_UNCLEAR)
    return _read_period(whole["when"], fiscal_year)


def _spell_date(plain: str) -> str:
    """Turn 二〇二三年十二月 and 第三季度 into digits."""

    def digits(match: re.Match[str]) -> str:
        number = read_chinese(match[0])
        return match[0] if number is None else str(number)

    return re.sub(rf"[{CHINESE}]+(?=[年月日号季])", digits, plain)


def _read_bare_month(text: str, fiscal_year: int | None) -> date:
    """Read 12月 and 1-12月; ≤3月 or 3-5月 may be a date or a length of time."""
    month = re.fullmatch(r"(?:1-)?([0-9]{1,2})月", text)
    if month is None:
        raise UnreadableError(Reason.DATE_OR_DURATION)
    return _make_date(fiscal_year, int(month[1]), None)


def _read_period(when: str, fiscal_year: int | None) -> date | None:
    """Read one date, or the end of two that a connector joins."""
    for at, char in enumerate(when):
        if at == 0 or char not in "-~至到":
            continue
        first = _match_form(when[:at]) or re.fullmatch(rf"(?:{_YEAR}年?)?{_MONTH}?", when[:at])
        second = _match_form(when[at + 1 :].lstrip("-"))
        if first is not None and second is not None:
            year = first.groupdict().get("year")
            return _complete(second, int(year) if year else fiscal_year)
    form = _match_form(when)
    return None if form is None else _complete(form, fiscal_year)


def _match_form(when: str) -> re.Match[str] | None:
    return next((match for form in _FORMS if (match := form.fullmatch(when))), None)


def _complete(form: re.Match[str], fiscal_year: int | None) -> date:
    """Turn the parts of a date into its last good day."""
    parts = {name: value for name, value in form.groupdict().items() if value}
    year: int | None = int(parts["year"]) if "year" in parts else fiscal_year
    if "short" in parts and (fiscal_year is None or fiscal_year % 100 != int(parts["short"])):
        raise UnreadableError(Reason.DATE_UNCLEAR)
    if "next" in parts and year is not None:
        year += 1
    if parts.get("part") in ("初", "中") or parts.get("whole") in ("初", "中"):
        raise UnreadableError(Reason.DATE_UNCLEAR)
    return _make_date(year, _last_month(parts), _day(parts))


def _last_month(parts: dict[str, str]) -> int:
    if "month" in parts:
        return int(parts["month"])
    if "quarter" in parts:
        return 3 * int(parts["quarter"])
    return 6 if parts.get("half") == "上" else 12


def _day(parts: dict[str, str]) -> int | None:
    return int(parts["day"]) if "day" in parts else _TENTHS.get(parts.get("part", ""))


def _make_date(year: int | None, month: int, day: int | None) -> date:
    """Make a date; without a day the month's last."""
    if year is None:
        raise UnreadableError(Reason.NO_YEAR)
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= _MONTHS):
        raise UnreadableError(Reason.NO_SUCH_DATE)
    last = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        raise UnreadableError(Reason.NO_SUCH_DATE)
    return date(year, month, last if day is None else day)
