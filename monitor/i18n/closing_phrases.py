"""How far a month's close is, in words."""

from __future__ import annotations

from monitor.domain.closing import Standing
from monitor.i18n import say
from monitor.i18n.figures import Language


def say_standing(standing: Standing, language: Language) -> str:
    """Name the state of a month for the units in view; of several, how many stand where."""
    if standing.units > 1 and standing.state != "certified":
        counts = {"certified": standing.certified, "submitted": standing.submitted}
        return say(language, "month_state.many", units=standing.units, **counts)
    return say(language, f"month_state.{standing.state if standing.units else 'open'}")
