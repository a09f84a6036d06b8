"""A rule shown twice: an input that breaks it, and one nearly the same that keeps to it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

Codes = Callable[[], Collection[str]]  # reads an input and gives the codes of what was found


@dataclass(frozen=True, slots=True)
class Pair:
    """The input that fails by a rule, and the one that passes."""

    failing: Codes
    passing: Codes
