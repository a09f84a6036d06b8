"""The findings a filled form can give beside those of any sheet; their sentences stand in words."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.domain.findings import Finding, Level
from monitor.excel import catalogue

LEVELS = {
    "form_not_found": Level.BLOCKER,
    "form_project_missing": Level.BLOCKER,
    "form_code_unreadable": Level.BLOCKER,
    "form_twice": Level.BLOCKER,
    "form_likelihood_twice": Level.BLOCKER,
    "form_name_only": Level.WARNING,
    "form_tick_unknown": Level.WARNING,
    "form_sheet_skipped": Level.NOTE,
    "form_unfilled": Level.NOTE,
}


@dataclass(frozen=True, slots=True)
class FormNotes(catalogue.Notes):
    """Findings as they are met in one sheet of forms."""

    def add(self, code: str, cell: str = "", /, **values: object) -> None:
        """Note a finding, of forms or of any sheet, at a cell of this sheet."""
        level = LEVELS.get(code) or catalogue.LEVELS[code]
        texts = {name: str(value) for name, value in values.items()}
        self.found.append(Finding(code, level, self.sheet, cell, texts))
