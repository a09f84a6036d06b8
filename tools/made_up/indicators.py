"""Invented indicators and results, read by the product's own readers of targets and results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

import numpy as np

from monitor.domain.plan import Indicator, Plan, Project
from monitor.domain.targets.result import parse_result
from monitor.intake.plans.as_rows import Row, plan_rows, read_target
from tools.made_up.figures import MONTHS, Figures, Real, Whole

_LEVELS = ("达成", "部分达成", "未达成")
_NOTHING = -1  # no result in this month


@dataclass(frozen=True, slots=True)
class Model:
    """An indicator every project has, with the targets that projects choose from.

    ``sizes`` are the targets as numbers: times, persons, percent, yuan, or the month due.
    """

    level1: str
    level2: str
    level3: str
    description: str
    text: str
    sizes: tuple[int, ...]
    first_month: int = 1

    def indicator(self, choice: int) -> Indicator:
        """Return the indicator with one of its targets."""
        target = self.text.format(self.sizes[choice])
        return Indicator(self.level1, self.level2, self.level3, self.description, target)


MODELS = (
    Model(
        "产出指标", "数量指标", "活动开展次数", "全年开展活动的次数", "≥{}次",
        (4, 6, 12, 24, 52),
    ),
    Model(
        "产出指标", "数量指标", "服务对象人数", "全年服务的人数", "≥{}人",
        (50, 100, 300, 500, 1000),
    ),
    Model("产出指标", "质量指标", "验收合格率", "验收合格的比例", "≥{}%", (90, 95, 98), 3),
    Model("产出指标", "时效指标", "任务完成时间", "任务完成的时间", "{}月底前", (6, 9, 11, 12)),
    Model("产出指标", "成本指标", "单位成本", "平均每人的成本", "≤{}元", (120, 300, 500, 900)),
    Model("效益指标", "社会效益指标", "公共服务水平提升", "公共服务水平", "有效提升", (0,), 6),
    Model(
        "满意度指标", "服务对象满意度指标", "服务对象满意度", "满意的比例", "≥{}%",
        (85, 90, 95), 6,
    ),
)  # fmt: skip

TIMES, PERSONS, QUALITY, DUE, COST, BENEFIT, CONTENT = range(len(MODELS))
_RESULT_SILENT = 0.06  # of the months of a project
_LAST_DAY = 25


@dataclass(frozen=True, slots=True)
class Choices:
    """Which target each project has, by indicator; ``done_in`` is 0 for a deadline not met."""

    targets: tuple[Whole, ...]
    done_in: Whole
    day: Whole
    level: Real


@dataclass(frozen=True, slots=True)
class Said:
    """A result as reported, and as it is read."""

    text: str
    number: Decimal | None
    level: str
    done_on: date | None


def draw_choices(figures: Figures, seed: int) -> Choices:
    """Draw the targets of every project and how well it does."""
    chance = np.random.default_rng((seed, 1))
    count = len(figures.budget)
    targets = tuple(chance.integers(0, len(model.sizes), count) for model in MODELS)
    due = np.array(MODELS[DUE].sizes)[targets[DUE]]
    late = chance.choice(6, count, p=(0.1, 0.2, 0.4, 0.15, 0.1, 0.05)) - 2
    done_in = np.where(due + late > MONTHS, 0, due + late)
    return Choices(
        targets, done_in, chance.integers(1, _LAST_DAY, count), chance.normal(size=count)
    )


def draw_results(
    figures: Figures, choices: Choices, month: int, seed: int
) -> list[tuple[Whole, Whole]]:
    """Return for each indicator which projects report a result for a month, and which result.

    A result is a number as ``say`` takes it.
    """
    chance = np.random.default_rng((seed, 2, month))
    count = len(figures.budget)
    speaks = chance.random(count) >= _RESULT_SILENT
    restless = chance.normal(0, 1, count)
    found = []
    for place, model in enumerate(MODELS):
        result = _results(place, model, figures, choices, month, restless)
        is_said = speaks & (result != _NOTHING) & (month >= model.first_month)
        projects = np.flatnonzero(is_said)
        found.append((projects, result[projects]))
    return found


def _results(
    place: int, model: Model, figures: Figures, choices: Choices, month: int, restless: Real
) -> Whole:
    size: Whole = np.array(model.sizes)[choices.targets[place]]
    done = figures.speed * (month / MONTHS) ** 1.2
    if place in (TIMES, PERSONS):
        counts: Whole = np.floor(size * done).astype(np.int64)
        return counts
    if place in (QUALITY, CONTENT):
        share = size + 2 + 4 * choices.level + restless
        percents: Whole = np.clip(np.rint(share), 0, 100).astype(np.int64)
        return percents
    if place == COST:
        part = np.clip(0.92 + 0.1 * choices.level + 0.02 * restless, 0.4, 1.6)
        costs: Whole = np.rint(size * part).astype(np.int64)
        return costs
    if place == DUE:
        is_done = choices.done_in == month
        return np.where(is_done, choices.done_in * 100 + choices.day, _NOTHING)
    answers: Whole = np.where(done > 0.6, 0, np.where(done > 0.3, 1, 2))  # noqa: PLR2004 - of the year's work
    return answers


@cache
def indicator_row(place: int, choice: int, fiscal_year: int) -> Row:
    """Return an indicator as a row of the plan, its target read."""
    project = Project("", "", None, indicators=(MODELS[place].indicator(choice),))
    rows = plan_rows(Plan("", "", fiscal_year, (project,)), fiscal_year, {"": 1})["plan_indicators"]
    return rows[0] | {"position": place + 1}


@cache
def say(place: int, choice: int, result: int, fiscal_year: int) -> Said:
    """Return a result in the words of a clerk, read against its target."""
    indicator = MODELS[place].indicator(choice)
    text = _words(place, result, fiscal_year)
    read = parse_result(text, read_target(indicator, fiscal_year))
    return Said(text, read.number, read.level, read.done_on)


def _words(place: int, result: int, fiscal_year: int) -> str:
    if place == TIMES:
        return f"{result}次"
    if place == PERSONS:
        return f"{result}人"
    if place == COST:
        return f"{result}元"
    if place == DUE:
        return f"{fiscal_year}-{result // 100:02d}-{result % 100:02d}"
    return _LEVELS[result] if place == BENEFIT else f"{result}%"
