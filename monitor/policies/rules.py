"""The rules of judgement: their history, setting them, and taking them back; rows are only added.

A policy holds from its month on, into later years, until one takes effect later.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.domain.policies import Figures, Floor, Rules, find_faults
from monitor.store.rows import now_utc

if TYPE_CHECKING:
    from monitor.store.database import Store
    from monitor.store.reading import Reading
    from monitor.store.transaction import Transaction


FIRST = 0  # the policy that came with the product


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """A policy as set: from which month, by whom, when (UTC) and why, and whether taken back.

    The policy that came with the product has no month: it holds until another does.
    """

    policy_id: int
    effective: Month | None
    rules: Rules
    actor: str
    why: str
    set_at: datetime
    withdrawn_by: str | None
    withdrawn_why: str | None
    withdrawn_at: datetime | None

    @property
    def stands(self) -> bool:
        """Say whether it was not taken back."""
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Draft:
    """Rules that a person considers, to hold from a month on."""

    effective: Month
    rules: Rules


@dataclass(frozen=True, slots=True)
class _Row:
    policy_id: int
    fiscal_year: int
    effective_month: int
    actor: str
    why: str
    set_at: datetime
    withdrawn_by: str | None
    withdrawn_why: str | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class _FloorRow:
    policy_id: int
    month: int
    minimum_rate: Decimal


def list_policies(store: Store) -> list[SetPolicy]:
    """Return every policy ever set, the newest effective month first."""
    with store.reading() as reading:
        return fetch_policies(reading)


def policy_in_force(policies: list[SetPolicy], month: Month) -> SetPolicy:
    """Choose the policy that holds in a month, of a list with the newest first."""
    return next(
        each
        for each in policies
        if each.stands and (each.effective is None or each.effective <= month)
    )


def later_policies(policies: list[SetPolicy], month: Month) -> list[SetPolicy]:
    """Return those that take over after a month, the next one first."""
    later = [each for each in policies if each.stands and each.effective and each.effective > month]
    return later[::-1]


def save_policy(store: Store, draft: Draft, why: str, *, actor: str) -> int | None:
    """Set a policy and return its number; None where the same rules hold already.

    Raises ``WrongUse`` for rules that cannot be, and without a reason.
    """
    refuse_faults(draft.rules)
    if not why.strip():
        raise WrongUse("reason_missing")
    with store.transaction("policy") as transaction:
        policies = fetch_policies(transaction.everything)
        if policy_in_force(policies, draft.effective).rules == draft.rules:
            return None
        policy_id = append_policy(transaction, draft, why.strip(), actor=actor)
        _keep(transaction, draft.effective)
    return policy_id


def withdraw_policy(store: Store, policy_id: int, why: str, *, actor: str) -> None:
    """Take a policy back: the months are judged as if it had not been set.

    Raises ``WrongUse`` for an unknown policy, the first one, one taken back, or no reason.
    """
    with store.transaction("policy") as transaction:
        policies = fetch_policies(transaction.everything)
        found = next((each for each in policies if each.policy_id == policy_id), None)
        if found is None:
            raise WrongUse("policy_unknown", policy=policy_id)
        if found.effective is None:
            raise WrongUse("policy_first_stays")
        if not found.stands:
            raise WrongUse("policy_already_withdrawn", policy=policy_id)
        if not why.strip():
            raise WrongUse("reason_missing")
        row = {
            "withdrawal_id": transaction.next_number("policy_withdrawals", "withdrawal_id"),
            "policy_id": policy_id,
            "actor": actor,
            "why": why.strip(),
            "withdrawn_at": now_utc(),
        }
        transaction.append("policy_withdrawals", [row])
        _keep(transaction, found.effective)


def refuse_faults(rules: Rules) -> None:
    """Raise the first thing that keeps rules from being rules."""
    for fault in find_faults(rules):
        raise fault


def append_policy(transaction: Transaction, draft: Draft, why: str, *, actor: str) -> int:
    """Append a policy with its floors and return its number."""
    policy_id = transaction.next_number("policies", "policy_id")
    row = {
        **asdict(draft.rules.figures),
        "policy_id": policy_id,
        "fiscal_year": draft.effective.year,
        "effective_month": draft.effective.number,
        "actor": actor,
        "why": why,
        "set_at": now_utc(),
    }
    transaction.append("policies", [row])
    floors = [{"policy_id": policy_id, **asdict(each)} for each in draft.rules.floors]
    transaction.append("policy_floors", floors)
    return policy_id


def fetch_policies(reading: Reading) -> list[SetPolicy]:
    """Return every policy ever set, the newest effective month first."""
    floors = reading.ask("policy_floors", _FloorRow)
    rows = reading.ask("policies", _Row)
    figures = reading.ask("policies", Figures)
    return [
        SetPolicy(
            row.policy_id,
            Month(row.fiscal_year, row.effective_month) if row.fiscal_year else None,
            Rules(each, _floors_of(row.policy_id, floors)),
            row.actor,
            row.why,
            row.set_at,
            row.withdrawn_by,
            row.withdrawn_why,
            row.withdrawn_at,
        )
        for row, each in zip(rows, figures, strict=True)
    ]


def _floors_of(policy_id: int, floors: list[_FloorRow]) -> tuple[Floor, ...]:
    return tuple(
        Floor(each.month, each.minimum_rate) for each in floors if each.policy_id == policy_id
    )


def _keep(transaction: Transaction, effective: Month) -> None:
    """Work out anew every year with a plan in which the policy may hold."""
    years = transaction.everything.ask("planned_years", _Year, first=effective.year)
    for each in years:
        transaction.keep(each.fiscal_year)
    transaction.keep()


@dataclass(frozen=True, slots=True)
class _Year:
    fiscal_year: int
