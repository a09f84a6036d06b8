"""The indicators of a monitoring form: results, ticks and texts, row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.domain.reading import RowSkipped
from monitor.domain.scores import Cause, Likelihood
from monitor.excel import skips
from monitor.excel.cells import as_text, fold
from monitor.excel.form_cells import FormCells
from monitor.excel.form_headers import FormHeader
from monitor.excel.form_ticks import causes_ticked, likelihood_ticked

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
