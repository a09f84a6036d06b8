"""The findings a sheet can give: their codes and levels; their sentences stand in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.domain import plan
from monitor.domain.findings import Finding, Level
from monitor.intake.files.grid import cell_name

_BLOCKERS = (
    "wrong_workbook",
    "sheet_missing",
    "sheets_overlap",
    "columns_ambiguous",
    "refund_unsettled",
    "not_spending",
    "project_lines",
    "month_mismatch",
    "month_unknown",
    "month_unreadable",
    "year_unknown",
    "year_mismatch",
    "unit_unsupported",
    "code_not_text",
    "code_missing",
    "code_unreadable",
    "amount_not_number",
    "amount_out_of_range",
    "amount_missing",
    "added_negative",
    "cell_error",
    "cell_uncalculated",
    "project_twice",
    "indicator_twice",
    "indicator_missing",
    "percent_unreadable",
    "number_unreadable",
    "project_not_in_plan",
    "plan_months_missing",
    "unit_missing",
)

_WARNINGS = (
    "unit_unstated",
    "month_after",
    "zeros_after_last",
    "month_all_zero",
    "control_total_differs",
    "rate_differs",
    "no_code_column",
    "hidden_rows",
    "hidden_sheet",
    "sheet_not_read",
    "sheet_absent",
    "cut_negative",
    "adjustment_derived",
    "amount_beside_left",
    "identity_broken",
    "basis_contradicts",
    "payment_word_unknown",
)

_NOTES = (
    "amount_rounded",
    "amount_beside_taken",
    "column_chosen",
    "sheet_of_last_year",
    "lines_added",
    "cells_unusable",
    "hidden_sheet_aside",
)

LEVELS = {
    **dict.fromkeys(_BLOCKERS, Level.BLOCKER),
    **dict.fromkeys(_WARNINGS, Level.WARNING),
    **dict.fromkeys(_NOTES, Level.NOTE),
}

_ALL = LEVELS | plan.LEVELS


@dataclass(frozen=True, slots=True)
class Notes:
    """Findings as they are met in one sheet, whose name is blank for the whole file."""

    sheet: str = ""
    found: list[Finding] = field(default_factory=list)

    def add(self, code: str, cell: str = "", /, **values: object) -> None:
        """Note a finding of the catalogue at a cell of this sheet."""
        texts = {name: str(value) for name, value in values.items()}
        self.found.append(Finding(code, _ALL[code], self.sheet, cell, texts))

    def add_at(self, code: str, row: int, column: int, /, **values: object) -> None:
        """Note a finding at a row and column, both counted from 0."""
        self.add(code, cell_name((row, column)), **values)
