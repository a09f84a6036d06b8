"""The rules of judgement as a person sets them, and what they must hold to be rules at all.

Ratios are plain numbers (0.6), gaps and mismatch percentage points, minimum rates percent, points
and grades of 100; materiality is yuan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from monitor.domain.errors import WrongUse

MODES = ("ratio", "gap", "elapsed", "floor")
INTERPOLATIONS = ("linear", "step")
FULL = Decimal(100)
_HIGHEST_RATIO = Decimal(10)
_MOST_YUAN = Decimal(10) ** 15
_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Floor:
    """The least execution rate from a month on, in percent."""

    month: int
    minimum_rate: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of a policy but its table of floors."""

    mode: str
    interpolation: str
    ratio_red: Decimal
    ratio_yellow: Decimal
    ratio_blue: Decimal
    gap_red: Decimal
    gap_yellow: Decimal
    gap_blue: Decimal
    materiality: Decimal
    mismatch_points: Decimal
    points_execution: Decimal
    points_output: Decimal
    points_benefit: Decimal
    points_satisfaction: Decimal
    points_cost_with_cost: Decimal
    points_output_with_cost: Decimal
    points_benefit_with_cost: Decimal
    points_satisfaction_with_cost: Decimal
    grade_excellent: Decimal
    grade_good: Decimal
    grade_fair: Decimal


@dataclass(frozen=True, slots=True)
class Rules:
    """A policy as it can be set; two with the same figures and floors are the same policy."""

    figures: Figures
    floors: tuple[Floor, ...]

    def minimum_rate(self, month: int) -> Decimal | None:
        """Return the newest floor up to a month, None before the first."""
        return next(
            (each.minimum_rate for each in reversed(self.floors) if each.month <= month), None
        )


# Digits behind the point that the store keeps of a figure; the ratios are percent to people.
_PLACES = {
    "ratio_": 4,
    "gap_": 4,
    "mismatch_": 4,
    "materiality": 2,
    "points_": 2,
    "grade_": 2,
}


def find_faults(rules: Rules) -> Iterator[WrongUse]:
    """Yield what keeps rules from being rules, each as the refusal that says so."""
    yield from _choices(rules.figures)
    yield from _digits(rules)
    yield from _thresholds(rules.figures)
    yield from _points(rules.figures)
    yield from _floors(rules)


def _choices(figures: Figures) -> Iterator[WrongUse]:
    if figures.mode not in MODES:
        yield WrongUse("policy_mode_unknown", found=figures.mode)
    if figures.interpolation not in INTERPOLATIONS:
        yield WrongUse("policy_interpolation_unknown", found=figures.interpolation)


def _digits(rules: Rules) -> Iterator[WrongUse]:
    """Yield figures with more digits than are kept: what is judged must be what was said."""
    for name in Figures.__slots__:
        value = getattr(rules.figures, name)
        places = next((each for start, each in _PLACES.items() if name.startswith(start)), None)
        if places is not None and _digits_of(value) > places:
            is_ratio = name.startswith("ratio_")
            yield _too_precise(value * (100 if is_ratio else 1), places - (2 if is_ratio else 0))
    for floor in rules.floors:
        if _digits_of(floor.minimum_rate) > _PLACES["gap_"]:
            yield _too_precise(floor.minimum_rate, _PLACES["gap_"])


def _digits_of(value: Decimal) -> int:
    return -int(value.normalize().as_tuple().exponent)


def _too_precise(value: Decimal, places: int) -> WrongUse:
    return WrongUse("policy_too_precise", found=f"{value.normalize():f}", places=places)


def _thresholds(figures: Figures) -> Iterator[WrongUse]:
    ratios = (figures.ratio_red, figures.ratio_yellow, figures.ratio_blue)
    red, yellow, blue = ratios
    if not 0 <= red < yellow < 1 <= blue <= _HIGHEST_RATIO:
        yield WrongUse("policy_ratios_wrong", **_named(*(each * 100 for each in ratios)))
    red, yellow, blue = figures.gap_red, figures.gap_yellow, figures.gap_blue
    if not -FULL <= red < yellow < 0 <= blue <= FULL:
        yield WrongUse("policy_gaps_wrong", **_named(red, yellow, blue))
    if not 0 <= figures.materiality < _MOST_YUAN:
        yield WrongUse("policy_materiality_wrong", found=_plain(figures.materiality))
    if not 0 <= figures.mismatch_points <= FULL:
        yield WrongUse("policy_mismatch_wrong", found=_plain(figures.mismatch_points))


def _points(figures: Figures) -> Iterator[WrongUse]:
    without_cost = (
        figures.points_execution,
        figures.points_output,
        figures.points_benefit,
        figures.points_satisfaction,
    )
    with_cost = (
        figures.points_execution,
        figures.points_cost_with_cost,
        figures.points_output_with_cost,
        figures.points_benefit_with_cost,
        figures.points_satisfaction_with_cost,
    )
    for points in (without_cost, with_cost):
        if sum(points) != FULL or min(points) < 0:
            said = " + ".join(map(_plain, points))
            yield WrongUse("policy_points_wrong", found=said, sum=_plain(sum(points, Decimal(0))))
    grades = (figures.grade_excellent, figures.grade_good, figures.grade_fair)
    if not FULL >= grades[0] > grades[1] > grades[2] > 0:
        yield WrongUse("policy_grades_wrong", found="、".join(map(_plain, grades)))


def _floors(rules: Rules) -> Iterator[WrongUse]:
    months = [floor.month for floor in rules.floors]
    if rules.figures.mode == "floor" and not months:
        yield WrongUse("policy_floors_missing")
    if months != sorted(set(months)) or not set(months) <= set(_MONTHS):
        yield WrongUse("policy_floor_months_wrong", found="、".join(map(str, months)))
    for floor in rules.floors:
        if not 0 <= floor.minimum_rate <= FULL:
            found = _plain(floor.minimum_rate)
            yield WrongUse("policy_floor_rate_wrong", month=floor.month, found=found)


def _named(red: Decimal, yellow: Decimal, blue: Decimal) -> dict[str, str]:
    return {"red": _plain(red), "yellow": _plain(yellow), "blue": _plain(blue)}


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
