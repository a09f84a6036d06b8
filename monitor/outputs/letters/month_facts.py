"""What every document of a month is made from, read together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from monitor.access.scope import current_version
from monitor.domain.errors import Outdated, WrongUse
from monitor.domain.flags import FlaggedRow
from monitor.domain.follow_ups import FollowUp
from monitor.domain.judged import IndicatorMonth
from monitor.domain.month import Month
from monitor.domain.scores import Note
from monitor.follow_up.causes import list_notes
from monitor.follow_up.measures import list_follow_ups
from monitor.follow_up.snoozes import list_snoozes
from monitor.outputs.letters.records import Stamp
from monitor.outputs.lists.flagged import footer, write_known_on
from monitor.review.counts import CurveSums, review_curve
from monitor.review.flags import list_flagged
from monitor.review.months import MonthView, review_indicators, review_month
from monitor.store.database import Store
from monitor.words.catalogue import PAPER, paper
from monitor.words.phrases import say_standing

PAGE = paper("page")
_ATTEMPTS = 3
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A month of one unit, or of all; ``known`` is the same text in all that goes out together.

    ``follow_ups`` is what was agreed about projects; documents and lists show it beside them.
    """

    view: MonthView
    curve: CurveSums
    indicators: tuple[IndicatorMonth, ...]
    rows: tuple[FlaggedRow, ...]
    notes: Mapping[tuple[str, str], Note]
    follow_ups: tuple[FollowUp, ...]
    known: str

    @property
    def units(self) -> dict[str, str]:
        """Return the names of the units by their codes, in the order of the plan."""
        return {row.unit_code: row.unit_name for row in self.view.projects}

    @property
    def unit_name(self) -> str:
        """Return code and name of the unit, of the first where there are several."""
        return next(f"{code}{name}" for code, name in self.units.items())

    @property
    def stamp(self) -> Stamp:
        """Return what the figures stand on."""
        line = PAGE["stamp"].format(
            month=self.view.month,
            known_on=self.known,
            version=self.view.data_version,
            state=say_standing(self.view.standing, PAPER),
        )
        return Stamp(tuple(footer(self.view, known=self.known)), line)


def load_month_facts(
    store: Store,
    month: Month,
    *,
    unit_code: str | None = None,
    follow_ups: Sequence[FollowUp] | None = None,
    known: str | None = None,
) -> MonthFacts:
    """Read a month; raises ``WrongUse`` where there is no plan, or no such unit in it.

    ``follow_ups`` are those kept in the store unless others are given.
    """
    view = review_month(store, month, unit_code=unit_code)
    indicators = review_indicators(store, month, unit_code=unit_code)
    if follow_ups is None:
        follow_ups = list_follow_ups(store, month.year, month=month, unit_code=unit_code)
    return MonthFacts(
        view=view,
        curve=review_curve(store, month, unit_code),
        indicators=tuple(indicators),
        rows=tuple(
            list_flagged(
                view,
                indicators,
                PAPER,
                follow_ups=follow_ups,
                snoozes=list_snoozes(store, month),
            )
        ),
        notes=list_notes(store, month, unit_code=unit_code),
        follow_ups=tuple(follow_ups),
        known=known or write_known_on(view),
    )


def require_reports(facts: MonthFacts) -> None:
    """Raise ``WrongUse`` for a month that nothing was reported for."""
    if facts.view.total.spent is None:
        raise WrongUse("month_not_reported", month=facts.view.month)


def make_of_one_reading(store: Store, make: Callable[[], Made]) -> Made:
    """Make something of several readings between which nothing changed.

    What was made while data changed is thrown away and made again; ``Outdated`` after a few times.
    """
    for _ in range(_ATTEMPTS):
        before = current_version(store)
        made = make()
        if current_version(store) == before:
            return made
    raise Outdated("data_moving")
