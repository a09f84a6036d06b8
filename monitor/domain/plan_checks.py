"""What a plan must keep to, whatever file it comes from: milestones, codes, sums of money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from monitor.domain.codes import is_usual_project_code
from monitor.domain.findings import Level
from monitor.domain.plan import FundSource, Milestone

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
