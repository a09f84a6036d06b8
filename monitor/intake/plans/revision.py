"""A plan that comes again: what changes under reported results, and every earlier target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.domain.findings import Finding, Level
from monitor.domain.plan import Plan
from monitor.intake.plans.as_rows import PlannedIndicator, Row
from monitor.intake.plans.findings import place_of
from monitor.store.database import Store

if TYPE_CHECKING:
    from monitor.store.reading import Reading


@dataclass(frozen=True, slots=True)
class _Reported:
    project_code: str
    indicator_key: str


@dataclass(frozen=True, slots=True)
class TargetVersion:
    """A target as one plan stated it; ``standing`` is current, replaced or withdrawn; UTC.

    ``results_count`` is the number of months with a result of the indicator, whatever the plan.
    """

    indicator_key: str
    level1: str
    level2: str
    level3: str
    target_text: str
    batch_id: int
    file_name: str
    actor: str
    committed_at: datetime
    results_count: int
    standing: str


@dataclass(frozen=True, slots=True)
class _Counted:
    indicator_key: str
    results_count: int


def revision_findings(stored: Reading, plan: Plan, rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield targets that change, and indicators that disappear, after results were reported.

    ``rows`` are the indicators of the plan that comes in. Results stay with the names of their
    indicators, so a changed target judges them anew and a left-out indicator hides them.
    """
    if plan.fiscal_year is None:
        return
    scope = {"fiscal_year": plan.fiscal_year}
    reported = {
        (each.project_code, each.indicator_key)
        for each in stored.ask("reported_indicators", _Reported, **scope)
    }
    if not reported:
        return
    places = {project.project_code: place_of(project) for project in plan.projects}
    given = {(row["project_code"], row["indicator_key"]): str(row["target_text"]) for row in rows}
    for known in stored.ask("plan_indicators", PlannedIndicator, unit_code=plan.unit_code, **scope):
        key = (known.project_code, known.indicator_key)
        if known.project_code not in places or key not in reported:
            continue
        values = {"name": known.level3, "code": known.project_code, "old": known.target_text}
        sheet, cell = places[known.project_code]
        if key not in given:
            yield Finding("indicator_left_out", Level.WARNING, sheet, cell, values)
        elif _words(given[key]) != _words(known.target_text):
            new = {**values, "new": given[key]}
            yield Finding("target_changed", Level.WARNING, sheet, cell, new)


def target_history(store: Store, year: int, project_code: str) -> list[list[TargetVersion]]:
    """Return the targets that plans stated differently, or no longer state, newest plan first.

    One list per indicator; a plan that repeats the target of the plan before it is left out.
    """
    asked = {"fiscal_year": year, "project_code": project_code}
    with store.reading() as stored:
        changed = _changed(stored.ask("target_history", TargetVersion, **asked))
        if not changed:  # as most are; counting results means to look at all there are
            return []
        counted = stored.ask("results_of_project", _Counted, **asked)
    counts = {each.indicator_key: each.results_count for each in counted}
    return [
        [replace(each, results_count=counts.get(each.indicator_key, 0)) for each in versions]
        for versions in changed
    ]


def _changed(stated: Sequence[TargetVersion]) -> list[list[TargetVersion]]:
    by_key: dict[str, list[TargetVersion]] = {}
    for version in reversed(stated):
        versions = by_key.setdefault(version.indicator_key, [])
        if versions and _words(versions[-1].target_text) == _words(version.target_text):
            if version.standing == "current":
                versions[-1] = version
        else:
            versions.append(version)
    in_order = dict.fromkeys(version.indicator_key for version in stated)
    return [
        versions[::-1]
        for versions in map(by_key.__getitem__, in_order)
        if len(versions) > 1 or versions[-1].standing != "current"
    ]


def _words(text: str) -> str:
    """Return a text without its blanks, which say nothing."""
    return "".join(text.split())
