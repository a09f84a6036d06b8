"""From judged months to what charts are drawn from; only the forecast's path is worked out here."""

from __future__ import annotations

from typing import Literal

from monitor.domain.judged import ProjectMonth


def shown_light(project: ProjectMonth) -> str:
    """Return what the badge shows: overspent, a light, or the state when nothing is judged."""
    if project.is_overspent:
        return "overspent"
    return project.light or project.state


Light = Literal[
    "red",
    "yellow",
    "green",
    "blue",
    "overspent",
    "not_reported",
    "no_plan",
    "zero_budget",
]


def badge_light(row: ProjectMonth) -> str:
    """Return the badge of the spending: a project not reported stays so whatever its indicators."""
    if row.state == "not_reported" and not row.is_overspent:
        return "not_reported"
    shown = shown_light(row)
    return "green" if shown == "reported" else shown
