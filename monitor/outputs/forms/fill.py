"""The official forms, filled with everything the store knows, for one project, a unit, or all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.domain.errors import WrongUse
from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.domain.plan import Plan, Project
from monitor.domain.scores import Note, suggest_likelihood
from monitor.follow_up.causes import cause_words, explain_note, list_notes
from monitor.outputs.forms.monitoring import write_monitoring_forms
from monitor.outputs.forms.records import (
    EvaluatedIndicator,
    EvaluatedMoney,
    MonitoredIndicator,
    MonitoredMoney,
    MonitoringForm,
    SelfEvaluationForm,
    evaluated_by_fund,
    monitored_by_fund,
)
from monitor.outputs.forms.self_evaluation import write_self_evaluation_forms
from monitor.outputs.lists.flagged import footer
from monitor.review.listing import (
    ALL,
    ListRequest,
    find_projects,
    review_indicators_of,
    review_page,
)
from monitor.review.months import MonthView
from monitor.review.plan import load_plan
from monitor.review.scores import Evaluation, evaluate_page
from monitor.store.database import Store
from monitor.words.catalogue import PAPER, say

FORMS = ("monitoring-form", "self-evaluation")


@dataclass(frozen=True, slots=True)
class _Sources:
    """What a form is filled from; indicators and notes by project code."""

    view: MonthView
    plans: Mapping[str, Project]
    indicators: Mapping[str, Sequence[IndicatorMonth]]
    notes: Mapping[tuple[str, str], Note]


def write_forms(
    store: Store,
    form: str,
    month: Month,
    *,
    unit_code: str | None = None,
    project_code: str | None = None,
    one_sheet: bool = False,
    known: str | None = None,
) -> bytes:
    """Return a workbook of ``monitoring-form`` or ``self-evaluation``, a sheet per project.

    ``known`` says as of when, for a workbook that goes out together with others.
    Raises ``WrongUse`` for another form, a year without a plan, or an unknown project.
    """
    if form not in FORMS:
        raise WrongUse("form_unknown", found=form)
    sources = _gather(store, month, unit_code, project_code)
    rows = [row for row in sources.view.projects if unit_code in (None, row.unit_code)]
    if not rows:
        raise WrongUse("project_not_found", year=month.year, code=project_code)
    note = footer(sources.view, known=known)
    if form == "monitoring-form":
        forms = [_monitoring(row, sources) for row in rows]
        return write_monitoring_forms(forms, month=month, footer=note, one_sheet=one_sheet)
    evaluated = evaluate_page(store, month, [row.project_code for row in rows])
    scores = {each.project.project_code: each for each in evaluated}
    evaluations = [_evaluation(row, scores[row.project_code], sources) for row in rows]
    return write_self_evaluation_forms(
        evaluations, fiscal_year=month.year, month=month, footer=note, one_sheet=one_sheet
    )


def _gather(
    store: Store, month: Month, unit_code: str | None, project_code: str | None
) -> _Sources:
    if project_code is None:
        codes = find_projects(store, month, unit_code, ListRequest(page_size=ALL)).codes
    else:
        codes = [project_code]
    view = review_page(store, month, unit_code, codes)
    units = dict.fromkeys(row.unit_code for row in view.projects)
    plans: list[Plan | None] = [load_plan(store, month.year, unit) for unit in units]
    return _Sources(
        view=view,
        plans={
            project.project_code: project
            for plan in plans
            if plan is not None
            for project in plan.projects
        },
        indicators=_by_project(review_indicators_of(store, month, codes)),
        notes=list_notes(store, month, unit_code=unit_code),
    )


def _by_project(rows: Sequence[IndicatorMonth]) -> dict[str, list[IndicatorMonth]]:
    found: dict[str, list[IndicatorMonth]] = defaultdict(list)
    for row in rows:
        found[row.project_code].append(row)
    return found


def _monitoring(row: ProjectMonth, sources: _Sources) -> MonitoringForm:
    plan = sources.plans[row.project_code]
    total = MonitoredMoney(
        row.original_budget,
        row.revised_budget,
        row.spent,
        row.execution_rate,
        row.forecast_amount,
    )
    public, other = monitored_by_fund(total, plan.funds)
    return MonitoringForm(
        project_code=row.project_code,
        project_name=row.project_name,
        unit_code=row.unit_code,
        unit_name=row.unit_name,
        total=total,
        public_budget=public,
        other_funds=other,
        goal=plan.goal,
        indicators=tuple(
            _monitored(each, sources.notes.get((row.project_code, each.indicator_key)))
            for each in sources.indicators.get(row.project_code, ())
        ),
    )


def _monitored(row: IndicatorMonth, note: Note | None) -> MonitoredIndicator:
    """A stated likelihood speaks before the suggested one."""
    suggested = suggest_likelihood(row)
    likelihood = (note.likelihood if note else "") or (suggested.value if suggested else "")
    return MonitoredIndicator(
        level1=row.level1,
        level2=row.level2,
        level3=row.level3,
        target_text=row.target_text,
        result=row.result_text or "",
        expected=note.expected if note else "",
        causes=cause_words(note) if note else (),
        explanation=note.explanation if note else "",
        likelihood=say(PAPER, f"likelihood.{likelihood}") if likelihood else "",
        remark=note.remark if note else "",
    )


def _evaluation(row: ProjectMonth, evaluation: Evaluation, sources: _Sources) -> SelfEvaluationForm:
    plan, project = sources.plans[row.project_code], evaluation.project
    total = EvaluatedMoney(
        row.original_budget,
        row.revised_budget,
        row.spent,
        project.points_execution,
        row.execution_rate,
        project.execution_score,
    )
    this_year, carried, other = evaluated_by_fund(total, plan.funds)
    results = {
        each.indicator_key: each.result_text or ""
        for each in sources.indicators.get(row.project_code, ())
    }
    whole = sources.notes.get((row.project_code, ""))
    return SelfEvaluationForm(
        project_code=row.project_code,
        project_name=row.project_name,
        unit_code=row.unit_code,
        unit_name=row.unit_name,
        total=total,
        this_year=this_year,
        carried_over=carried,
        other_funds=other,
        goal=plan.goal,
        achieved=whole.explanation if whole else "",
        indicators=tuple(
            EvaluatedIndicator(
                level1=each.level1,
                level2=each.level2,
                level3=each.level3,
                target_text=each.target_text,
                result=results.get(each.indicator_key, ""),
                points=each.weight,
                score=each.score,
                note=_explained(sources, row.project_code, each.indicator_key),
            )
            for each in evaluation.indicators
        ),
        total_score=project.score,
        grade=say(PAPER, f"grade.{project.grade}") if project.grade else "",
    )


def _explained(sources: _Sources, project_code: str, indicator_key: str) -> str:
    note = sources.notes.get((project_code, indicator_key))
    return explain_note(note) if note else ""
