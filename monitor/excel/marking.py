"""Findings as marks on a workbook: which cell gets which colour and words, and the index of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.domain.findings import Finding, Level
from monitor.excel.grid import Place
from monitor.words.catalogue import paper

ANNOTATED = paper("marked_copy")
LEVELS = paper("levels")

Judged = Sequence[tuple[Finding, str]]

MOST_COMMENTS = 1000  # more make a spreadsheet slow to open
MOST_LISTED = 10_000
FILLS: Mapping[Level, str] = {
    Level.BLOCKER: "F6B8AE",
    Level.WARNING: "FBDD8F",
    Level.NOTE: "CFE0F2",
}
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_WEIGHT = {Level.BLOCKER: 0, Level.WARNING: 1, Level.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """What one cell gets: the worst level's colour and every sentence about it."""

    sheet: str
    place: Place
    level: Level
    sentences: tuple[str, ...]

    @property
    def comment(self) -> str:
        """Write the comment, one finding a line."""
        return "\n".join(ANNOTATED["mark"] + sentence for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One line of the index; ``target`` is where its link leads, blank for none."""

    number: int
    level: Level
    level_word: str
    sheet: str
    cell: str
    sentence: str
    target: str


def place_of(cell: str) -> Place | None:
    """Read the (first) cell of D17 or D17:E19 as a place, None where it names no cell."""
    found = _CELL.match(cell)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row - 1, column - 1) if row <= _LAST_ROW and column <= _LAST_COLUMN else None


def collect_marks(findings: Judged) -> list[Mark]:
    """Gather findings by cell, in the order cells first appear."""
    by_place: dict[tuple[str, Place], list[tuple[Finding, str]]] = {}
    for finding, sentence in findings:
        place = place_of(finding.cell)
        if place is not None:
            by_place.setdefault((finding.sheet, place), []).append((finding, sentence))
    return [
        Mark(
            sheet,
            place,
            min((finding.level for finding, _ in judged), key=_WEIGHT.__getitem__),
            tuple(dict.fromkeys(sentence for _, sentence in judged)),
        )
        for (sheet, place), judged in by_place.items()
    ]


def index_rows(findings: Judged, sheets: Iterable[str]) -> list[IndexRow]:
    """List findings, the heaviest first; links lead only into sheets that exist."""
    existing = set(sheets)
    ordered = sorted(findings, key=lambda judged: _WEIGHT[judged[0].level])
    return [
        IndexRow(
            number,
            finding.level,
            LEVELS[finding.level],
            finding.sheet or ANNOTATED["whole"],
            finding.cell or ("" if not finding.sheet else ANNOTATED["whole_sheet"]),
            sentence,
            _target(finding) if finding.sheet in existing else "",
        )
        for number, (finding, sentence) in enumerate(ordered[:MOST_LISTED], start=1)
    ]


def index_head(findings: Judged, summary: Sequence[tuple[str, str]]) -> list[str]:
    """Write the lines above the index: what was checked, how much was found, what to do."""
    lines = [f"{word}：{text}" for word, text in summary]
    counts = {level.value: 0 for level in Level}
    for finding, _ in findings:
        counts[finding.level.value] += 1
    lines.append(ANNOTATED["counts"].format_map(counts) if findings else ANNOTATED["none"])
    lines.append(ANNOTATED["how"])
    if len(findings) > MOST_LISTED:
        lines.append(ANNOTATED["more"].format(number=len(findings) - MOST_LISTED))
    return lines


def _target(finding: Finding) -> str:
    place = place_of(finding.cell)
    cell = finding.cell.split(":")[0].replace("$", "").upper() if place else "A1"
    return "'" + finding.sheet.replace("'", "''") + "'!" + cell
