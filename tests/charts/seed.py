"""The eight projects of the seed plan, drawn in several months, for the tests of the charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from monitor.charts.records import (
    Curve,
    CurvePoint,
    Dot,
    ForecastPoint,
    GapCell,
    Look,
    RankingRow,
    RateBar,
    State,
    View,
    Zone,
)
from monitor.domain.badges import BadgeName

NAMES = (
    "调研学习考察费",
    "劳模荣誉津贴",
    "区政协三届三次会议费",
    "日常会务费",
    "文史资料征编费",
    "政协团结联谊费用",
    "政协委员活动经费",
    "政协委员履职平台APP后续开发和运行维护资金",
)
CODES = (
    "13020923P00014110001R",
    "13020923P00014810001H",
    "13020923P000140100014",
    "13020923P000139100010",
    "13020923P000143100015",
    "13020923P00014410001T",
    "13020923P00014510001G",
    "13020923P000151100011",
)
BUDGETS = tuple(map(Decimal, "154000 3600 900000 322000 700000 42800 74800 500000".split()))
PLAN = tuple(map(Decimal, "8.33 16.67 25 33.33 41.67 50 58.25 66.5 74.75 83 91.5 100".split()))
MILESTONES = {3: Decimal(25), 6: Decimal(50), 10: Decimal(83), 12: Decimal(100)}
JUNE = View(2023, 6)
LOOKS = [
    Look(theme, language, unit, compact=compact)
    for theme in ("light", "dark")
    for language in ("zh", "en")
    for unit in ("万元", "元")
    for compact in (False, True)
]


def point(month: int, rate: str | None, budget: Decimal, **more: object) -> CurvePoint:
    spent = None if rate is None else budget * Decimal(rate) / 100
    kept = {"milestone_pct": MILESTONES.get(month), **more}
    planned = budget * PLAN[month - 1] / 100
    return CurvePoint(month, planned, spent, **kept)  # type: ignore[arg-type]  # named in the test


def curve(
    rates: Sequence[str | None],
    budget: Decimal = Decimal(2697200),
    forecast: tuple[ForecastPoint, ...] = (),
    more: Mapping[int, Mapping[str, object]] | None = None,
) -> Curve:
    padded = [*rates, *[None] * (12 - len(rates))]
    points = [
        point(month, rate, budget, **(more or {}).get(month, {}))
        for month, rate in enumerate(padded, 1)
    ]
    return Curve(tuple(points), forecast, original_budget=budget)


def row(
    index: int,
    badge: BadgeName,
    rate: str | None,
    planned: str | None = "50",
    last: tuple[int, str] | None = None,
) -> RankingRow:
    spent, due = (None if text is None else Decimal(text) for text in (rate, planned))
    bar = RateBar(
        badge,
        spent,
        due,
        last_reported_month=last[0] if last else None,
        last_reported_rate=Decimal(last[1]) if last else None,
    )
    zones = (
        Zone("red", Decimal(0), Decimal(30)),
        Zone("yellow", Decimal(30), Decimal(40)),
        Zone("green", Decimal(40), Decimal(60)),
        Zone("blue", Decimal(60)),
    )
    return RankingRow(
        project_code=CODES[index % 8] if index < 8 else f"13020923P{index:012d}",
        project_name=NAMES[index % 8],
        bar=bar,
        gap_pp=None if spent is None or due is None else spent - due,
        zones=zones if due is not None else (),
        spent=None if spent is None else BUDGETS[index % 8] * spent / 100,
        revised_budget=BUDGETS[index % 8],
    )


ROWS = (
    row(0, "red", "22.4"),
    row(1, "blue", "100"),
    row(2, "green", "48.2"),
    row(3, "not_reported", None, last=(4, "18.3")),
    row(4, "yellow", "36.1"),
    row(5, "overspent", "120"),
    row(6, "red", "-8.5"),
    row(7, "not_reported", None),
)


def cell(index: int, month: int, gap: str | None, state: State = "reported") -> GapCell:
    found = None if gap is None else Decimal(gap)
    return GapCell(CODES[index], NAMES[index], month, state, found)


CELLS = (
    cell(0, 1, "-8.3"),
    cell(0, 2, None, "not_reported"),
    cell(0, 6, "-27.6"),
    cell(1, 1, "-0.04"),
    cell(1, 6, "50"),
    cell(2, 1, None, "no_plan"),
    cell(3, 1, None, "zero_budget"),
    cell(4, 6, "-13.9"),
)


def dot(index: int, rate: str | None, completion: str | None) -> Dot:
    spent, done = (None if text is None else Decimal(text) for text in (rate, completion))
    return Dot(CODES[index % 8], NAMES[index % 8], spent, done, BUDGETS[index % 8])


DOTS = (
    dot(0, "22", "40"),
    dot(1, "100", "100"),
    dot(2, "48", "55"),
    dot(3, "50", "52"),
    dot(4, "36", None),
    dot(5, "120", "45"),
    dot(6, "-5", "10"),
    dot(7, "60", "20"),
)
