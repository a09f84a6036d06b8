"""Columns of lists that go out, and what a value looks like in them, alike in xlsx and csv."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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


_FLAGGED_LOOKS: Mapping[str, tuple[Kind, float]] = {
    "sequence": ("integer", 5),
    "unit_name": ("text", 13),
    "office": ("text", 8),
    "project_code": ("code", 23),
    "project_name": ("text", 15),
    "original_budget": ("money_wan", 9),
    "added": ("money_wan", 8),
    "cut": ("money_wan", 8),
    "revised_budget": ("money_wan", 9),
    "spent": ("money_wan", 9),
    "execution_rate": ("percent", 9),
    "planned_pct": ("percent", 9),
    "gap_pp": ("points", 9),
    "gap_amount": ("money_wan", 9),
    "badge": ("badge", 9),
    "is_on_plan": ("flag", 8),
    "is_on_results": ("flag", 8),
    "lagging_indicators": ("text", 15),
    "sentence": ("text", 32),
    "months_flagged": ("integer", 7),
    "needed_per_month": ("money_wan", 9),
    "cause_kind": ("text", 9),
    "analysis": ("text", 15),
    "measure": ("text", 15),
    "owner": ("text", 8),
    "due_date": ("date", 11),
}
