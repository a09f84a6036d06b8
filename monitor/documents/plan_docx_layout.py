"""The published layout of a plan's tables: which cell stands where, and over how many columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from monitor.documents.plan_words import FISCAL_FUNDS, OTHER_FUNDS
from monitor.domain.plan import FundSource, Indicator, Milestone, Project

WIDTH = 7
_WAN = Decimal(10_000)
_PLACES = 2
_PAIRS_IN_A_ROW = 3
_MILESTONES_IN_A_ROW = WIDTH - 1
_FOUR_SPANS = (2, 1, 1, 2)
_HEADERS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
_HEADER_SPANS = (1, 1, 1, 2, 1, 1)


Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over ``span`` columns; ``continues`` says that it is merged into the one above."""

    text: str = ""
    span: int = 1
    continues: bool = False
    is_label: bool = False
    align: Align = "center"


LayoutRow = tuple[Cell, ...]


def head_rows(project: Project, unit: str) -> Iterator[LayoutRow]:
    """Lay out the head table of a project; ``unit`` is code and name glued together."""
    yield Cell(unit, WIDTH - 1, align="left"), Cell("单位：万元", align="right")
    code, name = Cell(project.project_code, 2), Cell(project.project_name, 3)
    yield _label("项目编码"), code, _label("项目名称"), name
    yield from _money_rows(project)
    yield _above(), _text(project.purpose)
    yield from _milestone_rows(project.milestones)
    yield _label("绩效目标"), _text(project.goal)


def indicator_rows(indicators: Sequence[Indicator]) -> Iterator[LayoutRow]:
    """Lay out the indicators under their header; equal levels are merged downwards."""
    yield tuple(
        Cell(header, span, is_label=True)
        for header, span in zip(_HEADERS, _HEADER_SPANS, strict=True)
    )
    above: Indicator | None = None
    for each in indicators:
        same1 = above is not None and each.level1 == above.level1
        same2 = same1 and above is not None and each.level2 == above.level2
        yield (
            _above() if same1 else Cell(each.level1),
            _above() if same2 else Cell(each.level2),
            Cell(each.level3, align="left"),
            Cell(each.description, 2, align="left"),
            Cell(each.target_text),
            Cell(each.basis),
        )
        above = each


def in_wan(amount: Decimal | None) -> str:
    """Write yuan in 万元 with two decimals, more where the value needs them; blank for none."""
    if amount is None:
        return ""
    wan = (amount / _WAN).normalize()
    exponent = wan.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return f"{wan:.{max(places, _PLACES)}f}"


def _money_rows(project: Project) -> Iterator[LayoutRow]:
    """Lay out the budget, its two usual sources (a blank one too), and any others below."""
    others = [fund for fund in project.funds if fund.name not in {FISCAL_FUNDS, OTHER_FUNDS}]
    yield (
        _label("预算规模及资金用途"),
        *(_label("预算数"), Cell(in_wan(project.original_budget))),
        *(_label(f"其中：{FISCAL_FUNDS}"), Cell(_amount_of(project.funds, FISCAL_FUNDS))),
        *(_label(OTHER_FUNDS), Cell(_amount_of(project.funds, OTHER_FUNDS))),
    )
    for start in range(0, len(others), _PAIRS_IN_A_ROW):
        row = [_above()]
        for fund in others[start : start + _PAIRS_IN_A_ROW]:
            row += [_label(fund.name), Cell(in_wan(fund.amount))]
        yield (*row, *(Cell() for _ in range(WIDTH - len(row))))


def _amount_of(funds: tuple[FundSource, ...], name: str) -> str:
    return next((in_wan(fund.amount) for fund in funds if fund.name == name), "")


def _milestone_rows(milestones: tuple[Milestone, ...]) -> Iterator[LayoutRow]:
    """Lay out months over percentages; more than six take another pair of rows."""
    first = _label("资金支出计划（%）")
    for start in range(0, max(len(milestones), 1), _MILESTONES_IN_A_ROW):
        part = milestones[start : start + _MILESTONES_IN_A_ROW]
        spans = _spans(len(part))
        months = [f"{each.month}月底" for each in part] or [""]
        shares = [f"{each.planned_pct:f}%" for each in part] or [""]
        yield first, *(Cell(text, span) for text, span in zip(months, spans, strict=True))
        yield _above(), *(Cell(text, span) for text, span in zip(shares, spans, strict=True))
        first = _above()


def _spans(count: int) -> Sequence[int]:
    """Share six columns among some milestones; four are laid out as everybody knows them."""
    if count == len(_FOUR_SPANS):
        return _FOUR_SPANS
    each, rest = divmod(_MILESTONES_IN_A_ROW, max(count, 1))
    return [each + (at < rest) for at in range(max(count, 1))]


def _label(text: str) -> Cell:
    return Cell(text, is_label=True)


def _text(text: str) -> Cell:
    return Cell(text, WIDTH - 1, align="left")


def _above() -> Cell:
    return Cell(continues=True, is_label=True)
