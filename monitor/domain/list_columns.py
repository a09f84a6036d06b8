"""Columns of lists: what kind of value each has; the flagged list's are all described here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from monitor.domain.badges import Marks
from monitor.domain.flags import FlaggedRow

Kind = Literal[
    "text",
    "code",
    "money_wan",
    "money_yuan",
    "percent",
    "points",
    "integer",
    "flag",
    "badge",
    "date",
]


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list: the key of its value in a row, its header, how it is written.

    Money comes as yuan, percent and points as percent (47.5), a flag as a truth, a badge as its
    name or as ``Marks``. ``width`` is in half-width characters, 0 for what the kind usually needs.
    """

    key: str
    header: str
    kind: Kind = "text"
    width: float = 0
    wrap: bool = True


@dataclass(frozen=True, slots=True)
class FlaggedColumn:
    """One column of the flagged list, wherever it is shown.

    ``width`` is in half-width characters of a workbook; ``words`` is the key of its header on
    screen. ``figure`` gives the value of a row; where it is None the value is a sentence, or
    something agreed by people, and the exit that shows it writes it.
    """

    key: str
    kind: Kind
    width: float
    words: str
    figure: Callable[[FlaggedRow], object] | None = None


def _figure(key: str, kind: Kind, width: float, words: str = "") -> FlaggedColumn:
    """Describe a column that shows what the store says of the project under the same name."""
    return FlaggedColumn(key, kind, width, words or f"field.{key}", attrgetter(f"project.{key}"))


def _written(key: str, kind: Kind, width: float) -> FlaggedColumn:
    """Describe a column whose value is written in words where it is shown."""
    return FlaggedColumn(key, kind, width, f"field.{key}")


def _unit(row: FlaggedRow) -> str:
    return f"{row.project.unit_code}{row.project.unit_name}"


def _marks(row: FlaggedRow) -> Marks:
    return Marks(row.project.badge, row.project.indicators_red)


def _is_on_plan(row: FlaggedRow) -> bool | None:
    """Say whether spending has reached the plan, None without a report."""
    return (row.project.gap_amount or 0) >= 0 if row.project.state == "reported" else None


def _is_on_results(row: FlaggedRow) -> bool | None:
    """Say whether no indicator is behind, None where none is measured."""
    return not row.project.lagging_count if row.project.measured_count else None


_LISTED = (
    _written("sequence", "integer", 5),
    FlaggedColumn("unit_name", "text", 13, "filter.unit", _unit),
    _figure("office", "text", 8),
    _figure("project_code", "code", 23),
    _figure("project_name", "text", 15, "field.project"),
    _figure("original_budget", "money_wan", 9),
    _figure("added", "money_wan", 8),
    _figure("cut", "money_wan", 8),
    _figure("revised_budget", "money_wan", 9, "field.budget"),
    _figure("spent", "money_wan", 9, "field.spent"),
    _figure("execution_rate", "percent", 9, "field.rate"),
    _figure("planned_pct", "percent", 9, "field.planned"),
    _figure("gap_pp", "points", 9, "field.gap"),
    _figure("gap_amount", "money_wan", 9),
    FlaggedColumn("badge", "badge", 9, "field.light", _marks),
    FlaggedColumn("is_on_plan", "flag", 8, "field.is_on_plan", _is_on_plan),
    FlaggedColumn("is_on_results", "flag", 8, "field.is_on_results", _is_on_results),
    FlaggedColumn(
        "lagging_indicators", "text", 15, "field.lagging", lambda row: "、".join(row.lagging)
    ),
    _written("sentence", "text", 32),
    _figure("months_flagged", "integer", 7, "field.since"),
    _figure("needed_per_month", "money_wan", 9),
    _written("cause_kind", "text", 9),
    _written("analysis", "text", 15),
    _written("measure", "text", 15),
    _written("owner", "text", 8),
    _written("due_date", "date", 11),
)

FLAGGED_COLUMNS: Mapping[str, FlaggedColumn] = {column.key: column for column in _LISTED}

# Which columns an exit shows, in its order; workbook and csv show all of them in that above.

ON_SCREEN = (
    "badge",
    "project_name",
    "revised_budget",
    "spent",
    "execution_rate",
    "gap_pp",
    "months_flagged",
)

IN_TERMINAL = ("project_code", "project_name", "badge", "gap_pp", "sentence")

IN_LETTERS: Mapping[str, float] = {  # with their shares of a page's width
    "sequence": 0.9,
    "project_code": 2.05,
    "project_name": 2.3,
    "office": 1.35,
    "revised_budget": 1.35,
    "spent": 1.5,
    "execution_rate": 1.25,
    "planned_pct": 1.35,
    "gap_pp": 1.4,
    "badge": 1.45,
    "lagging_indicators": 1.75,
    "sentence": 5.8,
    "measure": 1.8,
    "due_date": 2.1,
    "owner": 1.35,
}
