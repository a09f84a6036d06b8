"""What notices and reports are written from: judged figures, sentences ready to read.

Amounts are yuan, rates percent, gaps percentage points; None means absent; badges and
lights are codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.domain.badges import BadgeName, Light, Marks
from monitor.domain.month import Month


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the figures stand on: its lines for a table, and one line for every page's foot."""

    lines: tuple[tuple[str, str], ...]
    line: str


@dataclass(frozen=True, slots=True)
class ListedProject:
    """A flagged project: figures, why, and what was agreed to do; several measures make lines.

    ``figures`` are those of the list's columns by their keys, in yuan and percent. ``cause`` is
    what people stated, blank when nobody did.
    """

    project_code: str
    project_name: str
    figures: Mapping[str, object]
    badge: str
    lagging: tuple[str, ...]
    sentence: str
    cause: str = ""
    measures: tuple[str, ...] = ()
    dues: tuple[date | None, ...] = ()
    owners: tuple[str, ...] = ()
    indicators_red: int = 0

    @property
    def marks(self) -> Marks:
        """Return the badge with how many results fall short."""
        return Marks(self.badge, self.indicators_red)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice to one unit about its flagged projects, or one of them.

    ``projects_count`` counts all projects of the unit. ``reply_by`` None leaves a blank to fill.
    """

    month: Month
    unit_name: str
    projects_count: int
    listed: tuple[ListedProject, ...]
    amount: Decimal
    stamp: Stamp
    reply_by: date | None = None
    is_of_one_project: bool = False


@dataclass(frozen=True, slots=True)
class ReportedProject:
    """A project's month in the report's tables; ``completion`` of its results is percent."""

    project_name: str
    revised_budget: Decimal | None
    spent: Decimal | None
    execution_rate: Decimal | None
    planned_pct: Decimal | None
    gap_pp: Decimal | None
    gap_amount: Decimal | None
    badge: str
    indicators_count: int
    measured_count: int
    lagging_count: int
    completion: Decimal | None
    indicators_red: int = 0

    @property
    def marks(self) -> Marks:
        """Return the badge with how many results fall short."""
        return Marks(self.badge, self.indicators_red)


@dataclass(frozen=True, slots=True)
class ReportTotal:
    """The unit's sums; rate, plan and gap speak for the reported projects alone."""

    original_budget: Decimal | None
    revised_budget: Decimal | None
    spent: Decimal | None
    execution_rate: Decimal | None
    planned_pct: Decimal | None
    gap_pp: Decimal | None
    gap_amount: Decimal | None
    reported_pct: Decimal | None


@dataclass(frozen=True, slots=True)
class LaggingIndicator:
    """An indicator behind or to watch."""

    project_name: str
    name: str
    target_text: str
    result_text: str
    completion: Decimal | None
    light: str


@dataclass(frozen=True, slots=True)
class StatedCause:
    """A cause somebody stated of an indicator, or of the project where ``indicator`` is blank."""

    project_name: str
    indicator: str
    causes: tuple[str, ...]
    explanation: str
    likelihood: str


@dataclass(frozen=True, slots=True)
class Report:
    """A unit's month; ``picture`` is a PNG that says how large it is, None without figures.

    ``badges`` counts projects by badge, ``measured`` indicators by light; ``problems`` names the
    projects by reason.
    """

    month: Month
    unit_name: str
    lead: str
    total: ReportTotal
    projects: tuple[ReportedProject, ...]
    badges: tuple[tuple[BadgeName, int], ...]
    picture: bytes | None
    plan_rule: str
    indicators_count: int
    measured: tuple[tuple[Light, int], ...]
    lagging: tuple[LaggingIndicator, ...]
    listed: tuple[ListedProject, ...]
    amount: Decimal
    causes: tuple[StatedCause, ...]
    uncaused: tuple[str, ...]
    problems: tuple[tuple[str, tuple[str, ...]], ...]
    stamp: Stamp
