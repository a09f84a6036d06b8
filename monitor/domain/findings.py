"""Findings: what is wrong or strange in data, collected and never raised.

A finding is catalogue data (code and level) with a place and the values its sentence needs.
The sentences, in both languages, stand in ``monitor.words`` under the same codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a finding weighs: a blocker stops the import, a warning wants a look."""

    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: ``code`` names the rule; ``sheet`` and ``cell`` the place, blank for a file.

    ``values`` fill the sentence's named blanks; they are text, as found in the file.
    """

    code: str
    level: Level
    sheet: str = ""
    cell: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def has_blocker(findings: list[Finding] | tuple[Finding, ...]) -> bool:
    """Say whether any finding stops the import."""
    return any(finding.level is Level.BLOCKER for finding in findings)
