"""Take a file in: see what it would change, then change exactly that, in one transaction.

Preview and commit run the same code; a preview's transaction is rolled back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from monitor.domain.findings import Finding, has_blocker
from monitor.domain.judged import Change
from monitor.domain.month import Month
from monitor.intake.facts import SheetUnderstood
from monitor.intake.match import NameMatch
from monitor.intake.sheets.header import Overrides
from monitor.intake.sheets.spending_basis import CUMULATIVE, MONTHLY, PAYMENTS

MONEY_UNITS = ("元", "万元")
BASES = (CUMULATIVE, MONTHLY, PAYMENTS)


def _silent(_step: str, _share: float) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A file handed in. ``kind`` is plan, spending, results or adjustments.

    ``month`` is what the person says; the file may say it itself. ``unlisted_unchanged`` is the
    person's statement that projects the file leaves out are unchanged since last month;
    ``by_name`` that projects without a code are meant by their exact name; ``own_unit`` that rows
    of other units are to be left out; ``again`` what budget adjustments without a paper do to
    those known for their month: replace or add; ``start_month`` from which month on the projects
    run that a plan adds. ``mapping`` names the saved mapping to read by, is blank for the newest
    that fits, None for none. ``total`` is what the amounts of a spending file must add up to, in
    yuan.
    """

    kind: str
    file_name: str
    data: bytes = field(repr=False)
    actor: str
    month: Month | None = None
    unlisted_unchanged: bool = False
    by_name: bool = False
    own_unit: bool = False
    again: str | None = None
    start_month: int | None = None
    overrides: Overrides | None = None
    mapping: str | None = None
    total: Decimal | None = None
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """The reported total of the file's units at a month's end beside last month's; yuan."""

    month: int
    spent: Decimal | None
    spent_before: Decimal | None
    previous_spent: Decimal | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. ``data_version`` is the state of the store it was seen against.

    ``mapping`` names the saved mapping it was read by, ``offered`` the one that fits its header;
    ``name_matches`` are the projects without a code that a name of the plan answers to.
    """

    kind: str
    fiscal_year: int | None
    months: tuple[int, ...]
    understood: tuple[SheetUnderstood, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    totals: tuple[MonthTotal, ...]
    facts_count: int
    data_version: str
    mapping: str = ""
    offered: str = ""
    name_matches: tuple[NameMatch, ...] = ()

    @property
    def is_blocked(self) -> bool:
        """Say whether a finding stops the import."""
        return has_blocker(self.findings)

    @property
    def changes_nothing(self) -> bool:
        """Say whether everything the file states is known already."""
        return self.moved == 0

    @property
    def moved(self) -> int:
        """Count the figures that the file states anew, or moves."""
        return self.count(*_MOVING)

    def count(self, *reasons: str) -> int:
        """Count the changes of the reasons named."""
        return sum(change.why in reasons for change in self.changes)


@dataclass(frozen=True, slots=True)
class Committed:
    """What was done; ``batch_id`` is None when the file changed nothing."""

    batch_id: int | None
    preview: Preview


# A figure restated on another basis is a fact: earlier months no longer move it.
_MOVING = ("new", "changed", "restated", "gone", "rebased")
