"""Tables and lists as HTML that reads on a phone, prints, and leads to a project by a click."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.components.v2 import component

from monitor.domain.badges import is_badge
from monitor.domain.judged import ProjectMonth
from monitor.ui.shell.frame import Frame, project_link
from monitor.words.figures import ABSENT
from monitor.words.phrases import say_badge, say_results_short

_rows = component(
    "rows",
    html='<div class="em-rows"></div>',
    js="""
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".em-rows");
  if (root.dataset.said !== data.html) {
    root.innerHTML = data.html;
    root.dataset.said = data.html;
  }
  root.onclick = (event) => {
    const pick = event.target.closest("[data-pick]");
    if (pick) {
      setTriggerValue("picked", pick.dataset.pick);
      return;
    }
    const link = event.target.closest("[data-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("opened", link.dataset.open);
  };
  root.onkeydown = (event) => {
    if (event.key === "Enter" && event.target.matches("tr[data-open]")) event.target.click();
  };
}
""",
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that is safe as it stands; everything else is escaped."""

    text: str


Cell = str | Markup | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, and ``kind`` number, text, long or badge for how it is set."""

    header: str
    kind: str = "text"
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over the rows that follow it."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; ``opens`` is the project code its click leads to, blank for none.

    ``below`` is a sentence over the whole width under the cells.
    """

    cells: tuple[Cell, ...]
    opens: str = ""
    below: str | Markup = ""


def badge(name: str, frame: Frame) -> Markup:
    """Return a badge as its sign and word on its own muted fill; other states are a word alone."""
    words = html.escape(say_badge(frame.language, name))
    if not is_badge(name):
        return Markup(f'<span class="em-badge">{words}</span>')
    colour = name.replace("_", "-")
    style = f"background:var(--em-{colour}-fill);color:var(--em-{colour}-text)"
    return Markup(f'<span class="em-badge" style="{style}">{words}</span>')


def marks_of(row: ProjectMonth, frame: Frame) -> Markup:
    """Return a project's badge, and beside it how many of its results fall short."""
    first = badge(row.badge, frame).text
    short = say_results_short(frame.language, row.indicators_red)
    if not short:
        return Markup(first)
    return Markup(f'{first} <span class="em-results-short">{html.escape(short)}</span>')


def pick_button(words: str, value: str) -> Markup:
    """Return a button inside a table; a click makes ``table`` answer with its value."""
    return Markup(
        f'<button type="button" class="em-pick" data-pick="{html.escape(value)}">'
        f"{html.escape(words)}</button>"
    )


def table(
    columns: Sequence[Column],
    rows: Iterable[Row | Heading],
    frame: Frame,
    *,
    key: str,
    caption: str = "",
) -> str | None:
    """Show a table; a click on a row that opens a project goes there.

    Returns the value of the button inside it that was just clicked, None for none.
    """
    heads = "".join(
        f'<th class="em-{column.kind}" title="{html.escape(column.hint)}">'
        f"{html.escape(column.header)}</th>"
        for column in columns
    )
    head = f"<thead><tr>{heads}</tr></thead>" if any(each.header for each in columns) else ""
    body = "".join(
        _row(row, columns) if isinstance(row, Row) else _heading(row, len(columns)) for row in rows
    )
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return show(
        f'<table class="em-table">{title}{head}<tbody>{body}</tbody></table>',
        frame,
        key=key,
    )


def show(markup: str, frame: Frame, *, key: str) -> str | None:
    """Show HTML; ``data-open`` leads to a project, the ``data-pick`` clicked is returned."""
    told = _rows(
        key=key,
        data={"html": markup},
        on_opened_change=lambda: None,
        on_picked_change=lambda: None,
    )
    if told.opened:
        st.switch_page("pages/project.py", query_params=project_link(told.opened, frame))
    return told.picked or None


def _heading(heading: Heading, width: int) -> str:
    return (
        f'<tr class="em-group"><th colspan="{width}" scope="rowgroup">'
        f"{html.escape(heading.text)}</th></tr>"
    )


def _row(row: Row, columns: Sequence[Column]) -> str:
    cells = "".join(
        f'<td class="em-{column.kind}" data-label="{html.escape(column.header)}">{_cell(cell)}</td>'
        for column, cell in zip(columns, row.cells, strict=True)
    )
    opens = f' data-open="{html.escape(row.opens)}"' if row.opens else ""
    focus = ' tabindex="0"' if row.opens else ""
    below = ""
    if row.below:
        said = row.below.text if isinstance(row.below, Markup) else html.escape(row.below)
        sentence = f'<td colspan="{len(columns)}">{said}</td>'
        below = f'<tr class="em-below"{opens}>{sentence}</tr>'
    kind = ' class="em-above"' if row.below else ""
    return f"<tr{kind}{opens}{focus}>{cells}</tr>{below}"


def _cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return f'<div class="em-absent">{ABSENT}</div>'
    return f"<div>{cell.text if isinstance(cell, Markup) else html.escape(cell)}</div>"
