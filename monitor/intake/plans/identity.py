"""Whose project a head table is of: code, name and unit, found by the labels before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.domain.plan import split_code_name, split_project
from monitor.intake.plans import labels
from monitor.intake.plans.blocks import NumberedRow
from monitor.intake.plans.findings import Notes
from monitor.intake.plans.labels import label_in, label_of
from monitor.intake.plans.words import fold, one_line

_YEAR_ALONE = re.compile(r"\(?20\d\d年?度?\)?")


@dataclass(frozen=True, slots=True)
class Identity:
    """Code and name of a project and the text that names its unit; blank where nothing does.

    ``place`` is where the code stands or belongs.
    """

    project_code: str = ""
    project_name: str = ""
    unit_text: str = ""
    place: str = ""


def read_identity(rows: list[NumberedRow], notes: Notes) -> Identity:
    """Read who and what a table is of; a code may stand in the cell of the name too."""
    code, code_place = _beside(rows, labels.PROJECT_CODE, notes)
    name, name_place = _beside(rows, labels.PROJECT_NAME, notes)
    glued, rest = split_project(one_line(name))
    if glued:
        name, code, code_place = rest, code or glued, code_place if code else name_place
    elif code and not name:
        glued, name = split_project(one_line(code))
        code = glued or code
    return Identity(
        fold(code).upper(), one_line(name), _unit_text(rows, notes), code_place or name_place
    )


def _unit_text(rows: list[NumberedRow], notes: Notes) -> str:
    """Find the unit: behind its label or above the project, a text with a code before others."""
    code, _ = _beside(rows, labels.UNIT_CODE, notes)
    named, _ = _beside(rows, labels.UNIT, notes)
    labelled = [f"{fold(code)}-{one_line(named)}"] if code else [one_line(named)]
    texts = list(filter(None, [*labelled, *_texts_above(rows)]))
    coded = [text for text in texts if split_code_name(text)[0]]
    return next(iter(coded + texts), "")


def _texts_above(rows: list[NumberedRow]) -> Iterator[str]:
    """Yield the texts above the project's name and code that are neither labels nor units."""
    for _, row in rows:
        if any(label_in(cell) for cell in row.cells):
            return
        for cell, key in zip(row.cells, row.keys, strict=True):
            if cell and not labels.MONEY_UNIT.fullmatch(key) and not _YEAR_ALONE.fullmatch(key):
                yield one_line(cell)


def _beside(rows: list[NumberedRow], wanted: frozenset[str], notes: Notes) -> tuple[str, str]:
    """Find the text after a label in its cell or row, up to the next label, and its place."""
    for number, row in rows:
        at = next(
            (column for column, cell in enumerate(row.cells) if label_in(cell) in wanted), None
        )
        if at is None:
            continue
        if label_of(row.cells[at]) not in wanted:
            return _after_colon(row.cells[at]), notes.place(number, at)
        for column in range(at + 1, len(row.cells)):
            if label_in(row.cells[column]):
                break
            if row.cells[column]:
                return row.cells[column], notes.place(number, column)
        return "", notes.place(number, at)
    return "", ""


def _after_colon(cell: str) -> str:
    return re.split("[:：]", cell, maxsplit=1)[1].strip()
