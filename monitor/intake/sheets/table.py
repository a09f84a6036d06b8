"""One sheet being read: its columns, its money, its findings, and what was understood of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from monitor.intake.facts import ColumnRead, ControlTotal, Proof, RowSkipped, SheetUnderstood
from monitor.intake.files.grid import Place, Sheet, Value
from monitor.intake.sheets.cells import (
    CENT,
    SCALES,
    NotMoney,
    TooLarge,
    as_text,
    is_float_noise,
    read_money,
    states_unit,
)
from monitor.intake.sheets.fields import Contract, FieldType
from monitor.intake.sheets.findings import Notes
from monitor.intake.sheets.header import Column, Header, ReadRequest
from monitor.intake.sheets.header_words import first_word
from monitor.intake.sheets.skips import BLANK, FAULTY
from monitor.intake.sheets.stated_units import settle_unit

_ZERO = Decimal(0)

# Merged cells reach down over their rows in these fields, never in amounts.
_FILLED_DOWN = frozenset({"project_code", "project_name", "level1", "level2", "level3"})


@dataclass(slots=True)
class Table:
    """A sheet under its header, while it is read.

    ``values`` are the columns its rows are read for; ``scales`` are yuan per unit by column;
    ``bad_columns`` are those in which some cell is an error or a formula without a value.
    ``sums`` run along with the rows taken, in yuan by column; ``doubted`` are the columns whose
    sum misses an amount that could not be read. ``noted`` are the bad cells that have their
    finding; ``misread`` counts the cells of taken rows that have one. ``roles`` names the rows that
    are no project's own, ``proofs`` what the sheet's arithmetic shows.
    """

    sheet: Sheet
    header: Header
    contract: Contract
    asked: ReadRequest
    values: tuple[Column, ...]
    notes: Notes
    unit: str
    unit_stated: bool
    scales: dict[int, Decimal]
    bad_columns: frozenset[int]
    fills: dict[int, dict[int, Value]]
    skipped: list[RowSkipped] = field(default_factory=list)
    sums: dict[int, Decimal] = field(default_factory=dict)
    totals: list[tuple[int, dict[int, Decimal]]] = field(default_factory=list)
    control_totals: list[ControlTotal] = field(default_factory=list)
    roles: Mapping[int, str] = field(default_factory=dict)
    proofs: list[Proof] = field(default_factory=list)
    doubted: set[int] = field(default_factory=set)
    noted: set[Place] = field(default_factory=set)
    misread: int = 0
    rows_taken: int = 0
    has_faults: bool = False
    without_code: int = 0

    def skip(self, number: int, reason: str, text: str = "") -> None:
        """Note a row, counted from 0, that is not taken."""
        self.skipped.append(RowSkipped(number + 1, reason, text))

    def fault(self, code: str, number: int, column: Column, /, **values: object) -> None:
        """Note a finding that takes the whole row out of judgement."""
        self.notes.add_at(code, number, column.index, **values)
        self.skip(number, FAULTY)
        self.has_faults = True

    def value(self, number: int, row: list[Value], column: Column) -> Value:
        """Give a cell's value; merged identity cells reach down over their rows."""
        value = row[column.index]
        if (value is None or value == "") and column.index in self.fills:
            return self.fills[column.index].get(number)
        return value

    def text(self, number: int, row: list[Value], column: Column | None) -> str:
        """Read a cell as a clerk sees it, blank where there is no such column."""
        if column is None:
            return ""
        value = self.value(number, row, column)
        if isinstance(value, str):
            return value
        is_percent = (number, column.index) in self.sheet.percent
        return as_text(value, shown_as_percent=is_percent)

    def money(self, number: int, column: Column, value: Value) -> Decimal | None:
        """Read an amount of a taken row in yuan, None for a blank or for what is a finding."""
        at = column.index
        if at in self.bad_columns and self.is_bad(number, column):
            return None
        try:
            exact = read_money(value, self.scales[at])
        except NotMoney as trouble:
            code = "amount_out_of_range" if isinstance(trouble, TooLarge) else "amount_not_number"
            self.notes.add_at(code, number, at, found=as_text(value), column=column.header)
            self.doubted.add(at)
            self.misread += 1
            return None
        if exact is None:
            return None
        amount = exact.quantize(CENT, ROUND_HALF_UP)
        if amount != exact and not is_float_noise(exact, amount):
            self.notes.add_at("amount_rounded", number, at, found=f"{exact:f}", taken=amount)
        self.sums[at] = self.sums.get(at, _ZERO) + amount
        return amount

    def trouble(self, at: Place) -> str | None:
        """Tell a cell's error, blank for a formula without a value, None for a sound cell."""
        if at in self.sheet.errors:
            return self.sheet.errors[at]
        return "" if at in self.sheet.uncalculated else None

    def is_bad(self, number: int, column: Column) -> bool:
        """Say whether a cell is an error or an uncalculated formula, which is then a finding."""
        found = self.trouble((number, column.index))
        if found is None:
            return False
        code = "cell_error" if found else "cell_uncalculated"
        self.notes.add_at(code, number, column.index, found=found, column=column.header)
        self.doubted.add(column.index)
        self.noted.add((number, column.index))
        self.misread += 1
        return True

    def are_clear(self, columns: tuple[Column, ...]) -> bool:
        """Say whether one column at most is meant; two are a finding."""
        if len(columns) > 1:
            self.note_clash(columns[0], columns[1])
        return len(columns) <= 1

    def note_clash(self, first: Column, second: Column) -> None:
        """Note two columns of which only one can be meant."""
        self.notes.add_at(
            "columns_ambiguous",
            self.header.place,
            second.index,
            field=first_word(second.field),
            candidates=f"{first.letter} “{first.header}”; {second.letter} “{second.header}”",
            options=f"{first.field}={first.letter},{second.field}={second.letter}",
            option=f"{second.field}={second.letter}",
        )

    def note_names_only(self) -> None:
        """Warn where rows carry no project code, only a name."""
        if self.without_code:
            name = self.header.column("project_name")
            at = name.index if name else 0
            self.notes.add_at("no_code_column", self.header.place, at, count=self.without_code)

    def note_unit(self, columns: tuple[Column, ...]) -> None:
        """Warn where nothing said the unit of these amounts, and 元 was taken."""
        bare = [column.index for column in columns if column.unit not in SCALES]
        if self.unit_stated or not self.rows_taken or not bare:
            return
        rows = self.sheet.rows[self.header.bottom + 1 :]
        amounts = ((row[at], at) for row in rows for at in bare if at < len(row))
        at = next(
            (at for value, at in amounts if value is not None and not states_unit(value)), None
        )
        if at is not None:
            self.notes.add_at("unit_unstated", self.header.place, at, taken=self.unit)

    def understood(self, used: frozenset[str], basis: str = "", month: str = "") -> SheetUnderstood:
        """Say back how the sheet was read; only ``used`` fields count as taken."""
        money = [column for column in self.values if column.index in self.sums]
        own = {column.unit for column in money if column.unit in SCALES}
        unit = self.unit if self.asked.overrides.unit or len(own) != 1 else next(iter(own))
        while self.skipped and self.skipped[-1].reason == BLANK:
            self.skipped.pop()
        return SheetUnderstood(
            self.sheet.name,
            self.header.bottom + 1,
            tuple(
                ColumnRead(
                    column.letter, column.header, column.field if column.field in used else ""
                )
                for column in self.header.columns
            ),
            signature=self.header.signature,
            unit=unit,
            unit_stated=self.unit_stated or bool(own) or not money,
            basis=basis,
            month=month,
            rows_taken=self.rows_taken,
            rows_skipped=tuple(self.skipped),
            control_totals=tuple(self.control_totals),
            proofs=tuple(self.proofs),
        )


def open_table(sheet: Sheet, header: Header, contract: Contract, asked: ReadRequest) -> Table:
    """Make ready to read a sheet under its header."""
    notes = Notes(sheet.name)
    unit, unit_stated = settle_unit(sheet, header, asked, notes)
    own = {} if asked.overrides.unit else SCALES
    money = {one.name for one in contract.fields if one.type is FieldType.MONEY}
    scales = {
        column.index: own.get(column.unit, SCALES[unit])
        for column in header.columns
        if column.field in money
    }
    names = {one.name for one in contract.fields if one.is_value}
    return Table(
        sheet,
        header,
        contract,
        asked,
        tuple(column for column in header.columns if column.field in names),
        notes,
        unit,
        unit_stated,
        scales,
        frozenset(column for _, column in (*sheet.errors, *sheet.uncalculated)),
        _fills(sheet, header),
    )


def _fills(sheet: Sheet, header: Header) -> dict[int, dict[int, Value]]:
    """Lay out what merged cells say in the rows under their first, by column and row."""
    columns = {c.index for c in header.columns if c.field in _FILLED_DOWN}
    fills: dict[int, dict[int, Value]] = {}
    for first, left, last, right in sheet.merged:
        if first == last or first <= header.bottom or first >= len(sheet.rows):
            continue
        for at in columns.intersection(range(left, right + 1)):
            value = sheet.rows[first][left] if left < len(sheet.rows[first]) else None
            below = range(first + 1, min(last, len(sheet.rows) - 1) + 1)
            fills.setdefault(at, {}).update(dict.fromkeys(below, value))
    return fills
