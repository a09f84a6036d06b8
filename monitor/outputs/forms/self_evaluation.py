"""项目支出绩效自评表, out: a sheet for each project, or all below each other."""

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
    points,
    text,
    wan,
    write_levels,
)
from monitor.outputs.forms.records import EvaluatedIndicator, EvaluatedMoney, SelfEvaluationForm
from monitor.outputs.forms.workbook import Footer, FormKind, amount_places, widen_for, write_forms
from monitor.words.catalogue import paper, paper_columns, paper_lines
from monitor.words.figures import round_half_up

EVALUATION = paper("evaluation_form")
EVALUATION_INDICATORS = paper_columns("evaluation_indicators")
EVALUATION_LINES = paper_lines("evaluation_form")
EVALUATION_MONEY = paper_columns("evaluation_money")
_WIDTHS = (15.6, 14, 17, 14, 14, 8, 8, 10, 12)
_TARGET, _RESULT, _POINTS, _SCORE, _NOTE, _LAST = 3, 4, 5, 6, 7, 8
_MONEY_COLUMNS = (2, 3, 4)
_RATE = (6, 7)
_LEAST_GOAL = 3
_LEAST_HEAD = 1.4  # lines
_FROZEN = 3


def write_self_evaluation_forms(
    forms: Sequence[SelfEvaluationForm],
    *,
    fiscal_year: int,
    month: Month,
    footer: Footer,
    one_sheet: bool = False,
) -> bytes:
    """Write the self-evaluation form of each project for a fiscal year as xlsx.

    ``month`` says up to when the data is. Each form has a sheet named after its project; with
    ``one_sheet`` they stand below each other, each on a page of its own. The sheet 说明 holds the
    footer.
    """
    amounts = [amount for form in forms for amount in _amounts(form)]
    widths = widen_for(_WIDTHS, _MONEY_COLUMNS, amounts)
    kind = FormKind(EVALUATION["title"], widths, EVALUATION_LINES, month, _FROZEN, landscape=False)
    period = EVALUATION["period"].format(year=fiscal_year)
    written = [(form.project_name, partial(_write_form, form, period)) for form in forms]
    return write_forms(kind, written, footer, one_sheet=one_sheet)


def _write_form(form: SelfEvaluationForm, period: str, page: FormPage, repeats: bool) -> range:  # noqa: FBT001 - called through WriteForm
    page.title(EVALUATION["title"], period)
    _write_head(page, form)
    _write_money(page, form)
    _write_goals(page, form)
    write_header = partial(_write_header, page)
    header = write_header()
    if repeats:
        page.repeat(header)

    def write(number: int, least: float) -> range:
        pieces = _pieces(form.indicators[number])
        return page.band(pieces, least, before=None if repeats else write_header)

    write_levels(page, [(one.level1, one.level2) for one in form.indicators], write)
    _write_sum(page, form)
    return header


def _write_head(page: FormPage, form: SelfEvaluationForm) -> None:
    rows = (
        ("project_name", form.project_name, "project_code", form.project_code),
        ("unit_and_code", form.unit_name, "unit_name", form.unit_name),
    )
    for first, left, second, right in rows:
        page.band(
            [
                label(0, 0, EVALUATION[first]),
                text(1, _TARGET, left),
                label(_RESULT, _RESULT, EVALUATION[second]),
                text(_POINTS, _LAST, right),
            ],
            least=_LEAST_HEAD,
        )


def _write_money(page: FormPage, form: SelfEvaluationForm) -> None:
    spans = (*((at, at) for at in _MONEY_COLUMNS), (_POINTS, _POINTS), _RATE, (_LAST, _LAST))
    places = amount_places(_amounts(form))
    names = [
        label(first, last, word)
        for (first, last), word in zip(spans, EVALUATION_MONEY, strict=True)
    ]
    start = page.band([label(1, 1, ""), *names]).start
    for key, money in _money_rows(form):
        values = (money.original_budget, money.revised_budget, money.spent)
        amounts = [
            wan(at, at, yuan, places) for at, yuan in zip(_MONEY_COLUMNS, values, strict=True)
        ]
        rate = percent(*_RATE, money.execution_rate)
        page.band([label(1, 1, EVALUATION[key]), *amounts, *_scores(key, money), rate])
    page.join(range(start, page.row), label(0, 0, EVALUATION["money"]))


def _scores(key: str, money: EvaluatedMoney) -> list[Piece]:
    """Make the cells 分值 and 得分, which only the total has."""
    if key == "total":
        return [points(_POINTS, _POINTS, money.points), points(_LAST, _LAST, money.score)]
    return [text(at, at, EVALUATION["not_scored"], TICKED) for at in (_POINTS, _LAST)]


def _write_goals(page: FormPage, form: SelfEvaluationForm) -> None:
    start = page.band(
        [label(1, _TARGET, EVALUATION["expected"]), label(_RESULT, _LAST, EVALUATION["achieved"])]
    ).start
    page.band([text(1, _TARGET, form.goal), text(_RESULT, _LAST, form.achieved)], least=_LEAST_GOAL)
    page.join(range(start, page.row), label(0, 0, EVALUATION["goal"]))


def _write_header(page: FormPage) -> range:
    names = [label(at, at, word) for at, word in enumerate(EVALUATION_INDICATORS[:-1])]
    return page.band([*names, label(_NOTE, _LAST, EVALUATION_INDICATORS[-1])])


def _pieces(one: EvaluatedIndicator) -> list[Piece]:
    return [
        text(2, 2, one.level3),
        text(_TARGET, _TARGET, one.target_text),
        text(_RESULT, _RESULT, one.result),
        points(_POINTS, _POINTS, one.points),
        points(_SCORE, _SCORE, one.score),
        text(_NOTE, _LAST, one.note),
    ]


def _write_sum(page: FormPage, form: SelfEvaluationForm) -> None:
    missing = _missing(form)
    is_complete = form.total_score is not None
    so_far = round_half_up(form.score_so_far, 2)
    note = EVALUATION["incomplete"].format(count=len(missing), score=so_far)
    page.band(
        [
            label(0, _RESULT, EVALUATION["sum"]),
            points(_POINTS, _POINTS, form.points),
            points(_SCORE, _SCORE, form.total_score),
            text(_NOTE, _LAST, "" if is_complete else note),
        ]
    )
    grade = form.grade if is_complete else EVALUATION["no_grade"]
    page.band([label(0, _RESULT, EVALUATION["grade"]), text(_POINTS, _LAST, grade, TICKED)])
    if missing:
        page.band([label(0, 0, EVALUATION["missing"]), text(1, _LAST, "；".join(missing))])


def _missing(form: SelfEvaluationForm) -> list[str]:
    """Name what has no score: the execution rate, indicators by their levels 2 and 3."""
    rate = [EVALUATION["execution_rate"]] if form.total.score is None else []
    return rate + [
        " / ".join(filter(None, (one.level2 or one.level1, one.level3)))
        for one in form.indicators
        if one.score is None
    ]


def _money_rows(form: SelfEvaluationForm) -> Iterator[tuple[str, EvaluatedMoney]]:
    yield "total", form.total
    yield "this_year", form.this_year
    yield "carried_over", form.carried_over
    yield "other_funds", form.other_funds


def _amounts(form: SelfEvaluationForm) -> Iterator[Decimal | None]:
    for _, money in _money_rows(form):
        yield from (money.original_budget, money.revised_budget, money.spent)
