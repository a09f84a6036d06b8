"""The parts of the chase list: a row per project, and the text to each unit."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from monitor.domain.month import Month
from monitor.review.listing import ListPage
from monitor.review.missing_reports import Unreported, list_unreported, write_messages
from monitor.review.months import UnitRow
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.components import amount_cells
from monitor.ui.shell.data import chosen, kept, offer_pages, page_asked, unit_rows
from monitor.ui.shell.files import logged_download
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Column, Heading, Markup, Row, table
from monitor.words.figures import write_months
from monitor.words.phrases import say_month

PAGE_ROWS = 300


def units_missing(frame: Frame) -> list[UnitRow]:
    """Return the units in view with projects that have not reported the month, by their codes."""
    found = (
        each
        for each in unit_rows(frame)
        if frame.unit_code in (None, each.unit_code) and each.not_reported_count
    )
    return sorted(found, key=lambda each: each.unit_code)


def show_chase_table(units: Sequence[UnitRow], frame: Frame) -> None:
    """Show a page of who has not reported, by unit; each row leads to its project."""
    month, store, unit, page = chosen(frame), frame.store, frame.unit_code, page_asked()
    rows = kept(
        lambda: list_unreported(
            store, month, unit_code=unit, most=PAGE_ROWS, skipped=page * PAGE_ROWS
        ),
        frame,
        "unreported",
        page,
    )
    keys = tuple((row.project_code,) for row in rows)
    found = ListPage(keys, sum(each.not_reported_count for each in units))
    offer_pages(found, frame, key="chase", page_size=PAGE_ROWS)
    columns = (
        Column(frame.say("field.project"), "name"),
        Column(frame.say("field.budget", unit=frame.money), "number"),
        Column(frame.say("chase.since"), "short"),
        Column(frame.say("chase.last_spent", unit=frame.money), "number"),
        Column(frame.say("chase.months"), "number"),
        Column(frame.say("chase.results"), "number"),
    )
    counts = {each.unit_code: each.not_reported_count for each in units}
    table(columns, list(_lines(rows, counts, frame)), frame, key="chase_table")


def show_messages(units: Sequence[UnitRow], frame: Frame) -> None:
    """Show the text to a unit, with a button that copies it, and offer all of them as a file."""
    st.subheader(frame.say("chase.texts"))
    show_notes(frame.say("chase.texts_note"), on_paper=False)
    code = units[0].unit_code
    if len(units) > 1:
        names = {each.unit_code: each.unit_name for each in units}
        code = st.selectbox(
            frame.say("chase.choose"),
            list(names),
            key="chase_unit",
            format_func=lambda code: f"{code} {names[code]}",
        )
    st.code(_texts(code, frame), language=None, wrap_lines=True)
    name = frame.say("chase.text_file", month=chosen(frame))
    st.download_button(
        frame.say("chase.download_text"),
        logged_download(name, lambda: _texts(frame.unit_code, frame).encode("utf-8-sig"), frame),
        name,
        "text/plain",
        on_click="ignore",
    )


def _texts(unit_code: str | None, frame: Frame) -> str:
    """Write the texts to a unit, or to all of them, one after the other."""
    rows = list_unreported(frame.store, chosen(frame), unit_code=unit_code)
    messages = write_messages(rows, frame.language, frame.money)
    return "\n\n".join(each.text for each in messages)


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
