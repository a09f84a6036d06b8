"""An indicator in a table: its name, how its target was read, its result, how far it is."""

from __future__ import annotations

import html

from monitor.domain.judged import IndicatorMonth
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Cell, Markup
from monitor.words.figures import write_month, write_percent
from monitor.words.phrases import write_doubts, write_due, write_reading, write_settings


def shown_state(row: IndicatorMonth) -> str:
    """Return the light, or the state where nothing is judged."""
    return row.light or row.state


def name_cell(row: IndicatorMonth) -> Markup:
    """Return the indicator's name with its description below."""
    text = html.escape(row.level3)
    if row.description and row.description != row.level3:
        text += f"<br><small>{html.escape(row.description)}</small>"
    return Markup(text)


def project_cell(row: IndicatorMonth) -> Markup:
    """Return the project an indicator belongs to."""
    return Markup(f"<small>{html.escape(row.project_name)}</small>")


def reading_cell(row: IndicatorMonth, frame: Frame) -> Markup:
    """Return how the target was read, when it is due, and why it may want a look."""
    text = html.escape(write_reading(row, frame.language))
    notes = [write_due(row, frame.language)]
    if row.is_prorated and row.direction == "higher":
        notes.append(frame.say("indicators.prorated"))
    notes += write_settings(row, frame.language)
    text += "".join(f"<br><small>{html.escape(note)}</small>" for note in notes if note)
    doubts = write_doubts(row, frame.language)
    if doubts:
        why = html.escape(" ".join(doubts), quote=True)
        text += f'<br><span class="em-doubt">◆ {frame.say("indicators.check")}: {why}</span>'
    return Markup(text)


def result_cell(row: IndicatorMonth, frame: Frame) -> Cell:
    """Return the month's result, or the last one reported, dated, and whether spending is it."""
    source = f"<br><small>{html.escape(frame.say('feed.from'))}</small>"
    if row.result_text is not None:
        if row.is_from_spending:
            return Markup(f"{html.escape(row.result_text)}{source}")
        return row.result_text
    if row.last_result_text is None or row.last_reported_month is None:
        return None
    month = write_month(row.last_reported_month, frame.language)
    last = frame.say("indicators.last", month=month, text=row.last_result_text)
    text = f"<small>{html.escape(last)}</small>"
    return Markup(f"{text}{source}" if row.is_from_spending else text)


def completion_cell(row: IndicatorMonth) -> Cell:
    """Return how complete the indicator is, as a bar and its figure."""
    if row.completion is None:
        return None
    width = min(max(row.completion, 0), 100)
    bar = (
        f'<span class="em-completion" aria-hidden="true"><i style="width:{width:.1f}%"></i></span>'
    )
    return Markup(f"{bar}{write_percent(row.completion)}")
