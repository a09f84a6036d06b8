"""What is to be made up, and everything drawn for it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

import numpy as np

import monitor.words.benchmarking  # noqa: F401 - from here on its words can be said
from monitor.domain.errors import WrongUse
from monitor.services.generating_figures import MONTHS, Figures, Whole, draw_figures
from monitor.services.generating_indicators import Choices, draw_choices, draw_results
from monitor.services.generating_names import Words, project_codes

PURPOSE, GOAL, FUND, REASON = "保障本年度工作开展", "按时保质完成年度任务", "财政资金", "年中追加"
_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What to make; everything follows from it."""

    projects: int
    units: int
    months: int = MONTHS
    seed: int = 1
    year: int = 2025

    def check(self) -> None:
        """Raise ``WrongUse`` for a request that cannot be met."""
        if not (1 <= self.units <= self.projects <= _MOST and 1 <= self.months <= MONTHS):
            raise WrongUse("generate_impossible", most=_MOST)

    @property
    def text(self) -> str:
        """Return the request as it is kept beside what was made of it."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Country:
    """Everything drawn for a request."""

    asked: Asked
    figures: Figures
    choices: Choices
    codes: Words

    def adjusted(self, month: int) -> Whole:
        """Return the projects whose budget was raised in a month."""
        return np.flatnonzero(self.figures.adjusted_in == month)

    def reported(self, month: int) -> Whole:
        """Return the projects that reported their spending for a month."""
        return np.flatnonzero(self.figures.is_reported[:, month - 1])

    def results(self, month: int) -> list[tuple[Whole, Whole]]:
        """Return for each indicator who reported a result for a month, and which."""
        return draw_results(self.figures, self.choices, month, self.asked.seed)


def draw(asked: Asked) -> Country:
    """Draw what is asked for; raises ``WrongUse`` when it cannot be met."""
    asked.check()
    figures = draw_figures(asked.projects, asked.units, asked.seed)
    codes = project_codes(asked.projects, asked.year)
    return Country(asked, figures, draw_choices(figures, asked.seed), codes)
