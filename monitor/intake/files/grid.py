"""Many cells of a sheet, kept as runs down a column.

A percent column of 400,000 rows is one run here; as a set of pairs it would be 60 MB.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Place = tuple[int, int]  # row and column, both counted from 0
Run = tuple[int, int, int]  # column, first row, last row


class Places(AbstractSet[Place]):
    """A set of places, made from runs that do not overlap; equal to any set of the same places."""

    __slots__ = ("_runs", "_size")

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self._runs: dict[int, tuple[array[int], array[int]]] = {}
        self._size = 0
        for column, first, last in sorted(runs):
            firsts, lasts = self._runs.setdefault(column, (array("I"), array("I")))
            firsts.append(first)
            lasts.append(last)
            self._size += last - first + 1

    @classmethod
    def _from_iterable(cls, it: Iterable[Place]) -> frozenset[Place]:  # type: ignore[override] # what &, | and - of Set make; any set will do
        return frozenset(it)

    def __contains__(self, place: object) -> bool:
        if not isinstance(place, tuple):
            return False
        row, column = place
        runs = self._runs.get(column)
        if runs is None:
            return False
        firsts, lasts = runs
        run = bisect_right(firsts, row) - 1
        return run >= 0 and bool(lasts[run] >= row)

    def __iter__(self) -> Iterator[Place]:
        for column, (firsts, lasts) in self._runs.items():
            for first, last in zip(firsts, lasts, strict=True):
                for row in range(first, last + 1):
                    yield row, column

    def __len__(self) -> int:
        return self._size

    def __repr__(self) -> str:
        return f"Places({len(self)} cells)"


class Runs:
    """Runs as they are found, row after row; neighbours in a column grow together."""

    __slots__ = ("_done", "_open")

    def __init__(self) -> None:
        self._open: dict[int, tuple[int, int]] = {}
        self._done: list[Run] = []

    def add(self, column: int, first: int, last: int) -> None:
        """Add the rows from ``first`` to ``last`` of a column."""
        before = self._open.get(column)
        if before is not None and before[1] == first - 1:
            first = before[0]
        elif before is not None:
            self._done.append((column, *before))
        self._open[column] = (first, last)

    def all(self) -> list[Run]:
        """Give all runs, in no order."""
        return self._done + [(column, *run) for column, run in self._open.items()]


def cell_name(place: Place) -> str:
    """Name a cell as a person knows it: (0, 0) is A1."""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


__all__ = ["Place", "Places", "Sheet", "Value", "Workbook"]
Value = str | int | float | bool | datetime | date | time | timedelta | None


@dataclass(slots=True)
class Sheet:
    """One sheet: rows of raw values, starting at A1, all equally long, trailing blanks cut.

    A number is always a ``float`` when it was read from a file, whatever the format; in a csv
    everything is text. A blank cell and an empty text are both None.

    ``merged`` holds ranges as (first row, first column, last row, last column), counted from 0.
    ``percent`` holds the cells shown as percent, so that 0.64 can be told from 64;
    ``errors`` holds #REF! and its kin by place; ``uncalculated`` holds formulas without a value;
    ``imprecise`` holds whole numbers from 2**53 up, whose last digits are lost.
    """

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    percent: AbstractSet[Place] = frozenset()
    errors: dict[Place, str] = field(default_factory=dict)
    uncalculated: AbstractSet[Place] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    imprecise: AbstractSet[Place] = frozenset()


@dataclass(slots=True)
class Workbook:
    """All sheets of one file and the format it was recognised as (xlsx, xls, csv, ...)."""

    kind: str
    sheets: list[Sheet]
