"""What the two official forms hold: records that the writers print cell by cell.

Amounts are yuan, rates percent, points as they are scored; None is absent and leaves its cell
blank.

The rows of money by fund: what is known of each, and nothing more.

Budgets are known by fund, spending is not. So where all the money comes from one kind of fund,
its row carries the whole; where it comes from several, only the original budgets are shared out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from monitor.domain.plan import FundSource
from monitor.words.catalogue import paper_columns

CAUSES = paper_columns("causes")
LIKELIHOODS = paper_columns("likelihoods")


@dataclass(frozen=True, slots=True)
class MonitoredMoney:
    """One row of money in the monitoring form: to the month in view, and expected by year end."""

    original_budget: Decimal | None = None
    revised_budget: Decimal | None = None
    spent: Decimal | None = None
    execution_rate: Decimal | None = None
    expected: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MonitoredIndicator:
    """One indicator in the monitoring form; texts as written, blank where there is none.

    ``causes`` are those ticked of ``CAUSES``; ``likelihood`` is one of ``LIKELIHOODS`` or blank.
    Raises ``ValueError`` for words the form has no column for.
    """

    level1: str
    level2: str
    level3: str
    target_text: str
    result: str = ""
    expected: str = ""
    causes: tuple[str, ...] = ()
    explanation: str = ""
    likelihood: str = ""
    remark: str = ""

    def __post_init__(self) -> None:
        """Refuse a cause or a likelihood that no column stands for."""
        unknown = set(self.causes).difference(CAUSES)
        if self.likelihood:
            unknown |= {self.likelihood}.difference(LIKELIHOODS)
        if unknown:
            message = f"no column of the form: {sorted(unknown)}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class MonitoringForm:
    """项目支出绩效目标执行监控表 of one project."""

    project_code: str
    project_name: str
    unit_code: str
    unit_name: str
    total: MonitoredMoney = MonitoredMoney()
    public_budget: MonitoredMoney = MonitoredMoney()
    other_funds: MonitoredMoney = MonitoredMoney()
    goal: str = ""
    indicators: tuple[MonitoredIndicator, ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluatedMoney:
    """One row of money in the self-evaluation form; only the total is scored (分值, 得分)."""

    original_budget: Decimal | None = None
    revised_budget: Decimal | None = None
    spent: Decimal | None = None
    points: Decimal | None = None
    execution_rate: Decimal | None = None
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EvaluatedIndicator:
    """One indicator in the self-evaluation form; ``score`` is None where it cannot be scored.

    ``note`` is 偏差原因分析及改进措施.
    """

    level1: str
    level2: str
    level3: str
    target_text: str
    result: str = ""
    points: Decimal | None = None
    score: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SelfEvaluationForm:
    """项目支出绩效自评表 of one project.

    ``total_score`` is None while any score is missing, and ``grade`` blank with it.
    """

    project_code: str
    project_name: str
    unit_code: str
    unit_name: str
    total: EvaluatedMoney = EvaluatedMoney()
    this_year: EvaluatedMoney = EvaluatedMoney()
    carried_over: EvaluatedMoney = EvaluatedMoney()
    other_funds: EvaluatedMoney = EvaluatedMoney()
    goal: str = ""
    achieved: str = ""
    indicators: tuple[EvaluatedIndicator, ...] = ()
    total_score: Decimal | None = None
    grade: str = ""

    @property
    def scored(self) -> Iterator[EvaluatedMoney | EvaluatedIndicator]:
        """Everything that carries points: the execution rate first, then the indicators."""
        yield self.total
        yield from self.indicators

    @property
    def points(self) -> Decimal | None:
        """The points there are to win in all; None where some 分值 is unknown."""
        known = [one.points for one in self.scored if one.points is not None]
        return sum(known, Decimal(0)) if len(known) == len(self.indicators) + 1 else None

    @property
    def score_so_far(self) -> Decimal:
        """The sum of the scores there are."""
        return sum((one.score for one in self.scored if one.score is not None), Decimal(0))


_CARRIED = re.compile(r"结转|结余")
_OTHER_BUDGETS = re.compile(r"政府性基金|国有资本|社保|社会保险|财政专户")
_FISCAL = re.compile(r"财政|预算|拨款|政府性基金|国有资本")
_NOT_FISCAL = re.compile(r"非财政|财政专户|其他")
Money = TypeVar("Money", MonitoredMoney, EvaluatedMoney)


def monitored_by_fund(
    total: MonitoredMoney, funds: Sequence[FundSource]
) -> tuple[MonitoredMoney, MonitoredMoney]:
    """Share the total between 本年一般公共预算拨款 and 其他资金."""
    public, other = _share(total, MonitoredMoney(), funds, ("public", "other"), _kind_monitored)
    return public, other


def evaluated_by_fund(
    total: EvaluatedMoney, funds: Sequence[FundSource]
) -> tuple[EvaluatedMoney, EvaluatedMoney, EvaluatedMoney]:
    """Share the total among 当年财政拨款, 上年结转资金 and 其他资金; points stay with the total."""
    whole = replace(total, points=None, score=None)
    kinds = ("fiscal", "carried", "other")
    fiscal, carried, other = _share(whole, EvaluatedMoney(), funds, kinds, _kind_evaluated)
    return fiscal, carried, other


def _share(
    total: Money,
    nothing: Money,
    funds: Sequence[FundSource],
    kinds: tuple[str, ...],
    kind_of: Callable[[str], str],
) -> list[Money]:
    amounts: dict[str, Decimal] = {}
    for fund in funds:
        if fund.amount:
            kind = kind_of(fund.name)
            amounts[kind] = amounts.get(kind, Decimal(0)) + fund.amount
    if len(amounts) == 1:
        return [total if kind in amounts else nothing for kind in kinds]
    return [
        replace(nothing, original_budget=amounts[kind]) if kind in amounts else nothing
        for kind in kinds
    ]


def _kind_monitored(name: str) -> str:
    is_elsewhere = _CARRIED.search(name) or _OTHER_BUDGETS.search(name)
    return "other" if is_elsewhere or not _is_fiscal(name) else "public"


def _kind_evaluated(name: str) -> str:
    if _CARRIED.search(name):
        return "carried"
    return "fiscal" if _is_fiscal(name) else "other"


def _is_fiscal(name: str) -> bool:
    return bool(_FISCAL.search(name)) and not _NOT_FISCAL.search(name)
