"""The parts of the project page."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

import streamlit as st

from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.plan import Plan
from monitor.intake.plans.revision import TargetVersion
from monitor.review.flags import FlagFilter
from monitor.review.history import SpendingHistory
from monitor.review.listing import FOUND, ListRequest, Order
from monitor.review.months import MonthView
from monitor.ui.indicator_cells import result_cell
from monitor.ui.shell.captions import local_time, plain, show_notes
from monitor.ui.shell.components import amount_cells
from monitor.ui.shell.data import chosen as month_of
from monitor.ui.shell.data import find, month_view, projects_in_view
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.link import read_from_link, set_in_link
from monitor.ui.shell.tables import Column, Heading, Markup, Row, badge, marks_of, table
from monitor.words.figures import plain_number, write_amount, write_month, write_percent
from monitor.words.phrases import say_count


def choose_project(frame: Frame) -> tuple[MonthView, ProjectMonth]:
    """Search the month's projects and offer what is found; the one chosen stays in the link."""
    asked = st.query_params.get("project")
    search = _search(frame)
    order: Order = "plan" if search else "urgency"
    page = find(frame, ListRequest(FlagFilter(search=search), order_by=order, page_size=FOUND))
    if page.found > FOUND and search:
        found = f"{page.found:,}"
        st.caption(frame.say("project.find_most", found=found, shown=FOUND))
    codes = [asked, *page.codes] if asked and not search else page.codes
    view = month_view(frame, tuple(dict.fromkeys(codes)))
    by_code = {row.project_code: row for row in view.projects if _is_in_view(row, frame)}
    if asked and not search and asked not in by_code:
        st.warning(frame.say("project.unknown", code=plain(asked)))
    if not by_code:
        st.info(frame.say("project.nothing_found"))
        st.stop()
    read_from_link("project", by_code, next(iter(by_code)))
    chosen = st.selectbox(
        frame.say("project.choose"),
        list(by_code),
        key="project",
        format_func=lambda code: (
            by_code[code].project_name
            if frame.is_narrow
            else f"{by_code[code].project_name}　{code}"
        ),
    )
    set_in_link(project=chosen)
    return view, by_code[chosen]


def _search(frame: Frame) -> str:
    """Offer a search where the list to choose from holds but some of the projects."""
    if projects_in_view(month_of(frame).year, frame) <= FOUND:
        return ""
    return st.text_input(
        frame.say("project.find"), key="project_find", placeholder=frame.say("project.find_hint")
    )


def _is_in_view(row: ProjectMonth, frame: Frame) -> bool:
    return frame.unit_code in (None, row.unit_code)


def show_heading(row: ProjectMonth, frame: Frame) -> None:
    """Show the project's name with its badge, code, unit and office."""
    place = " · ".join(filter(None, (row.project_code, row.unit_name, row.office)))
    st.html(
        f"<h2>{html.escape(row.project_name)} {marks_of(row, frame).text}</h2>"
        f'<p class="em-note">{html.escape(place)}</p>'
    )


def show_project_indicators(rows: Sequence[IndicatorMonth], frame: Frame) -> None:
    """Show the indicators with target, result and light."""
    if not rows:
        return
    st.subheader(frame.say("project.indicators"))
    columns = (
        Column(frame.say("field.light"), "badge-cell"),
        Column(frame.say("field.indicator"), "name"),
        Column(frame.say("field.target")),
        Column(frame.say("field.result")),
        Column(frame.say("field.completion"), "number"),
    )
    table(columns, [_indicator(row, frame) for row in rows], frame, key="project_indicators")


def show_about(plan: Plan | None, row: ProjectMonth, frame: Frame) -> None:
    """Show goal, purpose, fund sources and milestones as the plan has them."""
    found = (
        [each for each in plan.projects if each.project_code == row.project_code] if plan else []
    )
    if not found:
        return
    project = found[0]
    st.subheader(frame.say("project.about"))
    funds = "；".join(
        f"{fund.name} {write_amount(fund.amount, frame.money)} {frame.money}"
        for fund in project.funds
    )
    milestones = "，".join(
        frame.say(
            "project.milestone",
            month=write_month(milestone.month, frame.language),
            pct=f"{plain_number(milestone.planned_pct)}%",
        )
        for milestone in project.milestones
    )
    said = {
        "project.goal": project.goal,
        "project.purpose": project.purpose,
        "project.funds": funds,
        "project.milestones": milestones,
    }
    rows = [Row((frame.say(key), text)) for key, text in said.items() if text]
    table((Column("", "term"), Column("", "long")), rows, frame, key="project_about")


def show_history(rows: Sequence[SpendingHistory], frame: Frame) -> None:
    """Show every figure ever stated, with batch, file and cell."""
    with st.expander(frame.say("project.history")):
        if not rows:
            st.caption(frame.say("project.history_none"))
            return
        st.caption(frame.say("project.history_note"))
        columns = (
            Column(frame.say("field.month")),
            Column(frame.say("field.amount", unit=frame.money), "number"),
            Column(frame.say("field.basis")),
            Column(frame.say("field.state")),
            Column(frame.say("field.batch"), "number"),
            Column(frame.say("field.file")),
            Column(frame.say("field.place")),
            Column(frame.say("field.who")),
            Column(frame.say("field.when")),
        )
        amounts = amount_cells((row.amount for row in rows), frame)
        lines = [_fact(*each, frame) for each in zip(rows, amounts, strict=True)]
        table(columns, lines, frame, key="project_history")


def _indicator(row: IndicatorMonth, frame: Frame) -> Row:
    name = Markup(
        f"{html.escape(row.level3)}<br><small>{html.escape(row.level1)} · "
        f"{html.escape(row.level2)}</small>"
    )
    return Row(
        (
            badge(row.light or row.state, frame),
            name,
            row.target_text,
            result_cell(row, frame),
            write_percent(row.completion) if row.completion is not None else None,
        )
    )


def _fact(row: SpendingHistory, amount: str | None, frame: Frame) -> Row:
    is_current = row.standing == "current"
    shown = Markup(f"<strong>{amount}</strong>") if is_current else amount
    return Row(
        (
            write_month(row.month, frame.language),
            shown,
            frame.say(f"basis.{row.basis}"),
            frame.say(f"project.{row.standing}"),
            str(row.batch_id),
            row.file_name,
            " ".join(filter(None, (row.sheet, row.cell))),
            frame.say("import.batch.sample_actor") if row.is_sample else row.actor,
            local_time(row.committed_at),
        )
    )


def show_revisions(changed: Sequence[Sequence[TargetVersion]], frame: Frame) -> None:
    """Show old and new targets with their plans; nothing where none changed."""
    if not changed:
        return
    with st.expander(say_count(frame.language, "revision.title", len(changed))):
        show_notes(frame.say("revision.note"))
        columns = (
            Column(frame.say("revision.target"), "name"),
            Column(frame.say("revision.standing"), "short"),
            Column(frame.say("field.batch"), "number"),
            Column(frame.say("field.file")),
            Column(frame.say("field.who")),
            Column(frame.say("field.when")),
        )
        lines = [line for versions in changed for line in _lines(versions, frame)]
        table(columns, lines, frame, key="target_revisions")


def _lines(versions: Sequence[TargetVersion], frame: Frame) -> Iterator[Row | Heading]:
    newest = versions[0]
    yield Heading(" · ".join(dict.fromkeys(filter(None, (newest.level2, newest.level3)))))
    yield from (_line(version, frame) for version in versions)
    if not any(version.standing == "current" for version in versions):
        gone = frame.say("revision.gone", count=newest.results_count)
        yield Row((Markup(f"<small>{html.escape(gone)}</small>"), *[Markup("")] * 5))


def _line(version: TargetVersion, frame: Frame) -> Row:
    is_current = version.standing == "current"
    text = html.escape(version.target_text)
    return Row(
        (
            Markup(f"<strong>{text}</strong>" if is_current else text),
            frame.say(f"revision.{version.standing}"),
            str(version.batch_id),
            version.file_name,
            version.actor,
            local_time(version.committed_at),
        )
    )
