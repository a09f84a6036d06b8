"""Invented names and codes of units and projects."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.domain.errors import WrongUse
from tools.made_up.figures import MONTHS, Figures, Whole, draw_figures
from tools.made_up.indicators import Choices, draw_choices, draw_results

Words = NDArray[np.object_]

_UNITS = (
    "教育局", "卫生健康局", "民政局", "财政局", "农业农村局", "水利局", "交通运输局",
    "文化和旅游局", "人力资源和社会保障局", "自然资源局", "生态环境局", "住房和城乡建设局",
    "应急管理局", "司法局", "科学技术局", "市场监督管理局", "统计局", "审计局", "档案馆", "图书馆",
)  # fmt: skip

_SUBJECTS = (
    "农村公路", "校舍", "基层卫生服务", "城乡低保", "防汛抗旱", "公共图书", "职业技能", "河道",
    "森林防火", "农产品质量", "社区养老", "学前教育", "污水处理", "智慧城市", "食品安全",
    "城市照明", "文物", "就业创业", "残疾人康复", "妇幼保健", "信息系统", "档案", "法律援助",
)  # fmt: skip

_WORKS = (
    "养护", "维修改造", "补助", "运行维护", "能力建设", "培训", "监测", "宣传", "检测", "购置",
    "服务采购", "专项工作", "管理", "奖补", "巡查", "应急处置", "示范创建",
)  # fmt: skip

_OFFICES = ("办公室", "综合科", "财务科", "业务一科", "业务二科", "规划科", "信息中心")
_FIRST_UNIT = 100_001


def name_unit(number: int) -> tuple[str, str]:
    """Return code and name of a unit by its number from 0."""
    return f"{_FIRST_UNIT + number}", f"示例{_UNITS[number % len(_UNITS)]}{number + 1:04d}"


def name_project(number: int) -> str:
    """Return the name of a project by its number from 0; no two are the same."""
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    return f"{subject}{_WORKS[number % len(_WORKS)]}经费（{number + 1}号）"


def office_of(number: int) -> str:
    """Return which office of its unit runs a project."""
    return _OFFICES[number % len(_OFFICES)]


def project_codes(count: int, year: int) -> Words:
    """Return as many project codes, each of 21 characters."""
    codes = [f"990101{year % 100:02d}P{number:011d}G" for number in range(1, count + 1)]
    return np.array(codes, dtype=object)


PURPOSE, GOAL, FUND, REASON = "保障本年度工作开展", "按时保质完成年度任务", "财政资金", "年中追加"
_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class CountryRequest:
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

    asked: CountryRequest
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


def draw(asked: CountryRequest) -> Country:
    """Draw what is asked for; raises ``WrongUse`` when it cannot be met."""
    asked.check()
    figures = draw_figures(asked.projects, asked.units, asked.seed)
    codes = project_codes(asked.projects, asked.year)
    return Country(asked, figures, draw_choices(figures, asked.seed), codes)
