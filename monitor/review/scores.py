"""Self-evaluation scores: points per group, what is missing, and what would raise them most."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from monitor.domain.month import Month
from monitor.domain.scores import ScoredIndicator, ScoredProject
from monitor.store.database import Store
from monitor.store.reading import fetch


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A project's score with its indicators."""

    project: ScoredProject
    indicators: tuple[ScoredIndicator, ...]

    @property
    def missing(self) -> tuple[ScoredIndicator, ...]:
        """Return the indicators without a result or without a readable target."""
        return tuple(each for each in self.indicators if each.score is None)

    @property
    def best_gains(self) -> tuple[tuple[ScoredIndicator, Decimal], ...]:
        """Return where points are left to gain, the most first."""
        gains = [(each, each.weight - (each.score or Decimal(0))) for each in self.indicators]
        return tuple(sorted((gain for gain in gains if gain[1] > 0), key=lambda gain: -gain[1]))


def evaluate(
    store: Store, month: Month, *, unit_code: str | None = None, project_code: str | None = None
) -> list[Evaluation]:
    """Return the self-evaluation of every project as it stands in a month."""
    scope: dict[str, object] = {
        "fiscal_year": month.year,
        "month": month.number,
        "unit_code": unit_code,
        "project_code": project_code,
    }
    with store.reading() as cursor:
        projects = fetch(cursor, "scored_months", ScoredProject, **scope)
        indicators = fetch(cursor, "scored_indicators", ScoredIndicator, **scope)
    return [
        Evaluation(
            project,
            tuple(each for each in indicators if each.project_code == project.project_code),
        )
        for project in projects
    ]
