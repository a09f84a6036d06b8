"""Measure the judgement of a month over all projects, and how its cost grows."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from monitor.domain.month import Month
from monitor.review.counts import count_statuses
from monitor.store.database import Store
from tools.bench.made_up import YEAR, made_up
from tools.bench.measures import Line, exponent, median_seconds
from tools.bench.others import measure_others
from tools.bench.waiting import measure_waiting

_SERVED = "every project's judgement, counted, as kept"
_ANEW = "twelve months worked out anew and kept"
_MOST_ANEW = 1_000_000  # projects, which take a quarter of an hour
_MOST_FOR_OTHERS = 100_000  # projects; filling them takes longer than measuring everything else
MONTH = Month(YEAR, 6)
_BARE = """
    select money.project_code, money.spent, plans.budget, results.counted
    from (
        select project_code, max_by(amount, month) as spent
        from main.spending_facts where month <= 6 group by project_code
    ) as money
    left join (
        select project_code, sum(original_budget) as budget
        from main.plan_projects group by project_code
    ) as plans using (project_code)
    left join (
        select project_code, count(number) as counted
        from main.result_facts where month <= 6 group by project_code
    ) as results using (project_code)
"""


def measure_judging(sizes: Sequence[int], data: Path) -> tuple[list[Line], list[str]]:
    """Measure every size; the notes say how cost grows from the smallest to the largest.

    Made-up stores are kept in ``data``, for the next run.
    """
    lines: list[Line] = []
    notes: list[str] = []
    for size in sizes:
        lines += _measure(size, data)
        notes.append(measure_waiting(size, data))
    notes += [_growth(lines, name) for name in (_SERVED, _ANEW)]
    return lines, [note for note in notes if note]


def _growth(lines: Sequence[Line], name: str) -> str:
    """Say how the cost of a line grows over the sizes it was measured at; blank for one size."""
    measured = [(line.size, line.seconds) for line in lines if line.name == name]
    if len(measured) < 2:  # noqa: PLR2004 - a slope needs two points
        return ""
    sizes, seconds = zip(*measured, strict=True)
    return (
        f"Cost grows from {sizes[0]:,} to {sizes[-1]:,} projects with the power"
        f" {exponent(sizes, seconds):.2f}: {name} (1 is in step)."
    )


def _measure(size: int, data: Path) -> list[Line]:
    store = made_up(size, data)
    group = f"judgement of a month, {size:,} projects × 7 indicators"
    bare = median_seconds(lambda: _aggregate(store))
    served = median_seconds(lambda: count_statuses(store, MONTH, None))
    lines = [
        Line(group, "bare DuckDB aggregate over the facts", bare),
        Line(group, _SERVED, served, bare, size),
    ]
    if size <= _MOST_ANEW:
        made = median_seconds(lambda: _work_out(store), rounds=1)
        lines.append(Line(group, _ANEW, made, bare, size))
    with tempfile.TemporaryDirectory() as folder:
        others = measure_others(store, Path(folder)) if size <= _MOST_FOR_OTHERS else {}
    store.close()
    lines += [
        Line(group, f"the bare aggregate in {name}", seconds, bare)
        for name, seconds in others.items()
    ]
    return lines


def _aggregate(store: Store) -> None:
    with store.reading() as reading:
        cursor = reading.cursor
        cursor.execute(f"select count(*), sum(spent), sum(budget), sum(counted) from ({_BARE})")  # noqa: S608 - text from here
        cursor.fetchall()


def _work_out(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.rework(YEAR)
