"""The cells around a target's number: operator and unit of their own, a unit in the name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from monitor.domain.targets import grades, units
from monitor.domain.targets.numbers import tidy
from monitor.domain.targets.operators import Tail, read_unit
from monitor.domain.targets.spelling import plain_text
from monitor.domain.targets.target import ONE, Amount, Reason, UnreadableError

_SENSES = {
    **dict.fromkeys(("正向", "正向指标", "越大越好"), "≥"),
    **dict.fromkeys(("反向", "反向指标", "逆向", "逆向指标", "负向", "负向指标", "越小越好"), "≤"),
}

_SIGN_CELLS = {
    **_SENSES,
    **{sign: sign for sign in "≥>=<≤±"},
    **dict.fromkeys(("大于等于", "大于或等于", "不小于", "不低于", "不少于"), "≥"),
    **dict.fromkeys(("小于等于", "小于或等于", "不大于", "不高于", "不超过"), "≤"),
    **dict.fromkeys(("大于", "高于", "超过"), ">"),
    **dict.fromkeys(("小于", "低于", "少于"), "<"),
    "等于": "=",
}

_LONGEST = 40  # a longer cell holds neither an operator nor a unit
_NO_SIGN = grades.BLANKS | {"定性", "定量", "定性指标", "定量指标", "文字描述"}
_NO_UNIT = grades.BLANKS | {"无", "其他", "文字", "定性", "等级", "级别", "优良中低差", "优良中差"}


@dataclass(frozen=True, slots=True)
class Cells:
    """What stands beside the text of a target, in plain spelling; blank where nothing does."""

    level2: str = ""
    operator: str = ""
    unit: str = ""
    named_unit: str = ""


def read_cells(level2: str, names: tuple[str, ...], operator: str, unit: str) -> Cells:
    """Take what the cells say; the first name with a unit in brackets at its end gives it."""
    sign, beside = plain_text(operator[:_LONGEST]), plain_text(unit[:_LONGEST])
    return Cells(
        level2=level2,
        operator="" if sign in _NO_SIGN else sign,
        unit="" if beside in _NO_UNIT else beside,
        named_unit=next((named for name in names if (named := unit_in_name(name))), ""),
    )


def join_cells(text: str, operator_text: str = "", unit_text: str = "") -> str:
    """Write operator, number and unit from three cells as one text: ≥ 11 次 → ≥11次.

    A cell that repeats what the number's cell already says is not written twice; 正向 and 反向
    are written as the signs they stand for, so that the joined text reads the same again.
    """
    value, sign, unit = text.strip(), operator_text.strip(), unit_text.strip()
    sign = _SENSES.get(sign, sign)
    front = "" if sign in _NO_SIGN or value.startswith(sign) else sign
    behind = "" if unit in _NO_UNIT or value.endswith(unit) else unit
    return f"{front}{text}{behind}" if value else text


def unit_in_name(name: str) -> str:
    """Return the unit that a name carries in brackets at its end: 完成率（%） → %."""
    bracketed = re.search(r"\(([^()]{1,6})\)$", plain_text(name[-_LONGEST:]))
    unit = read_unit(bracketed[1]) if bracketed else None
    return bracketed[1] if bracketed and unit and not unit.suspicion else ""


def merge_cells(amount: Amount, cells: Cells) -> Amount:
    """Complete an amount by the cells beside it.

    Raises ``UnreadableError`` where a cell contradicts what the number's own cell says.
    """
    amount = _merge_sign(amount, cells.operator) if cells.operator else amount
    if cells.unit:
        unit = read_unit(cells.unit)
        if unit is None:
            raise UnreadableError(Reason.UNIT_UNKNOWN)
        return _merge_unit(amount, unit)
    named = read_unit(cells.named_unit)
    return amount if named is None or amount.unit.word else _merge_unit(amount, named)


def _merge_sign(amount: Amount, written: str) -> Amount:
    operator = _SIGN_CELLS.get(written)
    if amount.operator == "range" and operator == "=":
        return amount
    if amount.operator == "range":
        raise UnreadableError(Reason.RANGE_WITH_LIMIT)
    if operator is None or amount.operator not in ("", operator):
        raise UnreadableError(Reason.OPERATOR_CONFLICT)
    return replace(amount, operator=operator)


def _merge_unit(amount: Amount, beside: Tail) -> Amount:
    same = (amount.unit, amount.scale) == (beside.unit, beside.scale)
    if amount.unit.word and not same:
        raise UnreadableError(Reason.UNIT_CONFLICT)
    if amount.unit.word:
        return amount
    if ONE not in (amount.scale, beside.scale):
        raise UnreadableError(Reason.UNIT_CONFLICT)
    per = "/".join(filter(None, (amount.unit.per, beside.unit.per)))
    return replace(
        amount,
        number=tidy(amount.number * beside.scale),
        upper=None if amount.upper is None else tidy(amount.upper * beside.scale),
        scale=amount.scale * beside.scale,
        unit=units.Unit(beside.unit.word, per),
        suspicion=amount.suspicion or beside.suspicion,
    )
