"""Rows of other units in a file of one unit: offered to be left out, never taken for its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.domain.findings import Finding, Level
from monitor.intake.match import Fact, PlannedProject

_MOST_NAMED = 5


def without_other_units(
    facts: Sequence[Fact],
    plan: Mapping[str, PlannedProject],
    units: Mapping[str, str],
    *,
    is_agreed: bool,
) -> tuple[list[Fact], list[Finding]]:
    """Leave out the rows of units that the plan does not have; ask first unless that is agreed.

    ``units`` are the units as the file writes them, by project code.
    """
    if not units:
        return list(facts), []
    own = {units[fact.project_code] for fact in facts if _is_known(fact, plan, units)}
    own |= {name for each in plan.values() for name in (each.unit_code, each.unit_name)}
    others = [fact for fact in facts if _is_foreign(fact, plan, units, own)]
    if not others or len(others) == len(facts):
        return list(facts), []
    codes = {fact.project_code for fact in others}
    kept = [fact for fact in facts if fact.project_code not in codes]
    return kept, [_finding(kept, others, units, is_agreed=is_agreed)]


def _is_known(fact: Fact, plan: Mapping[str, PlannedProject], units: Mapping[str, str]) -> bool:
    return fact.project_code in plan and fact.project_code in units


def _is_foreign(
    fact: Fact, plan: Mapping[str, PlannedProject], units: Mapping[str, str], own: set[str]
) -> bool:
    unit = units.get(fact.project_code, "")
    return bool(unit) and fact.project_code not in plan and unit not in own


def _finding(
    kept: Sequence[Fact], others: Sequence[Fact], units: Mapping[str, str], *, is_agreed: bool
) -> Finding:
    names = dict.fromkeys(units[fact.project_code] for fact in others)
    shown = "、".join(list(names)[:_MOST_NAMED]) + "…" * (len(names) > _MOST_NAMED)
    values = {"own": str(len(kept)), "others": str(len(others)), "units": shown}
    first = others[0]
    if is_agreed:
        return Finding("other_units_left", Level.NOTE, first.sheet, first.cell, values)
    return Finding("other_units", Level.BLOCKER, first.sheet, first.cell, values)
