"""Invented budgets, adjustments and spending that behave as real ones do; the same by seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Truth = NDArray[np.bool_]
MONTHS = 12

PLANS = (  # milestones by month, cumulative percent
    ((3, 25), (6, 50), (10, 83), (12, 100)),
    ((3, 20), (6, 45), (9, 75), (12, 100)),
    ((6, 40), (9, 70), (11, 90), (12, 100)),
    ((6, 50), (12, 100)),
)

_PLAN_SHARES = (0.7, 0.15, 0.1, 0.05)
_GOLDEN = (5**0.5 - 1) / 2
_MEDIAN_BUDGET = 30_0000_00  # fen
_LOG_SD = 2.25  # of budgets: a tenth of the lines then hold some 85 % of the money
_LEAST_BUDGET, _STEP = 100_00, 100_00
_REVISED, _TRIPLED = 0.5, 0.05  # of all, and of the revised
_ZERO, _OVER, _MEDIAN_RATE = 0.1, 0.9, 0.85  # of the year-end execution
_PACE = np.array((2.0, 2.0, 4.0, 7.0, 8.0, 9.0, 8.0, 8.0, 10.0, 11.0, 13.0, 18.0))
_RESTLESS = 0.5  # standard deviation of the log of a month's own weight
_NEGATIVE = 0.0364  # of the months from February on, where anything is spent: 3 % of all
_PROJECT_SILENT, _UNIT_SILENT = 0.04, 0.02  # of the months


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of every project in the order of the plan; money in fen, months from 1.

    ``spent`` is the running total at each month's end, of shape (projects, 12), ``is_reported``
    whether it was reported. ``adjusted_in`` is 0 where ``added`` is none. ``place`` counts the
    projects of a unit from 1; ``speed`` is how fast a project's results come, 1 as planned.
    """

    unit: Whole
    place: Whole
    budget: Whole
    added: Whole
    adjusted_in: Whole
    plan: Whole
    spent: Whole
    is_reported: Truth
    speed: Real


def draw_figures(projects: int, units: int, seed: int) -> Figures:
    """Draw everything from one seed."""
    chance = np.random.default_rng(seed)
    unit, place = _units(projects, units, chance)
    budget = _budgets(projects, chance)
    added, adjusted_in = _adjustments(budget, chance)
    rate = _year_end_rates(chance.random(projects))
    spent = _spent(budget, added, adjusted_in, rate, chance)
    silent = chance.random((projects, MONTHS)) < _PROJECT_SILENT
    silent |= (chance.random((units, MONTHS)) < _UNIT_SILENT)[unit]
    plan = chance.choice(len(PLANS), projects, p=_PLAN_SHARES)
    speed = np.clip(0.35 + 0.6 * rate, 0, 1.2) * np.exp(chance.normal(0, 0.25, projects))
    return Figures(unit, place, budget, added, adjusted_in, plan, spent, ~silent, speed)


def _units(projects: int, units: int, chance: np.random.Generator) -> tuple[Whole, Whole]:
    """Share projects among units of very different size; every unit has at least one."""
    sizes = np.exp(chance.normal(0, 0.8, units))
    more = chance.multinomial(projects - units, sizes / sizes.sum()) + 1
    unit = np.repeat(np.arange(units), more)
    first = np.repeat(np.cumsum(more) - more, more)
    return unit, np.arange(projects) - first + 1


def _budgets(projects: int, chance: np.random.Generator) -> Whole:
    """Draw log-normal budgets, evenly over the distribution so that few projects show it too."""
    evenly = (chance.random() + np.arange(1, projects + 1) * _GOLDEN) % 1
    yuan = np.exp(_LOG_SD * _normal_quantiles(np.clip(evenly, 1e-9, 1 - 1e-9)))
    steps = np.rint(_MEDIAN_BUDGET * yuan / _STEP).astype(np.int64)
    return np.maximum(steps * _STEP, _LEAST_BUDGET)


def _normal_quantiles(share: Real) -> Real:
    """Return the quantiles of the normal distribution to three digits (Hastings)."""
    upper = share > 0.5  # noqa: PLR2004 - the median
    tail = np.where(upper, 1 - share, share)
    root = np.sqrt(-2 * np.log(tail))
    guess = root - (2.515517 + root * (0.802853 + root * 0.010328)) / (
        1 + root * (1.432788 + root * (0.189269 + root * 0.001308))
    )
    quantiles: Real = np.where(upper, guess, -guess)
    return quantiles


def _adjustments(budget: Whole, chance: np.random.Generator) -> tuple[Whole, Whole]:
    """Raise half the budgets by 5 to 60 %, a tail of them to three times what they were."""
    raised = chance.random(len(budget)) < _REVISED
    by = chance.uniform(0.05, 0.6, len(budget))
    by = np.where(chance.random(len(budget)) < _TRIPLED, 2.0, by)
    steps = np.rint(np.where(raised, budget * by, 0) / _STEP).astype(np.int64)
    added = np.where(raised, np.maximum(steps * _STEP, _STEP), 0)
    months = chance.integers(2, 10, len(budget))
    return added, np.where(raised, months, 0)


def _year_end_rates(share: Real) -> Real:
    """Turn shares into year-end execution: a tenth at zero, a tenth over 1, the median at .85."""
    middle = (share - _ZERO) / (_OVER - _ZERO)
    below = 0.15 + (_MEDIAN_RATE - 0.15) * (np.clip(middle, 0, 0.5) / 0.5) ** 0.6
    above = _MEDIAN_RATE + (1 - _MEDIAN_RATE) * np.clip(middle - 0.5, 0, 0.5) / 0.5
    over = 1.002 + 0.3 * np.clip(share - _OVER, 0, 1) / (1 - _OVER)
    rate = np.where(middle < 0.5, below, above)  # noqa: PLR2004 - the median
    return np.where(share < _ZERO, 0, np.where(share > _OVER, over, rate))


def _spent(
    budget: Whole, added: Whole, adjusted_in: Whole, rate: Real, chance: np.random.Generator
) -> Whole:
    """Spread a year's spending over its months; before an adjustment it follows the old budget."""
    weights = _PACE * np.exp(chance.normal(0, _RESTLESS, (len(budget), MONTHS)))
    refunded = chance.random(weights.shape) < _NEGATIVE
    refunded[:, 0] = False
    weights[refunded] *= -0.25
    shares = np.cumsum(weights, axis=1)
    shares /= shares[:, -1:]
    is_raised = (added > 0)[:, None] & (np.arange(1, MONTHS + 1) >= adjusted_in[:, None])
    revised = budget[:, None] + np.where(is_raised, added[:, None], 0)
    spent: Whole = np.rint(revised * shares * rate[:, None]).astype(np.int64)
    return spent
