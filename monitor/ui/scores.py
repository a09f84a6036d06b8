"""The parts of the scores page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from monitor.review import counts
from monitor.review.listing import ListRequest
from monitor.review.scores import Evaluation, evaluate_page
from monitor.ui.shell.data import chosen, find, kept, offer_pages, page_asked
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Cell, Column, Markup, Row, table
from monitor.words.figures import round_half_up, write_percent
from monitor.words.leads import lead_scores, say_spread

_GROUPS = ("output", "cost", "benefit", "satisfaction")
_GAINS_SHOWN = 3


def show_score_table(evaluations: Sequence[Evaluation], frame: Frame) -> None:
    """Show a row per project: points by group, total and grade, and what is missing."""
    has_cost = any(each.project.cost_points for each in evaluations)
    groups = [group for group in _GROUPS if group != "cost" or has_cost]
    columns = (
        Column(frame.say("field.project"), "name"),
        Column(frame.say("group.execution"), "number"),
        *(Column(frame.say(f"group.{group}"), "number") for group in groups),
        Column(frame.say("scores.total"), "number"),
        Column(frame.say("scores.grade"), "badge-cell"),
    )
    rows = [_row(each, groups, frame) for each in evaluations]
    table(columns, rows, frame, key="score_table")


def choose_evaluation(evaluations: Sequence[Evaluation], frame: Frame) -> Evaluation | None:
    """Offer one project to look into."""
    by_code = {each.project.project_code: each for each in evaluations}
    chosen = st.selectbox(
        frame.say("scores.look"),
        list(by_code),
        index=None,
        placeholder=frame.say("project.choose"),
        format_func=lambda code: by_code[code].project.project_name,
        key="score_project",
    )
    return by_code.get(chosen) if chosen else None


def show_evaluation(evaluation: Evaluation, frame: Frame) -> None:
    """Show a project's points indicator by indicator."""
    columns = (
        Column(frame.say("field.indicator"), "name"),
        Column(frame.say("field.target")),
        Column(frame.say("scores.points"), "number"),
        Column(frame.say("scores.share"), "number"),
        Column(frame.say("scores.score"), "number"),
    )
    rows = [
        Row(
            (
                Markup(
                    f"{html.escape(each.level3)}<br><small>{html.escape(each.level1)} · "
                    f"{html.escape(each.level2)}</small>"
                ),
                each.target_text,
                _points(each.weight),
                write_percent(each.share_pct) if each.share_pct is not None else None,
                _points(each.score) if each.score is not None else frame.say("scores.open"),
            )
        )
        for each in evaluation.indicators
    ]
    table(columns, rows, frame, key="score_indicators")


def _row(evaluation: Evaluation, groups: Sequence[str], frame: Frame) -> Row:
    project = evaluation.project
    if project.score is None:
        total = frame.say("scores.so_far", score=_points(project.score_so_far))
        grade: Cell = frame.say("scores.incomplete")
    else:
        total, grade = _points(project.score), frame.say(f"grade.{project.grade}")
    return Row(
        (
            project.project_name,
            _of(project.execution_score, project.points_execution),
            *(
                _of(getattr(project, f"{group}_score"), getattr(project, f"{group}_points"))
                for group in groups
            ),
            total,
            grade,
        ),
        opens=project.project_code,
        below=f"{say_spread(project, frame.language)} {_advice(evaluation, frame)}".strip(),
    )


def _advice(evaluation: Evaluation, frame: Frame) -> str:
    """Say what is missing to be complete, or what would raise the score most."""
    if evaluation.missing:
        names = "、".join(each.level3 for each in evaluation.missing)
        suffix = "_one" if len(evaluation.missing) == 1 else ""
        return frame.say(f"scores.missing{suffix}", count=len(evaluation.missing), names=names)
    gains = "、".join(
        frame.say("scores.gain", name=each.level3, points=_points(gain))
        for each, gain in evaluation.best_gains[:_GAINS_SHOWN]
    )
    return frame.say("scores.gains", gains=gains) if gains else frame.say("scores.full")


def _of(score: Decimal | None, points: Decimal | None) -> Cell:
    if points is None:
        return None
    shown = "—" if score is None else _points(score)
    return Markup(f"{shown}<small> / {_points(points)}</small>")


def _points(value: Decimal) -> str:
    return f"{round_half_up(value, 2):.2f}"


def page_of_evaluations(frame: Frame) -> list[Evaluation]:
    """Return a page of self-evaluations, and offer the other pages."""
    page = find(frame, ListRequest(page=page_asked()))
    offer_pages(page, frame, key="scores")
    codes = tuple(page.codes)
    return kept(lambda: evaluate_page(frame.store, chosen(frame), codes), frame, "scores", codes)


def lead_of_scores(frame: Frame) -> str:
    """Say how many self-evaluations are complete and what they average."""
    month = chosen(frame)
    count = kept(
        lambda: counts.count_scores(frame.store, month, frame.unit_code), frame, "score count"
    )
    points = count.score or Decimal(0)
    return lead_scores(month, count.projects_count, count.complete_count, points, frame.language)
