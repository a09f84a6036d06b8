"""Policies and their trials as rows for the terminal: percent, points, yuan; times UTC."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.policies import Figures, Rules
from monitor.policies.rules import SetPolicy
from monitor.policies.trial import Trial, Tried

Record = dict[str, object]


def rules_record(rules: Rules) -> Record:
    """Return rules as data; ratios in percent (60)."""
    figures = {name: getattr(rules.figures, name) for name in Figures.__slots__}
    percent = {name: figures[name] * 100 for name in figures if name.startswith("ratio_")}
    floors = [f"{each.month}={each.minimum_rate.normalize():f}" for each in rules.floors]
    return {**figures, **percent, "floors": floors}


def policy_records(policies: Sequence[SetPolicy], in_force: SetPolicy | None) -> list[Record]:
    """Return a row per policy; ``state`` is in_force, stands or withdrawn."""
    return [
        {
            "policy_id": each.policy_id,
            "effective_month": None if each.effective is None else str(each.effective),
            "state": _state(each, in_force),
            **rules_record(each.rules),
            "actor": each.actor or None,
            "why": each.why or None,
            "set_at": each.set_at if each.effective else None,
            "withdrawn_by": each.withdrawn_by,
            "withdrawn_why": each.withdrawn_why,
            "withdrawn_at": each.withdrawn_at,
        }
        for each in policies
    ]


def trial_record(trial: Trial) -> Record:
    """Return a trial as data, with a row per project that is flagged before or after."""
    return {
        "month": str(trial.month),
        "effective_month": str(trial.draft.effective),
        "is_same": trial.is_same,
        "is_early": trial.is_early,
        "rules": rules_record(trial.draft.rules),
        "flagged_today": trial.flagged_today,
        "flagged_then": trial.flagged_then,
        "newly_flagged": len(trial.having("new")),
        "no_longer_flagged": len(trial.having("gone")),
        "light_changed": len(trial.having("changed")),
        "projects": trial_rows(trial),
    }


def trial_rows(trial: Trial) -> list[Record]:
    """Return a row per project with what the draft does to it; the untouched ones last."""
    return [
        _tried(each) for each in (*trial.having("new", "gone", "changed"), *trial.having("same"))
    ]


def _tried(tried: Tried) -> Record:
    return {
        "project_code": tried.then.project_code,
        "project_name": tried.then.project_name,
        "outcome": tried.outcome,
        "badge_today": tried.today.badge,
        "badge_then": tried.then.badge,
        "is_flagged_today": tried.today.is_flagged,
        "is_flagged_then": tried.then.is_flagged,
    }


def _state(policy: SetPolicy, in_force: SetPolicy | None) -> str:
    if not policy.stands:
        return "withdrawn"
    return "in_force" if policy == in_force else "stands"
