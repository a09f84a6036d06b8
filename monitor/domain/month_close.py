"""The close of a month: open until its unit hands it in, then for finance to certify."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from monitor.domain.findings import Finding, Level

State = Literal["open", "submitted", "certified"]
STATES: tuple[State, ...] = get_args(State)
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """A unit's month that is not open."""

    fiscal_year: int
    month: int
    unit_code: str
    unit_name: str
    state: State


@dataclass(frozen=True, slots=True)
class CloseState:
    """How many of the units in view stand where, in one month."""

    open: int
    submitted: int
    certified: int

    @property
    def units(self) -> int:
        """Count the units."""
        return self.open + self.submitted + self.certified

    @property
    def state(self) -> State:
        """Return how far the month is for all of them together."""
        if self.certified == self.units:
            return "certified"
        return "submitted" if not self.open else "open"


def standing_of(states: Iterable[State]) -> CloseState:
    """Count states; of no unit at all the month is open."""
    counted = list(states)
    return CloseState(*(counted.count(state) for state in STATES))


def name_months(months: Iterable[ClosedMonth]) -> str:
    """Name units with their months, alike in every language: 131001 某单位 2023-03、2023-04."""
    by_unit: dict[str, list[str]] = {}
    for each in months:
        name = f"{each.unit_code} {each.unit_name}".strip()
        by_unit.setdefault(name, []).append(f"{each.fiscal_year}-{each.month:02}")
    named = [f"{name} {'、'.join(found)}" for name, found in by_unit.items()]
    more = f" … +{len(named) - _MOST_NAMED}" if len(named) > _MOST_NAMED else ""
    return "; ".join(named[:_MOST_NAMED]) + more


def find_closed(months: Iterable[ClosedMonth]) -> tuple[Finding, ...]:
    """Return what stops a file that would change closed months, a finding per state."""
    barred = list(months)
    certified = [each for each in barred if each.state == "certified"]
    submitted = [each for each in barred if each.state == "submitted"]
    findings = []
    if certified:
        values = {"months": name_months(certified)}
        findings.append(Finding("month_certified", Level.BLOCKER, values=values))
    if submitted:
        values = {"months": name_months(submitted)}
        findings.append(Finding("month_submitted", Level.BLOCKER, values=values))
    return tuple(findings)
