"""Ticks as people set them, and likelihoods written out."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.domain.scores import Cause, Likelihood
from monitor.excel.cells import as_text, fold, is_blank
from monitor.excel.form_cells import FormCells
from monitor.excel.form_headers import FormColumn
from monitor.excel.grid import Value
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
