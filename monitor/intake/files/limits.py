"""What a file may cost; every limit is stated to the person whose file goes beyond it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

MEBIBYTE = 1024 * 1024

# Where a sheet's header is looked for; the cost of understanding grows with the cells there.
HEADER_ROWS = 60
HEADER_COLUMNS = 400


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Limits of one reading; sizes are bytes.

    ``memory`` and ``seconds`` hold for the child process, ``kept`` (an estimate) for the rows
    that the calling process takes over. ``rows`` and ``columns`` count to the last filled ones
    of a sheet, ``cells`` the rectangles from A1 to there of all sheets together.
    ``headers`` counts the filled cells among which headers are looked for, of all sheets together.
    ``entries``, ``unpacked`` and ``ratio`` (unpacked to packed) are judged by an archive's own
    directory; a small archive may have any ratio. ``text`` is characters of one cell.
    """

    memory: int = 1024 * MEBIBYTE
    seconds: float = 60.0
    rows: int = 400_000
    columns: int = 16_384
    cells: int = 8_000_000
    headers: int = 400_000
    file: int = 100 * MEBIBYTE
    entries: int = 10_000
    unpacked: int = 1024 * MEBIBYTE
    ratio: int = 200
    kept: int = 512 * MEBIBYTE
    text: int = 131_072
    merged: int = 200_000
    errors: int = 200_000

    def to_json(self) -> str:
        """Write the limits for the child's command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> ReadingLimits:
        """Read what ``to_json`` wrote."""
        return cls(**json.loads(text))


def megabytes(size: int) -> str:
    """Write a number of bytes in megabytes, as a sentence needs it."""
    return f"{size / MEBIBYTE:.0f}" if size >= 10 * MEBIBYTE else f"{size / MEBIBYTE:.1f}"
