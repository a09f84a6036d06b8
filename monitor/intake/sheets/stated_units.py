"""What a sheet states around its table: the unit of money, the month and the year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.domain.month import Month
from monitor.intake.files.grid import Sheet, cell_name
from monitor.intake.sheets.cells import SCALES, as_text, fold
from monitor.intake.sheets.findings import Notes
from monitor.intake.sheets.header import Header, ReadRequest
from monitor.intake.sheets.months import StatedMonth, months_in, year_in

_UNITS = r"(亿元|百万元|千元|万元|元)"
_UNIT_LINE = re.compile(rf"单位[:|]*(?:人民币)?{_UNITS}(?![\u4e00-\u9fff])")
_UNIT_IN_BRACKETS = re.compile(rf"\((?:人民币)?{_UNITS}\)")
_NOT_THE_MONTH = re.compile(r"日期|时间|打印|编制于|填报于")
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Statement:
    """A month and the cell that states it."""

    month: StatedMonth
    cell: str


def unit_in_titles(sheet: Sheet, header: Header) -> tuple[str, str]:
    """Find the unit of money in the lines above the header, and its cell; blank where none is."""
    for number in header.title_rows:
        texts = [fold(as_text(value)) for value in sheet.rows[number]]
        line = "|".join(filter(None, texts))
        found = _UNIT_LINE.search(line) or _UNIT_IN_BRACKETS.search(line)
        if found is not None:
            column = next((i for i, text in enumerate(texts) if found[1] in text), 0)
            return found[1], cell_name((number, column))
    return "", ""


def settle_unit(sheet: Sheet, header: Header, asked: ReadRequest, notes: Notes) -> tuple[str, bool]:
    """Decide the sheet's unit of money and say whether anything stated it."""
    if asked.overrides.unit in SCALES:
        return asked.overrides.unit, True
    unit, cell = unit_in_titles(sheet, header)
    stated = {unit: cell} if unit else {}
    for column in header.columns:
        if column.field and column.unit:
            stated.setdefault(column.unit, cell_name((header.place, column.index)))
    for other in stated.keys() - SCALES.keys():
        notes.add("unit_unsupported", stated[other], found=other)
    return (unit, True) if unit in SCALES else ("元", False)


def months_in_titles(sheet: Sheet, header: Header, file_name: str = "") -> list[Statement]:
    """List the months stated above the header, or else by the name of the sheet or the file.

    Where some lines state a year or a running total, a bare 4月 elsewhere is only talk.
    """
    stated = [
        Statement(month, cell_name((number, index)))
        for number in header.title_rows
        for index, value in enumerate(sheet.rows[number])
        if isinstance(value, str) and _may_state_month(value)
        for month in months_in(value)
    ]
    firm = [one for one in stated if one.month.year or one.month.is_running]
    named = [Statement(month, "") for month in months_in(sheet.name)]
    filed = [Statement(month, "") for month in months_in(file_name.rpartition(".")[0])]
    return firm or stated or named or filed


def year_in_titles(sheet: Sheet, header: Header, asked: ReadRequest) -> int | None:
    """Tell the year stated above the header or by the sheet's name; of several, the one asked."""
    cells = (value for number in header.title_rows for value in sheet.rows[number])
    titles = [value for value in cells if isinstance(value, str)]
    found = (year_in(title) for title in [*titles, sheet.name] if _may_state_month(title))
    years = [year for year in found if year is not None]
    return asked.year if asked.year in years else next(iter(years), None)


def settle_month(
    asked: ReadRequest,
    notes: Notes,
    titled: list[Statement],
    title_year: int | None,
    headed: Statement | None = None,
) -> Month | None:
    """Decide the month: the person's correction, else the file's, else the month asked for.

    ``titled`` is what titles say, ``headed`` what the column's header says. Statements that
    disagree with each other or with what was asked are findings.
    """
    if asked.overrides.month is not None:
        return asked.overrides.month
    year = title_year or asked.year
    titles = _complete(titled, year)
    heads = _complete([headed] if headed else [], year)
    if not titles and not heads:
        return _month_asked(asked, notes, [*titled, *filter(None, [headed])], title_year)
    if heads:
        (month,) = heads
        other = next((one for one in titles if month not in titles), None)
    else:
        month = asked.month if asked.month in titles else next(iter(titles))
        others = [] if month == asked.month else [one for one in titles if one != month]
        other = next(iter(others), None)
    if other is not None:
        notes.add("month_mismatch", titles[other], found=other, expected=month)
    else:
        _compare_with_asked(asked, notes, month, (heads or titles)[month])
    return month


def _complete(stated: list[Statement], year: int | None) -> dict[Month, str]:
    """Lay out the months stated with the cell that states each first."""
    months: dict[Month, str] = {}
    for one in stated:
        month = to_month(one.month, year)
        if month is not None:
            months.setdefault(month, one.cell)
    return months


def _month_asked(
    asked: ReadRequest, notes: Notes, stated: list[Statement], title_year: int | None
) -> Month | None:
    if stated:
        notes.add("year_unknown", stated[0].cell, found=f"{stated[0].month.number}月")
        return None
    if asked.month is None:
        notes.add("month_unknown")
    elif title_year not in {None, asked.month.year}:
        notes.add("year_mismatch", found=title_year, expected=asked.month.year)
    return asked.month


def _compare_with_asked(asked: ReadRequest, notes: Notes, month: Month, cell: str) -> None:
    if asked.month is not None and month != asked.month and not asked.has_several:
        notes.add("month_mismatch", cell, found=month, expected=asked.month)
    elif asked.fiscal_year is not None and month.year != asked.fiscal_year:
        notes.add("year_mismatch", cell, found=month.year, expected=asked.fiscal_year)


def to_month(stated: StatedMonth, year: int | None) -> Month | None:
    """Complete a stated month by the year known otherwise, None while there is none."""
    year = stated.year or year
    return Month(year, stated.number) if year and stated.number else None


def _may_state_month(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not _NOT_THE_MONTH.search(text)
