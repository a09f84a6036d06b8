"""The monthly templates people fill in: spending, indicator results, budget adjustments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.domain.month import Month
from monitor.outputs.templates.plan import write_plan_workbook
from monitor.outputs.templates.prompts import (
    Rule,
    amount_rule,
    apply_rules,
    choice_rule,
    note_rule,
    positive_rule,
)
from monitor.words.catalogue import Lines, paper, paper_columns, paper_lines
from monitor.workbooks.writing import (
    CENTRED,
    INPUT,
    LOCKED,
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

ADJUSTMENTS_HEADER = paper_columns("adjustments_template")
PROMPTS = paper("prompts")
REPORTING_UNIT = paper("workbook")["reporting_unit"]
RESULTS_HEADER = paper_columns("results_template")
SPENDING_HEADER = paper_columns("spending_template")
TEMPLATES = paper("templates")
UNIT_LINE = paper("workbook")["unit_line"]

__all__ = [
    "TemplateIndicator",
    "TemplateProject",
    "write_adjustments_template",
    "write_plan_workbook",
    "write_results_template",
    "write_spending_template",
]

_HEADER_ROW = 2
_FIRST_ROW = 3
_MOST_PROMPTS = 1000  # beyond it one prompt serves all rows: a file of prompts opens slowly
_MOST_TARGET = 60


@dataclass(frozen=True, slots=True)
class TemplateProject:
    """One project a template is prefilled with; amounts are yuan, None where not known.

    ``last_spent`` is the running total last reported, at the end of ``last_month`` (1-12).
    ``spent`` and ``added`` fill the form in; None leaves their cells to the person.
    """

    project_code: str
    project_name: str
    office: str = ""
    original_budget: Decimal | None = None
    revised_budget: Decimal | None = None
    last_spent: Decimal | None = None
    last_month: int | None = None
    spent: Decimal | None = None
    added: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TemplateIndicator:
    """One indicator a template is prefilled with; ``choices`` are the answers to pick from.

    ``result`` fills the form in; blank leaves it to the person.
    """

    project_code: str
    project_name: str
    level1: str
    level2: str
    level3: str
    description: str
    target_text: str
    choices: tuple[str, ...] = ()
    result: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    """What a template says around its rows."""

    name: str
    header: tuple[str, ...]
    widths: tuple[float, ...]
    lines: Lines
    blanks: dict[str, object]

    @property
    def title(self) -> str:
        return self.say("title")

    def say(self, word: str) -> str:
        return TEMPLATES[f"{self.name}.{word}"].format_map(self.blanks)


def write_spending_template(
    rows: Sequence[TemplateProject], *, month: Month, unit_name: str, out_unit: str = "万元"
) -> bytes:
    """Write the form on which a unit reports spending to date; ``out_unit`` is 元 or 万元."""
    blanks = _blanks(month, unit_name, out_unit)
    form = _Form(
        "spending", SPENDING_HEADER, (25, 38, 18, 18, 32), _explained("spending_template"), blanks
    )
    book = Book(form.title)
    page = _start(book, form, frozen=2)
    budgets = [in_unit(row.revised_budget, out_unit) for row in rows]
    money = LOCKED | {"num_format": money_format(decimals_needed(budgets))}
    for number, (row, budget) in enumerate(zip(rows, budgets, strict=True), start=_FIRST_ROW):
        page.text(number, 0, row.project_code, LOCKED)
        page.text(number, 1, row.project_name, LOCKED)
        page.number(number, 2, budget, money)
        page.number(number, 3, in_unit(row.spent, out_unit), _amount_input(out_unit))
        page.text(number, 4, None, INPUT)
    apply_rules(page, 3, _FIRST_ROW, _spending_rules(rows, out_unit))
    return _finish(book, page, form, len(rows))


def write_results_template(
    rows: Sequence[TemplateIndicator], *, month: Month, unit_name: str
) -> bytes:
    """Write the form on which a unit reports the results of its indicators.

    Results are typed into text cells, so that 95%, 2023-12-20 and 3-5 stay as written.
    """
    widths = (25, 24, 13, 21, 24, 28, 18, 18, 24)
    blanks = _blanks(month, unit_name, "")
    form = _Form("results", RESULTS_HEADER, widths, _explained("results_template"), blanks)
    book = Book(form.title)
    page = _start(book, form, frozen=2)
    answer = INPUT | CENTRED | {"num_format": "@"}
    before = None
    for number, row in enumerate(rows, start=_FIRST_ROW):
        rule: Style = {} if row.project_code == before else {"top": 1, "top_color": "#5B6573"}
        before = row.project_code
        known = (row.project_code, row.project_name, row.level1, row.level2, row.level3)
        for column, text in enumerate((*known, row.description)):
            page.text(number, column, text, LOCKED | rule)
        page.text(number, 6, row.target_text, LOCKED | CENTRED | rule)
        page.text(number, 7, row.result or None, answer | rule)
        page.text(number, 8, None, INPUT | rule)
    apply_rules(page, 7, _FIRST_ROW, _result_rules(rows))
    return _finish(book, page, form, len(rows))


def write_adjustments_template(
    rows: Sequence[TemplateProject], *, month: Month, unit_name: str, out_unit: str = "万元"
) -> bytes:
    """Write the form on which a unit reports the month's additions to and cuts of budgets."""
    blanks = _blanks(month, unit_name, out_unit)
    widths = (25, 38, 16, 16, 16, 24, 34)
    form = _Form(
        "adjustments", ADJUSTMENTS_HEADER, widths, _explained("adjustments_template"), blanks
    )
    book = Book(form.title)
    page = _start(book, form, frozen=2)
    budgets = [in_unit(row.original_budget, out_unit) for row in rows]
    money = LOCKED | {"num_format": money_format(decimals_needed(budgets))}
    for number, (row, budget) in enumerate(zip(rows, budgets, strict=True), start=_FIRST_ROW):
        page.text(number, 0, row.project_code, LOCKED)
        page.text(number, 1, row.project_name, LOCKED)
        page.number(number, 2, budget, money)
        page.number(number, 3, in_unit(row.added, out_unit), _amount_input(out_unit))
        page.number(number, 4, None, _amount_input(out_unit))
        page.text(number, 5, None, INPUT)
        page.text(number, 6, None, INPUT)
    for column in (3, 4):
        rule = positive_rule(ADJUSTMENTS_HEADER[column], out_unit)
        apply_rules(page, column, _FIRST_ROW, [rule] * len(rows))
    return _finish(book, page, form, len(rows))


def _blanks(month: Month, unit_name: str, unit: str) -> dict[str, object]:
    return {"year": month.year, "month": month.number, "unit_name": unit_name, "unit": unit}


def _explained(template: str) -> Lines:
    """Return what explains a template; colours and how to hand it in are the same for all."""
    purpose, *rest = paper_lines(template)
    return (purpose, *paper_lines("colours"), *rest, *paper_lines("handing_in"))


def _start(book: Book, form: _Form, *, frozen: int) -> Page:
    """Write what stands above the rows: title, reporting unit, basis, unit of money, header."""
    page = book.add_page(form.say("sheet"), form.widths)
    page.text(0, 0, form.title, TITLE)
    if form.blanks["unit_name"]:
        page.text(1, 0, REPORTING_UNIT.format_map(form.blanks), SUBTITLE)
    page.text(1, frozen, form.say("basis"), SUBTITLE)
    if form.blanks["unit"]:
        last = len(form.header) - 1
        page.text(1, last, UNIT_LINE.format_map(form.blanks), SUBTITLE | RIGHT)
    page.header(_HEADER_ROW, form.header)
    page.sheet.freeze_panes(_FIRST_ROW, frozen)
    return page


def _finish(book: Book, page: Page, form: _Form, rows: int) -> bytes:
    page.finish()
    page.print_on_a4(_HEADER_ROW)
    page.protect()
    page.calm(_HEADER_ROW + rows, len(form.header) - 1)
    lines = ((word, text.format_map(form.blanks)) for word, text in form.lines)
    write_explanation(book, TEMPLATES["explain.title"], lines)
    return book.close()


def _amount_input(unit: str) -> Style:
    return INPUT | RIGHT | {"num_format": "#,##0.00####" if unit == "万元" else "#,##0.00"}


def _spending_rules(rows: Sequence[TemplateProject], unit: str) -> list[Rule | None]:
    title = SPENDING_HEADER[3]
    plain = PROMPTS["amount.input"].format(unit=unit)
    if len(rows) > _MOST_PROMPTS:
        return [amount_rule(title, plain, unit)] * len(rows)
    return [amount_rule(title, plain + _last_report(row, unit), unit) for row in rows]


def _last_report(row: TemplateProject, unit: str) -> str:
    amount = in_unit(row.last_spent, unit)
    if amount is None or row.last_month is None:
        return ""
    shown = f"{amount:,.{decimals_needed([amount])}f}"
    return PROMPTS["amount.last"].format(month=row.last_month, amount=shown, unit=unit)


def _result_rules(rows: Sequence[TemplateIndicator]) -> list[Rule | None]:
    title = RESULTS_HEADER[7]
    prompted = len(rows) <= _MOST_PROMPTS
    rules = []
    for row in rows:
        message = PROMPTS["result.input"].format(target=row.target_text[:_MOST_TARGET])
        free = note_rule(title, message) if prompted else None
        rules.append(choice_rule(title, row.choices) or free)
    return rules
