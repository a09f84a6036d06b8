"""Make a file's facts ready to append: held against the plan, as rows by table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from monitor.domain.facts import AdjustmentFact, ResultFact, SpendingFact
from monitor.domain.findings import Finding, Level
from monitor.services.plan_points import points_findings
from monitor.services.plan_rows import plan_findings, plan_rows
from monitor.services.planned import is_large, planned_projects
from monitor.services.resolving import (
    Fact,
    NameMatch,
    PlannedProject,
    Resolved,
    Row,
    match_names,
    resolve_adjustments,
    resolve_projects,
    resolve_spending,
    unchanged_rows,
)
from monitor.services.resolving_notes import stated_notes
from monitor.services.resolving_results import PlannedIndicator, judged_fact, resolve_results
from monitor.services.revising import revision_findings
from monitor.store.queries import fetch, fetch_narrowed
from monitor.store.views import narrow_to

if TYPE_CHECKING:
    from monitor.domain.plan import Plan
    from monitor.services.reading_files import ReadFile
    from monitor.store.connection import Cursor


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows by table, ready to append, and what they speak of.

    ``unit_code`` is None when the file speaks of several units.
    """

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    fiscal_year: int | None = None
    months: tuple[int, ...] = ()
    unit_code: str | None = None
    project_codes: tuple[str, ...] = ()
    facts_count: int = 0
    name_matches: tuple[NameMatch, ...] = ()


def prepare(
    cursor: Cursor,
    kind: str,
    reading: ReadFile,
    *,
    unlisted_unchanged: bool = False,
    by_name: bool = False,
) -> Prepared:
    """Hold a file against the store's plan; the plan itself is held against its own rules.

    ``by_name`` is the person's word that projects without a code are meant by their exact name.
    """
    if kind == "plan":
        return _prepare_plan(cursor, reading.plan)
    facts: Sequence[Fact] = [
        *reading.spending,
        *reading.results,
        *reading.adjustments,
        *map(judged_fact, reading.judgements),
    ]
    if not facts:
        return Prepared(findings=_nothing_found(reading))
    fiscal_year = max(fact.fiscal_year for fact in facts)
    plan = planned_projects(cursor, fiscal_year, facts)
    if not plan and not is_large(cursor, fiscal_year):
        values = {"year": str(fiscal_year)}
        return Prepared(findings=(Finding("no_plan_for_year", Level.BLOCKER, values=values),))
    known, findings = resolve_projects(facts, plan, fiscal_year, by_name=by_name)
    resolved = _resolve(cursor, kind, known, plan, fiscal_year)
    rows = list(resolved.rows)
    notes = stated_notes(cursor, fiscal_year, resolved.notes)
    if kind == "spending" and unlisted_unchanged:
        rows += unchanged_rows(cast("list[SpendingFact]", known), plan)
    units = {plan[fact.project_code].unit_code for fact in known}
    return Prepared(
        rows={_TABLES[kind]: rows, "deviation_notes": notes},
        findings=(*findings, *resolved.findings),
        fiscal_year=fiscal_year,
        months=tuple(sorted({fact.month for fact in facts})),
        unit_code=units.pop() if len(units) == 1 else None,
        project_codes=tuple(sorted({str(row["project_code"]) for row in (*rows, *notes)})),
        facts_count=len(rows) + len(notes),
        name_matches=match_names(facts, plan),
    )


_TABLES = {
    "spending": "spending_facts",
    "results": "result_facts",
    "adjustments": "adjustment_facts",
}


def _nothing_found(reading: ReadFile) -> tuple[Finding, ...]:
    """An empty file is a finding of its own, unless its reader has already said why."""
    if any(finding.level is Level.BLOCKER for finding in reading.findings):
        return ()
    return (Finding("nothing_reported", Level.BLOCKER),)


def _resolve(
    cursor: Cursor,
    kind: str,
    facts: Sequence[Fact],
    plan: Mapping[str, PlannedProject],
    fiscal_year: int,
) -> Resolved:
    if kind == "spending":
        return resolve_spending(cast("Sequence[SpendingFact]", facts), plan)
    if kind == "adjustments":
        return resolve_adjustments(cast("Sequence[AdjustmentFact]", facts), plan)
    indicators = fetch_narrowed(
        cursor,
        "plan_indicators",
        PlannedIndicator,
        narrow_to(cursor, fiscal_year, sorted({fact.project_code for fact in facts})),
        fiscal_year=fiscal_year,
        unit_code=None,
    )
    return resolve_results(cast("Sequence[ResultFact]", facts), indicators)


def _prepare_plan(cursor: Cursor, plan: Plan | None) -> Prepared:
    if plan is None:
        return Prepared()
    findings = list(plan_findings(plan))
    if plan.fiscal_year is None:
        return Prepared(findings=tuple(findings))
    findings += points_findings(cursor, plan, plan.fiscal_year)
    known = fetch(
        cursor, "plan_projects", PlannedProject, fiscal_year=plan.fiscal_year, unit_code=None
    )
    given = {project.project_code for project in plan.projects}
    findings += [
        Finding(
            "project_left_out",
            Level.WARNING,
            values={"code": project.project_code, "name": project.project_name},
        )
        for project in known
        if project.unit_code == plan.unit_code and project.project_code not in given
    ]
    findings += [
        Finding(
            "project_of_other_unit",
            Level.BLOCKER,
            values={"code": project.project_code, "unit": project.unit_name},
        )
        for project in known
        if project.unit_code != plan.unit_code and project.project_code in given
    ]
    rows = plan_rows(plan, plan.fiscal_year)
    findings += revision_findings(cursor, plan, rows["plan_indicators"])
    return Prepared(
        rows=rows,
        findings=tuple(findings),
        fiscal_year=plan.fiscal_year,
        unit_code=plan.unit_code,
        project_codes=(plan.unit_code, *sorted(given)),
        facts_count=len(plan.projects),
    )
