"""What was planned: a unit's projects with their money, milestones and indicators.

Amounts are yuan as ``Decimal``; percentages are percent (25 means 25 %).
Every text is kept as it was written in the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from monitor.domain.findings import Level


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


_PROJECT_CODE = re.compile(r"\d{8}[A-Z][0-9A-Z]{12}", re.ASCII)
_YEAR_DIGITS = slice(6, 8)
_CENTURY = 2000
_LONGEST = 64  # no code is longer

# A code before a name: in brackets, parted from it, or glued to it. A usual project code is one
# whatever follows. Of others, glued on, only five and more digits count, and no counted thing may
# follow: 2023年会议费 is a name.
_COUNTED = "年月日元万亿人次个%"
_BRACKETED = re.compile(r"[(\[【]([0-9][0-9A-Z]{2,})[)\]】]\s*(.*)", re.ASCII | re.DOTALL)
_BARE = re.compile(r"([0-9][0-9A-Z]{2,})()", re.ASCII)

_USUAL = re.compile(
    r"(\d{8}[A-Z][0-9A-Z]{12})(?:[-—–_:\s]+|(?!\d))(?![-—–_:\s])(.+)", re.ASCII | re.DOTALL
)

_PARTED = re.compile(
    rf"([0-9][0-9A-Z]{{2,}})[-—–_:\s]+(?![-—–_:\d\s{_COUNTED}])(.+)", re.ASCII | re.DOTALL
)

_GLUED = re.compile(rf"(\d{{5,}})(?![-\d.,{_COUNTED}])(.+)", re.ASCII | re.DOTALL)

_CODE_BEHIND = re.compile(
    r"(.+?)[(（\[【]\s*([0-9][0-9A-Z]{11,})\s*[)）\]】]", re.ASCII | re.DOTALL
)
_LEAST_CODE = 12  # a shorter number before a name may be a unit, a year, a count


def is_usual_project_code(code: str) -> bool:
    """Say whether a project code has the usual 21 characters; other lengths exist."""
    return _PROJECT_CODE.fullmatch(code) is not None


def fiscal_year_of(project_code: str) -> int | None:
    """Tell the year that digits 7 and 8 of a usual project code stand for, None for others."""
    if not is_usual_project_code(project_code):
        return None
    return _CENTURY + int(project_code[_YEAR_DIGITS])


def split_code_name(text: str) -> tuple[str, str]:
    """Split 131001曹妃甸区人民政协办公室本级 into code and name.

    The code is blank where the text begins with none; the name is blank where it is all code.
    Full-width digits and letters of the code are folded, the name stays as written.
    """
    stripped = text.strip()
    folded = "".join(map(_fold, stripped[:_LONGEST])) + stripped[_LONGEST:]
    for shape in (_BRACKETED, _BARE, _USUAL, _PARTED, _GLUED):
        found = shape.fullmatch(folded)
        if found is not None:
            return found[1], stripped[found.start(2) :].strip()
    return "", stripped


def split_project(written: str) -> tuple[str, str]:
    """Split a project's code from its name, where it stands before or in brackets behind.

    The code is blank where none stands that can only be a project's.
    """
    code, name = split_code_name(written)
    if is_usual_project_code(code) or len(code) >= _LEAST_CODE:
        return code, name
    behind = _CODE_BEHIND.fullmatch(written.strip())
    return (behind[2], behind[1].strip()) if behind else ("", written.strip())


def _fold(character: str) -> str:
    """Fold a full-width character where one character stands for one, so that places agree."""
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


LEVELS = {
    "plan_months_order": Level.BLOCKER,
    "plan_milestones_fall": Level.BLOCKER,
    "plan_milestones_end": Level.BLOCKER,
    "plan_milestones_flat": Level.WARNING,
    "plan_funds_sum": Level.WARNING,
    "plan_code_unusual": Level.NOTE,
}

_WHOLE = Decimal(100)
_TOLERANCE = Decimal("0.1")


def judge_milestones(milestones: Sequence[Milestone]) -> list[str]:
    """Name what is wrong with milestones: they must rise month by month and end at 100 %.

    One answer at most for each of order, rise and end; the end has a tolerance of 0.1.
    """
    if not milestones:
        return []
    steps = list(pairwise(milestones))
    if any(later.month <= earlier.month for earlier, later in steps):
        return ["plan_months_order"]
    wrong = []
    rises = [later.planned_pct - earlier.planned_pct for earlier, later in steps]
    if min([milestones[0].planned_pct, *rises]) < 0:
        wrong.append("plan_milestones_fall")
    elif 0 in rises:
        wrong.append("plan_milestones_flat")
    if abs(milestones[-1].planned_pct - _WHOLE) > _TOLERANCE:
        wrong.append("plan_milestones_end")
    return wrong


def write_milestones(milestones: Iterable[Milestone]) -> str:
    """Write milestones for a sentence: 3 → 25%, 6 → 50%."""
    return ", ".join(f"{each.month} → {each.planned_pct:f}%" for each in milestones)


def judge_funds(budget: Decimal | None, funds: Sequence[FundSource]) -> dict[str, Decimal]:
    """Return sum and budget in yuan where the sources do not add up to it, to the fen."""
    total = sum((fund.amount for fund in funds), Decimal(0))
    if budget is None or not funds or total == budget:
        return {}
    return {"funds": total, "budget": budget}


def judge_code(project_code: str) -> list[str]:
    """Name what is strange about a project code: not the usual 21 characters."""
    return [] if is_usual_project_code(project_code) else ["plan_code_unusual"]
