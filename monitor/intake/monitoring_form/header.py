"""Finding monitoring forms in a sheet by the words over their indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.domain.findings import Finding, Level
from monitor.domain.month import Month
from monitor.domain.scores import Cause, Likelihood
from monitor.intake.facts import ColumnRead
from monitor.intake.files.grid import Sheet
from monitor.intake.sheets import findings
from monitor.intake.sheets.cells import as_text, column_letter, fold
from monitor.intake.sheets.header_words import WORDS
from monitor.intake.sheets.months import StatedMonth, take_month
from monitor.words.catalogue import paper_columns

LEVELS = {
    "form_not_found": Level.BLOCKER,
    "form_project_missing": Level.BLOCKER,
    "form_code_unreadable": Level.BLOCKER,
    "form_twice": Level.BLOCKER,
    "form_likelihood_twice": Level.BLOCKER,
    "form_name_only": Level.WARNING,
    "form_tick_unknown": Level.WARNING,
    "form_sheet_skipped": Level.NOTE,
    "form_unfilled": Level.NOTE,
}


@dataclass(frozen=True, slots=True)
class FormNotes(findings.Notes):
    """Findings as they are met in one sheet of forms."""

    def add(self, code: str, cell: str = "", /, **values: object) -> None:
        """Note a finding, of forms or of any sheet, at a cell of this sheet."""
        level = LEVELS.get(code) or findings.LEVELS[code]
        texts = {name: str(value) for name, value in values.items()}
        self.found.append(Finding(code, level, self.sheet, cell, texts))


CAUSES = paper_columns("causes")
LIKELIHOODS = paper_columns("likelihoods")
_LONGEST = 30
_MARK = "指"  # in every name of the third level
_RESULT = frozenset({"执行情况", "完成情况", "实际执行情况", "实际完成情况"})
_RESULT_OF_MONTHS = frozenset({"实际完成值", "完成值", "指标完成情况", "指标执行情况"})

_FIELDS = {
    "level1": frozenset(WORDS["level1"]),
    "level2": frozenset(WORDS["level2"]),
    "level3": frozenset(WORDS["level3"]),
    "target_text": frozenset(WORDS["target_text"]),
    "expected": frozenset({"全年预计完成情况", "预计全年完成情况", "全年预计完成值"}),
    "explanation": frozenset({"原因说明", "偏差原因说明", "偏差原因分析", "偏差原因", "具体原因"}),
    "likelihood": frozenset({"完成目标可能性", "完成目标的可能性"}),
    "remark": frozenset({"备注"}),
    # A column of projects makes the sheet a list, which is no form.
    "project": frozenset((*WORDS["project_code"], *WORDS["project_name"])),
}

_SPELLED = {"其它": "其他", "硬件保障": "硬件条件保障", "硬件条件": "硬件条件保障"}
_CAUSES = dict(zip(CAUSES, Cause, strict=True))
_LIKELIHOODS = dict(zip(LIKELIHOODS, Likelihood, strict=True))
_JUDGED = frozenset({"cause", "likelihood", "explanation"})


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column, counted from 0; ``meaning`` is what a tick in it says.

    A column of likelihoods without a meaning holds the word itself.
    """

    index: int
    header: str
    field: str = ""
    meaning: Cause | Likelihood | None = None
    month: StatedMonth | None = None


@dataclass(frozen=True, slots=True)
class FormHeader:
    """The one or two rows over a form's indicators, counted from 0."""

    top: int
    bottom: int
    columns: tuple[FormColumn, ...]

    def columns_of(self, field: str) -> tuple[FormColumn, ...]:
        """List the columns that feed a field."""
        return tuple(column for column in self.columns if column.field == field)

    def column(self, field: str) -> FormColumn | None:
        """Give the first column that feeds a field."""
        return next(iter(self.columns_of(field)), None)

    @property
    def is_monitoring(self) -> bool:
        """Say whether results of some months and a judgement stand under it, for one project."""
        fields = {column.field for column in self.columns}
        return {"level3", "result"} <= fields and bool(fields & _JUDGED) and "project" not in fields

    @property
    def columns_read(self) -> tuple[ColumnRead, ...]:
        """Say back how each column was understood."""
        return tuple(
            ColumnRead(column_letter(column.index), column.header, column.field)
            for column in self.columns
        )


def find_headers(sheet: Sheet) -> list[FormHeader]:
    """Find every header of a monitoring form, from top to bottom."""
    found: list[FormHeader] = []
    for top in _candidates(sheet):
        if found and top <= found[-1].bottom:
            continue
        header = _read_header(sheet, top)
        if header.is_monitoring:
            found.append(header)
    return found


def one_result(header: FormHeader, month: Month | None, notes: FormNotes) -> FormHeader:
    """Keep one column of results: of several, the month's own; two that may be meant clash."""
    results = header.columns_of("result")
    meant = [
        column
        for column in results
        if month and column.month and column.month.number == month.number
    ]
    if len(results) > 1 and len(meant) != 1:
        notes.add_at(
            "columns_ambiguous",
            header.bottom,
            results[1].index,
            field=WORDS["result"][0],
            candidates="; ".join(
                f"{column_letter(one.index)} “{one.header}”" for one in results[:2]
            ),
            options=",".join(f"result={column_letter(one.index)}" for one in results[:2]),
            option=f"result={column_letter(results[1].index)}",
        )
    kept = meant[0] if len(meant) == 1 else results[0]
    columns = (
        replace(column, field="") if column.field == "result" and column != kept else column
        for column in header.columns
    )
    return replace(header, columns=tuple(columns))


def words_of(sheet: Sheet, row: int) -> list[str]:
    """Fold the cells of a row to what they say, blank for what is too long to be a word."""
    if row >= len(sheet.rows):
        return []
    return [
        fold(value) if isinstance(value, str) and len(value) <= _LONGEST else ""
        for value in sheet.rows[row]
    ]


def _candidates(sheet: Sheet) -> Iterator[int]:
    level3 = _FIELDS["level3"]
    for number, row in enumerate(sheet.rows):
        words = (value for value in row if isinstance(value, str) and _MARK in value)
        if any(fold(word) in level3 for word in words if len(word) <= _LONGEST):
            yield number


def _read_header(sheet: Sheet, top: int) -> FormHeader:
    upper, lower = words_of(sheet, top), words_of(sheet, top + 1)
    bottom = top + 1 if _is_second_row(upper, lower) else top
    columns = []
    for index, high in enumerate(upper):
        low = lower[index] if bottom > top else ""
        column = _explain(index, low) if low else None
        if column is None or not column.field:
            column = _explain(index, high)
        written = [as_text(sheet.rows[row][index]).strip() for row in range(top, bottom + 1)]
        header = " / ".join(dict.fromkeys(filter(None, written)))
        columns.append(replace(column, header=header))
    return FormHeader(top, bottom, tuple(columns))


def _is_second_row(upper: list[str], lower: list[str]) -> bool:
    """Say whether a row continues a header: it names causes and no indicator of its own."""
    level3 = next(index for index, word in enumerate(upper) if word in _FIELDS["level3"])
    own = lower[level3] if level3 < len(lower) else ""
    named = any(_explain(index, word).field in _JUDGED for index, word in enumerate(lower))
    return named and own in {"", upper[level3]}


def _explain(index: int, word: str) -> FormColumn:
    word = _SPELLED.get(word, word)
    if word in _CAUSES:
        return FormColumn(index, word, "cause", _CAUSES[word])
    if word in _LIKELIHOODS:
        return FormColumn(index, word, "likelihood", _LIKELIHOODS[word])
    field = next((name for name, words in _FIELDS.items() if word in words), "")
    if field or not word:
        return FormColumn(index, word, field)
    month, left = take_month(word)
    if left in _RESULT or (month is not None and left in _RESULT_OF_MONTHS):
        return FormColumn(index, word, "result", month=month)
    return FormColumn(index, word)
