"""One measured line, and how cost grows."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured, in seconds, beside the yardstick of its group; None is the yardstick.

    ``size`` is given where cost over sizes is asked for.
    """

    group: str
    name: str
    seconds: float
    yardstick: float | None = None
    size: int = 0

    @property
    def ratio(self) -> str:
        """Return how many times the yardstick it took."""
        return "1.00" if self.yardstick is None else f"{self.seconds / self.yardstick:.2f}"


def median_seconds(job: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median wall time of a job."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        job()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the slope of cost over size, both as logarithms: 1 grows with the work."""
    across, up = [math.log(each) for each in sizes], [math.log(each) for each in seconds]
    return statistics.linear_regression(across, up).slope
