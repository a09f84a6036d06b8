"""Measure script runs of every page of a made-up country, each time of another month.

A month that somebody has looked at before is kept; so each visit here asks for one that nobody
has, and then once more for the same. Then every page of one unit, as most people look at it.
"""

from __future__ import annotations

import asyncio
import statistics
from dataclasses import dataclass
from pathlib import Path

from monitor.access.scope import list_scope
from monitor.ui.shell.frame import PAGES
from tools.bench.made_up import YEAR, made_up
from tools.load import percentile
from tools.load_server import Dashboard, serving
from tools.load_session import open_line

_HEAD = (
    "| page | first | another month, median | p95 | the same again, median"
    " | of one unit, another month, median | p95 |"
)
_FIRST_UNIT = 100_001  # as made up


@dataclass(frozen=True, slots=True)
class _Visits:
    """Seconds of one page's runs."""

    page: str
    first: float
    anew: list[float]
    again: list[float]
    of_unit: list[float]

    def __str__(self) -> str:
        """Write a row of the table."""
        times = [
            self.first,
            statistics.median(self.anew),
            percentile(self.anew, 0.95) / 1000,
            statistics.median(self.again),
            statistics.median(self.of_unit),
            percentile(self.of_unit, 0.95) / 1000,
        ]
        return f"| {self.page} | " + " | ".join(f"{seconds:.2f}" for seconds in times) + " |"


def measure_pages(size: int, data: Path) -> str:
    """Return a table of seconds per page, and the most memory that the dashboard took."""
    store = made_up(size, data)
    database = store.path
    units = len(list_scope(store))
    store.close()
    with serving(database) as dashboard:
        opening, visits = asyncio.run(_visit_all(dashboard, units))
        megabytes = dashboard.memory()
    anew = [seconds for each in visits for seconds in each.anew]
    of_unit = [seconds for each in visits for seconds in each.of_unit]
    head = (
        f"Pages of {size:,} projects, seconds a script run; the very first, with the database"
        f" opened, {opening:.1f}. Of all pages in another month {statistics.median(anew):.2f} at"
        f" the median and {percentile(anew, 0.95) / 1000:.2f} at p95, of one unit"
        f" {statistics.median(of_unit):.2f} and {percentile(of_unit, 0.95) / 1000:.2f}. The process"
        f" took {megabytes:,} MB at most.\n\n"
    )
    return "\n".join([head + _HEAD, "|---|---:|---:|---:|---:|---:|---:|", *map(str, visits)])


async def _visit_all(dashboard: Dashboard, units: int) -> tuple[float, list[_Visits]]:
    line = await open_line(dashboard.address, dashboard.visit())
    opening = await line.open_page()
    visits = []
    for page in PAGES:
        name = "" if page == PAGES[0] else page
        times = [
            (
                await line.open_page(name, f"month={YEAR}-{month:02}"),
                await line.open_page(name, f"month={YEAR}-{month:02}"),
            )
            for month in range(1, 13)
        ]
        anew, again = zip(*times, strict=True)
        of_unit = [
            await line.open_page(name, f"month={YEAR}-{month:02}&unit={_FIRST_UNIT + units // 2}")
            for month in range(1, 13)
        ]
        visits.append(_Visits(page, anew[0], list(anew[1:]), list(again), of_unit))
    await line.close()
    return opening, visits
