"""What each kind of sheet must and may hold: its fields, their types, and which are needed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """How the cells of a field are read."""

    CODE = "code"
    TEXT = "text"
    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    MONTH = "month"
    DATE = "date"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind; ``is_required`` marks those no sheet of the kind goes without.

    ``is_value`` marks the fields a row is read for: a row without any of them states nothing.
    """

    name: str
    type: FieldType
    is_required: bool = False
    is_value: bool = False


Alternatives = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """One kind of sheet. ``sheet`` is the name of its sheet in the product's own template.

    Each of ``needs`` lists alternatives: one of them must be there in full.
    ``telltales`` are fields of another kind; beside them a ``weak`` alternative does not count.
    """

    kind: str
    sheet: str
    fields: tuple[Field, ...]
    needs: tuple[Alternatives, ...]
    weak: frozenset[frozenset[str]] = frozenset()
    telltales: frozenset[str] = frozenset()

    def missing(self, fields: frozenset[str]) -> tuple[str, ...]:
        """Name what a sheet with these fields lacks, blank when it holds everything needed."""
        lacking = (need for need in self.needs if not self._is_met(need, fields))
        return tuple(name for need in lacking for name in sorted(need[0] - fields))

    def _is_met(self, need: Alternatives, fields: frozenset[str]) -> bool:
        is_other = bool(fields & self.telltales)
        return any(one <= fields and not (is_other and one in self.weak) for one in need)


_CODE = Field("project_code", FieldType.CODE, is_required=True)
_NAME = Field("project_name", FieldType.TEXT)
_ORIGINAL = Field("original_budget", FieldType.MONEY)
_REVISED = Field("revised_budget", FieldType.MONEY)
_MONTH = Field("month", FieldType.MONTH)


def _value(name: str, kind: FieldType, *, is_required: bool = False) -> Field:
    return Field(name, kind, is_required=is_required, is_value=True)


def _one_of(*names: str) -> Alternatives:
    return tuple(frozenset({name}) for name in names)


def _all_of(*names: str) -> frozenset[str]:
    return frozenset(names)


_WHO = _one_of("project_code", "project_name")

SPENDING = Contract(
    "spending",
    "支出",
    (
        _CODE,
        _NAME,
        _ORIGINAL,
        _REVISED,
        _value("spent", FieldType.MONEY),
        _value("month_spent", FieldType.MONEY),
        _value("amount", FieldType.MONEY),
        Field("payment_date", FieldType.DATE),
        _MONTH,
        Field("execution_rate", FieldType.PERCENT),
        Field("unit_code", FieldType.TEXT),
        Field("unit_name", FieldType.TEXT),
        Field("added", FieldType.MONEY),
        Field("cut", FieldType.MONEY),
        Field("left", FieldType.MONEY),
        Field("before", FieldType.MONEY),
        Field("refund", FieldType.MONEY),
        Field("payment_status", FieldType.TEXT),
        Field("payment_type", FieldType.TEXT),
        Field("direction", FieldType.TEXT),
        Field("row_kind", FieldType.TEXT),
        Field("spent_likely", FieldType.MONEY),
        Field("spent_part", FieldType.MONEY),
    ),
    (
        _WHO,
        (
            *_one_of("spent", "month_spent", "spent_likely", "spent_part"),
            _all_of("amount", "payment_date"),
            _all_of("amount", "month"),
        ),
    ),
)

RESULTS = Contract(
    "results",
    "指标结果",
    (
        _CODE,
        _NAME,
        Field("level1", FieldType.TEXT),
        Field("level2", FieldType.TEXT),
        Field("level3", FieldType.TEXT, is_required=True),
        Field("description", FieldType.TEXT),
        Field("target_text", FieldType.TEXT),
        _value("result", FieldType.RESULT, is_required=True),
        Field("evidence", FieldType.TEXT),
        _MONTH,
    ),
    (_WHO, _one_of("level3"), _one_of("result")),
)

_DERIVED = _all_of("original_budget", "revised_budget")

ADJUSTMENTS = Contract(
    "adjustments",
    "预算调整",
    (
        _CODE,
        _NAME,
        _ORIGINAL,
        _value("added", FieldType.MONEY),
        _value("cut", FieldType.MONEY),
        _value("change", FieldType.MONEY),
        _value("revised_budget", FieldType.MONEY),
        Field("paper", FieldType.TEXT),
        Field("reason", FieldType.TEXT),
        _MONTH,
        Field("spent", FieldType.MONEY),
        Field("month_spent", FieldType.MONEY),
    ),
    (_WHO, (*_one_of("added", "cut", "change"), _DERIVED)),
    weak=frozenset({_DERIVED}),
    telltales=frozenset({"spent", "month_spent"}),
)

_LEVEL3 = Field("level3", FieldType.TEXT)

PLAN_PROJECTS = Contract(
    "plan",
    "项目",
    (
        _CODE,
        Field("project_name", FieldType.TEXT, is_required=True),
        Field("office", FieldType.TEXT),
        _value("original_budget", FieldType.MONEY, is_required=True),
        _value("purpose", FieldType.TEXT),
        _value("goal", FieldType.TEXT),
        Field("unit_code", FieldType.TEXT),
        Field("unit_name", FieldType.TEXT),
        _LEVEL3,
    ),
    (_WHO, _one_of("original_budget")),
)

PLAN_FUNDS = Contract(
    "plan_funds",
    "资金来源",
    (
        _CODE,
        _value("fund_name", FieldType.TEXT, is_required=True),
        _value("fund_amount", FieldType.MONEY, is_required=True),
    ),
    tuple(map(_one_of, ("project_code", "fund_name", "fund_amount"))),
)

PLAN_MILESTONES = Contract(
    "plan_milestones",
    "支出计划",
    (
        _CODE,
        _NAME,
        _value("month", FieldType.MONTH),
        _value("planned_pct", FieldType.PERCENT, is_required=True),
    ),
    (_WHO, _one_of("planned_pct")),
)

PLAN_INDICATORS = Contract(
    "plan_indicators",
    "绩效指标",
    (
        _CODE,
        _NAME,
        _value("level1", FieldType.TEXT),
        _value("level2", FieldType.TEXT),
        _value("level3", FieldType.TEXT, is_required=True),
        _value("description", FieldType.TEXT),
        Field("operator", FieldType.TEXT),
        _value("target_text", FieldType.TEXT, is_required=True),
        Field("target_unit", FieldType.TEXT),
        _value("basis", FieldType.TEXT),
        _value("points", FieldType.NUMBER),
    ),
    (_WHO, *map(_one_of, ("level3", "target_text"))),
)

_TITLE = _value("title", FieldType.TEXT, is_required=True)
_TEXT = _value("text", FieldType.TEXT, is_required=True)

PLAN_GOALS = Contract(
    "plan_goals", "总体目标", (_TITLE, _TEXT), tuple(map(_one_of, ("title", "text")))
)

PLAN_SUB_GOALS = Contract(
    "plan_sub_goals",
    "分项目标",
    (_TITLE, _value("goal", FieldType.TEXT), _value("indicator_text", FieldType.TEXT)),
    tuple(map(_one_of, ("title", "goal", "indicator_text"))),
)

PLAN_MEASURES = Contract(
    "plan_measures", "保障措施", (_TITLE, _TEXT), tuple(map(_one_of, ("title", "text")))
)

PLAN_UNIT_SHEET = "单位"
KINDS = (SPENDING, RESULTS, ADJUSTMENTS, PLAN_PROJECTS)

EXPLAINING_SHEETS = frozenset(
    {"说明", "填报说明", "填表说明", "使用说明", "目录", "封面", "选项", "字典", "问题清单"}
)
