"""The indicators of a monitoring form: results, ticks and texts, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from monitor.domain.scores import Cause, Likelihood
from monitor.intake.facts import RowSkipped
from monitor.intake.files.grid import Value
from monitor.intake.monitoring_form.cells import FormCells
from monitor.intake.monitoring_form.header import FormColumn, FormHeader
from monitor.intake.sheets import skips
from monitor.intake.sheets.cells import as_text, fold, is_blank
from monitor.words.catalogue import paper_columns

LIKELIHOODS = paper_columns("likelihoods")

# A cross may mean yes or no: only the letter counts, as it is typed for a tick.
_TICKS = frozenset("√✓✔☑✅●■1xvy∨是对有") | {"yes", "true"}
_NO_TICKS = frozenset("□☐○◯0n否无") | {"no", "false"}
_VARIANT = "\ufe0f"  # asks for the coloured form of a sign


def read_tick(value: Value) -> bool | None:
    """Say whether a cell is ticked; None for text that is neither a tick nor the lack of one."""
    if is_blank(value):
        return False
    word = fold(as_text(value)).replace(_VARIANT, "")
    if word in _TICKS:
        return True
    return False if word in _NO_TICKS else None


def read_likelihood(value: Value) -> Likelihood | None:
    """Read a likelihood written out; None for a text that names none, or several."""
    word = fold(as_text(value))
    pairs = zip(Likelihood, LIKELIHOODS, strict=True)
    named = [likelihood for likelihood, name in pairs if name in word]
    return named[0] if len(named) == 1 else None


def causes_ticked(cells: FormCells, row: int, indicator: str) -> tuple[Cause, ...]:
    """Read the causes of a row, counted from 0; text that is no tick is a finding."""
    return tuple(
        column.meaning
        for column in cells.header.columns_of("cause")
        if isinstance(column.meaning, Cause) and _is_ticked(cells, row, column, indicator)
    )


def likelihood_ticked(cells: FormCells, row: int, indicator: str) -> Likelihood | None:
    """Read the likelihood of a row, counted from 0; two ticks are a finding and give none."""
    stated = list(_likelihoods(cells, row, indicator))
    if len(stated) > 1:
        found = "、".join(_word(column) for column, _ in stated)
        cell = cells.place(row, stated[1][0])
        cells.notes.add("form_likelihood_twice", cell, indicator=indicator, found=found)
    return stated[0][1] if len(stated) == 1 else None


def _likelihoods(
    cells: FormCells, row: int, indicator: str
) -> Iterator[tuple[FormColumn, Likelihood]]:
    for column in cells.header.columns_of("likelihood"):
        if isinstance(column.meaning, Likelihood):
            if _is_ticked(cells, row, column, indicator):
                yield column, column.meaning
            continue
        value = cells.value(row, column)
        written = read_likelihood(value)
        if written is not None:
            yield column, written
        elif not is_blank(value):
            _note_unknown(cells, row, column, indicator)


def _is_ticked(cells: FormCells, row: int, column: FormColumn, indicator: str) -> bool:
    ticked = read_tick(cells.value(row, column))
    if ticked is None:
        _note_unknown(cells, row, column, indicator)
    return ticked or False


def _note_unknown(cells: FormCells, row: int, column: FormColumn, indicator: str) -> None:
    found = cells.text(row, column)
    if found:  # a cell merged down is noted where it begins
        cell = cells.place(row, column)
        values = {"indicator": indicator, "column": _word(column), "found": found}
        cells.notes.add("form_tick_unknown", cell, **values)


def _word(column: FormColumn) -> str:
    """Give the lower of a header's two words."""
    return column.header.rpartition(" / ")[2]


_LEFTOVER = re.compile(r"指标\s*[\d一二三四五六七八九十]*\s*[:：]\s*")
_NO_NAME = re.compile(r"(?:指标[\d一二三四五六七八九十]*:?)?[.。、]*")


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator as its row states it; ``result`` is blank where nothing is reported.

    ``cell`` is where its name stands, ``result_cell`` where its result belongs.
    """

    level1: str
    level2: str
    level3: str
    target_text: str
    result: str
    expected: str
    causes: tuple[Cause, ...]
    explanation: str
    likelihood: Likelihood | None
    remark: str
    cell: str
    result_cell: str

    @property
    def is_filled(self) -> bool:
        """Say whether the row reports or judges anything."""
        texts = (self.result, self.expected, self.explanation, self.remark)
        return bool(self.causes or self.likelihood or any(texts))


@dataclass(slots=True)
class Rows:
    """The rows of a form as they are read: indicators, and rows that are none, with the reason.

    A blank level is that of the row above.
    """

    cells: FormCells
    taken: list[IndicatorRow] = field(default_factory=list)
    skipped: list[RowSkipped] = field(default_factory=list)
    _levels: tuple[str, str] = ("", "")
    _first: dict[tuple[str, ...], str] = field(default_factory=dict)

    def take(self, number: int) -> None:
        """Take a row, counted from 0, or note why it is no indicator."""
        reason, label = self._judge(number)
        if reason in {"", skips.NOTE}:
            self._set_levels(number)
        if reason:
            self.skip(number, reason, label)
        elif self.cells.are_sound(number):
            self._take_indicator(number)
        else:
            self.skip(number, skips.FAULTY, label)

    def skip(self, number: int, reason: str, text: str = "") -> None:
        """Note a row, counted from 0, that is no indicator; blank ones go without a word."""
        if reason != skips.BLANK:
            self.skipped.append(RowSkipped(number + 1, reason, text))

    def _judge(self, number: int) -> tuple[str, str]:
        texts = [as_text(value).strip() for value in self.cells.sheet.rows[number]]
        label = next(filter(None, texts), "")
        if not label or not self.cells.begins(number, "level3"):
            return skips.BLANK, label
        if not _NO_NAME.fullmatch(fold(self.cells.text_of(number, "level3"))):
            return "", label
        reason = "" if self.cells.stated(number) else skips.NOTE
        return skips.why_skipped(label) or reason, label

    def _set_levels(self, number: int) -> None:
        level1, level2 = (self.cells.text_of(number, name) for name in ("level1", "level2"))
        if level1:
            self._levels = level1, level2
        elif level2:
            self._levels = self._levels[0], level2

    def _take_indicator(self, number: int) -> None:
        written = self.cells.text_of(number, "level3")
        level3 = "" if _NO_NAME.fullmatch(fold(written)) else _LEFTOVER.sub("", written, count=1)
        cell = self.cells.place_of(number, "level3")
        if not level3:
            self._fault("indicator_missing", number, found=self.cells.stated(number))
            return
        row = self._read(number, level3)
        before = self._first.setdefault((row.level2, level3, row.target_text), cell)
        if before != cell:
            self._fault("indicator_twice", number, found=level3, first=before)
            return
        if not row.result:
            self.skip(number, skips.NO_RESULT, level3)
        self.taken.append(row)

    def _fault(self, code: str, number: int, /, **values: str) -> None:
        self.cells.notes.add(code, self.cells.place_of(number, "level3"), **values)
        self.skip(number, skips.FAULTY, values["found"])

    def _read(self, number: int, level3: str) -> IndicatorRow:
        cells = self.cells
        return IndicatorRow(
            level1=self._levels[0],
            level2=self._levels[1],
            level3=level3,
            target_text=cells.text_of(number, "target_text"),
            result=cells.text_of(number, "result"),
            expected=cells.text_of(number, "expected"),
            causes=causes_ticked(cells, number, level3),
            explanation=cells.text_of(number, "explanation", reaches_down=True),
            likelihood=likelihood_ticked(cells, number, level3),
            remark=cells.text_of(number, "remark", reaches_down=True),
            cell=cells.place_of(number, "level3"),
            result_cell=cells.place_of(number, "result"),
        )


def read_rows(cells: FormCells, again: Sequence[FormHeader], stop: int) -> Rows:
    """Read the rows of a form from under its header to before the row ``stop``.

    ``again`` are repetitions of the header. Indicator levels, ticks and explanations reach down
    over merged rows; results never do.
    """
    repeated = {row for header in again for row in range(header.top, header.bottom + 1)}
    rows = Rows(cells)
    for number in range(cells.header.bottom + 1, stop):
        if number in repeated:
            rows.skip(number, skips.REPEATED_HEADER)
        else:
            rows.take(number)
    return rows
