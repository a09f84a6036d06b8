"""The rows of a plan workbook's sheets, one reader per sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
)
from monitor.domain.targets.cells import join_cells
from monitor.intake.files.grid import Value, cell_name
from monitor.intake.sheets import skips
from monitor.intake.sheets.cells import NotANumber, as_text, is_blank, read_number, read_percent
from monitor.intake.sheets.findings import Notes
from monitor.intake.sheets.header import Column
from monitor.intake.sheets.rows import walk, walk_plain
from monitor.intake.sheets.table import Table

Part = TypeVar("Part", bound=FundSource | Milestone | Indicator)


@dataclass(frozen=True, slots=True)
class Owned(Generic[Part]):
    """A part of a project, with the project's code, its row and column, and the code's cell.

    Rows and columns are counted from 0.
    """

    project_code: str
    row: int
    cell: str
    part: Part
    column: int = 0


def read_projects(table: Table) -> list[Project]:
    """Read the projects, in the order of their rows; the same code twice is a finding.

    In a list of indicators the rows of a project all repeat it.
    """
    projects: dict[str, Project] = {}
    is_list = table.header.column("level3") is not None
    for number, row, code, name in walk(table):
        cell = code_cell(table, number)
        if not code:
            table.notes.add("code_missing", cell, found=name)
            continue
        known = projects.get(code)
        before = dict(table.sums)
        project = _project(table, number, row, (code, name))
        if known is None:
            for strange in judge_code(code):
                table.notes.add(strange, cell, project_code=code)
            projects[code] = project
        else:
            table.sums = before
            if not (is_list and _repeats(project, known)):
                first = known.place.removeprefix(f"{table.sheet.name}!")
                table.notes.add("project_twice", cell, found=f"{code} {name}".strip(), first=first)
    table.rows_taken = len(projects)
    return list(projects.values())


def _project(table: Table, number: int, row: list[Value], who: tuple[str, str]) -> Project:
    purpose, goal, office = _texts(table, number, row, "purpose", "goal", "office")
    return Project(
        *who,
        _money(table, number, row, "original_budget"),
        purpose=purpose,
        goal=goal,
        office=office,
        place=f"{table.sheet.name}!{code_cell(table, number)}",
    )


def _repeats(again: Project, known: Project) -> bool:
    """Say whether a row says nothing of its project but what an earlier one said."""
    said = (again.project_name, again.original_budget, again.goal)
    before = (known.project_name, known.original_budget, known.goal)
    return all(one in {None, "", two} for one, two in zip(said, before, strict=True))


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


def read_indicators(table: Table) -> list[Owned[Indicator]]:
    """Read the indicators, every text as written."""

    def read(number: int, row: list[Value]) -> Indicator | None:
        level1, level2, level3 = _texts(table, number, row, "level1", "level2", "level3")
        description, basis = _texts(table, number, row, "description", "basis")
        target_text = join_cells(
            *_texts(table, number, row, "target_text", "operator", "target_unit")
        )
        points = read_share(table, number, row, table.header.column("points"))
        return Indicator(level1, level2, level3, description, target_text, basis, points)

    return _read_owned(table, read)


def read_texts(table: Table) -> list[tuple[str, ...]]:
    """Read rows of text: title and what stands beside it."""
    names = [one.name for one in table.contract.fields]
    return [_texts(table, number, row, *names) for number, row in walk_plain(table)]


def _read_owned(table: Table, read: Callable[[int, list[Value]], Part | None]) -> list[Owned[Part]]:
    owned = []
    for number, row, code, _ in walk(table):
        if not code:
            continue
        part = read(number, row)
        if part is None:
            table.skip(number, skips.NO_AMOUNT, code)
        else:
            owned.append(Owned(code, number, code_cell(table, number), part))
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


def read_share(
    table: Table, number: int, row: list[Value], column: Column | None
) -> Decimal | None:
    """Read a percentage or points, None for a blank, an absent column or a finding."""
    if column is None or table.is_bad(number, column) or is_blank(row[column.index]):
        return None
    value, is_percent = row[column.index], (number, column.index) in table.sheet.percent
    is_planned = column.field == "planned_pct"
    try:
        if is_planned:
            return read_percent(value, shown_as_percent=is_percent)
        return read_number(value)
    except NotANumber:
        code = "percent_unreadable" if is_planned else "number_unreadable"
        table.notes.add_at(code, number, column.index, found=as_text(value))
        return None


def _column(table: Table, name: str) -> Column:
    return next(column for column in table.header.columns if column.field == name)


def _at(table: Table, name: str) -> int:
    return _column(table, name).index


def code_cell(table: Table, number: int) -> str:
    """Name the cell of a row that says whose it is."""
    column = table.header.column("project_code") or table.header.column("project_name")
    return cell_name((number, column.index if column else 0))


def check_funds(projects: Iterable[Project]) -> Iterator[Finding]:
    """Yield budgets that their sources do not add up to, at the project's row."""
    for project in projects:
        if differing := judge_funds(project.original_budget, project.funds):
            sheet, _, cell = project.place.rpartition("!")
            notes = Notes(sheet)
            notes.add("plan_funds_sum", cell, **differing)
            yield from notes.found
