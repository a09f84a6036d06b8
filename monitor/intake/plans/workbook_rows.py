"""The rows of a plan workbook's sheets, one reader per sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from monitor.domain.findings import Finding
from monitor.domain.plan import (
    FundSource,
    Indicator,
    Milestone,
    Project,
    judge_code,
    judge_funds,
    judge_milestones,
    write_milestones,
)
from monitor.intake.files.grid import Value, cell_name
from monitor.intake.sheets import skips
from monitor.intake.sheets.cells import NotANumber, as_text, is_blank, read_number, read_percent
from monitor.intake.sheets.findings import Notes
from monitor.intake.sheets.header import Column
from monitor.intake.sheets.months import read_month
from monitor.intake.sheets.rows import walk, walk_plain
from monitor.intake.sheets.table import Table

Part = TypeVar("Part", bound=FundSource | Milestone | Indicator)


@dataclass(frozen=True, slots=True)
class Owned(Generic[Part]):
    """A part of a project, with the project's code, its row from 0, and the code's cell."""

    project_code: str
    row: int
    cell: str
    part: Part


def read_projects(table: Table) -> list[Project]:
    """Read the projects, in the order of their rows; the same code twice is a finding."""
    projects: dict[str, Project] = {}
    for number, row, code, name in walk(table):
        cell = _code_cell(table, number)
        if code in projects:
            first = projects[code].place.removeprefix(f"{table.sheet.name}!")
            table.notes.add("project_twice", cell, found=f"{code} {name}".strip(), first=first)
            continue
        for strange in judge_code(code):
            table.notes.add(strange, cell, project_code=code)
        purpose, goal, office = _texts(table, number, row, "purpose", "goal", "office")
        projects[code] = Project(
            code,
            name,
            _money(table, number, row, "original_budget"),
            purpose=purpose,
            goal=goal,
            office=office,
            place=f"{table.sheet.name}!{cell}",
        )
    return list(projects.values())


def read_funds(table: Table) -> list[Owned[FundSource]]:
    """Read where the money comes from."""

    def read(number: int, row: list[Value]) -> FundSource | None:
        (name,) = _texts(table, number, row, "fund_name")
        misread = table.misread
        amount = _money(table, number, row, "fund_amount")
        if amount is None:
            if table.misread == misread and not is_blank(name):
                table.notes.add_at("amount_missing", number, _at(table, "fund_amount"), found=name)
            return None
        return FundSource(name, amount)

    return _read_owned(table, read)


def read_milestones(table: Table) -> list[Owned[Milestone]]:
    """Read the planned cumulative percentages; a blank one plans nothing."""

    def read(number: int, row: list[Value]) -> Milestone | None:
        pct = _number(table, number, row, "planned_pct")
        if pct is None:
            return None
        column = _column(table, "month")
        written = table.value(number, row, column)
        month = read_month(written)
        if month is None or month.number is None:
            found = as_text(written)
            table.notes.add_at("month_unreadable", number, column.index, found=found)
            return None
        return Milestone(month.number, pct)

    return _read_owned(table, read)


def read_indicators(table: Table) -> list[Owned[Indicator]]:
    """Read the indicators, every text as written."""

    def read(number: int, row: list[Value]) -> Indicator | None:
        level1, level2, level3 = _texts(table, number, row, "level1", "level2", "level3")
        described = _texts(table, number, row, "description", "target_text", "basis")
        description, target_text, basis = described
        points = _number(table, number, row, "points")
        return Indicator(level1, level2, level3, description, target_text, basis, points)

    return _read_owned(table, read)


def read_texts(table: Table) -> list[tuple[str, ...]]:
    """Read rows of text: title and what stands beside it."""
    names = [one.name for one in table.contract.fields]
    return [_texts(table, number, row, *names) for number, row in walk_plain(table)]


def _read_owned(table: Table, read: Callable[[int, list[Value]], Part | None]) -> list[Owned[Part]]:
    owned = []
    for number, row, code, _ in walk(table):
        part = read(number, row)
        if part is None:
            table.skip(number, skips.NO_AMOUNT, code)
        else:
            owned.append(Owned(code, number, _code_cell(table, number), part))
    return owned


def _texts(table: Table, number: int, row: list[Value], *names: str) -> tuple[str, ...]:
    columns = [table.header.column(name) for name in names]
    for column in columns:
        if column is not None:
            table.is_bad(number, column)
    return tuple(table.text(number, row, column) for column in columns)


def _money(table: Table, number: int, row: list[Value], name: str) -> Decimal | None:
    column = _column(table, name)
    return table.money(number, column, row[column.index])


def _number(table: Table, number: int, row: list[Value], name: str) -> Decimal | None:
    """Read a percentage or a plain number, None for a blank, an absent column or a finding."""
    column = table.header.column(name)
    if column is None or table.is_bad(number, column) or is_blank(row[column.index]):
        return None
    value, is_percent = row[column.index], (number, column.index) in table.sheet.percent
    try:
        if name == "planned_pct":
            return read_percent(value, shown_as_percent=is_percent)
        return read_number(value)
    except NotANumber:
        code = "percent_unreadable" if name == "planned_pct" else "number_unreadable"
        table.notes.add_at(code, number, column.index, found=as_text(value))
        return None


def _column(table: Table, name: str) -> Column:
    return next(column for column in table.header.columns if column.field == name)


def _at(table: Table, name: str) -> int:
    return _column(table, name).index


def _code_cell(table: Table, number: int) -> str:
    return cell_name((number, _at(table, "project_code")))


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
