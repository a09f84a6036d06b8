"""A plan as a workbook: the template people fill in, and the same workbook filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.domain.plan import Plan, Project
from monitor.outputs.templates.prompts import (
    Rule,
    percent_rule,
    points_rule,
    positive_rule,
)
from monitor.words.catalogue import paper, paper_columns, paper_lines
from monitor.workbooks.writing import (
    BODY,
    CENTRED,
    HEADER,
    RIGHT,
    SUBTITLE,
    TITLE,
    Book,
    Page,
    Style,
    decimals_needed,
    in_unit,
    money_format,
    write_explanation,
)

PLAN_LINES = paper_lines("plan_template")

PLAN_SHEETS = {
    key: (name, paper_columns(f"plan.{key}")) for key, name in paper("plan_sheets").items()
}

TEMPLATES = paper("templates")
UNIT_LINE = paper("workbook")["unit_line"]
Value = str | Decimal | int | None
_HEADER_ROW = 2
_FIRST_ROW = 3
_RULED_ROWS = 5000  # typing help reaches this far down
_EMPTY_ROWS = 20  # drawn for typing in an empty template
_USUAL_MONTHS = (3, 6, 10, 12)
_OPEN: Style = {"locked": False}
_CODE: Style = {"num_format": "@", "text_wrap": False}
_WRITTEN: Style = {"num_format": "@"}
_PLAIN: Style = {"num_format": "General"}


@dataclass(frozen=True, slots=True)
class _Table:
    """How one sheet looks: headers, widths, each column's style, the rule of some columns."""

    header: tuple[str, ...]
    widths: tuple[float, ...]
    styles: Mapping[int, Style]
    rules: Mapping[int, Rule]
    unit: str = ""


def write_plan_workbook(plan: Plan | None, *, out_unit: str = "万元") -> bytes:
    """Write a plan as a workbook that reads back as the same plan; None gives the empty template.

    ``out_unit`` is 元 or 万元. Headers are locked without a password, all else is open.
    """
    shown = plan or Plan("", "", None)
    title = _title(shown)
    book = Book(title)
    _write_unit(book, title, shown)
    for key, rows in _sheets_of(shown, out_unit).items():
        header = _header(key, shown)
        _write_table(book, title, key, rows, _table(key, header, out_unit, rows))
    lines = ((word, text.replace("{unit}", out_unit)) for word, text in PLAN_LINES)
    write_explanation(book, TEMPLATES["explain.title"], lines)
    return book.close()


def _header(key: str, plan: Plan) -> tuple[str, ...]:
    """Give the headers of a sheet; that of the shares has a column per month."""
    headers = PLAN_SHEETS[key][1]
    if key != "milestones":
        return headers
    *fixed, share = headers
    return (*fixed, *(share.replace("{month}", str(month)) for month in _months_of(plan)))


def _title(plan: Plan) -> str:
    if plan.fiscal_year is None:
        return TEMPLATES["plan.title.no_year"]
    return TEMPLATES["plan.title"].format(year=plan.fiscal_year)


def _sheets_of(plan: Plan, unit: str) -> dict[str, list[tuple[Value, ...]]]:
    projects = plan.projects
    return {
        "projects": [_project_row(project, unit) for project in projects],
        "funds": [
            (project.project_code, fund.name, in_unit(fund.amount, unit))
            for project in projects
            for fund in project.funds
        ],
        "milestones": [_shares_row(project, _months_of(plan)) for project in projects],
        "indicators": [row for project in projects for row in _indicator_rows(project)],
        "goals": [(goal.title, goal.text) for goal in plan.goals],
        "sub_goals": [(goal.title, goal.target, goal.indicator_text) for goal in plan.sub_goals],
        "measures": [(measure.title, measure.text) for measure in plan.measures],
    }


def _project_row(project: Project, unit: str) -> tuple[Value, ...]:
    return (
        project.project_code,
        project.project_name,
        project.office,
        in_unit(project.original_budget, unit),
        project.purpose,
        project.goal,
    )


def _months_of(plan: Plan) -> Sequence[int]:
    """List the months that have a share, those that most plans have where there are none yet."""
    months = {one.month for project in plan.projects for one in project.milestones}
    return sorted(months) or _USUAL_MONTHS


def _shares_row(project: Project, months: Sequence[int]) -> tuple[Value, ...]:
    shares = {one.month: one.planned_pct for one in project.milestones}
    return (project.project_code, project.project_name, *map(shares.get, months))


def _indicator_rows(project: Project) -> Iterable[tuple[Value, ...]]:
    for indicator in project.indicators:
        yield (
            project.project_code,
            indicator.level1,
            indicator.level2,
            indicator.level3,
            indicator.description,
            indicator.target_text,
            indicator.basis,
            indicator.points,
        )


def _table(
    key: str, header: tuple[str, ...], unit: str, rows: Sequence[tuple[Value, ...]]
) -> _Table:
    if key == "projects":
        styles = {0: _CODE, 3: _money(rows, 3)}
        rules = {3: positive_rule(header[3], unit)}
        return _Table(header, (25, 26, 14, 16, 40, 48), styles, rules, unit)
    if key == "funds":
        styles = {0: _CODE, 2: _money(rows, 2)}
        return _Table(header, (28, 30, 22), styles, {2: positive_rule(header[2], unit)}, unit)
    if key == "milestones":
        shares = range(2, len(header))
        styles = {0: _CODE} | dict.fromkeys(shares, _PLAIN | CENTRED)
        rules = {column: percent_rule(header[column]) for column in shares}
        return _Table(header, (28, 30, *(14 for _ in shares)), styles, rules)
    if key == "indicators":
        styles = {0: _CODE, 5: _WRITTEN | CENTRED, 7: _PLAIN | CENTRED}
        widths = (25, 13, 21, 26, 30, 26, 24, 9)
        return _Table(header, widths, styles, {7: points_rule(header[7])})
    texts = (28, 100) if len(header) == len(("标题", "内容")) else (28, 50, 90)
    return _Table(header, texts, {}, {})


def _money(rows: Sequence[tuple[Value, ...]], column: int) -> Style:
    amounts = [row[column] for row in rows]
    places = decimals_needed(amount for amount in amounts if isinstance(amount, Decimal))
    return RIGHT | {"indent": 1, "num_format": money_format(places) if rows else "#,##0.00####"}


def _write_unit(book: Book, title: str, plan: Plan) -> None:
    name, words = PLAN_SHEETS["unit"]
    page = book.add_page(name, (22, 60))
    page.text(0, 0, title, TITLE)
    values = (plan.unit_code, plan.unit_name, plan.fiscal_year)
    styles: tuple[Style, ...] = (_CODE, {}, {"num_format": "0", "align": "left"})
    for row, (word, value, style) in enumerate(
        zip(words, values, styles, strict=True), _HEADER_ROW
    ):
        page.text(row, 0, word, HEADER)
        _write_value(page, row, 1, value, BODY | _OPEN | style)
    page.finish()
    _close(page, 1, _HEADER_ROW + 2)


def _write_table(
    book: Book, title: str, key: str, rows: Sequence[tuple[Value, ...]], table: _Table
) -> None:
    name, header = PLAN_SHEETS[key][0], table.header
    page = book.add_page(name, table.widths)
    page.text(0, 0, f"{title} · {name}", TITLE)
    if table.unit:
        page.text(1, len(header) - 1, UNIT_LINE.format(unit=table.unit), SUBTITLE | RIGHT)
    page.header(_HEADER_ROW, header)
    drawn = [*rows] or [(None,) * len(header)] * _EMPTY_ROWS
    for number, row in enumerate(drawn, start=_FIRST_ROW):
        for column, value in enumerate(row):
            _write_value(page, number, column, value, BODY | _OPEN | table.styles.get(column, {}))
    below = _OPEN | {"text_wrap": True, "valign": "vcenter"}
    styles = {column: below | table.styles.get(column, {}) for column in range(len(header))}
    page.finish(styles)
    for column, rule in table.rules.items():
        page.sheet.data_validation(_FIRST_ROW, column, _RULED_ROWS, column, rule)
    page.sheet.freeze_panes(_FIRST_ROW, 1)
    _close(page, len(header) - 1, _HEADER_ROW + len(drawn))


def _write_value(page: Page, row: int, column: int, value: Value, style: Style) -> None:
    if isinstance(value, Decimal | int):
        page.number(row, column, value, style, places=0)
    else:
        page.text(row, column, value, style)


def _close(page: Page, last_column: int, last_row: int) -> None:
    page.print_on_a4(_HEADER_ROW)
    page.calm(last_row, last_column)
    page.sheet.protect(
        "",
        {
            "format_cells": True,
            "format_columns": True,
            "format_rows": True,
            "insert_rows": True,
            "delete_rows": True,
            "sort": True,
            "autofilter": True,
        },
    )
