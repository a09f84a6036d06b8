"""Self-evaluation scores (自评), likelihoods and causes, as the store and people state them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from monitor.domain.judged import IndicatorMonth


class Cause(StrEnum):
    """Causes of deviation (偏差原因), in the order of the official form."""

    FUNDING = "funding"
    SYSTEM = "system"
    STAFF = "staff"
    HARDWARE = "hardware"
    OTHER = "other"


class Likelihood(StrEnum):
    """Likelihood of reaching the target by the year's end (完成目标可能性)."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class ScoredIndicator:
    """One indicator's points; ``score`` is None without a result, which is not 0."""

    project_code: str
    indicator_key: str
    level1: str
    level2: str
    level3: str
    target_text: str
    state: str
    point_group: str
    weight: Decimal
    share_pct: Decimal | None
    score: Decimal | None
    needs_cause: bool | None


@dataclass(frozen=True, slots=True)
class ScoredProject:
    """One project's self-evaluation of 100 points; ``score`` and ``grade`` only when complete.

    ``spread_points`` are those of the groups without indicators, which went to the other groups.
    """

    project_code: str
    project_name: str
    unit_code: str
    unit_name: str
    revised_budget: Decimal | None
    spent: Decimal | None
    execution_rate: Decimal | None
    points_execution: Decimal
    execution_score: Decimal | None
    output_score: Decimal | None
    output_points: Decimal | None
    cost_score: Decimal | None
    cost_points: Decimal | None
    benefit_score: Decimal | None
    benefit_points: Decimal | None
    satisfaction_score: Decimal | None
    satisfaction_points: Decimal | None
    indicators_count: int
    scored_count: int
    open_points: Decimal | None
    score_so_far: Decimal
    is_complete: bool
    score: Decimal | None
    grade: str | None
    spread_points: Decimal = Decimal(0)

    @property
    def empty_groups(self) -> tuple[str, ...]:
        """Return the groups whose points went to the others because they have no indicators."""
        if not self.spread_points:
            return ()
        groups = {
            "output": self.output_points,
            "benefit": self.benefit_points,
            "satisfaction": self.satisfaction_points,
        }
        return tuple(group for group, points in groups.items() if points is None)


@dataclass(frozen=True, slots=True)
class Note:
    """What a person stated about an indicator, or a project where the key is blank."""

    project_code: str
    indicator_key: str
    month: int
    cause: str
    explanation: str
    likelihood: str
    expected: str
    remark: str
    actor: str
    noted_at: datetime


def suggest_likelihood(indicator: IndicatorMonth) -> Likelihood | None:
    """Suggest how likely the target is, from the light; None where nothing was measured.

    On track or met: certain. Watch: possible. Behind: possible while months remain and something
    was achieved, impossible when the year is over or a ceiling is broken.
    """
    if indicator.light in ("green", "blue"):
        return Likelihood.CERTAIN
    if indicator.light == "yellow":
        return Likelihood.POSSIBLE
    if indicator.light != "red":
        return None
    is_over = indicator.month == 12 or indicator.direction in ("lower", "equal")  # noqa: PLR2004 - December
    return Likelihood.IMPOSSIBLE if is_over else Likelihood.POSSIBLE
