"""Make a file's facts ready to append: held against the plan, as rows by table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from monitor.domain.findings import Finding, Level
from monitor.intake.budget_changes import known_changes, work_out_changes
from monitor.intake.facts import AdjustmentFact, ResultFact, SpendingFact
from monitor.intake.match import (
    Fact,
    NameMatch,
    PlannedProject,
    Resolved,
    Row,
    match_names,
    resolve_projects,
    resolve_spending,
)
from monitor.intake.match_results import judged_fact, resolve_results, stated_notes
from monitor.intake.other_units import without_other_units
from monitor.intake.plans.as_rows import PlannedIndicator, plan_findings, plan_rows
from monitor.intake.plans.points import points_findings
from monitor.intake.plans.revision import revision_findings
from monitor.intake.start_months import settle_start_months
from monitor.intake.unlisted import unchanged
from monitor.store.reading import ProjectsOf

if TYPE_CHECKING:
    from monitor.domain.plan import Plan
    from monitor.intake.read_file import ReadFile
    from monitor.intake.request import ImportRequest
    from monitor.store.reading import Reading


MOST = 20_000  # projects; a plan with more is not gone through for every file
_BLANKS = "[\\s\\x{85}\\x{a0}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}]+"


def is_large(stored: Reading, fiscal_year: int) -> bool:
    """Say whether a year has more projects than are gone through for every file."""
    return int(stored.ask_value("plan_size", fiscal_year=fiscal_year) or 0) > MOST


def planned_projects(
    stored: Reading, fiscal_year: int, facts: Sequence[Fact]
) -> dict[str, PlannedProject]:
    """Return the projects of the plan by code that facts may be of.

    All of the year; beyond 20,000 those of the units that the facts speak of, by codes or names.
    An unknown code is then compared with these alone.
    """
    projects = None
    if is_large(stored, fiscal_year):
        codes = sorted({fact.project_code for fact in facts if fact.project_code})
        names = {"".join(fact.project_name.split()) for fact in facts if not fact.project_code}
        named = stored.ask(
            "projects_named_in_file",
            _Code,
            fiscal_year=fiscal_year,
            project_codes=codes,
            names=sorted(names),
            blanks=_BLANKS,
        )
        projects = ProjectsOf(fiscal_year, [each.project_code for each in named])
    found = stored.ask(
        "plan_projects",
        PlannedProject,
        projects,
        fiscal_year=fiscal_year,
        unit_code=None,
    )
    return {project.project_code: project for project in found}


@dataclass(frozen=True, slots=True)
class _Code:
    project_code: str


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


def prepare(stored: Reading, request: ImportRequest, reading: ReadFile) -> Prepared:
    """Hold a file against the store's plan; the plan itself is held against its own rules.

    What the person said of the file counts as ``ImportRequest`` has it.
    """
    kind = request.kind
    if kind == "plan":
        return _prepare_plan(stored, reading.plan, request.start_month)
    facts: Sequence[Fact] = [
        *reading.spending,
        *reading.results,
        *reading.adjustments,
        *map(judged_fact, reading.judgements),
    ]
    if not facts:
        return Prepared(findings=_nothing_found(reading))
    fiscal_year = max(fact.fiscal_year for fact in facts)
    plan = planned_projects(stored, fiscal_year, facts)
    if not plan and not is_large(stored, fiscal_year):
        values = {"year": str(fiscal_year)}
        return Prepared(findings=(Finding("no_plan_for_year", Level.BLOCKER, values=values),))
    facts, others = without_other_units(facts, plan, reading.units, is_agreed=request.own_unit)
    known, findings = resolve_projects(facts, plan, fiscal_year, by_name=request.by_name)
    if kind == "adjustments":
        resolved = _resolve_adjustments(stored, known, plan, fiscal_year, request.again)
    else:
        resolved = _resolve(stored, kind, known, plan, fiscal_year)
    rows = list(resolved.rows)
    notes = stated_notes(stored, fiscal_year, resolved.notes)
    if kind == "spending" and request.unlisted_unchanged:
        left_out = unchanged(stored, cast("list[SpendingFact]", known), plan)
        rows += left_out.rows
        findings += left_out.findings
    if kind == "results" and notes and not rows:
        findings.append(Finding("results_blank", Level.WARNING, known[0].sheet, known[0].cell))
    units = {plan[fact.project_code].unit_code for fact in known}
    return Prepared(
        rows={_TABLES[kind]: rows, "deviation_notes": notes},
        findings=(*others, *findings, *resolved.findings),
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
    stored: Reading,
    kind: str,
    facts: Sequence[Fact],
    plan: Mapping[str, PlannedProject],
    fiscal_year: int,
) -> Resolved:
    if kind == "spending":
        return resolve_spending(cast("Sequence[SpendingFact]", facts), plan)
    codes = sorted({fact.project_code for fact in facts})
    indicators = stored.ask(
        "plan_indicators",
        PlannedIndicator,
        ProjectsOf(fiscal_year, codes),
        unit_code=None,
    )
    return resolve_results(cast("Sequence[ResultFact]", facts), indicators)


def _resolve_adjustments(
    stored: Reading,
    facts: Sequence[Fact],
    plan: Mapping[str, PlannedProject],
    fiscal_year: int,
    again: str | None,
) -> Resolved:
    codes = sorted({fact.project_code for fact in facts})
    changes = work_out_changes(
        cast("Sequence[AdjustmentFact]", facts),
        known_changes(stored, fiscal_year, ProjectsOf(fiscal_year, codes)),
        {code: plan[code].original_budget for code in codes},
        again=again,
    )
    return Resolved(tuple(changes.rows), tuple(changes.findings))


def _prepare_plan(stored: Reading, plan: Plan | None, start_month: int | None) -> Prepared:
    if plan is None:
        return Prepared()
    findings = list(plan_findings(plan))
    if plan.fiscal_year is None:
        return Prepared(findings=tuple(findings))
    findings += points_findings(stored, plan, plan.fiscal_year)
    known = stored.ask(
        "plan_projects", PlannedProject, fiscal_year=plan.fiscal_year, unit_code=None
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
    start_months = settle_start_months(stored, plan, known, start_month)
    findings += start_months.findings
    rows = plan_rows(plan, plan.fiscal_year, start_months.by_code)
    findings += revision_findings(stored, plan, rows["plan_indicators"])
    return Prepared(
        rows=rows,
        findings=tuple(findings),
        fiscal_year=plan.fiscal_year,
        unit_code=plan.unit_code,
        project_codes=(plan.unit_code, *sorted(given)),
        facts_count=len(plan.projects),
    )
