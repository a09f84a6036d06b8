"""The rules of a plan, held against its workbook: what breaks them, and in which cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from monitor.domain.findings import Finding
from monitor.domain.plan import Milestone, Project
from monitor.domain.plan_checks import judge_funds, judge_milestones, write_milestones
from monitor.excel.catalogue import Notes
from monitor.excel.plan_rows import Owned
from monitor.excel.tables import Table


def in_order(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Put milestones in the order of their months; rows of a sheet may stand in any."""
    return tuple(sorted(milestones, key=lambda milestone: milestone.month))


def check_milestones(table: Table, owned: Sequence[Owned[Milestone]]) -> None:
    """Note milestones that break the rule, at the percentage of their project's last month."""
    column = table.header.column("planned_pct")
    by_code: dict[str, list[Owned[Milestone]]] = {}
    for each in owned:
        by_code.setdefault(each.project_code, []).append(each)
    for code, members in by_code.items():
        milestones = in_order(each.part for each in members)
        last = max(members, key=lambda each: (each.part.month, each.row))
        for wrong in judge_milestones(milestones):
            at = column.index if column else 0
            found = f"{code}: {write_milestones(milestones)}"
            table.notes.add_at(wrong, last.row, at, found=found)


def check_funds(projects: Iterable[Project]) -> Iterator[Finding]:
    """Yield budgets that their sources do not add up to, at the project's row."""
    for project in projects:
        if differing := judge_funds(project.original_budget, project.funds):
            sheet, _, cell = project.place.rpartition("!")
            notes = Notes(sheet)
            notes.add("plan_funds_sum", cell, **differing)
            yield from notes.found
