"""The report on a unit's month (绩效运行监控报告), every figure as the screen shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from monitor.domain.badges import LIGHTS
from monitor.domain.flags import BEHIND_LIGHTS, Reason
from monitor.domain.judged import ProjectMonth, UnitMonth
from monitor.follow_up.causes import cause_words
from monitor.outputs.letters.month_facts import MonthFacts
from monitor.outputs.letters.notice import amount_of, listed_project
from monitor.outputs.letters.records import (
    LaggingIndicator,
    Report,
    ReportedProject,
    ReportTotal,
    StatedCause,
)
from monitor.outputs.letters.report_text import write_report
from monitor.review.chart_data import portfolio_curve_of, view_of
from monitor.words.catalogue import PAPER, paper, say
from monitor.words.leads import lead_overview

REPORT = paper("report")


def report_of(facts: MonthFacts) -> bytes:
    """Write the report of a unit's month as docx."""
    view = facts.view
    is_reported = view.total.spent is not None
    measured = Counter(
        each.light for each in facts.indicators if each.state == "reported" and each.light
    )
    listed = tuple(listed_project(row, facts) for row in facts.rows)
    return write_report(
        Report(
            month=view.month,
            unit_name=facts.unit_name,
            lead=_lead(facts),
            total=_total(view.total),
            projects=tuple(_project(row) for row in view.projects),
            badges=tuple(view.total.badges.items()),
            picture=_picture(facts) if is_reported else None,
            plan_rule=say(PAPER, f"policy.{view.policy.interpolation}"),
            indicators_count=len(facts.indicators),
            measured=tuple((light, measured[light]) for light in LIGHTS if measured[light]),
            lagging=tuple(_lagging(facts)),
            listed=listed,
            amount=amount_of(list(facts.rows)),
            causes=tuple(_causes(facts)),
            uncaused=tuple(each.project_name for each in listed if not each.cause),
            problems=tuple(_problems(facts)),
            stamp=facts.stamp,
        )
    )


def _lead(facts: MonthFacts) -> str:
    """Open with the sentence of the overview; a month without reports is said plainly."""
    view = facts.view
    if view.total.spent is None:
        return REPORT["not_reported"].format(month=view.month.number)
    return lead_overview(view.month, view.total, PAPER, "万元")


def _picture(facts: MonthFacts) -> bytes:
    # What draws takes a second to load, which only a report needs to wait for.
    from monitor.charts.picture import draw_curve  # noqa: PLC0415 - see above

    return draw_curve(portfolio_curve_of(facts.view, facts.curve), view_of(facts.view))


def _total(total: UnitMonth) -> ReportTotal:
    return ReportTotal(
        original_budget=total.original_budget,
        revised_budget=total.revised_budget,
        spent=total.spent,
        execution_rate=total.execution_rate,
        planned_pct=total.planned_pct,
        gap_pp=total.gap_pp,
        gap_amount=total.gap_amount,
        reported_pct=total.reported_pct,
    )


def _project(row: ProjectMonth) -> ReportedProject:
    return ReportedProject(
        project_name=row.project_name,
        revised_budget=row.revised_budget,
        spent=row.spent,
        execution_rate=row.execution_rate,
        planned_pct=row.planned_pct,
        gap_pp=row.gap_pp,
        gap_amount=row.gap_amount,
        badge=row.badge,
        indicators_red=row.indicators_red,
        indicators_count=row.indicators_count or 0,
        measured_count=row.measured_count or 0,
        lagging_count=row.lagging_count or 0,
        completion=row.completion,
    )


def _lagging(facts: MonthFacts) -> Iterator[LaggingIndicator]:
    for each in facts.indicators:
        if each.light in BEHIND_LIGHTS:
            yield LaggingIndicator(
                project_name=each.project_name,
                name=each.level3,
                target_text=each.target_text,
                result_text=each.result_text or "",
                completion=each.completion,
                light=each.light,
            )


def _causes(facts: MonthFacts) -> Iterator[StatedCause]:
    """Give what was stated, by project and indicator in the order of the plan."""
    keys = [(row.project_code, "", row.project_name, "") for row in facts.view.projects]
    keys += [
        (each.project_code, each.indicator_key, each.project_name, each.level3)
        for each in facts.indicators
    ]
    places = {row.project_code: place for place, row in enumerate(facts.view.projects)}
    for code, key, project, indicator in sorted(keys, key=lambda each: places[each[0]]):
        note = facts.notes.get((code, key))
        if note is None or not (note.cause or note.explanation):
            continue
        likelihood = say(PAPER, f"likelihood.{note.likelihood}") if note.likelihood else ""
        yield StatedCause(project, indicator, cause_words(note), note.explanation, likelihood)


def _problems(facts: MonthFacts) -> Iterator[tuple[str, tuple[str, ...]]]:
    for reason in Reason:
        names = tuple(row.project.project_name for row in facts.rows if reason in row.reasons)
        if names:
            yield say(PAPER, f"reason.{reason}"), names
