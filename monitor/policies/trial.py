"""Who would be flagged if: a month judged under a draft of the rules, beside what it is today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from monitor.domain.errors import WrongUse
from monitor.domain.judged import Policy, ProjectMonth
from monitor.domain.month import Month
from monitor.policies.rules import (
    Draft,
    SetPolicy,
    append_policy,
    fetch_policies,
    later_policies,
    policy_in_force,
    refuse_faults,
)

if TYPE_CHECKING:
    from monitor.store.database import Store
    from monitor.store.reading import Reading


MOST_TRIED = 3000  # projects judged anew, or read twice, while somebody waits for a page


@dataclass(frozen=True, slots=True)
class Tried:
    """A project's month under the rules in force and under the draft."""

    today: ProjectMonth
    then: ProjectMonth

    @property
    def outcome(self) -> str:
        """Say what the draft does: new, gone, changed, same, or blank where never flagged."""
        if self.today.is_flagged != self.then.is_flagged:
            return "new" if self.then.is_flagged else "gone"
        before, after = ((row.badge, row.indicator_light) for row in (self.today, self.then))
        if before != after:
            return "changed"
        return "same" if self.then.is_flagged else ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a month looks like under a draft; ``today`` and ``then`` are the policies judged by.

    ``is_early`` says that the draft takes effect after the month and was tried there all the same.
    ``later`` are the policies that take over after the draft.
    """

    month: Month
    draft: Draft
    is_same: bool
    is_early: bool
    later: tuple[SetPolicy, ...]
    today: Policy
    then: Policy
    projects: tuple[Tried, ...]

    def having(self, *outcomes: str) -> tuple[Tried, ...]:
        """Return the projects with one of these outcomes, the most severe first."""
        found = [each for each in self.projects if each.outcome in outcomes]
        return tuple(sorted(found, key=_urgency))

    @property
    def flagged_today(self) -> int:
        """Count the projects flagged by the rules in force."""
        return sum(each.today.is_flagged for each in self.projects)

    @property
    def flagged_then(self) -> int:
        """Count the projects the draft would flag."""
        return sum(each.then.is_flagged for each in self.projects)


def try_policy(store: Store, draft: Draft, month: Month, *, unit_code: str | None = None) -> Trial:
    """Judge a month as it would be with the draft saved; nothing is kept.

    A draft that takes effect later is tried in the month all the same. Raises ``WrongUse`` for
    rules that cannot be, and for a year or unit without a plan.
    """
    refuse_faults(draft.rules)
    is_early = draft.effective > month
    tried = replace(draft, effective=month) if is_early else draft
    with store.transaction("policy") as transaction:
        policies = fetch_policies(transaction.everything)
        is_same = policy_in_force(policies, draft.effective).rules == draft.rules
        before = _judged(transaction.committed, month, unit_code)
        if not before[1]:
            raise WrongUse("unit_unknown", year=month.year, unit=unit_code)
        if is_same and not is_early:
            after = before
        else:
            append_policy(transaction, tried, "", actor="")
            after = _judged(transaction.rework(month.year), month, unit_code)
    return Trial(
        month,
        draft,
        is_same,
        is_early,
        tuple(later_policies(policies, draft.effective)),
        before[0],
        after[0],
        tuple(Tried(*pair) for pair in zip(before[1], after[1], strict=True)),
    )


def _judged(
    reading: Reading, month: Month, unit_code: str | None
) -> tuple[Policy, list[ProjectMonth]]:
    """Return the rules of a month and the projects as judged by them."""
    scope: dict[str, object] = {"fiscal_year": month.year, "unit_code": unit_code}
    policies = reading.ask("policy_in_force", Policy, fiscal_year=month.year, month=month.number)
    if not policies:
        raise WrongUse("no_plan_for_year", year=month.year)
    projects = reading.ask(
        "project_months",
        ProjectMonth,
        first_month=month.number,
        last_month=month.number,
        project_code=None,
        **scope,
    )
    return policies[0], projects


def _urgency(tried: Tried) -> tuple[object, ...]:
    worst = max(tried.then.severity, tried.today.severity)
    return (-worst, tried.then.gap_amount or 0, tried.then.project_code)
