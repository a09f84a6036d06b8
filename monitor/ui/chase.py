"""The parts of the chase list: a row per project, and the text to each unit."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from monitor.domain.month import Month
from monitor.review.missing_reports import ChaseMessage, Unreported, list_unreported
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.components import amount_cells
from monitor.ui.shell.data import chosen, kept, unit_rows
from monitor.ui.shell.files import logged_download
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Column, Heading, Markup, Row, table
from monitor.words.figures import write_months
from monitor.words.phrases import say_month

MOST_ROWS = 300


def show_chase_table(rows: Sequence[Unreported], units: Mapping[str, int], frame: Frame) -> None:
    """Show who has not reported, by unit; each row leads to its project.

    ``units`` says how many there are of each unit, of which the rows may be only the first.
    """
    columns = (
        Column(frame.say("field.project"), "name"),
        Column(frame.say("field.budget", unit=frame.money), "number"),
        Column(frame.say("chase.since"), "short"),
        Column(frame.say("chase.last_spent", unit=frame.money), "number"),
        Column(frame.say("chase.months"), "number"),
        Column(frame.say("chase.results"), "number"),
    )
    shown = rows[:MOST_ROWS]
    table(columns, list(_lines(shown, units, frame)), frame, key="chase_table")
    if sum(units.values()) > len(shown):
        st.caption(frame.say("chase.most", shown=len(shown)))


def show_messages(messages: Sequence[ChaseMessage], month: Month, frame: Frame) -> None:
    """Show the text to a unit, with a button that copies it, and offer all of them as a file."""
    st.subheader(frame.say("chase.texts"))
    show_notes(frame.say("chase.texts_note"), on_paper=False)
    chosen = messages[0]
    if len(messages) > 1:
        by_code = {each.unit_code: each for each in messages}
        chosen = by_code[
            st.selectbox(
                frame.say("chase.choose"),
                list(by_code),
                key="chase_unit",
                format_func=lambda code: f"{code} {by_code[code].unit_name}",
            )
        ]
    st.code(chosen.text, language=None, wrap_lines=True)
    everything = "\n\n".join(each.text for each in messages)
    name = frame.say("chase.text_file", month=month)
    st.download_button(
        frame.say("chase.download_text"),
        logged_download(name, lambda: everything.encode("utf-8-sig"), frame),
        name,
        "text/plain",
        on_click="ignore",
    )


def _lines(
    rows: Sequence[Unreported], units: Mapping[str, int], frame: Frame
) -> Iterator[Row | Heading]:
    budgets = amount_cells((row.revised_budget for row in rows), frame)
    spent = amount_cells((row.last_spent for row in rows), frame)
    shown = ""
    for row, *amounts in zip(rows, budgets, spent, strict=True):
        if len(units) > 1 and row.unit_code != shown:
            shown = row.unit_code
            name = f"{row.unit_code} {row.unit_name}"
            yield Heading(frame.say("chase.unit", name=name, count=units[shown]))
        yield _row(row, (amounts[0], amounts[1]), frame)


def _row(row: Unreported, amounts: tuple[str | None, str | None], frame: Frame) -> Row:
    last = row.last_reported_month
    name = Markup(
        f"{html.escape(row.project_name)}<br>"
        f'<span class="em-code">{html.escape(row.project_code)}</span>'
    )
    return Row(
        (
            name,
            amounts[0],
            say_month(frame.language, Month(row.fiscal_year, last))
            if last
            else frame.say("chase.never"),
            amounts[1],
            write_months(row.months_missing, frame.language),
            str(row.missing_results) if row.missing_results else frame.say("chase.no_results"),
        ),
        opens=row.project_code,
    )


def crowd_unreported(frame: Frame) -> tuple[list[Unreported], dict[str, int]]:
    """Return the first who have not reported the month, and how many there are of each unit."""
    month, unit = chosen(frame), frame.unit_code
    first = kept(
        lambda: list_unreported(frame.store, month, unit_code=unit, most=MOST_ROWS),
        frame,
        "unreported",
    )
    counts = {
        each.unit_code: each.not_reported_count
        for each in unit_rows(frame)
        if unit in (None, each.unit_code) and each.not_reported_count
    }
    return first, counts
