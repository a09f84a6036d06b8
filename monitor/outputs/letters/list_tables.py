"""The tables of a report: columns with their shares of the width, and rows as they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from monitor.domain.follow_ups import one_below_the_other
from monitor.domain.list_columns import FLAGGED_COLUMNS, IN_LETTERS, FlaggedColumn, Kind
from monitor.domain.text import enclose, make_legible
from monitor.outputs.letters.records import (
    LaggingIndicator,
    ListedProject,
    ReportedProject,
    ReportTotal,
    StatedCause,
)
from monitor.outputs.letters.tables import Align, TableColumn
from monitor.words.catalogue import PAPER, paper, paper_columns
from monitor.words.figures import (
    ABSENT,
    write_amount,
    write_amounts,
    write_day,
    write_percent,
    write_points,
)
from monitor.words.phrases import say_badge, say_marks

CAUSES = paper_columns("report_causes")
FIGURES = paper("report_figures")
LAGGING = paper_columns("report_lagging")
NEXT = paper_columns("report_next")
PROJECTS = paper_columns("report_projects")
PROJECTS_TOTAL = paper("letter")["total"]
REPORT = paper("report")
RESULTS = paper_columns("report_results")
Rows = list[list[str]]
Laid = tuple[list[TableColumn], Rows]
_ALIGNED: dict[str, Align] = {"l": "left", "c": "center", "r": "right"}


def figures_table(total: ReportTotal) -> Laid:
    """Lay out the unit's sums on one row."""
    row = [
        write_amount(total.original_budget),
        write_amount(total.revised_budget),
        write_amount(total.spent),
        write_percent(total.execution_rate),
        write_percent(total.planned_pct),
        write_points(total.gap_pp),
        write_amount(total.gap_amount),
        write_percent(total.reported_pct),
    ]
    shares = (2.4, 2.4, 2.4, 1.5, 1.75, 1.65, 2.3, 1.8)
    return _columns(list(FIGURES.values()), "cccccccc", shares), [row]


def projects_table(projects: Sequence[ReportedProject], total: ReportTotal) -> Laid:
    """Lay out a row per project and the sums below; a column's amounts share their decimals."""
    budgets = _amounts([*(each.revised_budget for each in projects), total.revised_budget])
    spent = _amounts([*(each.spent for each in projects), total.spent])
    gaps = _amounts([*(each.gap_amount for each in projects), total.gap_amount])
    rows = [
        [
            str(number),
            each.project_name,
            budgets[number - 1],
            spent[number - 1],
            write_percent(each.execution_rate),
            write_percent(each.planned_pct),
            write_points(each.gap_pp),
            gaps[number - 1],
            say_marks(PAPER, each.marks, "\n"),
        ]
        for number, each in enumerate(projects, start=1)
    ]
    sums = [
        *(write_percent(rate) for rate in (total.execution_rate, total.planned_pct)),
        write_points(total.gap_pp),
    ]
    rows.append(["", PROJECTS_TOTAL, budgets[-1], spent[-1], *sums, gaps[-1], ""])
    shares = (0.95, 3.1, 1.95, 1.75, 1.45, 1.65, 1.65, 1.75, 1.85)
    return _columns(PROJECTS, "clrrrrrrc", shares), rows


def results_table(projects: Iterable[ReportedProject]) -> Laid:
    """Lay out per project how many indicators are measured and behind, and their completion."""
    rows = [
        [
            str(number),
            each.project_name,
            str(each.indicators_count),
            str(each.measured_count),
            str(each.lagging_count),
            write_percent(each.completion),
            write_percent(each.execution_rate),
        ]
        for number, each in enumerate(projects, start=1)
    ]
    return _columns(RESULTS, "clrrrrr", (0.9, 5, 1.6, 1.6, 1.6, 2, 1.8)), rows


def lagging_table(indicators: Iterable[LaggingIndicator]) -> Laid:
    """Lay out the indicators behind and to watch."""
    rows = [
        [
            each.project_name,
            each.name,
            each.target_text,
            each.result_text or ABSENT,
            write_percent(each.completion),
            say_badge(PAPER, each.light),
        ]
        for each in indicators
    ]
    return _columns(LAGGING, "lllrrc", (3.4, 3.4, 2.6, 2.4, 1.7, 1.8)), rows


def causes_table(causes: Iterable[StatedCause]) -> Laid:
    """Lay out what people stated of projects and indicators."""
    rows = [
        [
            each.project_name,
            each.indicator or REPORT["whole_project"],
            "、".join(each.causes) or ABSENT,
            each.explanation or ABSENT,
            each.likelihood or ABSENT,
        ]
        for each in causes
    ]
    return _columns(CAUSES, "llllc", (3.2, 3.2, 2.4, 5, 2)), rows


def next_table(followed: Iterable[ListedProject]) -> Laid:
    """Lay out the measures agreed, one below the other."""
    rows = [
        [each.project_name, measure, owner or ABSENT, write_day(due)]
        for each in followed
        for measure, owner, due in zip(each.measures, each.owners, each.dues, strict=True)
    ]
    return _columns(NEXT, "lllc", (3.8, 7, 2.2, 2.6)), rows


def _columns(headers: Sequence[str], aligned: str, shares: Sequence[float]) -> list[TableColumn]:
    return [
        TableColumn(header, share, _ALIGNED[sign])
        for header, sign, share in zip(headers, aligned, shares, strict=True)
    ]


def _amounts(amounts: Iterable[Decimal | None]) -> list[str]:
    return [text or ABSENT for text in write_amounts(amounts)]


LISTED = paper("letter_list")
STATED_CAUSE = paper("letter")["stated_cause"]
LIST_SIZE = 8  # points: fifteen columns on one page

_ALIGNS: dict[Kind, Align] = {
    "money_wan": "right",
    "percent": "right",
    "points": "right",
    "integer": "center",
    "badge": "center",
    "date": "center",
}


def list_columns() -> list[TableColumn]:
    """Return the columns of the flagged list as documents have it."""
    return [
        TableColumn(LISTED[key], share, _ALIGNS.get(FLAGGED_COLUMNS[key].kind, "left"))
        for key, share in IN_LETTERS.items()
    ]


def list_rows(listed: Sequence[ListedProject]) -> list[list[str]]:
    """Return a row of cells per project; amounts of a column share their decimals."""
    columns = [_cells(FLAGGED_COLUMNS[key], listed) for key in IN_LETTERS]
    return [list(row) for row in zip(*columns, strict=True)]


def _cells(column: FlaggedColumn, listed: Sequence[ListedProject]) -> list[str]:
    """Write a column's cells by its kind, or in words where it has some of its own."""
    if column.key == "sequence":
        return [str(number) for number in range(1, len(listed) + 1)]
    if column.key in _WAYS:
        return [_WAYS[column.key](each) for each in listed]
    values = [each.figures.get(column.key) for each in listed]
    if column.kind == "money_wan":
        return _amounts(value if isinstance(value, Decimal) else None for value in values)
    if column.kind in {"percent", "points"}:
        write = write_percent if column.kind == "percent" else write_points
        return [write(value if isinstance(value, Decimal) else None) for value in values]
    return ["" if value is None else str(value) for value in values]


def reason(project: ListedProject) -> str:
    """Write why a project is listed, and below it the cause that people stated."""
    stated = [STATED_CAUSE.format(cause=project.cause)] if project.cause else []
    return "\n".join([project.sentence, *stated])


def join(names: Sequence[str]) -> str:
    """Join names, none of which turns the direction of the next."""
    return "、".join(enclose(make_legible(name)) for name in names)


_WAYS: dict[str, Callable[[ListedProject], str]] = {
    "project_code": lambda each: each.project_code,
    "project_name": lambda each: each.project_name,
    "badge": lambda each: say_marks(PAPER, each.marks, "\n"),
    "lagging_indicators": lambda each: join(each.lagging),
    "sentence": reason,
    "measure": lambda each: one_below_the_other(each.measures),
    "due_date": lambda each: one_below_the_other([write_day(due) for due in each.dues]),
    "owner": lambda each: one_below_the_other(each.owners),
}
