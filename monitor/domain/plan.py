"""What was planned: a unit's projects with their money, milestones and indicators.

Amounts are yuan as ``Decimal``; percentages are percent (25 means 25 %).
Every text is kept as it was written in the source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FundSource:
    """Where part of a project's budget comes from, e.g. 财政资金; yuan."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Milestone:
    """Cumulative share of the budget, in percent, to be spent by the end of a month (1-12)."""

    month: int
    planned_pct: Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One performance indicator with its target as written.

    ``points`` is the indicator's 分值 where the plan states one, else None.
    """

    level1: str
    level2: str
    level3: str
    description: str
    target_text: str
    basis: str = ""
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One project of the plan; ``project_code`` is its key within the fiscal year, always text.

    ``original_budget`` is yuan, or None where the source leaves it blank.
    ``place`` says where in the source it stands (sheet and cell, or table number).
    """

    project_code: str
    project_name: str
    original_budget: Decimal | None
    purpose: str = ""
    goal: str = ""
    office: str = ""
    funds: tuple[FundSource, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """One overall goal of the unit (总体绩效目标)."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SubGoal:
    """One sub-goal (分项绩效目标): its title, target and indicator text.

    Titles are names of projects as the first part of the document writes them,
    which may differ from the project tables.
    """

    title: str
    target: str
    indicator_text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One safeguard measure (工作保障措施)."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A unit's plan for one fiscal year; ``fiscal_year`` is None where the source does not say."""

    unit_code: str
    unit_name: str
    fiscal_year: int | None
    projects: tuple[Project, ...] = ()
    goals: tuple[Goal, ...] = field(default=())
    sub_goals: tuple[SubGoal, ...] = field(default=())
    measures: tuple[Measure, ...] = field(default=())
