"""The head of a monitoring form: whose project it is, and which months it reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.domain.month import Month
from monitor.domain.plan import split_project
from monitor.intake.files.grid import Place, Sheet, Value, cell_name
from monitor.intake.monitoring_form.cells import Merges
from monitor.intake.monitoring_form.header import FormHeader, FormNotes, find_headers, words_of
from monitor.intake.sheets.cells import as_text, fold, is_blank, is_code_number, read_code
from monitor.intake.sheets.header import ReadRequest
from monitor.intake.sheets.months import StatedMonth, months_in, take_month, year_in
from monitor.intake.sheets.stated_units import Statement, settle_month

_NAME = re.compile(
    r"(?:预算|支出)?项目(?:支出)?名称(?:\(?[及和]?(?:项目)?(?:编码|代码)\)?)?(?::(.*))?"
)

_CODE = re.compile(r"(?:预算|支出)?项目(?:支出)?(?:编码|代码|编号)(?::(.*))?")

_LABEL = re.compile(
    rf"{_NAME.pattern}|{_CODE.pattern}|主管部门.{{0,5}}|(?:实施|预算|项目)单位.{{0,5}}"
    r"|项目资金.{0,8}|年度(?:总体)?目标|单位名称|部门.{0,6}名称|金额单位.*|单位:.*"
)

_WHOLE_UNIT = re.compile(r"整体(?:支出|绩效)")
_TITLE = re.compile(r".*绩效.*监控.*表.*")
_NOT_THE_MONTH = re.compile(r"日期|时间")

_TITLE_ROWS, _TITLE_CELLS = 5, 2


@dataclass(frozen=True, slots=True)
class FormHead:
    """What stands above a form's indicators; ``place`` is the cell for the project's name.

    ``place`` is None where nothing asks for a project's name.
    """

    rows: range
    place: Place | None
    name: Value
    code: Value
    code_place: Place | None

    @property
    def is_blank(self) -> bool:
        """Say whether no project is written."""
        return is_blank(self.name) and is_blank(self.code)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label's value, the cell it stands in, and the label's row."""

    value: Value
    place: Place
    row: int


def find_head(sheet: Sheet, header: FormHeader, first_row: int) -> FormHead:
    """Find the head of a form above its header; ``first_row`` is where it may begin."""
    named = _find_label(sheet, _NAME, range(header.top - 1, first_row - 1, -1))
    top = named.row if named else first_row
    coded = _find_label(sheet, _CODE, range(header.top - 1, max(top - 2, first_row) - 1, -1))
    return FormHead(
        range(top, header.top),
        named.place if named else None,
        named.value if named else None,
        coded.value if coded else None,
        coded.place if coded else None,
    )


def begins_form(sheet: Sheet, row: int) -> bool:
    """Say whether a form begins in this row: its title, or the line with the project's name."""
    filled = [word for word in words_of(sheet, row) if word]
    is_title = len(filled) == 1 and _TITLE.fullmatch(filled[0]) is not None
    return is_title or any(_NAME.fullmatch(word) for word in filled)


def is_of_whole_unit(sheet: Sheet, header: FormHeader, first_row: int) -> bool:
    """Say whether the form is the one for a unit's whole spending, which names no project."""
    rows = range(first_row, header.top)
    return any(_WHOLE_UNIT.search(word) for row in rows for word in words_of(sheet, row)) or bool(
        _WHOLE_UNIT.search(sheet.name)
    )


def read_project(head: FormHead, notes: FormNotes) -> tuple[str, str]:
    """Read code and name of a form's project; what is missing or unsafe is a finding."""
    code, name = split_project(as_text(head.name))
    if not is_blank(head.code) and head.code_place is not None:
        written = as_text(head.code).strip()
        found, rest = ("", "") if is_code_number(head.code) else read_code(written)
        if found:
            return found, name or rest
        trouble = "code_not_text" if is_code_number(head.code) else "form_code_unreadable"
        notes.add(trouble, cell_name(head.code_place), found=written)
        return "", name
    if not code and not is_blank(name) and head.place is not None:
        notes.add("form_name_only", cell_name(head.place), found=name)
    return code, "" if is_blank(name) else name


def decide_month(
    sheet: Sheet, header: FormHeader, head: FormHead, asked: ReadRequest, notes: FormNotes
) -> Month | None:
    """Decide a form's month by its column of results, else its money, else its title."""
    result = header.column("result")
    at = cell_name((header.bottom, result.index if result else 0))
    stated = _stated(result.month if result else None, at)
    stated += list(_months_of_money(sheet, head.rows))
    titles = list(_titles(sheet, head.rows.start))
    if not stated:
        stated = [
            Statement(month, cell)
            for cell, text in titles
            if not _NOT_THE_MONTH.search(text)
            for month in months_in(text)
        ]
    years = [year for _, text in titles if (year := year_in(text))]
    if not stated and asked.month is None:
        notes.add("month_unknown", at)
        return None
    return settle_month(asked, notes, stated, next(iter([*years, *_years(sheet.name)]), None))


def _years(text: str) -> list[int]:
    year = year_in(text)
    return [year] if year else []


def _stated(month: StatedMonth | None, cell: str) -> list[Statement]:
    return [Statement(month, cell)] if month is not None and month.number else []


def _months_of_money(sheet: Sheet, rows: range) -> Iterator[Statement]:
    """Find 1-6月执行数 and 1-6月执行率 among the heads of the money."""
    for row in rows:
        for index, word in enumerate(words_of(sheet, row)):
            month, left = take_month(word)
            if left.startswith(("执行数", "执行率")):
                yield from _stated(month, cell_name((row, index)))


def _titles(sheet: Sheet, below: int) -> Iterator[tuple[str, str]]:
    """Give the lines above the project's name, the nearest first, with their cells."""
    for row in range(below - 1, max(below - 1 - _TITLE_ROWS, -1), -1):
        filled = [
            (index, value) for index, value in enumerate(sheet.rows[row]) if value is not None
        ]
        if len(filled) <= _TITLE_CELLS:
            yield from ((cell_name((row, index)), as_text(value)) for index, value in filled)


def _find_label(sheet: Sheet, label: re.Pattern[str], rows: range) -> Labelled | None:
    for row in rows:
        for index, word in enumerate(words_of(sheet, row)):
            found = label.fullmatch(word)
            if found is None:
                continue
            if found[1]:
                written = as_text(sheet.rows[row][index]).replace("：", ":").partition(":")[2]
                return Labelled(written.strip(), (row, index), row)
            return _value_beside(sheet, row, index)
    return None


def _value_beside(sheet: Sheet, row: int, label: int) -> Labelled:
    """Take what stands to the right of a label, unless that is the next label."""
    cells = sheet.rows[row]
    for index in range(label + 1, len(cells)):
        value = cells[index]
        if value is None:
            continue
        if isinstance(value, str) and _LABEL.fullmatch(fold(value)):
            break
        return Labelled(value, (row, index), row)
    return Labelled(None, (row, label), row)


_LONGEST_TITLE, _PART_TITLE_ROWS = 40, 20


@dataclass(frozen=True, slots=True)
class FormPart:
    """One form of a sheet: where it may begin, its headers, and the row after its last.

    Every header but the first repeats it after a page break.
    """

    first_row: int
    headers: tuple[FormHeader, ...]
    stop: int
    merges: Merges

    @property
    def header(self) -> FormHeader:
        """The header over the form's first indicator."""
        return self.headers[0]


def find_parts(sheet: Sheet) -> list[FormPart]:
    """Part a sheet into its monitoring forms, leaving out those of a unit's whole spending."""
    parts: list[FormPart] = []
    merges = Merges(sheet)
    for header in find_headers(sheet):
        first = parts[-1].stop if parts else 0
        if header.top < first:
            parts[-1] = replace(parts[-1], headers=(*parts[-1].headers, header))
            continue
        rows = range(header.bottom + 1, len(sheet.rows))
        stop = next((row for row in rows if begins_form(sheet, row)), len(sheet.rows))
        parts.append(FormPart(first, (header,), stop, merges))
    return [part for part in parts if not _is_of_whole_unit(sheet, part)]


def _is_of_whole_unit(sheet: Sheet, part: FormPart) -> bool:
    head = find_head(sheet, part.header, part.first_row)
    return head.is_blank and is_of_whole_unit(sheet, part.header, part.first_row)


def title_of(sheet: Sheet) -> str:
    """Give the first words of a sheet, by which a person knows it."""
    texts = (
        value.strip()
        for row in sheet.rows[:_PART_TITLE_ROWS]
        for value in row
        if isinstance(value, str) and value.strip()
    )
    return next(texts, sheet.name)[:_LONGEST_TITLE]
