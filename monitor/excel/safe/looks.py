"""What is known of a sheet before its values are read: how far it reaches, what to remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.domain.errors import UnreadableFile
from monitor.excel.places import cell_name
from monitor.excel.safe.collecting import Remarks
from monitor.excel.safe.limits import ReadingLimits

# [MS-XLS] 2.5.10 BErr and [MS-XLSB] 2.5.97.2 BErr name errors by the same numbers.
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass(slots=True)
class SheetLook:
    """A sheet as a look at its records found it; the extent is that of filled cells."""

    name: str
    hidden: bool
    height: int = 0
    width: int = 0
    remarks: Remarks = field(default_factory=Remarks)

    def reach(self, row: int, column: int) -> None:
        """Note a filled cell."""
        self.height = max(self.height, row + 1)
        self.width = max(self.width, column + 1)

    def add_error(self, row: int, column: int, code: int) -> None:
        """Note an error cell."""
        self.reach(row, column)
        self.remarks.errors[row, column] = ERRORS.get(code, "#ERROR!")


def check_looks(looks: Sequence[SheetLook], limits: ReadingLimits) -> None:
    """Refuse sheets that reach beyond the limits."""
    cells = 0
    for look in looks:
        cell = cell_name((max(look.height, 1) - 1, max(look.width, 1) - 1))
        cells += look.height * look.width
        if look.height > limits.rows:
            raise UnreadableFile("too_many_rows", sheet=look.name, cell=cell, limit=limits.rows)
        if cells > limits.cells:
            raise UnreadableFile("too_many_cells", sheet=look.name, cell=cell, limit=limits.cells)
        _check_remarks(look, limits)


def _check_remarks(look: SheetLook, limits: ReadingLimits) -> None:
    if len(look.remarks.errors) > limits.errors:
        raise UnreadableFile("too_many_errors", sheet=look.name, limit=limits.errors)
    if len(look.remarks.merged) > limits.merged:
        raise UnreadableFile("too_many_merged", sheet=look.name, limit=limits.merged)
