"""Causes and likelihoods on the project page: what stands, and a form to add to it."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

import streamlit as st

from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.domain.scores import Cause, Likelihood, Note, suggest_likelihood
from monitor.follow_up.causes import NewNote, add_note, list_notes
from monitor.ui.shell.captions import local_time, show_notes
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Column, Markup, Row, table
from monitor.words.figures import write_month


def show_deviations(row: ProjectMonth, indicators: Sequence[IndicatorMonth], frame: Frame) -> None:
    """Show what was stated about the project and its indicators, and take a new statement."""
    month = Month(row.fiscal_year, row.month)
    notes = list_notes(frame.store, month, project_code=row.project_code)
    st.subheader(frame.say("deviation.title"))
    if notes:
        _show_notes(notes, indicators, frame)
    else:
        st.caption(frame.say("deviation.none"))
    if frame.may("note"):
        with st.expander(frame.say("deviation.add")):
            _take_note(month, row, indicators, frame)
    else:
        show_notes(frame.say("not_allowed_note"), on_paper=False)


def _show_notes(
    notes: Mapping[tuple[str, str], Note], indicators: Sequence[IndicatorMonth], frame: Frame
) -> None:
    names = {each.indicator_key: each.level3 for each in indicators}
    columns = (
        Column(frame.say("field.indicator"), "name"),
        Column(frame.say("deviation.cause")),
        Column(frame.say("deviation.likelihood")),
        Column(frame.say("deviation.explanation"), "long"),
        Column(frame.say("field.who")),
    )
    rows = [_note_row(note, names, frame) for note in notes.values()]
    table(columns, rows, frame, key="deviations")


def _note_row(note: Note, names: Mapping[str, str], frame: Frame) -> Row:
    name = names.get(note.indicator_key, frame.say("deviation.whole"))
    month = write_month(note.month, frame.language)
    who = f"{html.escape(note.actor)}<br><small>{local_time(note.noted_at)}</small>"
    text = " ".join(filter(None, (note.explanation, note.remark)))
    return Row(
        (
            Markup(f"{html.escape(name)}<br><small>{month}</small>"),
            "、".join(frame.say(f"cause.{code}") for code in note.cause.split()) or None,
            frame.say(f"likelihood.{note.likelihood}") if note.likelihood else None,
            text or None,
            Markup(who),
        )
    )


def _take_note(
    month: Month, row: ProjectMonth, indicators: Sequence[IndicatorMonth], frame: Frame
) -> None:
    by_key = {each.indicator_key: each for each in indicators}
    key = st.selectbox(
        frame.say("deviation.about"),
        ["", *by_key],
        format_func=lambda key: by_key[key].level3 if key else frame.say("deviation.whole"),
        key=f"deviation_about_{row.project_code}",
    )
    suggested = suggest_likelihood(by_key[key]) if key else None
    with st.form(f"deviation_{row.project_code}_{key}_{month}", clear_on_submit=True):
        causes = st.pills(
            frame.say("deviation.cause"),
            [each.value for each in Cause],
            selection_mode="multi",
            format_func=lambda code: frame.say(f"cause.{code}"),
        )
        explanation = st.text_area(frame.say("deviation.explanation"), max_chars=1000)
        likelihood = st.segmented_control(
            frame.say("deviation.likelihood"),
            [each.value for each in Likelihood],
            format_func=lambda code: frame.say(f"likelihood.{code}"),
        )
        if suggested:  # said, not ticked: what is ticked is a person's word
            words = frame.say(f"likelihood.{suggested}")
            st.caption(frame.say("deviation.suggested", likelihood=words))
        remark = st.text_input(frame.say("deviation.remark"), max_chars=200)
        if st.form_submit_button(frame.say("deviation.save")):
            note = NewNote(
                row.project_code,
                key,
                month,
                " ".join(causes),
                explanation.strip(),
                likelihood or "",
                remark=remark.strip(),
            )
            add_note(frame.store, note, actor=frame.settings.actor)
            st.rerun()
