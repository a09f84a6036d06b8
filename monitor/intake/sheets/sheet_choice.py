"""Which sheets of a workbook hold what was asked for; never silently a wrong one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from monitor.domain.month import Month
from monitor.intake.facts import Fact, Reading
from monitor.intake.files.grid import Sheet, Workbook, cell_name
from monitor.intake.sheets.cells import is_blank
from monitor.intake.sheets.fields import EXPLAINING_SHEETS, KINDS, Contract
from monitor.intake.sheets.findings import Notes
from monitor.intake.sheets.header import (
    Header,
    Overrides,
    ReadRequest,
    find_header,
    likeness,
    nearest_missing,
)
from monitor.intake.sheets.header_words import first_word
from monitor.intake.sheets.surroundings import is_of_last_year
from monitor.intake.sheets.table import Table, open_table


def note_asides(table: Table) -> None:
    """Note hidden rows that were read, and broken cells that no taken row rests on."""
    rows = range(table.header.bottom + 1, len(table.sheet.rows))
    note_hidden_rows(table.sheet, rows, table.notes)
    _note_unusable(table)


def note_hidden_sheet(sheet: Sheet, notes: Notes, *, is_alike: bool) -> None:
    """Note a hidden sheet that was not read: a look-alike, or one that holds figures."""
    if is_alike:
        notes.add("hidden_sheet", hidden=sheet.name)
    elif any(isinstance(value, int | float) for row in sheet.rows for value in row):
        notes.add("hidden_sheet_aside", hidden=sheet.name)


def note_hidden_rows(sheet: Sheet, rows: range, notes: Notes) -> None:
    """Note the hidden rows among those read, counted from 0, neighbours together."""
    hidden = sorted(
        number
        for number in sheet.hidden_rows
        if number in rows and not all(map(is_blank, sheet.rows[number]))
    )
    first = last = -2
    for number in [*hidden, -2]:
        if number == last + 1:
            last = number
            continue
        if first >= 0:
            notes.add_at("hidden_rows", first, 0, first=first + 1, last=last + 1)
        first = last = number


def _note_unusable(table: Table) -> None:
    sheet, top = table.sheet, table.header.bottom
    left = [
        at for at in (*sheet.errors, *sheet.uncalculated) if at[0] > top and at not in table.noted
    ]
    if left:
        first = min(left)
        found = table.trouble(first)
        table.notes.add("cells_unusable", cell_name(first), count=len(left), found=found)


ReadTable = Callable[[Table], Reading[Fact]]
About = tuple[int | str, ...]  # year, month, and what identifies the rest
AboutOf = Callable[[Fact], About]


@dataclass(frozen=True, slots=True)
class _Candidate:
    sheet: Sheet
    header: Header

    @property
    def score(self) -> int:
        return len(self.header.fields)


def read_sheets(
    workbook: Workbook,
    contract: Contract,
    asked: ReadRequest,
    read: ReadTable[Fact],
    about: AboutOf[Fact],
) -> Reading[Fact]:
    """Read every sheet of the kind; sheets that speak of the same month and project clash.

    Of two that clash the one that matches better is read and the other noted; equal ones are a
    finding. ``about`` says which year and month, and what else, a fact speaks of.
    """
    notes = Notes()
    candidates = _choose(workbook, contract, asked, notes)
    several = replace(asked, has_several=len(candidates) > 1)
    readings = [
        (one, read(open_table(one.sheet, one.header, contract, several))) for one in candidates
    ]
    if len(readings) > 1:
        readings = _without_clashes(readings, about, notes)
        _note_month_not_reached(readings, about, asked, notes)
    facts = tuple(fact for _, reading in readings for fact in reading.facts)
    found = [finding for _, reading in readings for finding in reading.findings]
    return Reading(
        facts,
        (*notes.found, *found),
        tuple(sheet for _, reading in readings for sheet in reading.understood),
        tuple(budget for _, reading in readings for budget in reading.budgets),
        {code: unit for _, reading in readings for code, unit in reading.units.items()},
    )


def _choose(
    workbook: Workbook, contract: Contract, asked: ReadRequest, notes: Notes
) -> list[_Candidate]:
    overrides = asked.overrides
    sheets = workbook.sheets
    if overrides.sheet is not None:
        sheets = [sheet for sheet in sheets if sheet.name == overrides.sheet]
        if not sheets:
            notes.add("sheet_missing", expected=overrides.sheet)
            return []
    else:
        sheets = [sheet for sheet in sheets if sheet.name.strip() not in EXPLAINING_SHEETS]
        if overrides.columns:
            sheets = _most_alike(sheets, contract, overrides)
    alike = _of_this_year(_alike(sheets, contract, overrides), overrides, notes)
    if overrides.sheet is None:
        alike = _visible(sheets, alike, notes)
    if not alike:
        note_wrong_workbook(workbook, contract, overrides, notes)
    return _with_code(alike, notes)


def _most_alike(sheets: list[Sheet], contract: Contract, overrides: Overrides) -> list[Sheet]:
    """Keep the sheets that corrected columns are meant for: those with the most known words."""
    likenesses = [likeness(sheet, contract, overrides) for sheet in sheets]
    most = max(likenesses, default=0)
    return [sheet for sheet, known in zip(sheets, likenesses, strict=True) if known == most]


def _alike(sheets: list[Sheet], contract: Contract, overrides: Overrides) -> list[_Candidate]:
    found = [(sheet, find_header(sheet, contract, overrides)) for sheet in sheets]
    return [_Candidate(sheet, header) for sheet, header in found if header is not None]


def _of_this_year(alike: list[_Candidate], overrides: Overrides, notes: Notes) -> list[_Candidate]:
    """Leave last year's sheet beside this year's, unless a person names it."""
    kept = [one for one in alike if not is_of_last_year(one.sheet.name)]
    if not kept or overrides.sheet is not None:
        return alike
    for one in alike:
        if one not in kept:
            notes.add("sheet_of_last_year", other=one.sheet.name, read=kept[0].sheet.name)
    return kept


def _visible(sheets: list[Sheet], alike: list[_Candidate], notes: Notes) -> list[_Candidate]:
    named = {one.sheet.name for one in alike}
    for sheet in sheets:
        if sheet.hidden:
            note_hidden_sheet(sheet, notes, is_alike=sheet.name in named)
    return [one for one in alike if not one.sheet.hidden]


def _with_code(alike: list[_Candidate], notes: Notes) -> list[_Candidate]:
    """Prefer sheets with project codes, and with rows under their header."""
    filled = [one for one in alike if len(one.sheet.rows) > one.header.bottom + 1] or alike[:1]
    coded = [one for one in filled if "project_code" in one.header.fields]
    if not coded:
        return filled
    for one in filled:
        if one not in coded:
            notes.add("sheet_not_read", other=one.sheet.name, read=coded[0].sheet.name)
    return coded


def note_wrong_workbook(
    workbook: Workbook, contract: Contract, overrides: Overrides, notes: Notes
) -> None:
    """Say which columns the nearest sheet lacks, and which other kind the workbook looks like."""
    shown = [sheet for sheet in workbook.sheets if sheet.name.strip() not in EXPLAINING_SHEETS]
    others = [kind for kind in KINDS if kind.kind != contract.kind]
    lacking, scores = [], []
    for sheet in shown:  # for all kinds before the next one: the words of a sheet are read once
        lacking.append(nearest_missing(sheet, contract, overrides))
        scores += [(score, -place) for place, score in enumerate(_scores(sheet, others)) if score]
    least = min(lacking, key=len, default=contract.missing(frozenset()))
    kind = others[-max(scores)[1]] if scores else None
    notes.add(
        "wrong_workbook",
        expected_kind=contract.kind,
        expected=contract.sheet,
        found_kind=kind.kind if kind else "",
        found=kind.sheet if kind else "—",
        missing="、".join(map(first_word, least)),
    )


def _scores(sheet: Sheet, kinds: list[Contract]) -> Iterator[int]:
    """Count the fields of the header that a sheet would have as each of the kinds, 0 for none."""
    for kind in kinds:
        header = find_header(sheet, kind, Overrides())
        yield len(header.fields) if header else 0


def _without_clashes(
    readings: list[tuple[_Candidate, Reading[Fact]]], about: AboutOf[Fact], notes: Notes
) -> list[tuple[_Candidate, Reading[Fact]]]:
    """Keep the sheets that speak of different things, the best matching first."""
    kept: list[tuple[_Candidate, Reading[Fact], set[About]]] = []
    for one, reading in sorted(readings, key=lambda pair: -pair[0].score):
        keys = {about(fact) for fact in reading.facts}
        clash = next((other for other, _, taken in kept if taken & keys), None)
        if clash is None and (keys or reading.findings or not kept):
            kept.append((one, reading, keys))
        elif clash is not None and clash.score == one.score:
            notes.add("sheets_overlap", first=clash.sheet.name, second=one.sheet.name)
        elif clash is not None:
            notes.add("sheet_not_read", other=one.sheet.name, read=clash.sheet.name)
    order = [one.sheet.name for one, _ in readings]
    kept.sort(key=lambda each: order.index(each[0].sheet.name))
    return [(one, reading) for one, reading, _ in kept]


def _note_month_not_reached(
    readings: list[tuple[_Candidate, Reading[Fact]]],
    about: AboutOf[Fact],
    asked: ReadRequest,
    notes: Notes,
) -> None:
    """Note that none of several sheets speaks of the month asked for."""
    facts = [fact for _, reading in readings for fact in reading.facts]
    are_lists = any(sheet.basis == "payments" for _, one in readings for sheet in one.understood)
    if not facts or asked.last is None or are_lists:
        return
    reached = max(Month(int(year), int(month)) for year, month, *_ in map(about, facts))
    if reached < asked.last:
        notes.add("month_mismatch", found=reached, expected=asked.last)
