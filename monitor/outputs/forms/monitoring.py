"""项目支出绩效目标执行监控表, out: a sheet for each project, or all below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from monitor.domain.month import Month
from monitor.outputs.forms.layout import (
    TICKED,
    FormPage,
    Piece,
    label,
    percent,
    text,
    wan,
    write_levels,
)
from monitor.outputs.forms.records import MonitoredIndicator, MonitoredMoney, MonitoringForm
from monitor.outputs.forms.workbook import (
    Footer,
    FormKind,
    amount_places,
    fill_months,
    widen_for,
    write_forms,
)
from monitor.words.catalogue import paper, paper_columns, paper_lines

CAUSES = paper_columns("causes")
EXPLANATION = paper("form")["explanation"]
LIKELIHOODS = paper_columns("likelihoods")
MONITORING = paper("monitoring_form")
MONITORING_INDICATORS = paper_columns("monitoring_indicators")
MONITORING_LINES = paper_lines("monitoring_form")
MONITORING_MONEY = paper_columns("monitoring_money")
REMARK = paper("form")["remark"]
TICK = paper("form")["tick"]
_WIDTHS = (15.6, 13, 21, 15, 16, 16, *(6.0,) * 5, 24, *(6.0,) * 3, 12)
_CAUSE, _EXPLANATION, _LIKELIHOOD, _REMARK = 6, 11, 12, 15
_MONEY_COLUMNS = (3, 4, 5)
_LEAST_GOAL = 2
_INDENT = 12  # brings the amount to the middle of a wide cell
_LEAST_HEAD = 1.4  # lines
_FROZEN = 3


def write_monitoring_forms(
    forms: Sequence[MonitoringForm],
    *,
    month: Month,
    footer: Footer,
    one_sheet: bool = False,
) -> bytes:
    """Write the monitoring form of each project for a month as xlsx.

    Each form has a sheet named after its project; with ``one_sheet`` they stand below each other,
    each on a page of its own. The sheet 说明 holds the footer.
    """
    amounts = [amount for form in forms for amount in _amounts(form)]
    widths = widen_for(_WIDTHS, _MONEY_COLUMNS, amounts)
    kind = FormKind(MONITORING["title"], widths, MONITORING_LINES, month, _FROZEN, landscape=True)
    written = [(form.project_name, partial(_write_form, form, month)) for form in forms]
    return write_forms(kind, written, footer, one_sheet=one_sheet)


def _write_form(form: MonitoringForm, month: Month, page: FormPage, repeats: bool) -> range:  # noqa: FBT001 - called through WriteForm
    period = MONITORING["period"].format(year=month.year, month=month.number)
    page.title(MONITORING["title"], period)
    _write_head(page, form)
    _write_money(page, form, month)
    page.band([label(0, 0, MONITORING["goal"]), text(1, _REMARK, form.goal)], least=_LEAST_GOAL)
    write_header = partial(_write_header, page, month)
    header = write_header()
    if repeats:
        page.repeat(header)

    def write(number: int, least: float) -> range:
        pieces = _pieces(form.indicators[number])
        return page.band(pieces, least, before=None if repeats else write_header)

    levels = [(one.level1, one.level2) for one in form.indicators]
    rows = write_levels(page, levels, write)
    for first, last in ((_CAUSE, _EXPLANATION - 1), (_LIKELIHOOD, _REMARK - 1)):
        page.offer(rows, first, last, (TICK,))
    return header


def _write_head(page: FormPage, form: MonitoringForm) -> None:
    department = f"{form.unit_code} {form.unit_name}".strip()
    page.band(
        [
            label(0, 0, MONITORING["project_name"]),
            text(1, 4, form.project_name),
            label(5, 5, MONITORING["project_code"]),
            text(6, _REMARK, form.project_code),
        ],
        least=_LEAST_HEAD,
    )
    page.band(
        [
            label(0, 0, MONITORING["unit_and_code"]),
            text(1, 4, department),
            label(5, 5, MONITORING["unit_name"]),
            text(6, _REMARK, form.unit_name),
        ],
        least=_LEAST_HEAD,
    )


def _write_money(page: FormPage, form: MonitoringForm, month: Month) -> None:
    spans = (
        *((at, at) for at in _MONEY_COLUMNS),
        (_CAUSE, _EXPLANATION - 1),
        (_EXPLANATION, _REMARK),
    )
    places = amount_places(_amounts(form))
    words = fill_months(MONITORING_MONEY, month)
    names = [label(first, last, word) for (first, last), word in zip(spans, words, strict=True)]
    start = page.band([label(1, 2, ""), *names]).start
    for key, money in _money_rows(form):
        values = (money.original_budget, money.revised_budget, money.spent)
        amounts = [
            wan(at, at, yuan, places) for at, yuan in zip(_MONEY_COLUMNS, values, strict=True)
        ]
        rate = percent(*spans[-2], money.execution_rate)
        expected = wan(*spans[-1], money.expected, places, _INDENT)
        page.band([label(1, 2, MONITORING[key]), *amounts, rate, expected])
    page.join(range(start, page.row), label(0, 0, MONITORING["money"]))


def _write_header(page: FormPage, month: Month) -> range:
    columns = fill_months(MONITORING_INDICATORS, month)
    upper = page.band(
        [
            label(_CAUSE, _EXPLANATION, MONITORING["causes"]),
            label(_LIKELIHOOD, _REMARK - 1, MONITORING["likelihood"]),
        ]
    )
    names = (*CAUSES, EXPLANATION, *LIKELIHOODS)
    lower = page.band([label(at, at, word) for at, word in enumerate(names, start=_CAUSE)])
    rows = range(upper.start, lower.stop)
    for at, word in enumerate(columns):
        page.join(rows, label(at, at, word))
    page.join(rows, label(_REMARK, _REMARK, REMARK))
    return rows


def _pieces(one: MonitoredIndicator) -> list[Piece]:
    texts = (one.level3, one.target_text, one.result, one.expected)
    ticks = [(at, word in one.causes) for at, word in enumerate(CAUSES, start=_CAUSE)]
    ticks += [
        (at, word == one.likelihood) for at, word in enumerate(LIKELIHOODS, start=_LIKELIHOOD)
    ]
    return [
        *(text(at, at, written) for at, written in enumerate(texts, start=2)),
        *(text(at, at, TICK if is_ticked else "", TICKED) for at, is_ticked in ticks),
        text(_EXPLANATION, _EXPLANATION, one.explanation),
        text(_REMARK, _REMARK, one.remark),
    ]


def _money_rows(form: MonitoringForm) -> Iterator[tuple[str, MonitoredMoney]]:
    yield "total", form.total
    yield "public_budget", form.public_budget
    yield "other_funds", form.other_funds


def _amounts(form: MonitoringForm) -> Iterator[Decimal | None]:
    for _, money in _money_rows(form):
        yield from (money.original_budget, money.revised_budget, money.spent, money.expected)
