"""What the two official forms hold: records that the writers print cell by cell.

Amounts are yuan, rates percent, points as they are scored; None is absent and leaves its cell
blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

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
