"""Labels beside the ends of lines, kept apart from each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Lines of words for a margin; ``at`` is the height their line ends at, in px from below."""

    lines: tuple[str, ...]
    colour: str
    at: float


def spread(labels: list[EndLabel], line_height: float, top: float) -> list[float]:
    """Give each label's middle in px so that none covers another and all stay under the top."""
    order = sorted(range(len(labels)), key=lambda index: labels[index].at)
    halves = [len(label.lines) * line_height / 2 for label in labels]
    middles = [label.at for label in labels]
    floor = 0.0
    for index in order:
        middles[index] = max(middles[index], floor + halves[index])
        floor = middles[index] + halves[index]
    ceiling = max(top, 2 * sum(halves))
    for index in reversed(order):
        middles[index] = min(middles[index], ceiling - halves[index])
        ceiling = middles[index] - halves[index]
    return middles
