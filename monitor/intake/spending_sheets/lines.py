"""Several rows of one project: its lines, added up when a person says so, or a repetition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from monitor.intake.facts import SpendingFact
from monitor.intake.sheets.sheet_choice import About
from monitor.intake.sheets.table import Table
from monitor.intake.sheets.totals import without_repeats
from monitor.intake.spending_sheets.roles import added_up, tell_lines
from monitor.intake.spending_sheets.stated_beside import row_of

_MOST_SHOWN = 6
Grouped = dict[About, list[SpendingFact]]


def without_lines(
    table: Table, facts: list[SpendingFact], about: Callable[[SpendingFact], About]
) -> list[SpendingFact]:
    """Keep one fact per project and month; lines that some word tells apart are offered to add."""
    groups: Grouped = {}
    for fact in facts:
        groups.setdefault(about(fact), []).append(fact)
    several = [group for group in groups.values() if len(group) > 1]
    if not several:
        return facts
    texts = [tell_lines(table, [row_of(fact.cell) for fact in group]) for group in several]
    if not all(texts):
        return without_repeats(table, facts, about, "project_twice")
    lines = sum(map(len, several))
    projects = len({group[0].project_code or group[0].project_name for group in several})
    values = {"count": lines, "projects": projects, "lines": _shown(several[0], texts[0])}
    if table.asked.overrides.add_lines:
        table.notes.add("lines_added", several[0][0].cell, **values)
        return [_sum(group) for group in groups.values()]
    table.notes.add("project_lines", several[0][0].cell, **values)
    return [group[0] for group in groups.values()]


def _sum(group: list[SpendingFact]) -> SpendingFact:
    if len(group) == 1:
        return group[0]
    return replace(group[0], amount=added_up([fact.amount for fact in group]))


def _shown(group: list[SpendingFact], texts: list[str]) -> str:
    lines = zip(group, texts, strict=True)
    said = [f"{fact.cell} {text} {fact.amount:f}" for fact, text in lines]
    shown = "; ".join(said[:_MOST_SHOWN]) + "; …" * (len(said) > _MOST_SHOWN)
    return f"{group[0].project_code} {group[0].project_name}: {shown}"
