"""Self-evaluation scores: points per group, what is missing, and what would raise them most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.domain.month import Month
from monitor.domain.scores import ScoredIndicator, ScoredProject
from monitor.review.listing import ALL, ListRequest, find_projects, read_list, rows_of
from monitor.store.database import Store


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
    """Return the self-evaluation of every project in a month, in the order of the plan."""
    if project_code is None:
        codes = find_projects(store, month, unit_code, ListRequest(page_size=ALL)).codes
    else:
        codes = [project_code]
    found = evaluate_page(store, month, codes)
    return [each for each in found if unit_code in (None, each.project.unit_code)]


def evaluate_page(store: Store, month: Month, codes: Sequence[str]) -> list[Evaluation]:
    """Return the self-evaluations of the projects named, in the order named."""
    with read_list(store) as reading:
        projects = rows_of(reading, "list_scores", ScoredProject, month, codes)
        indicators = rows_of(reading, "list_scored_indicators", ScoredIndicator, month, codes)
    by_code = {each.project_code: each for each in projects}
    parts: dict[str, list[ScoredIndicator]] = defaultdict(list)
    for indicator in indicators:
        parts[indicator.project_code].append(indicator)
    return [Evaluation(by_code[code], tuple(parts[code])) for code in codes if code in by_code]
