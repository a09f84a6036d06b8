"""What the charts are drawn from: small records in yuan and percent, None where nothing is known.

Amounts are yuan and percentages percent (25 means 25 %), both ``Decimal``; months are 1-12.
The numbers arrive judged: no rule of plan, gap or badge is computed on this floor.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from monitor.domain.badges import BadgeName, Light, Theme
from monitor.words.catalogue import DEFAULT, Language
from monitor.words.figures import MoneyUnit

Interpolation = Literal["linear", "step"]
State = Literal["reported", "not_reported", "no_plan", "zero_budget", "not_started"]
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure is to look; ``compact`` is for phones, up to about 480 px wide."""

    theme: Theme = "light"
    language: Language = DEFAULT
    unit: MoneyUnit = "万元"
    compact: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What is in view: a fiscal year up to a month, and whose figures (blank: all projects)."""

    fiscal_year: int
    month: int
    subject: str = ""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A month's end on a curve.

    ``spent`` is None where the month was not reported (or has not come yet). ``milestone_pct``
    is given at milestone months only. ``reported_pct`` is the share of the plan's money that is
    reported, None where that goes without saying. ``revised_budget`` draws a line where given.
    """

    month: int
    planned_amount: Decimal | None
    spent: Decimal | None = None
    milestone_pct: Decimal | None = None
    milestone_missed: bool = False
    reported_pct: Decimal | None = None
    revised_budget: Decimal | None = None

    @property
    def is_partial(self) -> bool:
        """Say whether only part of the plan's money is reported."""
        return self.reported_pct is not None and self.reported_pct < _ALL


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """A month's end ahead: the expected amount and the range it lies in."""

    month: int
    expected: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Curve:
    """A year's plan and spending; ``forecast`` starts after the last reported month."""

    points: tuple[CurvePoint, ...]
    forecast: tuple[ForecastPoint, ...] = ()
    interpolation: Interpolation = "linear"
    original_budget: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the execution rate in which a policy gives a light; no end means open."""

    light: Light
    start_pct: Decimal
    end_pct: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RateBar:
    """An execution rate beside its plan; ``execution_rate`` is None where nothing is known.

    ``last_reported_rate`` is what is known from ``last_reported_month`` when the month in view
    was not reported. ``has_badge`` is false where the rate of a whole is shown, not judged.
    """

    badge: BadgeName
    execution_rate: Decimal | None
    planned_pct: Decimal | None
    last_reported_month: int | None = None
    last_reported_rate: Decimal | None = None
    has_badge: bool = True

    @property
    def is_not_reported(self) -> bool:
        """Say whether the month in view was not reported; an overspent project says so first."""
        is_last_known = self.execution_rate is None and self.last_reported_rate is not None
        return self.badge == "not_reported" or (self.badge == "overspent" and is_last_known)


@dataclass(frozen=True, slots=True)
class RankingRow:
    """A project in the month in view; ``gap_pp`` is negative when behind its plan."""

    project_code: str
    project_name: str
    bar: RateBar
    gap_pp: Decimal | None
    zones: tuple[Zone, ...] = ()
    spent: Decimal | None = None
    revised_budget: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GapCell:
    """A project in a month; ``gap_pp`` is given when the state is reported.

    ``badge`` None is for a month whose state says enough.
    """

    project_code: str
    project_name: str
    month: int
    state: State
    gap_pp: Decimal | None = None
    badge: BadgeName | None = None

    @property
    def shown(self) -> BadgeName:
        """Return the badge that stands for the month where it has no gap."""
        if self.badge == "overspent":
            return "overspent"
        return "not_reported" if self.state == "reported" else self.state


@dataclass(frozen=True, slots=True)
class Dot:
    """A project's money against its results; either is None where it is not known."""

    project_code: str
    project_name: str
    execution_rate: Decimal | None
    completion: Decimal | None
    budget: Decimal
