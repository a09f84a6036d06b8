"""The same thing stated twice in one sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from monitor.excel.choosing import About
from monitor.excel.tables import Table


class Placed(Protocol):
    """A fact of a project with the cell it comes from."""

    @property
    def project_code(self) -> str:
        """The project's code."""

    @property
    def project_name(self) -> str:
        """The project's name."""

    @property
    def cell(self) -> str:
        """The cell."""


Fact = TypeVar("Fact", bound=Placed)


def without_repeats(
    table: Table, facts: list[Fact], about: Callable[[Fact], About], code: str
) -> list[Fact]:
    """Keep what is stated first; a row that states it again is a finding naming both cells."""
    first: dict[About, Fact] = {}
    noted: set[tuple[str, str]] = set()
    kept = []
    for fact in facts:
        before = first.setdefault(about(fact), fact)
        if before is fact:
            kept.append(fact)
            continue
        rows = (_row(before.cell), _row(fact.cell))
        if rows not in noted:
            noted.add(rows)
            project = f"{fact.project_code} {fact.project_name}".strip()
            table.notes.add(code, fact.cell, found=project, first=before.cell)
    return kept


def _row(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
