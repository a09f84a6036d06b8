"""The plan page: figures, projects with money and milestones, goals, measures, findings."""

from __future__ import annotations

import html
from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from monitor.domain.findings import Finding
from monitor.domain.judged import BatchRow
from monitor.domain.plan import Plan, Project
from monitor.ui.shell.captions import local_time, show_notes
from monitor.ui.shell.components import (
    Figure,
    amount_cell,
    finding_columns,
    finding_rows,
    show_figures,
)
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Column, Heading, Markup, Row, table
from monitor.words.figures import plain_number, write_amount, write_money, write_month
from monitor.words.phrases import say_count


def lead_plan(plan: Plan, frame: Frame) -> str:
    """Say whose plan it is and what it holds."""
    return frame.say(
        "plan.lead",
        unit=plan.unit_name or plan.unit_code,
        year=plan.fiscal_year,
        projects=say_count(frame.language, "plan.projects_count", len(plan.projects)),
        amount=write_money(total_budget(plan), frame.language, frame.money),
        indicators=say_count(frame.language, "plan.indicators_count", _indicators_count(plan)),
    )


def total_budget(plan: Plan) -> Decimal | None:
    """Sum the original budgets; None when no project states one."""
    stated = [each.original_budget for each in plan.projects if each.original_budget is not None]
    return sum(stated, Decimal(0)) if stated else None


def show_source(batches: Sequence[BatchRow], plan: Plan, frame: Frame) -> None:
    """Say which file the plan came from, and whether there are other units."""
    units = {each.unit_code for each in frame.scope if each.fiscal_year == plan.fiscal_year}
    lines = [
        frame.say(
            "plan.source",
            file=batch.file_name,
            batch=batch.batch_id,
            when=local_time(batch.committed_at),
        )
        for batch in batches
        if (batch.kind, batch.fiscal_year, batch.is_active) == ("plan", plan.fiscal_year, True)
        and batch.unit_code == plan.unit_code
    ][:1]
    if frame.unit_code is None and len(units) > 1:
        lines.append(frame.say("plan.one_of_units", count=len(units)))
    show_notes(*lines)


def show_plan_figures(plan: Plan, frame: Frame) -> None:
    """Show how much the plan holds."""
    goals_note = frame.say(
        "plan.figure.goals_note", sub_goals=len(plan.sub_goals), measures=len(plan.measures)
    )
    budget = write_amount(total_budget(plan), frame.money)
    show_figures(
        [
            Figure(frame.say("plan.figure.projects"), str(len(plan.projects))),
            Figure(frame.say("plan.figure.budget", unit=frame.money), budget),
            Figure(frame.say("plan.figure.indicators"), str(_indicators_count(plan))),
            Figure(frame.say("plan.figure.goals"), str(len(plan.goals)), goals_note),
        ]
    )


def show_plan_findings(findings: Sequence[Finding], frame: Frame) -> None:
    """List what was found in the plan's own file."""
    if not findings:
        show_notes(frame.say("plan.findings_none"))
        return
    with st.expander(say_count(frame.language, "plan.findings", len(findings))):
        rows = finding_rows(findings, frame)
        table(finding_columns(frame), rows, frame, key="plan_findings")


def show_projects(plan: Plan, frame: Frame) -> None:
    """Show the projects with budget, funds, milestones and number of indicators."""
    st.subheader(frame.say("plan.projects"))
    columns = (
        Column(frame.say("plan.project"), "name"),
        Column(frame.say("plan.budget", unit=frame.money), "number"),
        Column(frame.say("plan.funds")),
        Column(frame.say("plan.milestones"), "milestones"),
        Column(frame.say("plan.indicators"), "number"),
    )
    total = Row(
        (
            Markup(f"<strong>{html.escape(frame.say('plan.total'))}</strong>"),
            Markup(f"<strong>{write_amount(total_budget(plan), frame.money)}</strong>"),
            Markup(""),
            Markup(""),
            Markup(f"<strong>{_indicators_count(plan)}</strong>"),
        )
    )
    rows = [*(_project(project, frame) for project in plan.projects), total]
    table(columns, rows, frame, key="plan_projects")


def show_texts(plan: Plan, frame: Frame) -> None:
    """Show each project's goal and purpose as written."""
    lines: list[Row | Heading] = []
    for project in plan.projects:
        said = {"plan.goal": project.goal, "plan.purpose": project.purpose}
        rows = [Row((frame.say(key), text)) for key, text in said.items() if text]
        lines += [Heading(project.project_name), *rows] if rows else []
    if lines:
        with st.expander(frame.say("plan.texts")):
            columns = (Column("", "term"), Column("", "long"))
            table(columns, lines, frame, key="plan_texts")


def show_goals(plan: Plan, frame: Frame) -> None:
    """Show the unit's goals, sub-goals and measures as written."""
    title, text = Column(frame.say("plan.title"), "name"), Column(frame.say("plan.text"), "long")
    _section("plan.goals", (title, text), [(goal.title, goal.text) for goal in plan.goals], frame)
    words = ("plan.sub_goal_target", "plan.sub_goal_indicators")
    sub_columns = (title, *(Column(frame.say(word)) for word in words))
    subs = [(each.title, each.target, each.indicator_text) for each in plan.sub_goals]
    _section("plan.sub_goals", sub_columns, subs, frame)
    measures = [(measure.title, measure.text) for measure in plan.measures]
    _section("plan.measures", (title, text), measures, frame)


def _section(
    key: str, columns: Sequence[Column], rows: Sequence[tuple[str, ...]], frame: Frame
) -> None:
    st.subheader(frame.say(key))
    if rows:
        table(columns, [Row(row) for row in rows], frame, key=key.replace(".", "_"))
    else:
        st.caption(frame.say("plan.texts_none"))


def _project(project: Project, frame: Frame) -> Row:
    name = html.escape(project.project_name)
    code = " · ".join(filter(None, (project.project_code, project.office)))
    funds = "<br>".join(
        f'<span class="em-milestone">{html.escape(fund.name)} '
        f"{write_amount(fund.amount, frame.money)}</span>"
        for fund in project.funds
    )
    return Row(
        (
            Markup(f'{name}<br><span class="em-code">{html.escape(code)}</span>'),
            amount_cell(project.original_budget, frame),
            Markup(funds) if funds else None,
            Markup(_milestones(project, frame)),
            str(len(project.indicators)),
        ),
        opens=project.project_code,
    )


def _milestones(project: Project, frame: Frame) -> str:
    """Write the milestones side by side; none is said in words."""
    if not project.milestones:
        return html.escape(frame.say("plan.milestones_none"))
    said = [
        frame.say(
            "plan.milestone",
            month=write_month(milestone.month, frame.language),
            pct=f"{plain_number(milestone.planned_pct)}%",
        )
        for milestone in project.milestones
    ]
    return " ".join(f'<span class="em-milestone">◆ {html.escape(text)}</span>' for text in said)


def _indicators_count(plan: Plan) -> int:
    return sum(len(project.indicators) for project in plan.projects)
