"""What a warning was worth: of the projects flagged in June, how many missed December.

A project missed December when the policy in force then calls its month red or yellow, when it
overspent, or when December's milestone was missed by the policy's materiality or more. One that
did not report December, or has no budget or plan then, is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from monitor.domain.errors import WrongUse
from monitor.domain.flags import BEHIND_LIGHTS
from monitor.domain.judged import Policy, ProjectMonth
from monitor.domain.month import Month
from monitor.words.catalogue import Language, say
from monitor.words.figures import write_month

if TYPE_CHECKING:
    from monitor.store.database import Store


JUNE, DECEMBER = 6, 12


@dataclass(frozen=True, slots=True)
class Outcome:
    """A project in the month it was looked at and in December; ``missed`` is None: not known."""

    early: ProjectMonth
    december: ProjectMonth
    missed: bool | None


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How the flags of a month turned out at the end of the year."""

    month: Month
    outcomes: tuple[Outcome, ...]

    @property
    def is_known(self) -> bool:
        """Say whether any project has reported December: the year is over."""
        return any(each.missed is not None for each in self.outcomes)

    def count(self, *, flagged: bool, missed: bool | None) -> int:
        """Count the projects flagged or not in the month, by what became of them."""
        return sum(
            each.early.is_flagged is flagged and each.missed is missed for each in self.outcomes
        )


def track_record(store: Store, month: Month, *, unit_code: str | None = None) -> TrackRecord:
    """Return what became of the projects flagged in a month, and of the others.

    Raises ``WrongUse`` when there is no plan for the year, or for December itself.
    """
    if month.number >= DECEMBER:
        raise WrongUse("record_month_wrong", month=month)
    with store.reading() as reading:
        rows = reading.ask(
            "project_months",
            ProjectMonth,
            fiscal_year=month.year,
            first_month=month.number,
            last_month=DECEMBER,
            unit_code=unit_code,
            project_code=None,
        )
        if not rows:
            raise WrongUse("no_plan_for_year", year=month.year)
        policy = reading.ask("policy_in_force", Policy, fiscal_year=month.year, month=DECEMBER)[0]
    early = {row.project_code: row for row in rows if row.month == month.number}
    return TrackRecord(
        month,
        tuple(
            Outcome(early[row.project_code], row, _missed(row, policy))
            for row in rows
            if row.month == DECEMBER
        ),
    )


def record_record(record: TrackRecord) -> dict[str, object]:
    """Return the record as data; counts are null while December is not known."""
    counts = {
        f"{'flagged' if flagged else 'not_flagged'}_{name}": record.count(
            flagged=flagged, missed=missed
        )
        for flagged in (True, False)
        for name, missed in (("missed", True), ("met", False), ("unknown", None))
    }
    return {
        "month": str(record.month),
        "is_known": record.is_known,
        **(counts if record.is_known else dict.fromkeys(counts)),
        "projects": outcome_records(record),
    }


def outcome_records(record: TrackRecord) -> list[dict[str, object]]:
    """Return a row per project: ``missed`` is null where it is not known."""
    return [
        {
            "project_code": each.early.project_code,
            "project_name": each.early.project_name,
            "is_flagged": each.early.is_flagged,
            "badge": each.early.badge,
            "december_badge": each.december.badge,
            "december_rate": each.december.execution_rate,
            "missed": each.missed,
        }
        for each in record.outcomes
    ]


def say_record(record: TrackRecord, language: Language) -> list[str]:
    """Say how the flags turned out, what is left out, and what counts as missed."""
    named = {"year": record.month.year, "month": write_month(record.month.number, language)}
    flagged = [each for each in record.outcomes if each.early.is_flagged]
    if not record.is_known:
        return [say(language, "record.unknown", count=len(flagged), **named)]
    known = record.count(flagged=True, missed=True), record.count(flagged=True, missed=False)
    others = record.count(flagged=False, missed=True), record.count(flagged=False, missed=False)
    lead = say(
        language,
        "record.lead",
        count=sum(known),
        missed=known[0],
        met=known[1],
        others=sum(others),
        others_missed=others[0],
        **named,
    )
    left_out = len(record.outcomes) - sum(known) - sum(others)
    return [
        lead,
        *([say(language, "record.left_out", count=left_out)] if left_out else []),
        say(language, "record.rule"),
    ]


def _missed(row: ProjectMonth, policy: Policy) -> bool | None:
    if row.is_overspent:
        return True
    if row.state != "reported":
        return None
    short = (row.milestone_amount or Decimal(0)) - (row.milestone_spent or Decimal(0))
    is_short = bool(row.milestone_missed) and short >= policy.materiality
    return row.light in BEHIND_LIGHTS or is_short
